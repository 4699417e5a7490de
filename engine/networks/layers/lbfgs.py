"""L-BFGS (Liu & Nocedal 1989), each step projected to [0, 1].  torch's own loads its compiler first."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

HISTORY_STEPS = 10
FIRST_STEP_CHANGE = 0.05  # Of the value range: the first step moves no value further.
MAX_STEP_HALVINGS = 10  # A step is halved until the loss falls, at most so often.


def minimise(
    objective: Callable[[Tensor], Tensor],
    start: Tensor,
    iterations: int,
    step: Callable[[float], None] = lambda _: None,
) -> Tensor:
    """The best point that was reached, each value in [0, 1]; never worse than `start`.

    step: called with the share of the iterations that is done.
    """
    x, (value, slope) = start.detach(), _value_and_gradient(objective, start)
    past: list[tuple[Tensor, Tensor]] = []
    for number in range(iterations):
        step(number / iterations)
        held = ((x <= 0) & (slope > 0)) | ((x >= 1) & (slope < 0))  # at a bound, and would go beyond
        free = slope.masked_fill(held, 0)
        way = -_newton_direction(free, past).masked_fill(held, 0)
        if float((way * free).sum()) >= 0:
            past.clear()
            way = -free
        length = 1.0 if past else FIRST_STEP_CHANGE / max(float(slope.abs().max()), 1e-12)
        for _ in range(MAX_STEP_HALVINGS):
            new = (x + length * way).clamp(0, 1)
            new_value, new_slope = _value_and_gradient(objective, new)
            if new_value < value:
                break
            length /= 2
        else:
            break
        moved, bent = new - x, new_slope - slope
        if float((moved * bent).sum()) > 1e-12:
            past = [*past[1 - HISTORY_STEPS :], (moved, bent)]
        x, value, slope = new, new_value, new_slope
    return x


def _value_and_gradient(objective: Callable[[Tensor], Tensor], at: Tensor) -> tuple[float, Tensor]:
    x = at.detach().requires_grad_()
    value = objective(x)
    (slope,) = torch.autograd.grad(value, x)
    return float(value.detach()), slope


def _newton_direction(slope: Tensor, past: list[tuple[Tensor, Tensor]]) -> Tensor:
    """The gradient times the approximate inverse Hessian of the past steps, by the two-loop recursion."""
    found, shares = slope.clone(), []
    for moved, bent in reversed(past):
        share = (moved * found).sum() / (moved * bent).sum()
        found -= share * bent
        shares.append(share)
    if past:
        moved, bent = past[-1]
        found *= (moved * bent).sum() / (bent * bent).sum()
    for (moved, bent), share in zip(past, reversed(shares), strict=True):
        found += (share - (bent * found).sum() / (moved * bent).sum()) * moved
    return found
