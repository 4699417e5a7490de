"""Which photos a plan covers, and where each of them goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.batch import MaskFolder, files, listing, run
from engine.batch.listing import named
from engine.batch.plan import Plan
from engine.errors import (
    FolderLinked,
    FolderUnreadable,
    MaskMissing,
    PhotoNotFound,
    PhotoUnreadable,
    TargetTaken,
)


def names(items) -> list[str]:
    return [item.name for item in items]


def test_photos_are_told_by_their_suffix_and_hidden_files_are_not_theirs(plan, folder, photo) -> None:
    for name in ("notes.txt", "._a.jpg", ".trash/x.jpg", "Thumbs.db"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    photo(folder / "Z.PNG")
    assert names(files(plan(recursive=True))) == ["a.jpg", "b.png", "sub/c.png", "Z.PNG"]


def test_the_tree_is_mirrored_only_if_asked(plan, tmp_path) -> None:
    assert names(files(plan())) == ["a.jpg", "b.png"]
    assert files(plan(recursive=True))[-1].target == tmp_path / "out" / "sub" / "c.png"


def test_a_raw_file_is_listed_and_not_passed_over(plan, folder) -> None:
    (folder / "x.NEF").write_bytes(b"raw")
    assert "x.NEF" in names(files(plan()))


def test_the_mask_of_a_photo_beside_it_is_no_photo(plan, folder, photo) -> None:
    for name in ("a_mask.png", "B-Mask.PNG", "carnival_mask.png", "a_mask.jpg"):
        photo(folder / name)
    assert names(files(plan())) == ["a.jpg", "a_mask.jpg", "b.png", "carnival_mask.png"]
    assert set(listing.listing(plan()).passed_over) == {"a_mask.png", "B-Mask.PNG"}


def test_links_that_lead_nowhere_or_to_themselves_stop_nothing(plan, folder) -> None:
    (folder / "dead.jpg").symlink_to(folder / "gone.jpg")
    (folder / "self.jpg").symlink_to(folder / "self.jpg")
    (folder / "self").symlink_to(folder / "self")
    listed = files(plan(recursive=True))
    assert names(listed) == ["a.jpg", "b.png", "dead.jpg", "self.jpg", "sub/c.png"]
    assert "leads nowhere" in str(listed[2].problem) and "in a circle" in str(listed[3].problem)


def test_folders_deeper_than_any_are_told(plan, folder, photo, monkeypatch) -> None:
    monkeypatch.setattr("engine.batch.listing.MAX_FOLDER_DEPTH", 1)
    photo(folder / "sub" / "under" / "d.png")
    photo(folder / "sub" / "under" / "ground" / "e.png")
    listed = files(plan(recursive=True))
    assert names(listed) == ["a.jpg", "b.png", "sub/c.png", "sub/under"]
    assert isinstance(listed[-1].problem, FolderUnreadable)


def test_the_output_and_the_masks_may_lie_among_the_photos(plan, folder, photo) -> None:
    photo(folder / "out" / "old.png")
    photo(folder / "masks" / "a.png")
    listed = files(plan(recursive=True, out=folder / "out", masks=MaskFolder(folder / "masks")))
    assert names(listed) == ["a.jpg", "b.png", "sub/c.png"]


@pytest.mark.parametrize(
    ("given", "format", "wanted"),
    [
        (["a.jpg", "a.png"], "png", {"a.jpg": "a.jpg.png", "a.png": "a.png"}),
        (["a.jpg", "a.bmp"], "png", {"a.jpg": "a.jpg.png", "a.bmp": "a.bmp.png"}),
        (["a.jpg", "b.bmp"], "png", {"a.jpg": "a.png", "b.bmp": "b.png"}),
        (["a.jpeg", "b.JPG"], "jpg", {"a.jpeg": "a.jpeg", "b.JPG": "b.JPG"}),
        (["A.jpg", "a.JPG"], "", {"A.jpg": "A.jpg", "a.JPG": "a-2.JPG"}),
        (["a.jpg", "a.png", "a.jpg.png"], "png", {"a.jpg": "a.jpg-2.png", "a.png": "a.png"}),
        (["ä.png", "a\u0308.png"], "", {"a\u0308.png": "a\u0308.png", "ä.png": "ä-2.png"}),
    ],
)
def test_no_two_photos_get_one_name(given, format, wanted) -> None:
    found = named(Plan(photos=Path("in"), out=Path("out"), format=format), given, {})
    assert wanted.items() <= found.items()
    assert len({name.casefold() for name in found.values()}) == len(given)


def test_a_name_pattern_is_filled_in() -> None:
    plan = Plan(photos=Path("in"), out=Path("out"), pattern="{name}, once {format}", format="tif")
    assert named(plan, ["sub/a.JPG"], {}) == {"sub/a.JPG": "sub/a, once jpg.tif"}


def test_a_photo_that_comes_later_does_not_rename_what_is_done(plan, folder, photo, tmp_path) -> None:
    run(plan(format="png"))
    assert (tmp_path / "out" / "a.png").exists()
    photo(folder / "a.png")
    listed = {item.name: item.target.name for item in files(plan(format="png"))}
    assert listed["a.jpg"] == "a.png"
    assert listed["a.png"] not in listed["a.jpg"]


def test_a_linked_photo_is_read_and_a_linked_folder_is_told(plan, folder, photo, tmp_path) -> None:
    photo(tmp_path / "elsewhere" / "d.png")
    (folder / "d.png").symlink_to(tmp_path / "elsewhere" / "d.png")
    (folder / "more").symlink_to(tmp_path / "elsewhere")
    (folder / "gone.png").symlink_to(tmp_path / "nothing")
    found = {item.name: item.problem for item in files(plan(recursive=True))}
    assert found["d.png"] is None
    assert isinstance(found["more"], FolderLinked)
    assert isinstance(found["gone.png"], PhotoUnreadable)
    assert "more/d.png" not in found


def test_an_unreadable_folder_is_told_and_the_others_are_read(plan, monkeypatch) -> None:
    scan = os.scandir

    def closed(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = {item.name: item.problem for item in files(plan(recursive=True))}
    assert isinstance(found["sub"], FolderUnreadable)
    assert found["a.jpg"] is None


def test_the_mask_of_a_photo_is_a_png_in_the_same_place(plan, photo, tmp_path) -> None:
    photo(tmp_path / "masks" / "sub" / "c.png")
    listed = files(plan(recursive=True, masks=MaskFolder(tmp_path / "masks")))
    assert listed[2].mask == tmp_path / "masks" / "sub" / "c.png"
    assert listed[2].problem is None
    assert isinstance(listed[0].problem, MaskMissing)


def test_what_is_in_the_way_is_told_before_the_run(plan, tmp_path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jpg").write_bytes(b"precious")
    assert isinstance(files(plan())[0].problem, TargetTaken)


def test_what_an_earlier_run_wrote_is_not_in_the_way(plan) -> None:
    run(plan())
    assert [item.problem for item in files(plan())] == [None, None]
    assert [item.problem for item in files(plan(seed=5))] == [None, None]


def test_a_photo_that_disappears_is_its_own_problem_alone(plan, folder, monkeypatch) -> None:
    real = listing.listing

    def gone(*given):
        found = real(*given)
        (folder / "a.jpg").unlink()
        return found

    monkeypatch.setattr("engine.batch.runner.listing", gone)
    summary = run(plan())
    assert [one.item.name for one in summary.failed] == ["a.jpg"]
    assert isinstance(summary.failed[0].error, PhotoNotFound)
    assert [one.item.name for one in summary.done] == ["b.png"]
