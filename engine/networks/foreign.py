"""The network of the detector `foreign`: the finder's U-Net with one logit, for the photo as a whole.

Ours, no paper.  A piece of another photo shows by its rim, which follows no object, and by what stands in it
beside the rest of the scene.  Both need the whole photo and survive its reduction to some 200 px.
"""

from __future__ import annotations

from engine.networks.finder import Finder


class Foreign(Finder):
    """image N×3×H×W in [0, 1] → logits N×1×H×W.  H and W divide by finder.SIDE_MULTIPLE_PX."""

    def __init__(self) -> None:
        super().__init__(kinds=1)
