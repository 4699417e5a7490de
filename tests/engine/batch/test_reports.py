"""The contact sheet and the table of a run."""

from __future__ import annotations

import base64
import csv
import errno
import io
import re

import numpy as np
import pytest
from PIL import Image

from engine.batch import check_table, run, sheet, table
from engine.batch.table import TABLE_COLUMNS
from engine.batch.thumbnails import GAP_PX, PICTURE_SIDE_PX, Strip, keep_strip, strip_of
from engine.errors import BatchError
from engine.photo import Photo
from engine.system import atomic


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_a_row_for_each_photo_of_both_runs(plan, folder, tmp_path) -> None:
    (folder / "c, d.jpg").touch()
    run(plan())
    path = table(run(plan(), resume=True), tmp_path / "report.csv")
    found = {row["photo"]: row for row in rows(path)}
    assert list(found) == ["a.jpg", "b.png", "c, d.jpg"]
    assert tuple(found["a.jpg"]) == TABLE_COLUMNS
    assert (found["a.jpg"]["state"], found["a.jpg"]["result"], found["a.jpg"]["earlier"]) == (
        "done",
        "a.jpg",
        "yes",
    )
    assert "is empty" in found["c, d.jpg"]["problem"]


def test_only_an_earlier_report_is_replaced(plan, tmp_path) -> None:
    summary = run(plan())
    assert table(summary, table(summary, tmp_path / "r.csv")).exists()
    (tmp_path / "other.csv").write_text("precious")
    for path in (tmp_path / "other.csv", tmp_path, tmp_path / "none" / "r.csv"):
        with pytest.raises(BatchError):
            check_table(path)
    assert (tmp_path / "other.csv").read_text() == "precious"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "=1;="])
def test_no_cell_is_a_formula(plan, photo, folder, tmp_path, sign: str) -> None:
    photo(folder / f"{sign}HYPERLINK(1).png")
    path = table(run(plan()), tmp_path / "report.csv")
    for delimiter in ",;\t":
        text = path.read_text(encoding="utf-8")
        cells = [cell for line in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in line]
        assert not [cell for cell in cells if re.match(r"[=+\-@＝]", cell)]
    assert [row["photo"] for row in rows(path)][0 if sign != "＝" else -1].startswith("'")


@pytest.mark.parametrize("name", ["r.csv", "none.csv"])
def test_a_report_that_cannot_be_written_is_refused_before_the_work(tmp_path, monkeypatch, name) -> None:
    (tmp_path / "r.csv").write_text(",".join(TABLE_COLUMNS) + "\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(atomic.secrets, "token_hex", refuse)
    with pytest.raises(BatchError, match="writing there is not allowed"):
        check_table(tmp_path / name)


def test_looking_whether_a_report_can_be_written_leaves_nothing(tmp_path) -> None:
    check_table(tmp_path / "r.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_sheet_needs_no_other_file(plan, folder) -> None:
    (folder / "<b>.jpg").touch()
    page = sheet(run(plan()), words=str.upper).read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert "<b>&lt;b&gt;.jpg</b>" in page  # a name is not translated
    assert "BEFORE, MASK AND AFTER" in page
    pictures = re.findall(r"data:image/jpeg;base64,([\w+/=]+)", page)
    assert len(pictures) == 2
    with Image.open(io.BytesIO(base64.b64decode(pictures[0]))) as strip:
        assert strip.size == (60 * 3 + 2 * GAP_PX, 40)


def test_a_resumed_run_shows_all_pictures(plan, photo, folder) -> None:
    run(plan())
    photo(folder / "new.png", 9)
    page = sheet(run(plan(), resume=True)).read_text(encoding="utf-8")
    assert page.count("data:image") == 3


def test_a_scratch_is_seen_in_a_small_picture(tmp_path) -> None:
    mask = np.zeros((2000, 2000), np.uint8)
    mask[:, 1000] = 255
    strip = Strip(Photo(np.full((2000, 2000, 3), 90, np.uint8)))
    strip.repaired(Photo(np.full((2000, 2000, 3), 90, np.uint8)), mask)
    keep_strip(tmp_path, "s.png", strip.jpeg())
    with Image.open(strip_of(tmp_path, "s.png")) as image:
        shown = np.asarray(image)
    assert shown.shape == (PICTURE_SIDE_PX, 3 * PICTURE_SIDE_PX + 2 * GAP_PX, 3)
    assert shown[PICTURE_SIDE_PX // 2, PICTURE_SIDE_PX + GAP_PX : 2 * PICTURE_SIDE_PX + GAP_PX].max() > 100
