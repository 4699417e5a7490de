"""What a network for large holes does by itself, apart from what surrounds it in a repair.

The networks of Lacuna add to a membrane, and what they leave soft gets its texture from patches around the
hole. So each of them is also measured without the texture, beside the bare membrane and a textured one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.job import Job
from engine.models.detector import Detector
from engine.models.method import Array, ArrayMethod, Method, MethodInfo, Request
from engine.repair.run import PIPELINE_OPTIONS

MEMBRANE_ID, TEXTURED_MEMBRANE_ID = "membrane", "membrane with texture"
TEXTURE_OPTION = "texture"  # of the pipeline
WITHOUT_TEXTURE = {TEXTURE_OPTION: False}


class MembraneMethod(ArrayMethod):
    """What the networks begin at, as a method: the membrane, smooth or with texture from around the hole."""

    def __init__(self, *, textured: bool) -> None:
        self.textured = textured
        self.info = MethodInfo(
            id=TEXTURED_MEMBRANE_ID if textured else MEMBRANE_ID,
            title="Membrane",
            year=1826,
            paper="Laplace's equation",
            purpose="To measure networks against",
            limits="Smooth",
            holes="large",
        )

    def fill(self, request: Request[Array], job: Job) -> Array:
        import torch

        from engine.exemplar.guided import textured
        from engine.networks.layers.spread import spread

        hole = (request.mask > 0).astype(np.uint8)
        photo = torch.from_numpy(request.image).permute(2, 0, 1)[None]
        filled = spread(photo, torch.from_numpy(hole.astype(np.float32))[None, None])
        smooth = filled[0].permute(1, 2, 0).contiguous().numpy()
        if not self.textured:
            return smooth
        return textured(request.image, hole, smooth, scale=1.0, seed=request.seed, job=job)


def alone(id: str) -> str:
    """The name in a table of a network of that id without texture."""
    return f"{id} alone"


def with_networks_alone(
    rivals: Mapping[str, Method | Detector], options: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Method | Detector], dict[str, Mapping[str, Any]]]:
    """Rivals and options with each network of large holes once more without texture, and the membranes.

    A network whose options leave the texture out is measured once.
    """
    every: dict[str, Method | Detector] = {}
    settings = dict(options)
    for id, rival in rivals.items():
        every[id] = rival
        own = options.get(id, {})
        if rival.info.is_network and rival.info.holes == "large" and _carries_texture(own):
            every[alone(id)] = rival
            settings[alone(id)] = {**own, **WITHOUT_TEXTURE}
    for textured in (False, True):
        membrane = MembraneMethod(textured=textured)
        every[membrane.info.id] = membrane
    return every, settings


def _carries_texture(options: Mapping[str, Any]) -> bool:
    texture = next(option for option in PIPELINE_OPTIONS if option.id == TEXTURE_OPTION)
    return bool(texture.parse(options.get(TEXTURE_OPTION, texture.default)))
