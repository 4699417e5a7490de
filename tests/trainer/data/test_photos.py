"""Reading training photos."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.photo.file_format import file_formats, pillow_suffixes
from trainer.data.photos import NoPhotos, Photos, crop, load, measured


def test_broken_files_are_named_and_skipped(photos):
    assert len(photos) == 6
    assert [file.name for file, _ in photos.skipped] == ["broken.jpg"]


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(NoPhotos):
        load([tmp_path])


def test_small_photos_are_skipped_with_the_reason(folder):
    Image.new("RGB", (300, 20)).save(folder / "sliver.png")
    found = load([folder])
    assert dict(found.skipped)[folder / "sliver.png"] == "only 300 × 20 pixels"


def test_large_photos_are_reduced(folder):
    Image.new("RGB", (400, 300)).save(folder / "large.png")
    found = load([folder], short_side=96)
    assert found.pixels[-1].shape == (96, 128, 3)


def test_every_kind_of_file_becomes_rgb(folder):
    Image.new("L", (70, 70), 9).save(folder / "gray.png")
    Image.new("CMYK", (70, 70)).save(folder / "print.jpg")
    assert {pixels.shape[2] for pixels in load([folder]).pixels} == {3}


@pytest.mark.parametrize("suffix", sorted(pillow_suffixes()))
def test_what_pillow_decodes_is_read_whatever_its_suffix(tmp_path, suffix):
    try:
        Image.new("RGB", (70, 70), "teal").convert("1" if suffix == ".pbm" else "RGB").save(
            tmp_path / f"a{suffix.upper()}"
        )
    except (OSError, KeyError):
        pytest.skip("this Pillow does not write it")
    assert len(load([tmp_path])) == 1


def test_only_formats_that_pillow_does_not_decode_are_left_out():
    left_out = {one.name for one in file_formats() if not one.pillow}
    assert left_out == {"DNG", "HEIC", "JPEG XL", "OpenRaster", "PDF"}


def test_held_out_photos_are_not_trained_on(photos):
    train, held = photos.split(share=0.3)
    assert len(held) == 2 and not set(train.files) & set(held.files)
    assert photos.split(share=0.3)[1].files == held.files


@pytest.mark.parametrize(("count", "held"), [(2, 1), (10, 2), (40, 8), (200, 8), (1000, 30), (9000, 48)])
def test_of_few_photos_enough_are_held_out_to_mean_something(count, held):
    many = Photos(tuple(Path(f"{at}.png") for at in range(count)), (np.zeros((1, 1, 3), np.uint8),) * count)
    assert len(many.split()[1]) == held


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_crops_have_the_side_asked_for(photos, scale):
    found = crop(photos, 32, np.random.default_rng(0), scales=(scale, scale))
    assert found.shape == (32, 32, 3) and found.dtype == np.uint8


def test_unscaled_crops_are_the_photos_own_pixels(photos):
    found = crop(photos, 32, np.random.default_rng(3), turn=False)
    windows = [
        np.lib.stride_tricks.sliding_window_view(p, (32, 32, 3)).reshape(-1, 32, 32, 3) for p in photos.pixels
    ]
    assert any((window == found).all((1, 2, 3)).any() for window in windows)


def test_a_folder_without_end_is_told(folder, monkeypatch):
    def endless(self, pattern):  # noqa: ARG001
        raise RecursionError

    monkeypatch.setattr(Path, "rglob", endless)
    with pytest.raises(NoPhotos):
        load([folder])


def test_what_is_held_out_is_what_a_training_leaves(folder):
    learnt, held = load([folder]).split()[0].files, measured([folder], held_out=True).files
    assert held and sorted((*learnt, *held)) == sorted(measured([folder]).files)
