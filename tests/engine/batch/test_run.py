"""A batch from folder to folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from engine.batch import State, run


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_photo_is_repaired_in_its_place_and_its_format(plan, tmp_path) -> None:
    summary = run(plan(recursive=True))
    assert files(tmp_path / "out") == ["a.jpg", "b.png", "sub/c.png"]
    assert [one.state for one in summary.outcomes] == [State.DONE] * 3
    before, after = pixels(tmp_path / "in" / "b.png"), pixels(tmp_path / "out" / "b.png")
    changed = (before != after).any(axis=-1)
    assert changed[10:14, 15:40].any()
    changed[10:14, 15:40] = False
    assert not changed.any()


def test_one_bad_file_does_not_stop_the_others(plan, folder, tmp_path) -> None:
    (folder / "empty.jpg").touch()
    events = []
    summary = run(plan(), report=events.append)
    assert [one.item.name for one in summary.failed] == ["empty.jpg"]
    assert "is empty" in str(summary.failed[0].error)
    assert files(tmp_path / "out") == ["a.jpg", "b.png"]
    assert events[-1].progress.ended == events[-1].progress.total == 3
