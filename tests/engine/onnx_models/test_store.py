"""What was added is a method like any other, until it is removed; what fails leaves nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import LacunaError, NameInvalid, OptionInvalid, WeightsDamaged
from engine.job import Cancelled, Job
from engine.models.catalog import catalog, method
from engine.onnx_models import added, examine_file, keep, remove
from engine.onnx_models.errors import ModelInvalid, ModelNotFound, ModelUnknown
from engine.onnx_models.graph import MAX_MODEL_BYTES
from engine.onnx_models.store import folder
from engine.photo import Photo
from engine.repair.run import repair
from tests.fakes.onnx_files import onnx_bytes

Bytes = NDArray[np.uint8]
pytestmark = pytest.mark.usefixtures("near")


def put(file: Path, **facts: Any) -> str:
    data, examination = examine_file(file, {}, Job())
    return keep(data, examination, file=file.name, **facts)


def test_it_is_a_method_with_licence_and_source_until_it_is_removed(written: Any) -> None:
    id = put(written("small"), licence="Apache-2.0", source="somewhere")
    info = catalog()[id].info
    assert (id, info.title, info.licence, info.paper) == ("lama", "LaMa", "Apache-2.0", "From somewhere")
    remove(id)
    assert id not in catalog() and not list(folder().iterdir())


@pytest.mark.parametrize("name", ["small", "migan", "centred_last", "any_size"])
def test_known_pixels_survive_and_the_hole_is_filled_from_around(
    name: str, written: Any, photo: Photo, mask: Bytes
) -> None:
    own = method(put(written(name)))
    before = photo.pixels.copy()
    photo.pixels[mask == 255] = (255, 0, 255)
    repair(photo, mask, own).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    filled = photo.pixels[mask == 255].astype(int)
    assert not ((filled == (255, 0, 255)).all(axis=1)).any()


@pytest.mark.parametrize("shape", [(37, 53), (64, 3), (2, 40), (5, 5), (700, 90)], ids=str)
def test_odd_tiny_and_long_photos(written: Any, shape: tuple[int, int]) -> None:
    own = method(put(written("small")))
    photo = Photo(np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8))
    before = photo.pixels.copy()
    mask = np.zeros(shape, np.uint8)
    mask[0, 0] = mask[-1, -1] = mask[shape[0] // 2, 1:3] = 255
    repair(photo, mask, own).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])


def test_its_fill_of_a_large_hole_gets_texture(written: Any) -> None:
    photo = Photo(np.random.default_rng(0).integers(0, 256, (300, 300, 3), np.uint8))
    mask = np.zeros((300, 300), np.uint8)
    mask[100:200, 100:200] = 255
    own = method(put(written("small")))
    spread = []
    for texture in (True, False):
        filled = Photo(photo.pixels.copy())
        repair(filled, mask, own, options={"texture": texture}).apply(filled)
        spread.append(filled.pixels[110:190, 110:190].std())
    assert spread[0] > 2 * spread[1]


def test_the_same_file_again_corrects_its_card(written: Any) -> None:
    id = put(written("small"))
    data, examination = examine_file(written("small"), {"colours": "bgr"}, Job())
    assert keep(data, examination, file="small.onnx", licence="MIT") == id
    (own,) = added().values()
    assert own.card.contract.colours == "bgr" and own.info.licence == "MIT"


def test_titles_of_methods_are_not_taken_twice(written: Any) -> None:
    assert put(written("small"), name="Telea") == "telea-2"
    assert put(written("migan"), name="Telea") == "telea-3"
    with pytest.raises(NameInvalid):
        put(written("small"), name="x" * 99)


@pytest.mark.parametrize(
    "change",
    [
        {"layout": "nwhc"},
        {"most": 10**9},
        {"least": 512},
        {"multiple": True},
        {"image": None},
        {"further": "1"},
    ],
    ids=str,
)
def test_a_card_that_was_edited_wrongly_is_no_method(change: dict[str, Any], written: Any) -> None:
    id = put(written("small"))
    card = folder() / f"{id}.json"
    stored = json.loads(card.read_text())
    stored["contract"] |= change
    card.write_text(json.dumps(stored))
    assert id not in catalog()


def test_a_card_may_be_edited_by_hand(written: Any) -> None:
    id = put(written("small"))
    card = folder() / f"{id}.json"
    card.write_text(card.read_text().replace('"rgb"', '"bgr"'))
    assert added()[id].card.contract.colours == "bgr"


def test_a_file_that_was_exchanged_is_not_run(written: Any, photo: Photo, mask: Bytes) -> None:
    id = put(written("small"))
    (folder() / f"{id}.onnx").write_bytes(onnx_bytes("migan"))
    with pytest.raises(WeightsDamaged):
        repair(photo, mask, method(id))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.onnx"
    with file.open("wb") as made:
        made.truncate(2 * MAX_MODEL_BYTES)  # takes no room on the disk
    with pytest.raises(ModelInvalid, match="larger than 1 GB"):
        examine_file(file, {}, Job())


def test_wrong_words_are_refused_before_anything_runs(tmp_path: Path, written: Any) -> None:
    for file in (tmp_path / "gone.onnx", tmp_path):
        with pytest.raises(ModelNotFound):
            examine_file(file, {}, Job())
    with pytest.raises(OptionInvalid, match="mask-hole is one of white, black"):
        examine_file(written("small"), {"mask_hole": "red"}, Job())
    for id in ("telea", "../taught/one", ""):
        with pytest.raises(ModelUnknown):
            remove(id)


def test_cancelled_before_it_runs(written: Any) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        examine_file(written("small"), {}, job)
    assert not folder().exists()


def test_where_nothing_can_be_written_nothing_is_left(written: Any) -> None:
    data, examination = examine_file(written("small"), {}, Job())
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("in the way")
    with pytest.raises(LacunaError, match="could not be kept"):
        keep(data, examination, file="small.onnx")
    assert not added()
