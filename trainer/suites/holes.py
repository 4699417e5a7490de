"""Large holes with a known mask.  PSNR alone rewards a blur: see also feature distance and energy."""

import numpy as np

from trainer.evaluation.suite import Case, Suite

SIDE_PX = 256
_ROW_INDICES, _COLUMN_INDICES = np.ogrid[:SIDE_PX, :SIDE_PX]
DISC_MASK = (
    (_ROW_INDICES - SIDE_PX / 2) ** 2 + (_COLUMN_INDICES - SIDE_PX / 2) ** 2 < (SIDE_PX / 6) ** 2
).astype(np.float32)

HOLES = Suite(
    id="holes",
    title="Large holes, known mask",
    size=SIDE_PX,
    large=True,
    methods=(
        "patchmatch",
        "restore",
        "deepfill-v2",
        "partial-conv",
        "gmcnn",
        "edge-connect",
        "deepfill-v1",
        "glcic",
        "shift-net",
        "context-encoder",
        "pggan",
        "msnps",
    ),
    cases=(
        Case(name="disc", kind="given", params={"mask": DISC_MASK}),  # Its radius is a sixth of the side.
        Case(name="centre", kind="center"),  # 128 px a side.
        Case(name="freeform", kind="freeform"),
    ),
)
