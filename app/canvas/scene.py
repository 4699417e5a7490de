"""What the canvas shows of a document: its layers, kept up to date with the document and the viewport."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.background import Background
from app.canvas.colour import Colour
from app.canvas.layers.finds import FindsOverlay
from app.canvas.layers.layer import Layer, rect
from app.canvas.layers.levels import Source
from app.canvas.layers.overlay import MASK_COLOURS, MaskOverlay, OverlayLayer, SketchOverlay, SourceOverlay
from app.canvas.layers.photo import PhotoLayer
from app.canvas.layers.tiles import TileCache
from app.canvas.rotation import rotated_painter
from app.canvas.viewport import Viewport
from app.document.document import Document
from app.document.edit import Change
from app.document.find_marks import FindMarks
from app.document.mask_pyramid import MaskLevels
from app.document.planes import SKETCH_PLANE, SOURCE_PLANE
from engine.photo import Photo
from engine.pixels.box import Box

Update = Callable[[QRect], None]


class Scene:
    """Layers in device pixels.  `update` gets the rectangles that look different now."""

    def __init__(self, viewport: Viewport, background: Background, update: Update) -> None:
        self.viewport, self._background, self._update = viewport, background, update
        self.document: Document | None = None
        self.photo, self.original = PhotoLayer(), PhotoLayer()
        self.mask, self.finds = MaskOverlay(), FindsOverlay()
        self.next_mask = MaskOverlay()  # painted while a repair works on the mask, see NextMask
        self.guides: dict[str, OverlayLayer] = {SOURCE_PLANE: SourceOverlay(), SKETCH_PLANE: SketchOverlay()}
        self.repaired = MaskOverlay()  # of the opened photo: what repairs may have changed since
        self.marks: FindMarks | None = None
        self._own: MaskLevels | None = None  # of the document's mask, also while another is previewed
        self.mask_shown = True
        self.beside = False  # the photo as it is now is shown elsewhere: here it is as it was opened
        self._colour = Colour(None)

    @property
    def layers(self) -> tuple[Layer, ...]:
        return self.photo, self.original, *self.overlays

    @property
    def overlays(self) -> tuple[OverlayLayer, ...]:
        return self.mask, self.next_mask, *self.guides.values(), self.finds, self.repaired

    @property
    def busy(self) -> bool:
        """Something is being drawn in the background."""
        return any(layer.tiles is not None and layer.tiles.busy for layer in (self.photo, self.original))

    def show(self, document: Document | None) -> None:
        """Start on another document, or on none."""
        self.close()
        self.document = document
        if document is None:
            self.viewport.show(0, 0)
        else:
            photo = document.photo
            self.viewport.show(photo.width, photo.height)
            self._colour = Colour(profile(photo))
            self.photo.tiles = self._tiles(photo.display, self.photo)
            self._own = MaskLevels(document.mask, document.mask_bounds)
            self.mask.show(self._own)
            for name in self.guides:
                self._show_guide(name)
        self.refresh()

    def close(self) -> None:
        """Drop what is held of the document."""
        for layer in (self.photo, self.original):
            if layer.tiles is not None:
                layer.tiles.close()
            layer.tiles = layer.instead = None
        for overlay in self.overlays:
            overlay.show(None)
        self.marks = self._own = None
        self.document = None

    def refresh(self) -> None:
        for layer in self.layers:
            layer.invalidate()
        self._update(rect(self.viewport.view))

    def resize(self, width: int, height: int) -> None:
        self.viewport.resize(width, height)
        sheet = self.viewport.sheet()
        for layer in self.layers:
            layer.resize(sheet.width, sheet.height)

    def set_surround(self, colour: QColor) -> None:
        self.photo.surround = self.original.surround = colour
        self.refresh()

    def set_mask_look(self, colour: str, *, hatch: bool) -> None:
        for overlay in (self.mask, self.next_mask, self.repaired):
            overlay.look(colour, hatch=hatch)
        self.finds.look(colour)
        self._update(rect(self.viewport.view))

    @property
    def mask_colour(self) -> QColor | None:
        """None while the mask is not shown."""
        return QColor(MASK_COLOURS[self.mask.colour]) if self.mask_shown else None

    def change(self, change: Change) -> None:
        """The document changed."""
        if self.document is None:
            return
        if change.photo and self.photo.tiles is not None:
            self.photo.tiles.change(change.box)
            if self.repaired.levels is not None:
                self.repaired.levels.change(change.box)
        if change.mask and self._own is not None:
            self._own.change(change.box)
            self.update_box(change.box)
        if change.guide:
            levels = self.guides[change.guide].levels
            if levels is None or self.document.guide(change.guide) is None:
                self._show_guide(change.guide)
            else:
                levels.change(change.box)
            self.update_box(change.box)

    # Finds

    def show_marks(self, marks: FindMarks | None) -> None:
        """Other finds, or none."""
        self.marks = marks
        self.finds.show(marks.levels if marks else None)
        self._update(rect(self.viewport.view))

    def changed_marks(self, boxes: list[Box]) -> None:
        """The finds look different there."""
        margin = 3 + 2 * self.finds.reach  # at a screen scaling of 200 %
        for box in boxes:
            self._update(rect(self.viewport.cover(box).grown(margin)))

    def preview_mask(self, levels: MaskLevels | None) -> None:
        """Show another mask in place of the document's; None: that again."""
        self.mask.show(levels or self._own)
        self._update(rect(self.viewport.view))

    def keep_preview(self) -> None:
        """The document's mask has become what was previewed."""
        if self.document is not None and self.mask.levels is not None:
            self._own = self.mask.levels
            self._own.planes[0] = self.document.mask

    def draw(self, ratio: float, *, original: bool, repaired: bool) -> None:
        """Bring the layers up to date; that of the opened photo and of what was repaired where wanted."""
        sheet = self.viewport.sheet()
        corner = QPoint(sheet.left, sheet.top)
        for layer in self.layers:
            layer.keep_size(sheet.width, sheet.height)
            layer.place(corner, sheet.scale)
        self.photo.draw(sheet, ratio)
        if original or self.beside:
            self._need_original()
            self.original.draw(sheet, ratio)
        if repaired and self.repaired.levels is None and self.document is not None:
            self.repaired.show(MaskLevels(self.document.repaired, self.document.photo.box))
        for layer in self.overlays:
            layer.draw(sheet, ratio)
            if layer.behind:
                self._update(rect(self.viewport.view))

    def paint(self, painter: QPainter, area: QRect, *, original: QRect, repaired: QRect, marks: bool) -> None:
        """Lay the layers over each other.

        original: where the opened photo is shown, without marks.  repaired: where it is shown with all that
        was or is marked.
        """
        shown = self.original if self.beside else self.photo
        source, sketch = self.guides[SOURCE_PLANE], self.guides[SKETCH_PLANE]
        marked = (source, self.mask, self.next_mask, self.finds, sketch) if marks and self.mask_shown else ()
        for part, layer, overlays in (
            (area, shown, marked),
            (area & original, self.original, ()),
            (area & repaired, self.original, (self.repaired, self.mask)),
        ):
            if not part.isEmpty():
                self._draw_layers(painter, part, layer, *overlays)

    def _draw_layers(
        self, painter: QPainter, area: QRect, photo: PhotoLayer, *overlays: OverlayLayer
    ) -> None:
        worth_drawing = [
            layer for layer in overlays if layer.levels is not None and (layer.behind or layer.levels.marked)
        ]
        for layer in (photo, *worth_drawing):
            if not self.viewport.angle:
                painter.drawImage(area.topLeft(), layer.image, area)
                continue
            with rotated_painter(painter, self.viewport, area):
                painter.drawImage(0, 0, layer.image)

    def picture(self) -> QImage:
        """The photo's layer alone, as drawn last."""
        return self.photo.image

    def update_box(self, box: Box) -> None:
        """A box of the photo looks different."""
        self._update(rect(self.viewport.cover(box).grown(3)))

    def _show_guide(self, name: str) -> None:
        plane = self.document.guide(name) if self.document else None
        self.guides[name].show(None if plane is None else MaskLevels(plane, Box.of(plane.shape)))

    def _need_original(self) -> None:
        if self.original.tiles is None and self.document is not None:
            self.original.tiles = self._tiles(self.document.originals.display, self.original)
            self.original.instead = self.photo.tiles
            self.original.invalidate()

    def _tiles(self, source: Source, layer: PhotoLayer) -> TileCache:
        assert self.document is not None

        def ready(box: Box) -> None:
            layer.change(box, self.viewport.sheet())
            self.update_box(box)

        photo = self.document.photo.box
        return TileCache(source, photo, colour=self._colour, background=self._background, ready=ready)


def profile(photo: Photo) -> bytes | None:
    """The profile of what `Photo.display` hands out; a gray photo's is for gray."""
    return photo.icc if photo.space == "gray" else photo.display_icc
