"""What is asked while a picture is placed: how it is blended, and whether at all."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.session.blends import Blends
from app.session.session import Session
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.combo import named_combo
from app.widgets.option_form import caption, form
from engine.options import resolve


class BlendPanel(QWidget):
    """Drawn anew for each picture and each way to blend it."""

    def __init__(self, session: Session, blends: Blends, *, theme: Theme) -> None:
        super().__init__()
        self._blends = blends
        self.way = named_combo(translate("Blend", "How it is blended"))
        self.way.activated.connect(lambda _: blends.choose(self.way.currentData()))
        self._purpose = caption("")
        self._options = QWidget()
        self.blend = QPushButton(f"\u2002{translate('Blend', 'Blend in')}")
        self.blend.setAccessibleName(translate("Blend", "Blend in"))
        self.blend.setProperty("verb", True)
        self.blend.setToolTip(translate("Blend", "Blend in (Enter)"))
        self.blend.clicked.connect(blends.blend)
        theme.dress(self.blend, "layers", on_accent=True)
        self.drop = QPushButton(translate("Blend", "Put away"))
        self.drop.setToolTip(translate("Blend", "Leave the photo as it is (Esc)"))
        self.drop.clicked.connect(blends.drop)
        self._build()
        blends.placing_began.connect(self._begin)
        blends.way_changed.connect(self.refresh)
        session.busy_changed.connect(lambda busy: self.setEnabled(not busy))

    def refresh(self) -> None:
        """Show the chosen way."""
        way = self._blends.way
        if way is None:
            return
        self.way.setCurrentIndex(self.way.findData(way.id))
        self._purpose.setText(engine_text(way.purpose))
        values = resolve(way.options, self._blends.options(way.id))
        made = form(way.options, values, lambda id, value: self._blends.set_option(way.id, id, value))
        self._column.replaceWidget(self._options, made)
        self._options.hide()
        self._options.deleteLater()
        self._options = made

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(
            QLabel(
                translate(
                    "Blend",
                    "Drag the picture to its place, a handle to change its size. Shift stretches it.",
                ),
                wordWrap=True,
            )
        )
        self._column.addWidget(caption(translate("Blend", "Only what lies inside the frame can change.")))
        self._column.addSpacing(8)
        for part in (self.way, self._purpose, self._options):
            self._column.addWidget(part)
        self._column.addSpacing(8)
        verbs = QHBoxLayout()
        verbs.addWidget(self.blend, 1)
        verbs.addWidget(self.drop)
        self._column.addLayout(verbs)
        self._column.addStretch(1)

    def _begin(self) -> None:
        placed_picture = self._blends.placed_picture
        self.way.clear()
        for way in placed_picture.ways if placed_picture else ():
            self.way.addItem(engine_text(way.title), way.id)
        self.refresh()
