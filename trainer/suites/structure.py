"""Objects before lines, planes in perspective and patterns that repeat: does what stands behind go on?

Each structure is drawn, so that no photos are needed; photos that are given are two cases more, one with a
rectangle where they have the most lines.
"""

import numpy as np

from trainer.evaluation.structures import STRUCTURES
from trainer.evaluation.suite import Case, Suite

SIDE_PX = 384
OBJECT_MASK = np.zeros((SIDE_PX, SIDE_PX), np.float32)
# A standing figure of three ellipses: the row and column of each, half its height, half its width.
for _row, _column, _tall, _wide in ((120, 196, 26, 24), (200, 186, 66, 46), (262, 204, 40, 34)):
    _rows, _columns = np.ogrid[:SIDE_PX, :SIDE_PX]
    OBJECT_MASK[((_rows - _row) / _tall) ** 2 + ((_columns - _column) / _wide) ** 2 < 1] = 1
RECTANGLE_MASK = np.zeros((SIDE_PX, SIDE_PX), np.float32)
RECTANGLE_MASK[132:252, 142:242] = 1
RECTANGLE_PARAMETERS = {"mask": RECTANGLE_MASK, "flips": True}
OBJECT_PARAMETERS = {"mask": OBJECT_MASK, "flips": True}

STRUCTURE = Suite(
    id="structure",
    title="Objects before structure, known mask",
    size=SIDE_PX,
    limit=6,
    peers=True,
    only=("telea", "patchmatch"),
    cases=(
        *(Case(name=name, kind="given", params=OBJECT_PARAMETERS, structure=name) for name in STRUCTURES),
        Case(name="photos", kind="given", params=OBJECT_PARAMETERS),
        Case(name="photo-lines", kind="given", params=RECTANGLE_PARAMETERS, lined=True),
    ),
)
