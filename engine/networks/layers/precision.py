"""How networks are held and run: the fast memory layout, and half precision where it is faster."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import torch

Network = TypeVar("Network", bound=torch.nn.Module)


def fast(device: torch.device) -> torch.autocast:
    """A context for inference: bfloat16 on GPUs and on CPUs that multiply in it, else float32."""
    abilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()  # torch 2.11 does not tell
    able = any(abilities.get(name) for name in ("amx_bf16", "avx512_bf16"))
    quick = device.type == "cuda" or (device.type == "cpu" and able)
    return torch.autocast(device.type, torch.bfloat16, enabled=quick)


def channels_last(network: Network) -> Network:
    """The network with its weights, in place, laid out as convolutions are fastest on them."""
    cast(Any, network).to(memory_format=torch.channels_last)  # torch's types leave this overload out
    return network
