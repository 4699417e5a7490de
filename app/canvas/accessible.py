"""What a screen reader says of the canvas."""

from __future__ import annotations

from app.canvas.input.surface import InputSurface
from app.text import count, translate


def description(canvas: InputSurface) -> str:
    """The photo's size, the zoom, and the tool."""
    if canvas.document is None:
        return translate("Canvas", "No photo is open")
    text = translate("Canvas", "{width} by {height} pixels, zoom {zoom} %, {tool}, brush {size} pixels")
    viewport = canvas.viewport
    values = {"width": count(viewport.photo_width), "height": count(viewport.photo_height)}
    tool = translate("Tool", canvas.tool.info.title)
    zoom, size = f"{viewport.scale:.0%}".rstrip("%"), f"{canvas.brush.size:g}"
    said = text.format(**values, zoom=zoom, tool=tool, size=size)
    if not viewport.angle:
        return said
    return f"{said}, {translate('Canvas', 'rotated by {angle} degrees').format(angle=f'{viewport.angle:g}')}"
