"""Everything that befalls an old print at once: fading, grain, scratches and tears."""

from trainer.corruption.contract import Layer, Mixture, Part
from trainer.corruption.parameters import Between

GRAIN_PARAMETERS = {"filler": "texture", "texture": "grain", "opacity": Between(0.05, 0.2)}

MIXTURE = Mixture(
    title="Old photo",
    parts=(
        Part(
            weight=1,
            layers=(
                Layer(kind="fade"),
                Layer(kind="veil", params=GRAIN_PARAMETERS),
                Layer(kind="scratches", params={"edge": "antialiased"}),
                Layer(kind="tears", params={"edge": "antialiased"}),
            ),
        ),
    ),
)
