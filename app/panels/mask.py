"""Sliders on the mask: wider, narrower, softer, seen while they move."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QGridLayout, QLabel, QScrollArea, QWidget

from app.session.mask_adjustment import MaskAdjustment
from app.session.masks import Masks
from app.text import engine_text, translate
from app.widgets.buttons import push_button
from app.widgets.option_form import NumberRow
from app.widgets.sections import Section
from engine.options import Slider
from engine.text import mark

SIZE_OPTION = Slider(
    id="mask_size",
    title=mark("Grow"),
    low=-100,
    high=100,
    default=0,
    step=1,
    whole=True,
    unit="px",
    help=mark("Makes what is marked wider on all sides; below 0 narrower"),
)
FEATHER_OPTION = Slider(
    id="mask_feather",
    title=mark("Feather"),
    low=0,
    high=100,
    default=0,
    step=1,
    whole=True,
    unit="px",
    help=mark("Adds a soft rim; what it adds is tinted too"),
)


class MaskPanel(QWidget):
    """Shows while a slider is held, and applies once it is let go or a number is typed."""

    def __init__(self, adjustment: MaskAdjustment, masks: Masks) -> None:
        super().__init__()
        self._adjustment, self._masks = adjustment, masks
        self.tighten_button = push_button(
            translate("Mask", "Tighten to the object"),
            masks.tighten,
            translate(
                "Mask", "What was marked roughly becomes the object in it, with the shadow that it casts"
            ),
        )
        self.rows = {
            option.id: NumberRow(option, option.default, engine_text(option.title))
            for option in (SIZE_OPTION, FEATHER_OPTION)
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(self.rows.values()):
            title = QLabel(row.slider.accessibleName())
            title.setBuddy(row.slider)
            grid.addWidget(title, line, 0)
            grid.addWidget(row, line, 1)
            row.changed.connect(lambda _: self._changed())
            row.slider.sliderReleased.connect(self._apply)
        grid.addWidget(self.tighten_button, len(self.rows), 0, 1, 2)
        adjustment.changed.connect(self._follow)
        self._follow()

    def focus(self, id: str) -> None:
        """Let a number be typed; what hides the row is shown."""
        part = self.parentWidget()
        while part is not None:
            if isinstance(part, Section):
                part.fold(False)
            elif isinstance(part, QScrollArea):
                QTimer.singleShot(0, self, lambda area=part: area.ensureWidgetVisible(self))
            elif isinstance(part, QDockWidget):
                part.show()
            part = part.parentWidget()
        number = self.rows[id].number
        number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        number.selectAll()

    @property
    def _values(self) -> tuple[int, int]:
        return round(self.rows[SIZE_OPTION.id].value), round(self.rows[FEATHER_OPTION.id].value)

    def _changed(self) -> None:
        if any(row.slider.isSliderDown() for row in self.rows.values()):
            self._adjustment.preview(*self._values)
        else:
            self._apply()

    def _apply(self) -> None:
        self._adjustment.apply(*self._values)

    def _follow(self) -> None:
        held = any(row.slider.isSliderDown() for row in self.rows.values())
        self.setEnabled(self._adjustment.can_adjust or held)
        self.tighten_button.setEnabled(self._masks.marked)
        if not held:
            self.rows[SIZE_OPTION.id].set(self._adjustment.size)
            self.rows[FEATHER_OPTION.id].set(self._adjustment.feather)
