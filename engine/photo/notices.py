"""Notices for a person about reading and saving: templates, whose {fields} are filled in before."""

from __future__ import annotations

from engine.errors import mark

PREVIEWS_REMOVED = mark("Previews of the unrepaired photo were removed.")
PHOTOSHOP_LEFT_OUT = mark(
    "A Photoshop block that cannot be read was left out: it may show the unrepaired photo."
)
BLOCKS_LEFT_OUT = mark("Left out, since they may show the unrepaired photo: {names}.")
CREDENTIALS_REMOVED = mark("Content credentials (C2PA) were removed: they vouch for the unrepaired photo.")
LAYERS_LEFT_OUT = mark("Layers were left out: nothing was repaired in them.")
GAIN_MAP_REMOVED = mark("The HDR gain map was removed: it shows the unrepaired photo.")
VIDEO_REMOVED = mark("The video of this motion photo was removed: it shows the unrepaired photo.")
REST_LEFT_OUT = mark("What followed the picture in its file was left out: it may show the unrepaired photo.")

TEMPLATES = (BLOCKS_LEFT_OUT,)  # those with fields
