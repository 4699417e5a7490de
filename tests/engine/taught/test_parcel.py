"""One file to pass on: what goes in comes out, and what is not in order does nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import LacunaError
from engine.models.catalog import method
from engine.taught import PARCEL_SUFFIX, export, import_parcel, keep, parcel, remove, store, taught
from engine.taught.errors import NotTaught, ParcelInvalid, ParcelNewer

Files = dict[str, bytes]


@pytest.fixture
def file(train: Any, tmp_path: Path) -> Path:
    """An exported method, which is then forgotten here."""
    id = keep(train(), "Stamp")
    out = tmp_path / f"stamp{PARCEL_SUFFIX}"
    export(id, out)
    remove(id)
    return out


@pytest.fixture(autouse=True)
def small_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parcel.MAX_FILE_BYTES, parcel.WEIGHTS_NAME, 1 << 20)


def opened(file: Path) -> Files:
    with zipfile.ZipFile(file) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def packed(file: Path, files: Files) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return file


def signed(files: Files, **facts: Any) -> Files:
    """With a manifest, and a card, that go with the content, as whoever means harm would write them."""
    card = json.loads(files[parcel.CARD_NAME])
    card |= {"sha256": hashlib.sha256(files[parcel.WEIGHTS_NAME]).hexdigest()} | facts
    files[parcel.CARD_NAME] = json.dumps(card).encode()
    manifest = json.loads(files[parcel.MANIFEST_NAME])
    names = (parcel.CARD_NAME, parcel.WEIGHTS_NAME)
    manifest["files"] = {name: hashlib.sha256(files[name]).hexdigest() for name in names}
    return files | {parcel.MANIFEST_NAME: json.dumps(manifest).encode()}


def test_a_method_comes_back_as_it_was(file: Path) -> None:
    id = import_parcel(file)
    assert id == "stamp" and method(id).info.title == "Stamp"
    files = opened(file)
    assert taught()[id].path.read_bytes() == files[parcel.WEIGHTS_NAME]
    assert json.loads(taught()[id].path.with_suffix(".json").read_text()) == json.loads(
        files[parcel.CARD_NAME]
    )


def test_it_is_not_taken_twice_and_another_of_its_name_gets_a_number(file: Path, train: Any) -> None:
    assert import_parcel(file) == import_parcel(file) == "stamp"
    remove("stamp")
    keep(train(alpha=0.3, run="other"), "Stamp")
    assert import_parcel(file) == "stamp-2"


def test_only_what_was_taught_is_exported(tmp_path: Path) -> None:
    with pytest.raises(NotTaught):
        export("restore", tmp_path / "out.lacuna")
    assert not list(tmp_path.glob("out*"))


def _changed(files: Files) -> Files:
    weights = bytearray(files[parcel.WEIGHTS_NAME])
    weights[-1] ^= 1
    return files | {parcel.WEIGHTS_NAME: bytes(weights)}


def _manifest(files: Files, **facts: Any) -> Files:
    return files | {
        parcel.MANIFEST_NAME: json.dumps(json.loads(files[parcel.MANIFEST_NAME]) | facts).encode()
    }


def _not_finite(files: Files) -> Files:
    weights = files[parcel.WEIGHTS_NAME]
    return signed(files | {parcel.WEIGHTS_NAME: weights[:-2] + b"\x00\x7e"})  # a half-precision NaN


SMALL = {"widths": [8, 8], "before": [1, 1], "after": [1]}
HUGE = {"widths": [10**6, 10**6], "before": [1, 1], "after": [1]}
HOSTILE: dict[str, Callable[[Files], Files]] = {
    "a changed byte": _changed,
    "a path": lambda files: files | {"../../evil.json": b"{}"},
    "another file": lambda files: files | {"run.py": b"print()"},
    "a missing file": lambda files: {name: files[name] for name in (parcel.CARD_NAME, parcel.WEIGHTS_NAME)},
    "a bomb": lambda files: signed(
        files | {parcel.WEIGHTS_NAME: bytes(parcel.MAX_FILE_BYTES[parcel.WEIGHTS_NAME] + 1)}
    ),
    "a large card": lambda files: signed(files, padding="x" * (1 << 18)),
    "pickle": lambda files: signed(files | {parcel.WEIGHTS_NAME: b"\x80\x04cos\nsystem\n(S'true'\ntR."}),
    "other weights": lambda files: signed(files, design={"widths": [8, 16], "before": [1, 1], "after": [1]}),
    "a huge network": lambda files: signed(files, design=HUGE),
    "more colours than any": lambda files: signed(files, design={**SMALL, "colours": 99}),
    "no network": lambda files: signed(files, design=None),
    "a number for a width": lambda files: signed(files, design=8),
    "weights that are no numbers": _not_finite,
    "no manifest": lambda files: files | {parcel.MANIFEST_NAME: b"[]"},
    "no JSON": lambda files: files | {parcel.CARD_NAME: b"{" * 100_000},
    "another format": lambda files: _manifest(files, format="other"),
    "no version": lambda files: _manifest(files, version=None),
    "no title": lambda files: signed(files, title=None),
    "a title of two lines": lambda files: signed(files, title="a\nb"),
    "a path for an id": lambda files: signed(files, id="../../evil"),
    "no date": lambda files: signed(files, made="yesterday"),
    "words for a number": lambda files: signed(files, minutes="many"),
}


@pytest.mark.parametrize("harm", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_does_nothing_and_is_told_of_in_one_line(
    harm: Callable[[Files], Files], file: Path
) -> None:
    packed(file, harm(opened(file)))
    with pytest.raises(ParcelInvalid) as told:
        import_parcel(file)
    assert "\n" not in str(told.value) and file.name in str(told.value)
    assert not list(store.folder().iterdir())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"], ids=["empty", "cut", "other"])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.lacuna"
    file.write_bytes(data)
    with pytest.raises(ParcelInvalid, match=r"x\.lacuna"):
        import_parcel(file)
    with pytest.raises(ParcelInvalid):
        import_parcel(tmp_path / "none.lacuna")


def test_names_twice_are_refused(file: Path) -> None:
    files = opened(file)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as whole:
        whole.writestr(parcel.CARD_NAME, files[parcel.CARD_NAME])
    with pytest.raises(ParcelInvalid):
        import_parcel(file)


@pytest.mark.parametrize(
    "later",
    [lambda files: _manifest(files, version=2), lambda files: signed(files, taught=2)],
    ids=["file", "card"],
)
def test_a_newer_version_says_so(later: Callable[[Files], Files], file: Path) -> None:
    packed(file, later(opened(file)))
    with pytest.raises(ParcelNewer, match="update Lacuna"):
        import_parcel(file)
    assert issubclass(ParcelNewer, LacunaError) and not list(store.folder().iterdir())
