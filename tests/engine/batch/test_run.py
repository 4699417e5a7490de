"""A batch from folder to folder."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine.batch import Anchor, MaskFolder, OneMask, State, run
from engine.batch.outcome import FRAMES_NOTE, NOTHING_MARKED_NOTE
from engine.errors import (
    FormatReadOnly,
    MaskMissing,
    MemoryShort,
    RepairError,
    SettingsDiffer,
    TargetTaken,
    Unforeseen,
)
from engine.models.catalog import method
from engine.photo.mask_file import MOSTLY_MARKED_NOTE, MaskReading


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def outcomes(summary) -> dict:
    return {one.item.name: one for one in summary.outcomes}


def test_every_photo_is_repaired_in_its_place_and_its_format(plan, inside, tmp_path) -> None:
    summary = run(plan(recursive=True))
    assert inside(tmp_path / "out") == ["a.jpg", "b.png", "sub", "sub/c.png"]
    assert [one.state for one in summary.outcomes] == [State.DONE] * 3
    before, after = pixels(tmp_path / "in" / "b.png"), pixels(tmp_path / "out" / "b.png")
    changed = (before != after).any(axis=-1)
    assert changed[10:14, 15:40].any()
    changed[10:14, 15:40] = False
    assert not changed.any()


def test_a_jpeg_keeps_its_quality(plan, folder, tmp_path) -> None:
    Image.fromarray(data.astronaut()[100:140, 200:260]).save(folder / "poor.jpg", quality=31)
    run(plan())
    with Image.open(folder / "poor.jpg") as before, Image.open(tmp_path / "out" / "poor.jpg") as after:
        assert before.quantization == after.quantization


def test_originals_are_never_touched(plan, folder) -> None:
    def state():
        return {
            path: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest())
            for path in folder.rglob("*.*")
        }

    before = state()
    run(plan(recursive=True))
    assert state() == before


@pytest.mark.parametrize("workers", [1, 3])
def test_one_bad_file_does_not_stop_the_others(plan, folder, inside, tmp_path, workers) -> None:
    (folder / "empty.jpg").touch()
    (folder / "cut.jpg").write_bytes((folder / "a.jpg").read_bytes()[:300])
    (folder / "text.png").write_text("Dear diary")
    events = []
    summary = run(plan(workers=workers), report=events.append)
    assert sorted(one.item.name for one in summary.failed) == ["cut.jpg", "empty.jpg", "text.png"]
    assert all(one.item.name in str(one.error) for one in summary.failed)
    assert inside(tmp_path / "out") == ["a.jpg", "b.png"]
    assert events[-1].progress.ended == events[-1].progress.total == 5
    assert summary.left == ()


def test_each_photo_passes_its_states_in_order(plan) -> None:
    events = []
    run(plan(), report=events.append)
    told = [event.outcome.state for event in events if event.outcome and event.outcome.item.name == "a.jpg"]
    assert list(dict.fromkeys(told)) == [State.QUEUED, State.RUNNING, State.DONE]
    fractions = [event.progress.fraction for event in events]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)


def test_a_photo_on_its_way_moves_the_whole(plan, folder, monkeypatch) -> None:
    (folder / "b.png").unlink()
    fill = type(method("telea")).fill

    def told(self, request, job):
        job.step(0.5)
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", told)
    monkeypatch.setattr("engine.batch.runner.REPORT_INTERVAL_S", 0)
    events = []
    run(plan(), report=events.append)
    assert any(0.3 < event.progress.fraction < 0.6 for event in events if not event.progress.ended)


@pytest.mark.parametrize(
    "name", ["ünï çødé 写真.png", "with  spaces .png", "'quoted\" $(rm).png", "=1+1.png"]
)
def test_odd_names_are_names(plan, folder, photo, tmp_path, name) -> None:
    photo(folder / name)
    run(plan())
    assert (tmp_path / "out" / name).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_a_name_that_is_no_unicode(plan, folder, photo, tmp_path) -> None:
    odd = os.fsdecode(b"caf\xe9.png")
    photo(folder / "x.png").rename(folder / odd)
    run(plan())
    assert outcomes(run(plan(), resume=True))[odd].earlier
    assert (tmp_path / "out" / odd).exists()


def test_a_misnamed_photo_keeps_what_it_is(plan, folder, tmp_path) -> None:
    (folder / "b.png").rename(folder / "really.jpg")
    run(plan())
    with Image.open(tmp_path / "out" / "really.jpg") as image:
        assert image.format == "PNG"


def test_one_format_for_all(plan, inside, tmp_path) -> None:
    run(plan(format="tif", recursive=True))
    assert inside(tmp_path / "out") == ["a.tif", "b.tif", "sub", "sub/c.tif"]
    with Image.open(tmp_path / "out" / "a.tif") as image:
        assert image.format == "TIFF"


def test_photos_of_one_name_do_not_overwrite_each_other(plan, folder, photo, inside, tmp_path) -> None:
    photo(folder / "a.png", shift=30)
    run(plan(format="png"))
    assert inside(tmp_path / "out") == ["a.jpg.png", "a.png", "b.png"]
    assert np.array_equal(pixels(tmp_path / "out" / "a.png")[20:], pixels(folder / "a.png")[20:])


def test_a_format_that_is_only_read_names_the_way_out(plan, folder) -> None:
    Image.fromarray(pixels(folder / "b.png")).save(folder / "x.ppm")
    assert isinstance(outcomes(run(plan()))["x.ppm"].error, FormatReadOnly)
    assert outcomes(run(plan(format="png")))["x.ppm"].state == State.DONE


def test_each_photo_has_its_own_mask(plan, mask, tmp_path) -> None:
    (tmp_path / "masks").mkdir()
    mask.rename(tmp_path / "masks" / "a.png")
    found = outcomes(run(plan(masks=MaskFolder(tmp_path / "masks"))))
    assert found["a.jpg"].state == State.DONE
    assert isinstance(found["b.png"].error, MaskMissing)
    assert str(tmp_path / "masks" / "b.png") in str(found["b.png"].error)


def test_where_nothing_is_marked_the_photo_is_copied(plan, folder, tmp_path) -> None:
    Image.new("L", (60, 40)).save(tmp_path / "none.png")
    found = outcomes(run(plan(masks=OneMask(tmp_path / "none.png"))))
    assert found["a.jpg"].state == State.NOTHING_FOUND
    assert NOTHING_MARKED_NOTE in found["a.jpg"].notes
    assert (tmp_path / "out" / "a.jpg").read_bytes() == (folder / "a.jpg").read_bytes()


@pytest.mark.usefixtures("black_detector")
def test_nothing_found_is_a_byte_copy(plan, folder, tmp_path) -> None:
    Image.new("RGB", (60, 40), (200, 210, 220)).save(folder / "clean.jpg")
    Image.new("RGB", (60, 40), (200, 210, 220)).save(folder / "clean.ppm")
    summary = run(plan(masks=None))
    for name in ("clean.jpg", "clean.ppm"):
        assert outcomes(summary)[name].state == State.NOTHING_FOUND
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()


def test_of_several_pictures_the_first_is_repaired_and_that_is_told(plan, folder) -> None:
    frames = [Image.new("L", (60, 40), gray) for gray in (50, 90)]
    frames[0].save(folder / "film.gif", save_all=True, append_images=frames[1:])
    assert FRAMES_NOTE in outcomes(run(plan()))["film.gif"].review


def test_a_strangers_file_is_never_overwritten(plan, tmp_path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jpg").write_bytes(b"precious")
    found = outcomes(run(plan()))
    assert isinstance(found["a.jpg"].error, TargetTaken)
    assert (tmp_path / "out" / "a.jpg").read_bytes() == b"precious"
    assert found["b.png"].state == State.DONE


def test_a_file_that_comes_during_the_run_is_never_overwritten(plan, tmp_path, monkeypatch) -> None:
    fill = type(method("telea")).fill

    def intruding(self, request, job):
        for name in ("a.jpg", "b.png"):
            (tmp_path / "out" / name).write_bytes(b"precious")
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", intruding)
    found = outcomes(run(plan()))
    assert {type(one.error) for one in found.values()} == {TargetTaken}
    assert (tmp_path / "out" / "b.png").read_bytes() == b"precious"


def test_a_link_that_leads_out_is_not_followed(plan, folder, inside, tmp_path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(folder)
    summary = run(plan(recursive=True))
    assert [one.item.name for one in summary.failed] == ["sub/c.png"]
    assert inside(folder) == ["a.jpg", "b.png", "sub", "sub/c.png"]


def test_a_fault_of_a_method_is_one_photos_problem(plan, monkeypatch) -> None:
    fill = type(method("telea")).fill
    raised = iter([ValueError("odd"), MemoryError()])

    def failing(self, request, job):
        error = next(raised, None)
        if error is not None:
            raise error
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", failing)
    found = outcomes(run(plan(recursive=True)))
    assert isinstance(found["a.jpg"].error, RepairError)
    assert found["sub/c.png"].state == State.DONE


@pytest.mark.parametrize(("raised", "told"), [(KeyError("x"), Unforeseen), (MemoryError(), MemoryShort)])
def test_a_fault_of_the_program_is_one_photos_problem(plan, monkeypatch, own_folders, raised, told) -> None:
    def failing(path, page):
        if path.name == "a.jpg":
            raise raised
        return load(path, page)

    from engine.batch import listing

    load = listing.load
    monkeypatch.setattr(listing, "load", failing)
    found = outcomes(run(plan()))
    assert isinstance(found["a.jpg"].error, told)
    assert "\n" not in str(found["a.jpg"].error)
    assert found["b.png"].state == State.DONE
    (log,) = own_folders.rglob("lacuna.log")
    assert "Traceback" in log.read_text()


def test_the_same_plan_gives_the_same_bytes(plan, tmp_path) -> None:
    run(plan(workers=2))
    run(plan(out=tmp_path / "again"))
    for name in ("a.jpg", "b.png"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_the_next_photo_is_read_while_one_is_repaired(plan, folder, photo, monkeypatch) -> None:
    import threading

    from engine.batch import listing

    for number in range(4):
        photo(folder / f"n{number}.png", number)
    load, fill, next_read, read, beside = (
        listing.load,
        type(method("telea")).fill,
        threading.Event(),
        [],
        [],
    )

    def told(path, page):
        read.append(path)
        if len(read) == 2:
            next_read.set()
        return load(path, page)

    def waiting(self, request, job):
        beside.append(next_read.wait(60))
        return fill(self, request, job)

    monkeypatch.setattr(listing, "load", told)
    monkeypatch.setattr(type(method("telea")), "fill", waiting)
    run(plan())
    assert beside[0]


def inverted(mask: Path) -> Path:
    Image.fromarray(255 - pixels(mask)).save(mask)
    return mask


def test_a_mask_that_marks_most_is_listed(plan, mask) -> None:
    summary = run(plan(masks=OneMask(inverted(mask))))
    assert [one.item.name for one in summary.review] == ["a.jpg", "b.png"]
    assert summary.outcomes[0].review == (MOSTLY_MARKED_NOTE,)


def test_masks_are_read_as_the_plan_says(plan, mask, folder, tmp_path) -> None:
    (tmp_path / "masks").mkdir()
    inverted(mask).rename(tmp_path / "masks" / "b_mask.PNG")
    reading = MaskReading(inverted=True, grow_px=2)
    summary = run(plan(masks=MaskFolder(tmp_path / "masks", reading)))
    assert outcomes(summary)["b.png"].review == ()
    changed = (pixels(folder / "b.png") != pixels(tmp_path / "out" / "b.png")).any(axis=-1)
    rows, columns = np.nonzero(changed)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (8, 15, 13, 41)


def test_one_mask_is_grown_in_pixels_of_the_photo(plan, mask, folder, tmp_path) -> None:
    place = Anchor("top-left", scaled=False)
    run(plan(masks=OneMask(mask, place, MaskReading(grow_px=3))))
    changed = (pixels(folder / "b.png") != pixels(tmp_path / "out" / "b.png")).any(axis=-1)
    assert np.flatnonzero(changed.any(axis=1)).tolist() == list(range(7, 17))


def test_another_reading_of_the_masks_is_another_run(plan, mask) -> None:
    run(plan())
    with pytest.raises(SettingsDiffer, match="reading of masks"):
        run(plan(masks=OneMask(mask, None, MaskReading(grow_px=3))), resume=True)


@pytest.mark.parametrize("marked", [True, False])
def test_times_are_kept_if_asked(plan, mask, folder, tmp_path, marked: bool) -> None:
    if not marked:
        Image.new("L", (60, 40)).save(mask)
    os.utime(folder / "b.png", (1_000_000_000, 1_000_000_000.5))
    run(plan(keep_times=True))
    assert (tmp_path / "out" / "b.png").stat().st_mtime == 1_000_000_000.5
    resumed = run(plan(keep_times=True), resume=True)
    assert all(one.earlier for one in resumed.outcomes)


def test_without_being_asked_a_result_is_as_new_as_it_is(plan, folder, tmp_path) -> None:
    os.utime(folder / "b.png", (1_000_000_000, 1_000_000_000))
    run(plan())
    assert (tmp_path / "out" / "b.png").stat().st_mtime > 1_000_000_000
