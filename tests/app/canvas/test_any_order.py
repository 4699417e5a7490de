"""Whatever order buttons, keys and commands come in, no stroke is left open and undo brings all back."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from app.canvas.toolbox import toolbox
from engine.pixels.box import Box

Key, Button = Qt.Key, Qt.MouseButton
BUTTONS = st.sampled_from([Button.LeftButton, Button.MiddleButton, Button.RightButton])
HELD = [Key.Key_Space, Key.Key_Backslash]
KEYS = st.sampled_from([*HELD, Key.Key_Escape, Key.Key_Return, Key.Key_Period, Key.Key_Up])
TOOLS = st.sampled_from(list(toolbox()))
PLACES = st.tuples(st.integers(-20, 220), st.integers(-20, 170))
STEPS = st.one_of(
    st.tuples(st.just("press"), PLACES, BUTTONS),
    st.tuples(st.just("move"), PLACES),
    st.tuples(st.just("release"), PLACES, BUTTONS),
    st.tuples(st.just("double"), PLACES),
    st.tuples(st.just("hold"), KEYS),
    st.tuples(st.just("let_go"), KEYS),
    st.tuples(st.just("choose"), TOOLS),
    st.tuples(st.just("busy"), st.booleans()),
    st.tuples(st.just("wheel"), st.integers(-300, 300)),
    st.tuples(st.just("compare"), st.booleans()),
)


def play(canvas, drive, step):
    kind, *values = step
    if kind == "press":
        drive.press(*values[0], values[1])
    elif kind == "move":
        drive.move(*values[0])
    elif kind == "release":
        drive.release(*values[0], values[1])
    elif kind == "double":
        drive.double_click(*values[0])
    elif kind == "hold":
        drive.bot.keyPress(canvas, values[0])
    elif kind == "let_go":
        drive.bot.keyRelease(canvas, values[0])
    elif kind == "choose":
        canvas.choose(values[0])
    elif kind == "busy":
        canvas.set_busy([Box(10, 10, 90, 90)] if values[0] else None, 0.5)
    elif kind == "wheel":
        drive.wheel(QPointF(160, 120), values[0])
    else:
        canvas.set_compare(values[0])


def tidy(canvas, drive):
    """Let go of everything."""
    canvas.set_busy(None)
    canvas.set_compare(False)
    for key in HELD:
        drive.bot.keyRelease(canvas, key)
    for button in (Button.LeftButton, Button.MiddleButton, Button.RightButton):
        drive.release(100, 75, button)
    canvas.cancel_stroke()
    canvas.zoom_to(1.0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=25))
def test_no_stroke_is_left_open(canvas, drive, steps):
    for step in steps:
        play(canvas, drive, step)
    tidy(canvas, drive)
    document = canvas.document
    assert not document.editing and not canvas.tool.active and not canvas.mouse_input.drawing
    while document.can_undo:
        document.undo()
    assert not document.mask.any() and document.source is None
    canvas.choose("brush")
    drive.stroke((100, 75))
    assert document.mask[75, 100] == 255
    document.undo()
    assert np.array_equal(canvas.scene.mask.levels.planes[0], document.mask)
