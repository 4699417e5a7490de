"""Large holes whose place is known.  PSNR alone rewards mush here: read it beside feature and energy."""

import numpy as np

from trainer.evaluation.suite import Case, Suite

SIDE = 256
_Y, _X = np.ogrid[:SIDE, :SIDE]
DISC = ((_Y - SIDE / 2) ** 2 + (_X - SIDE / 2) ** 2 < (SIDE / 6) ** 2).astype(np.float32)

HOLES = Suite(
    id="holes",
    title="Large holes, known mask",
    size=SIDE,
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
        Case(name="disc", kind="given", params={"mask": DISC}),  # radius a sixth of the side
        Case(name="centre", kind="center"),  # 128²
        Case(name="freeform", kind="freeform"),
    ),
)
