"""vcn-raindrops: fine-tunes the trained VCN on pairs of photos or, without any, on drawn drops.

The defaults are the paper's.  For two CPU cores: --option crop=128 --option batch=8 --option rate=2e-4.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.networks.vcn import SLIM_WIDTH, VCNDesign
from engine.options import Slider, TextField, Value
from trainer.corruption import Between
from trainer.data.blind import UNDAMAGED_KIND
from trainer.data.pairs import PairCrops
from trainer.data.thin_holes import Share
from trainer.families.vcn import TUNE_PHASE, PhasePlan, phase_recipe
from trainer.training.recipe import Recipe

OPTIONS = (
    TextField(
        id="pairs", title="Pairs", help="Folder with damaged/NAME and clean/NAME; none: drops are drawn"
    ),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_WIDTH, whole=True),
    Slider(id="crop", title="Crop", low=64, high=512, default=256, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=1, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1e-5),
    Slider(id="rho", title="From the surroundings", low=0.05, high=1, default=0.2),
)
RAINDROPS_SHARE = Share(weight=4, kind="raindrops", params={"drops": Between(8, 60, whole=True)})
DAMAGE_SHARES = (RAINDROPS_SHARE, Share(weight=1, kind=UNDAMAGED_KIND))


def build(options: Mapping[str, Value]) -> Recipe:
    folder, crop, batch = str(options["pairs"]), int(options["crop"]), int(options["batch"])
    return phase_recipe(
        PhasePlan(
            id="vcn-raindrops",
            phase=TUNE_PHASE,
            # The design of `vcn` as it ships, from whose weights this starts.
            design=VCNDesign(width=int(options["width"]), rho=float(options["rho"]), deep=True),
            mix=DAMAGE_SHARES,
            crop=crop,
            batch=batch,
            rate=float(options["rate"]),
            masks_known=not folder,  # Pairs have no exact mask of their drops.
            draw=PairCrops(folder=Path(folder), batch=batch, crop=crop) if folder else None,
            checks=(RAINDROPS_SHARE,),
            variant="raindrops",
        )
    )
