"""How the masks of a batch are read: what of them counts, which way round, and how far they are widened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.batch.draft import MAX_GROW_PX, BatchDraft
from app.text import engine_text, translate
from app.widgets.labelled import block, combo, named, row
from app.widgets.option_form import NumberRow
from engine.options import Slider
from engine.text import mark

GROW_OPTION = Slider(
    id="grow_px", title=mark("Widen by"), low=0, high=MAX_GROW_PX, default=0, step=1, unit="px", whole=True
)


class MaskReadingForm(QWidget):
    """`changed` carries fields of the draft, as a dictionary."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.source = combo(
            translate("Batch", "Missing is"),
            (
                ("auto", translate("Batch", "Automatic")),
                ("luminance", translate("Batch", "What is white")),
                ("alpha", translate("Batch", "What is transparent")),
                ("labels", translate("Batch", "All but the background")),
            ),
        )
        self.source.activated.connect(lambda _: self.changed.emit({"mask_from": self.source.currentData()}))
        self.inverted = QCheckBox(translate("Batch", "The other way round"))
        self.inverted.setToolTip(translate("Batch", "What is missing and what is intact are exchanged"))
        self.inverted.toggled.connect(lambda on: self.changed.emit({"invert_mask": on}))
        self.grow_auto = QCheckBox(translate("Batch", "Widen as the editor does"))
        self.grow_auto.setToolTip(
            translate("Batch", "By 0.3 % of the photo's shorter side, and 3 pixels at least")
        )
        self.grow_auto.toggled.connect(self._choose_growth)
        self.grow = NumberRow(GROW_OPTION, GROW_OPTION.default, engine_text(GROW_OPTION.title))
        self.grow.changed.connect(lambda value: self.changed.emit({"grow_px": round(value)}))
        self._grow_block = block(*named(self.grow))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (row(self.source), self.inverted, self.grow_auto, self._grow_block):
            column.addWidget(part)

    def show_draft(self, draft: BatchDraft) -> None:
        """Set all of it."""
        self.source.setCurrentIndex(self.source.findData(draft.mask_from))
        self.inverted.setChecked(draft.invert_mask)
        self.grow_auto.setChecked(draft.grow_auto)
        self.grow.set(draft.grow_px)
        self._grow_block.setVisible(not draft.grow_auto)

    def _choose_growth(self, automatic: bool) -> None:
        self._grow_block.setVisible(not automatic)
        self.changed.emit({"grow_auto": automatic})
