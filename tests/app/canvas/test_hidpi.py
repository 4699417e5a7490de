"""The canvas on screens whose logical pixel is not a device pixel, in a process of its own."""

import subprocess
import sys

import pytest

SCRIPT = """
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.canvas.view import Canvas
from app.document.document import Document

application = QApplication([])
photo = np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8)
canvas = Canvas()
canvas.resize(200, 160)
canvas.show()
canvas.set_document(Document.from_pixels(photo))
canvas.choose("rectangle")
canvas.zoom_to(1.0)
application.processEvents()
while canvas.scene.busy:
    QTest.qWait(5)
application.processEvents()
image = canvas.grab().toImage()
left, top = canvas.viewport.left, canvas.viewport.top
for x, y in ((0, 0), (60, 45), (119, 89)):
    assert image.pixelColor(left + x, top + y).getRgb()[:3] == tuple(photo[y, x]), (x, y)

def at(x, y):
    return (QPointF(*canvas.viewport.to_view(x, y)) / canvas.ratio).toPoint()

QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(30, 30))
QTest.mouseMove(canvas, at(90, 60))
QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(90, 60))
left, top, right, bottom = canvas.document.mask_bounds
assert max(abs(left - 30), abs(top - 30), abs(right - 90), abs(bottom - 60)) <= 2
canvas.release()
print(canvas.ratio)
"""


@pytest.mark.slow
@pytest.mark.parametrize("factor", ["2", "1.5"])
def test_a_photo_pixel_is_a_device_pixel_at_100_percent(monkeypatch, factor):
    monkeypatch.setenv("QT_SCALE_FACTOR", factor)
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) == float(factor)
