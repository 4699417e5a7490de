"""The weighted sum of a recipe's losses."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor


def total(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> tuple[Tensor, dict[str, Tensor]]:
    """(Σ weight · part, the unweighted parts without gradient, for the log).

    Raises KeyError where parts and weights have different names.
    """
    if parts.keys() != weights.keys():
        raise KeyError(f"losses {sorted(parts)} and weights {sorted(weights)} are not the same")
    terms = [weights[name] * part for name, part in parts.items()]
    return sum(terms[1:], terms[0]), {name: part.detach() for name, part in parts.items()}
