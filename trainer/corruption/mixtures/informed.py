"""Opaque and soft holes, translucent overlays and noise, 40 : 25 : 15 : 20, for informed-mask."""

from trainer.corruption.contract import Layer, Mixture, Part
from trainer.corruption.parameters import OneOf

OPAQUE_FILLERS = {"filler": OneOf(("constant", "gaussian", "natural"))}
TRANSLUCENT_FILLERS = {"filler": OneOf(("constant", "natural"))}

MIXTURE = Mixture(
    title="Damage of every degree, for informed-mask",
    parts=(
        Part(weight=0.40 / 3, layers=(Layer(kind="freeform", params=OPAQUE_FILLERS),)),
        Part(weight=0.40 / 3, layers=(Layer(kind="blobs", params=OPAQUE_FILLERS),)),
        Part(weight=0.40 / 3, layers=(Layer(kind="scratches", params=OPAQUE_FILLERS),)),
        Part(weight=0.25, layers=(Layer(kind="soft_strokes", params=TRANSLUCENT_FILLERS),)),
        Part(weight=0.15, layers=(Layer(kind="overlay"),)),
        Part(weight=0.10, layers=(Layer(kind="noise_uniform"),)),
        Part(weight=0.10, layers=(Layer(kind="noise_map"),)),
    ),
)
