"""Hard holes, soft holes, translucent overlays and noise, 40 : 25 : 15 : 20, for the method informed-mask."""

from trainer.corruption.contract import Layer, Mixture, Part
from trainer.corruption.parameters import OneOf

HARD = {"filler": OneOf(("constant", "gaussian", "natural"))}
SOFT = {"filler": OneOf(("constant", "natural"))}

MIXTURE = Mixture(
    title="Damage of every degree, for informed-mask",
    parts=(
        Part(weight=0.40 / 3, layers=(Layer(kind="freeform", params=HARD),)),
        Part(weight=0.40 / 3, layers=(Layer(kind="blobs", params=HARD),)),
        Part(weight=0.40 / 3, layers=(Layer(kind="scratches", params=HARD),)),
        Part(weight=0.25, layers=(Layer(kind="soft_strokes", params=SOFT),)),
        Part(weight=0.15, layers=(Layer(kind="overlay"),)),
        Part(weight=0.10, layers=(Layer(kind="noise_uniform"),)),
        Part(weight=0.10, layers=(Layer(kind="noise_map"),)),
    ),
)
