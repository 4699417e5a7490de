"""Marks what has the colour of the place that is clicked."""

from __future__ import annotations

from app.canvas.strokes import Coverage
from app.canvas.tool import PointerEvent, Tool, ToolHost, ToolInfo, mark
from app.canvas.worked_tool import WorkedAnswer
from engine.options import Slider, Toggle
from engine.pixels.box import Box

TOLERANCE_OPTION = Slider(
    id="tolerance",
    title=mark("Tolerance"),
    low=0,
    high=255,
    default=24,
    step=1,
    whole=True,
    help=mark("How far a colour may be from the one that was clicked, of 255"),
)
CONNECTED_OPTION = Toggle(
    id="connected",
    title=mark("Connected"),
    default=True,
    help=mark("Only what is connected with the place that was clicked; off: everywhere in the photo"),
)


class WandTool(Tool):
    """Each click is one undo step."""

    info = ToolInfo(
        id="wand",
        title=mark("Colour wand"),
        tip=mark("Click a colour to mark what is like it. Alt or the right button takes it from the mask."),
        key="W",
        order=5,
        options=(TOLERANCE_OPTION, CONNECTED_OPTION),
    )

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._answer = WorkedAnswer(host)

    @property
    def active(self) -> bool:
        return self._answer.waiting

    @property
    def waiting(self) -> bool:
        return self._answer.waiting

    @property
    def can_take_back(self) -> bool:
        return self._answer.waiting

    def take_back(self) -> bool:
        """The click whose answer is not there yet."""
        waited = self._answer.waiting
        self.cancel()
        return waited

    def press(self, pointer: PointerEvent) -> None:
        document, box = self.host.document, self.host.photo_box
        row, column = int(pointer.y), int(pointer.x)
        if document is None or not (0 <= row < box.height and 0 <= column < box.width):
            return
        tolerance, connected = int(self.values["tolerance"]), bool(self.values["connected"])
        erase, photo = pointer.erase, document.photo

        def work() -> tuple[Box, Coverage]:
            from engine.pixels.mask import bounds
            from engine.pixels.similar import similar_colour

            found = similar_colour(
                photo.display(photo.box)[..., :3], (row, column), tolerance, connected=connected
            )
            area = bounds(found)
            return area, found[area.slices]

        self._answer.start(work, lambda answer: self._mark(answer, erase=erase))

    def drag(self, pointer: PointerEvent) -> None:
        """A click is all."""

    def release(self, pointer: PointerEvent) -> None:
        """A click is all."""

    def cancel(self) -> None:
        self._answer.drop()
        self.host.redraw()

    def forget(self) -> None:
        self._answer.drop()

    def _mark(self, answer: tuple[Box, Coverage] | None, *, erase: bool) -> None:
        if answer is not None and self.host.can_paint:
            self.host.draw_mask(self.info.title, *answer, erase=erase)
        self.host.redraw()


TOOL = WandTool
