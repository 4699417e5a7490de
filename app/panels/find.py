"""The find panel: what to look for, how closely, and how much was found."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.document.find_marks import FindMarks
from app.menus import Actions
from app.panels.detector_card import DetectorCard
from app.session.find_selection import AUTO_DETECTOR, DEFAULT_SENSITIVITY
from app.session.finds import Finds
from app.session.methods import KnownDetector, Methods
from app.session.repairs import FindsOutcome
from app.text import count, engine_text, translate
from app.theme.theme import Theme, tabular
from app.widgets.buttons import action_button
from app.widgets.combo import named_combo
from app.widgets.option_form import CHOICE_WIDTH, NumberRow, caption
from app.widgets.several import SeveralChoice
from engine.models.detector import Kind
from engine.options import Slider
from engine.text import mark

SENSITIVITY_OPTION = Slider(
    id="sensitivity",
    title=mark("Sensitivity"),
    low=0,
    high=1,
    default=DEFAULT_SENSITIVITY,
    step=0.01,
    help=mark("Higher finds fainter damage, and more that is none"),
)


class FindPanel(QWidget):
    """Follows Finds and sets what it looks for."""

    def __init__(self, finds: Finds, *, methods: Methods, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._finds, self._methods = finds, methods
        self._listed = ""  # the detector whose kinds are listed
        self._listed_infrared = False  # whether detectors for infrared are listed
        self.kinds = kind_choice()
        self.kinds.setFixedWidth(CHOICE_WIDTH)
        self.detector = _combo(translate("Find", "Detector"), translate("Find", "What looks for it"))
        self.about = QToolButton(autoRaise=True)
        self.about.setAccessibleName(translate("Find", "About the detector"))
        self.about.setToolTip(translate("Find", "What it finds, how it was trained, and how well it does"))
        self.about.clicked.connect(self._show_card)
        theme.dress(self.about, "info")
        self.sensitivity = NumberRow(
            SENSITIVITY_OPTION, DEFAULT_SENSITIVITY, engine_text(SENSITIVITY_OPTION.title)
        )
        self.said = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.said.setFont(tabular(self.said.font()))
        self.hint = caption("")
        self.button = action_button(translate("Find", "Find"), actions["find"])
        self._arrange()
        self.kinds.chosen_changed.connect(finds.set_kinds)
        self.detector.activated.connect(lambda row: finds.set_detector(self.detector.itemData(row)))
        self.sensitivity.changed.connect(finds.set_sensitivity)
        self.sensitivity.slider.sliderPressed.connect(lambda: finds.hold(True))
        self.sensitivity.slider.sliderReleased.connect(lambda: finds.hold(False))
        finds.changed.connect(self.refresh)
        methods.ready.connect(self._list_detectors)
        self._list_detectors()

    def refresh(self) -> None:
        """Show what is looked for and what was found."""
        wanted = self._finds.wanted
        if self._finds.wanted.has_infrared != self._listed_infrared:
            self._list_detectors()
            return
        if wanted.detector != self._listed:
            self._list_kinds()
            return
        self.kinds.set_chosen(wanted.kinds)
        self.detector.setCurrentIndex(max(0, self.detector.findData(wanted.detector)))
        if self.sensitivity.value != wanted.sensitivity:
            self.sensitivity.set(wanted.sensitivity)
        marks = self._finds.marks
        self.said.setText(summary(marks))
        self.hint.setText(_hint(marks))

    def _arrange(self) -> None:
        title = QLabel(engine_text(SENSITIVITY_OPTION.title))
        title.setBuddy(self.sensitivity.slider)
        self.hint.setMinimumHeight(2 * self.hint.fontMetrics().lineSpacing())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        sensitivity = QHBoxLayout(spacing=12)
        sensitivity.addWidget(title)
        sensitivity.addWidget(self.sensitivity, 1)
        self._kind_row, self._detector_row = _row(self.kinds), _row(self.detector, self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(4)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)  # what is cut off is not read
        column.addWidget(self._kind_row)
        column.addWidget(self._detector_row)
        column.addLayout(sensitivity)
        column.addWidget(self.button)
        column.addWidget(self.said)
        column.addWidget(self.hint)
        column.addStretch(1)  # rows keep their distance where one is hidden

    def _show_card(self) -> None:
        """Of the detector that is chosen; Auto takes the first."""
        known = self._methods.detectors
        chosen = known.get(self._finds.wanted.detector) or next(iter(known.values()), None)
        if chosen is not None:
            DetectorCard(chosen, self).show_below(self.about)

    @property
    def _loading(self) -> bool:
        """The methods are not known yet: the rows that they fill keep their places."""
        return not self._methods.known

    def _list_detectors(self) -> None:
        """What there is to choose from; a choice of one is none."""
        self._listed_infrared = self._finds.wanted.has_infrared
        known = offered(self._methods.detectors, infrared=self._listed_infrared)
        self.detector.clear()
        self.detector.addItem(translate("Method", "Auto"), AUTO_DETECTOR)
        for id, one in known.items():
            self.detector.addItem(one.info.title, id)
            self.detector.setItemData(
                self.detector.count() - 1, engine_text(one.info.purpose), Qt.ItemDataRole.ToolTipRole
            )
        self._detector_row.setVisible(bool(known) or self._loading)
        self._detector_row.setEnabled(bool(known))
        self._list_kinds()

    def _list_kinds(self) -> None:
        wanted = self._finds.wanted.detector
        kinds = kinds_to_choose(self._methods.detectors, wanted)
        self.kinds.set_entries({kind.id: engine_text(kind.title) for kind in kinds})
        self._kind_row.setVisible(bool(kinds) or self._loading)
        self._kind_row.setEnabled(bool(kinds))
        self._listed = wanted
        self.refresh()


def offered(known: Mapping[str, KnownDetector], *, infrared: bool) -> dict[str, KnownDetector]:
    """The detectors, by id, that can look at a photo; infrared: whether its file has that channel."""
    return {id: one for id, one in known.items() if infrared or not one.needs_infrared}


def kind_choice() -> SeveralChoice:
    """The kinds of damage to look for, none of which are known yet."""
    return SeveralChoice(
        translate("Find", "Kind"),
        translate("Find", "The damage to look for"),
        any_title=translate("Find", "Anything"),
        several=translate("Find", "{n} kinds"),
    )


def kinds_to_choose(detectors: Mapping[str, KnownDetector], id: str) -> tuple[Kind, ...]:
    """The kinds of damage that a detector tells apart; none where it knows but one.

    detectors: by id.  The first of them answers for an id that is not among them, such as "auto".
    """
    chosen = detectors.get(id) or next(iter(detectors.values()), None)
    return chosen.kinds if chosen and len(chosen.kinds) > 1 else ()


def summary(marks: FindMarks | None) -> str:
    """ "12 finds, 3 unsure"."""
    if marks is None:
        return ""
    chosen, unsure = marks.chosen, marks.unsure
    every = len(marks.finds.found) - unsure
    if not every and not unsure:
        return translate("Find", "Nothing found")
    if not every:
        text = (
            translate("Find", "{unsure} unsure finds") if unsure > 1 else translate("Find", "1 unsure find")
        )
        return text.format(unsure=count(unsure))
    if chosen < every:
        text = translate("Find", "{chosen} of {all} finds")
    elif chosen == 1:
        text = translate("Find", "1 find")
    else:
        text = translate("Find", "{all} finds")
    said = text.format(chosen=count(chosen), all=count(every))
    if unsure:
        said += translate("Find", ", {unsure} unsure").format(unsure=count(unsure))
    return said


def finds_text(finds: FindsOutcome) -> list[str]:
    """What became of the finds, after a repair: "2 finds filled", "1 doubtful find was left"."""
    counts = (
        (finds.changed, translate("Find", "1 find filled"), translate("Find", "{n} finds filled")),
        (
            finds.unchanged,
            translate("Find", "1 find did not visibly change"),
            translate("Find", "{n} finds did not visibly change"),
        ),
        (
            finds.left,
            translate("Find", "1 doubtful find was left"),
            translate("Find", "{n} doubtful finds were left"),
        ),
    )
    return [one if number == 1 else more.format(n=count(number)) for number, one, more in counts if number]


def _hint(marks: FindMarks | None) -> str:
    if marks is None:
        return translate("Find", "Damage that nobody marked: text, scratches, dust, graffiti, drops.")
    if not marks.finds.found:
        return translate("Find", "A higher sensitivity finds fainter damage.")
    if marks.unsure:
        return translate("Find", "Click a find to leave it, a dashed one to repair it too.")
    return translate("Find", "Click a find to leave it as it is.")


def _combo(name: str, help: str) -> QComboBox:
    box = named_combo(name, help)
    box.setFixedWidth(CHOICE_WIDTH)
    return box


def _row(box: QWidget, *more: QWidget) -> QWidget:
    """The box, with its name and what belongs to it before it."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    name = QLabel(box.accessibleName())
    name.setBuddy(box)
    line.addWidget(name, 1)
    for part in more:
        line.addWidget(part)
    line.addWidget(box)
    return row
