"""The memory layout in which networks are held, and the number format in which a device multiplies."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import torch

Network = TypeVar("Network", bound=torch.nn.Module)

CPU_BFLOAT16_UNITS = ("amx_bf16", "avx512_bf16")  # Without one of these, bfloat16 is slower than float32.


def multiplies_in_bfloat16(device: torch.device) -> bool:
    """Whether networks run in bfloat16 on this device, both in training and in inference.

    A GPU does. A CPU does where it has bfloat16 units and oneDNN may use them: some of oneDNN's
    convolutions raise RuntimeError for bfloat16 on other CPUs.
    """
    if device.type != "cpu":
        return device.type == "cuda"
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()  # torch 2.11 has none.
    has_units = any(capabilities.get(name) for name in CPU_BFLOAT16_UNITS)
    return has_units and bool(cast(Any, torch.ops.mkldnn)._is_mkldnn_bf16_supported())


def autocast(device: torch.device, *, permitted: bool = True) -> torch.autocast:
    """A context that computes in bfloat16 where the device multiplies in it and the caller permits it, else
    in float32.
    """
    return torch.autocast(device.type, torch.bfloat16, enabled=permitted and multiplies_in_bfloat16(device))


def channels_last(network: Network) -> Network:
    """The network with its weights in channels-last order, in place, on which convolutions are fastest."""
    cast(Any, network).to(memory_format=torch.channels_last)  # torch's types leave this overload out.
    return network
