"""Krita: Tools > Scripts > Repair with Lacuna.

The selection is the mask; without one, Lacuna looks for damage.  What is visible is repaired, and the
repair becomes a layer over all others.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from krita import Extension, InfoObject, Krita

# The version of Qt that Krita itself has imported: both may be installed, and one process bears only one.
if "PyQt6.QtCore" in sys.modules:
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QApplication, QMessageBox, QProgressDialog
else:
    from PyQt5.QtCore import Qt
    from PyQt5.QtWidgets import QApplication, QMessageBox, QProgressDialog

from . import lacuna_call

LAYER_TITLE = "Lacuna: repair"
PHOTO_SPACES = [(model, depth) for model in ("RGBA", "GRAYA") for depth in ("U8", "U16")]


class Lacuna(Extension):  # type: ignore[misc]
    """Adds the menu command."""

    def setup(self) -> None:
        """Krita asks for it; there is nothing to prepare."""

    def createActions(self, window: Any) -> None:
        action = window.createAction("lacuna_repair", "Repair with Lacuna", "tools/scripts")
        action.triggered.connect(repair_active)


def repair_active() -> None:
    """Repair the photo that the person works on, and say how it ended where no layer shows it."""
    document = Krita.instance().activeDocument()
    if document is None:
        return
    window = Krita.instance().activeWindow()
    parent = window.qwindow() if window is not None else None
    dialog = QProgressDialog("Lacuna repairs the photo", "Cancel", 0, 0, parent)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.show()

    def keep_waiting() -> bool:
        QApplication.processEvents()
        return not dialog.wasCanceled()

    try:
        if not repair(document, keep_waiting):
            QMessageBox.information(parent, "Lacuna", "Lacuna found nothing to repair.")
    except lacuna_call.LacunaFailed as error:
        QMessageBox.warning(parent, "Lacuna", str(error))
    except lacuna_call.LacunaCancelled:
        pass
    finally:
        dialog.close()


def repair(document: Any, keep_waiting: Any) -> bool:
    """Repair a document in a new layer; false where nothing had to change.

    Raises LacunaFailed and LacunaCancelled.
    """
    if (document.colorModel(), document.colorDepth()) not in PHOTO_SPACES:
        raise lacuna_call.LacunaFailed(
            "Lacuna repairs RGB and grayscale with 8 or 16 bits a channel. "
            "Image > Convert Image Color Space changes this one."
        )
    with tempfile.TemporaryDirectory(prefix="lacuna-") as folder:
        found = lacuna_call.repair(
            lambda path: _write_visible(document, path), _selection(document), Path(folder), keep_waiting
        )
        if found is not None:
            _add_layer(document, found)
    return found is not None


def _write_visible(document: Any, path: Path) -> None:
    options = InfoObject()
    options.setProperties({"alpha": True, "forceSRGB": False, "saveSRGBProfile": False, "compression": 1})
    copy = document.clone()
    copy.setBatchmode(True)
    try:
        if not copy.exportImage(str(path), options):
            raise lacuna_call.LacunaFailed("Krita could not write the photo for Lacuna.")
    finally:
        copy.close()


def _selection(document: Any) -> bytes | None:
    selection = document.selection()
    if selection is None:
        return None
    width, height = document.width(), document.height()
    return lacuna_call.mask_bytes(width, height, bytes(selection.pixelData(0, 0, width, height)))


def _add_layer(document: Any, found: lacuna_call.RepairLayer) -> None:
    """Krita converts the layer to the colours of the document while it is a document of its own."""
    picture = Krita.instance().openDocument(str(found.path))
    if picture is None:
        raise lacuna_call.LacunaFailed("Krita could not read the repair.")
    try:
        picture.setBatchmode(True)
        picture.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
        picture.waitForDone()
        box = 0, 0, picture.width(), picture.height()
        pixels = picture.rootNode().childNodes()[0].pixelData(*box)
        layer = document.createNode(LAYER_TITLE, "paintlayer")
        layer.setPixelData(pixels, found.left, found.top, *box[2:])
        document.rootNode().addChildNode(layer, None)
        document.refreshProjection()
    finally:
        picture.setModified(False)
        picture.close()


Krita.instance().addExtension(Lacuna(Krita.instance()))
