"""How a patch network works: what its first layer looks for, what its last one recognises and plays back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.session.explanations import Explanations, ShownExplanation
from app.session.methods import Explainable, Methods
from app.text import engine_text, translate
from app.widgets.combo import named_combo
from app.widgets.option_form import caption, shown
from app.widgets.window_size import first_size
from engine.errors import LacunaError

SHOWN_FIRST_UNITS = 54  # Units of the first layer that are shown unasked.
TILE_SIDE_PX = 52  # About the side of a tile of the first layer.
FEATURE_COLUMNS = 4
TILE_GAP_PX = 4


class ImageGrid(QWidget):
    """Pictures of one size, as many in a row as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._images: Sequence[QImage] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_images(self, images: Sequence[QImage]) -> None:
        self._images = images
        self.updateGeometry()
        self.update()

    @property
    def count(self) -> int:
        return len(self._images)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def heightForWidth(self, width: int) -> int:
        tile = self._tile()
        rows = -(-len(self._images) // self._across(width))
        return max(rows * (tile.height() + TILE_GAP_PX) - TILE_GAP_PX, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tile, across = QPainter(self), self._tile(), self._across(self.width())
        for number, image in enumerate(self._images):
            row, column = divmod(number, across)
            place = QRect(
                column * (tile.width() + TILE_GAP_PX),
                row * (tile.height() + TILE_GAP_PX),
                tile.width(),
                tile.height(),
            )
            if place.intersects(event.rect()):
                painter.drawImage(place, image)

    def _tile(self) -> QSize:
        if not self._images:
            return QSize(1, 1)
        size = self._images[0].size()
        return size * max(1, round(TILE_SIDE_PX / size.height()))

    def _across(self, width: int) -> int:
        return max(1, (width + TILE_GAP_PX) // (self._tile().width() + TILE_GAP_PX))


class HowDialog(QDialog):
    """Stays beside the window; what is at work stops when it is closed."""

    def __init__(self, explanations: Explanations, methods: Methods, parent: QWidget) -> None:
        super().__init__(parent)
        self._explanations = explanations
        self._methods = methods
        first_size(self, 720, 760)
        self.networks = named_combo(translate("How", "Network"))
        self.networks.activated.connect(lambda _: self._ask())
        self._pages = QStackedWidget()
        self.work, self.content = _ProgressPage(), _Content()
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.content)
        for page in (self.work, self._area):
            self._pages.addWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.networks)
        column.addWidget(self._pages, 1)
        column.addWidget(buttons)
        self.work.stop.clicked.connect(explanations.stop)
        self.work.again.clicked.connect(self._ask)
        self.finished.connect(explanations.stop)
        explanations.progressed.connect(self.work.set_fraction)
        explanations.ready.connect(self._show)
        explanations.failed.connect(self._fail)
        explanations.stopped.connect(lambda: self.work.rest(translate("How", "Stopped.")))

    def show_method(self, id: str) -> None:
        """Open on the first network of a method."""
        networks = self._methods.explainable
        self.networks.clear()
        for network in networks:
            self.networks.addItem(_name(network), network)
        self.networks.setCurrentIndex(next(i for i, network in enumerate(networks) if network.id == id))
        self.networks.setVisible(len(networks) > 1)
        self.show()
        self.raise_()
        self._ask()

    @property
    def explained(self) -> bool:
        """The pictures are shown."""
        return self._pages.currentWidget() is self._area

    def _ask(self) -> None:
        network: Explainable = self.networks.currentData()
        self.setWindowTitle(translate("How", "How {name} works").format(name=_name(network)))
        self.work.begin()
        self._pages.setCurrentWidget(self.work)
        self._explanations.ask(network)

    def _show(self, shown: ShownExplanation) -> None:
        self.content.show_network(shown)
        self._area.verticalScrollBar().setValue(0)
        self._pages.setCurrentWidget(self._area)

    def _fail(self, error: LacunaError) -> None:
        title, advice = engine_text(error.title), engine_text(error.advice)
        self.work.rest(f"{title}. {advice}")


class _ProgressPage(QWidget):
    """A bar while it is worked out, and why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.bar.setAccessibleName(translate("How", "Progress"))
        self.bar.setFixedWidth(240)
        self.stop = QPushButton(translate("How", "Cancel"))
        self.again = QPushButton(translate("How", "Try again"))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for part in (self.text, self.bar, self.stop, self.again):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    def begin(self) -> None:
        self.text.setText(translate("How", "Looking into the network"))
        self.bar.setRange(0, 0)
        self._show(at_work=True)

    def set_fraction(self, fraction: float) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))

    def rest(self, text: str) -> None:
        self.text.setText(text)
        self._show(at_work=False)

    def _show(self, *, at_work: bool) -> None:
        for part in (self.bar, self.stop):
            part.setVisible(at_work)
        self.again.setVisible(not at_work)


class _Content(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._images: Sequence[QImage] = ()
        self._about, self._facts = QLabel(wordWrap=True), caption("")
        self._first_text, self._features_text = caption(""), caption("")
        self._features = QGridLayout()
        self._features.setHorizontalSpacing(24)
        self._features.setVerticalSpacing(20)
        self.tiles = ImageGrid()
        self.tiles.setAccessibleName(translate("How", "What its first layer looks for"))
        self.every = QCheckBox()
        self.every.toggled.connect(self._show_tiles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(self._about)
        column.addWidget(self._facts)
        column.addSpacing(12)
        column.addWidget(_title(translate("How", "What it recognises, and what it plays back")))
        column.addWidget(self._features_text)
        features = QHBoxLayout()
        features.addLayout(self._features)
        features.addStretch(1)
        column.addLayout(features)
        column.addSpacing(12)
        column.addWidget(_title(translate("How", "What its first layer looks for")))
        for part in (self._first_text, self.tiles, self.every):
            column.addWidget(part)
        column.addStretch(1)

    def show_network(self, shown: ShownExplanation) -> None:
        facts = shown.facts
        self._about.setText(_about(facts.inner, facts.outer, with_mask=facts.with_mask))
        layers = facts.layers.replace("^2", "²").replace(",", " → ")
        text = translate("How", "Units in its layers: {layers}").format(layers=layers)
        trained = translate("How", "Trained on: {damage}").format(damage=damage_text(facts.damage))
        self._facts.setText(f"{text}\n{trained}" if facts.damage else text)
        self._first_text.setText(_about_first(with_mask=facts.with_mask))
        self._features_text.setText(_about_features(with_mask=facts.with_mask))
        self._images = shown.first
        self.every.setText(translate("How", "Show all {count}").format(count=len(shown.first)))
        self.every.setVisible(len(shown.first) > SHOWN_FIRST_UNITS)
        self.every.setChecked(False)
        self._show_tiles(every=False)
        self._show_features(shown)

    def _show_tiles(self, every: bool) -> None:
        self.tiles.show_images(self._images if every else self._images[:SHOWN_FIRST_UNITS])

    def _show_features(self, shown: ShownExplanation) -> None:
        while item := self._features.takeAt(0):
            item.widget().deleteLater()
        for number, (recognised, played_back) in enumerate(shown.features):
            cell, zoom = QWidget(), recognised.width() // shown.facts.inner
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            for part in (
                _picture(recognised, recognised.width(), translate("How", "Recognised pattern")),
                QLabel("↓"),
                _picture(played_back, zoom * played_back.width(), translate("How", "What is played back")),
            ):
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
            self._features.addWidget(cell, *divmod(number, FEATURE_COLUMNS))


def damage_text(written: str) -> str:
    """What a recipe writes, as "text:size=14..28,edge=hard", in words: the kind, and how large it is."""
    kind, _, rest = written.partition(":")
    values = dict(part.split("=", 1) for part in rest.split(",") if "=" in part)
    if kind == "text" and "size" in values:
        return translate("How", "letters of {size} px").format(size=values["size"].replace("..", "–"))
    if kind == "bars" and "angle" in values:
        return translate("How", "bars at {angle}°").format(angle=values["angle"])
    names = {"text": translate("How", "letters"), "lines": translate("How", "lines")}
    return names.get(kind, kind)


def _about(inner: int, outer: int, *, with_mask: bool) -> str:
    if with_mask:
        text = translate(
            "How",
            "This network looks at a patch of {inner} × {inner} pixels and at the mask in it, and answers "
            "the {outer} × {outer} pixels in its middle. It does so all along the damage; where answers "
            "overlap, their mean is taken.",
        )
    else:
        text = translate(
            "How",
            "This network looks at a patch of {inner} × {inner} pixels, without a mask, and answers the "
            "{outer} × {outer} pixels in its middle. It does so all over the photo; where answers overlap, "
            "their mean is taken.",
        )
    return text.format(inner=inner, outer=outer)


def _about_first(*, with_mask: bool) -> str:
    if with_mask:
        return translate(
            "How",
            "A pair is one unit, the strongest first: left what it wants to see in the pixels, right in the"
            " mask. Light counts for it, dark against it, middle grey not at all.",
        )
    return translate(
        "How",
        "A tile is one unit, the strongest first: what it wants to see in the pixels. Light counts for it, "
        "dark against it, middle grey not at all.",
    )


def _about_features(*, with_mask: bool) -> str:
    if with_mask:
        return translate(
            "How",
            "Eight units of the last layer. Above, the pattern that excites the unit most while a letter "
            "(red) covers it; below, what it then adds to the answer inside the green frame. A feature that"
            " goes on outside the letter is known by its visible part.",
        )
    return translate(
        "How",
        "Eight units of the last layer. Above, the pattern that excites the unit most; below, what it then "
        "adds to the answer inside the green frame.",
    )


def _title(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setProperty("role", "title")
    return label


def _picture(image: QImage, side: int, name: str) -> QLabel:
    """side × side px, its pixels to be seen."""
    label = QLabel()
    ratio = label.devicePixelRatioF()
    pixmap = QPixmap.fromImage(image.scaledToWidth(round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    label.setPixmap(pixmap)
    label.setAccessibleName(name)
    label.setToolTip(name)
    return label


def _name(network: Explainable) -> str:
    return f"{network.title}, {shown(network.variant)}" if network.variant else network.title
