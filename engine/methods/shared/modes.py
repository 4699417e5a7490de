"""Who says what is damaged: the network, the person, or both (Wang et al., VCNet, 2020, and its release)."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

Plane = TypeVar("Plane", bound=Any)  # numpy arrays and tensors alike
Mode = Literal["assist", "blind", "manual"]
VCN_MODES: tuple[Mode, ...] = get_args(Mode)


def combined(mode: str, found: Plane, mask: Plane) -> Plane:
    """What is taken for damage; all planes of one shape, in [0, 1].

    blind: what was found.  assist: that and the person's mask.  manual: the person's mask alone.
    """
    result = found
    if mode == "assist":
        result = found.clip(min=mask)
    elif mode == "manual":
        result = mask
    return result
