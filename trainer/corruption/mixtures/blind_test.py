"""Damage for tests of blind repair: the kinds of training in fonts and ranges that it does not draw."""

from trainer.corruption.contract import Layer, Mixture, Part
from trainer.corruption.parameters import Between, OneOf

GRAFFITI_PARAMETERS = {
    "fonts": "held-out",
    "width": (29, 36),
    "opacity": (0.65, 0.74),
    "letter_height": (121, 150),
}
WATERMARK_PARAMETERS = {
    "fonts": "held-out",
    "opacity": Between(0.62, 0.8),
    "angle": (10, 40),
    "spacing": (121, 150),
    "side": (73, 96),
}
TEXT_PARAMETERS = {"fonts": "held-out", "size": (33, 44), "angle": 12.0}
RAINDROP_PARAMETERS = {"drops": Between(61, 90, whole=True), "radius": (2.2, 3.9), "shrink": (2.5, 3.9)}
STROKE_PARAMETERS = {"parts": 4, "vertices": 12, "length": 110, "width": (26, 34)}

MIXTURE = Mixture(
    title="Blind test",
    parts=(
        Part(weight=0.2, layers=(Layer(kind="graffiti", params=GRAFFITI_PARAMETERS),)),
        Part(weight=0.2, layers=(Layer(kind="watermark", params=WATERMARK_PARAMETERS),)),
        Part(weight=0.2, layers=(Layer(kind="text", params=TEXT_PARAMETERS),)),
        Part(weight=0.2, layers=(Layer(kind="raindrops", params=RAINDROP_PARAMETERS),)),
        Part(
            weight=0.2,
            layers=(
                Layer(
                    kind="freeform_steps",
                    params=STROKE_PARAMETERS | {"filler": OneOf(("constant", "gaussian"))},
                ),
            ),
        ),
    ),
    held_out=True,
)
