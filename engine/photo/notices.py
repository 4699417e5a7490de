"""Notices for a person about what a saved photo no longer holds."""

from __future__ import annotations

from engine.text import Text

PREVIEWS_REMOVED = Text("Previews of the unrepaired photo were removed.")
PHOTOSHOP_LEFT_OUT = Text(
    "A Photoshop block that cannot be read was left out: it may show the unrepaired photo."
)
CREDENTIALS_REMOVED = Text("Content credentials (C2PA) were removed: they vouch for the unrepaired photo.")
LAYERS_LEFT_OUT = Text("Layers were left out: nothing was repaired in them.")
GAIN_MAP_REMOVED = Text("The HDR gain map was removed: it shows the unrepaired photo.")
VIDEO_REMOVED = Text("The video of this motion photo was removed: it shows the unrepaired photo.")
REST_LEFT_OUT = Text("What followed the picture in its file was left out: it may show the unrepaired photo.")


def blocks_left_out(names: str) -> Text:
    """names: of the blocks of metadata, as their format calls them."""
    return Text("Left out, since they may show the unrepaired photo: {names}.", names=names)
