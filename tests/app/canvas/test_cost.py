"""What strokes cost on the GUI thread."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.canvas.measure import stroke_costs


@pytest.mark.slow
@pytest.mark.parametrize(("scale", "feather"), [(0.16, 0.0), (1.0, 0.5), (1.5, 0.5)])
def test_a_large_brush_on_50_megapixels_keeps_up(make_canvas, drive_on, scale, feather):
    canvas = make_canvas(np.full((5800, 8700, 3), 90, np.uint8), size=(1400, 900))
    canvas.zoom_to(scale)
    canvas.brush.size, canvas.brush.feather = 500, feather
    drive_on(canvas)
    route = [QPointF(200 + 8 * step, 200 + 3 * step) for step in range(60)]
    rounds = [stroke_costs(canvas, route, time.thread_time) for _ in range(3)]
    median, high = (min(np.percentile(costs, part) for costs in rounds) for part in (50, 95))
    assert median < 16 and high < 33, (median, high)
