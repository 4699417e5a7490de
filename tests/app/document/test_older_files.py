"""Files that older versions wrote still open.

The journal in older/ and its picture were written on 29 November 2026, before modules, classes and planes got
the names they have now: a stroke, a repair of it, and a stroke that was undone, on a pasted picture.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from app.document.recovery import pending, recover

OLDER = Path(__file__).with_name("older")


def test_the_work_of_an_older_version_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    shutil.copytree(OLDER, folder)
    (entry,) = pending(folder)
    document = recover(entry)
    try:
        assert document.history.entries == ("Brush", "Repair", "Brush")
        assert not document.mask.any() and document.edited
        painted = document.photo.stored(document.photo.box)[..., :3]
        assert (painted[:9, :9] == 5).all() and (painted[12:, 12:] == 90).all()
        document.redo()
        assert np.unique(document.mask[:9, 10:19]).tolist() == [128]
        document.undo()
        document.undo()
        assert (document.mask[:9, :9] == 255).all(), "the repair's mask comes back too"
    finally:
        document.close()
