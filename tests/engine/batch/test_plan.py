"""A plan that cannot be carried out is refused before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.batch import Corner, MaskFolder, OneMask, check, run
from engine.errors import (
    BatchError,
    DetectorUnknown,
    DeviceUnavailable,
    FoldersClash,
    LacunaError,
    MaskUnreadable,
    MethodUnknown,
    NoPhotos,
    OptionInvalid,
)

WRONG = {
    "no such method": ({"method": "magic"}, MethodUnknown),
    "no such option": ({"options": {"strength": "1"}}, OptionInvalid),
    "no such detector": ({"masks": None, "detector": "magic"}, DetectorUnknown),
    "no such device": ({"device": "abacus"}, DeviceUnavailable),
    "no such format": ({"format": "xyz"}, BatchError),
    "a format that is only read": ({"format": "jp2"}, BatchError),
    "no worker": ({"workers": 0}, BatchError),
    "a sensitivity beyond 1": ({"sensitivity": 2.0}, BatchError),
    "a name without the photo's": ({"pattern": "same"}, BatchError),
    "a name with a folder": ({"pattern": "../{name}"}, BatchError),
    "a name with a field nobody knows": ({"pattern": "{name}{date}"}, BatchError),
    "a name with attributes": ({"pattern": "{name.__class__}"}, BatchError),
    "a name that is cut off": ({"pattern": "{name"}, BatchError),
    "a name of a gigabyte": ({"pattern": "{name:>999999999}"}, BatchError),
    "a name in quotes": ({"pattern": "{name!r}"}, BatchError),
    "a name of two lines": ({"pattern": "{name}\n"}, BatchError),
    "a mask beyond the photo": ({"masks": OneMask(Path("mask.png"), Corner("top-left", 200))}, BatchError),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told(wrong, plan, tmp_path) -> None:
    changes, error = WRONG[wrong]
    with pytest.raises(error) as caught:
        run(plan(**changes))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_folders_that_clash_are_refused(plan, folder, tmp_path) -> None:
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "file").touch()
    for out in (folder, tmp_path / "link", tmp_path, tmp_path / "file", folder / "sub" / ".."):
        with pytest.raises(FoldersClash):
            check(plan(out=out))
    with pytest.raises(FoldersClash):
        check(plan(masks=MaskFolder(folder)))
    check(plan(out=folder / "sub" / "out"))


def test_masks_are_looked_at_first(plan, tmp_path) -> None:
    for masks, error in (
        (OneMask(tmp_path / "none.png"), MaskUnreadable),
        (MaskFolder(tmp_path / "none"), BatchError),
        (OneMask(tmp_path / "mask.png", Corner("top-left", 200)), BatchError),
    ):
        with pytest.raises(error):
            check(plan(masks=masks))


def test_a_folder_without_photos_says_so(plan, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoPhotos):
        run(plan(photos=tmp_path / "empty"))
    with pytest.raises(LacunaError, match="no folder"):
        run(plan(photos=tmp_path / "none"))


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_folder_that_no_disk_can_have(plan, tmp_path, name) -> None:
    for changes in ({"out": tmp_path / name}, {"photos": tmp_path / name}):
        with pytest.raises(BatchError):
            check(plan(**changes))
