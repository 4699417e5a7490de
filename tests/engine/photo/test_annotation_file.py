"""Masks from LabelMe and COCO files."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import MaskError, MaskNotFound, MaskUnreadable
from engine.photo import Photo, load
from engine.photo.mask_file import MaskReading, read

SIZE = (40, 30)
SQUARE = [[10, 5], [20, 5], [20, 15], [10, 15]]


def labelme(*shapes: dict[str, Any]) -> dict[str, Any]:
    return {"version": "5.5", "imagePath": "a.jpg", "imageWidth": 40, "imageHeight": 30, "shapes": shapes}


def coco(*annotations: dict[str, Any], images: tuple[str, ...] = ("a.jpg",)) -> dict[str, Any]:
    return {
        "images": [
            {"id": 7 + n, "file_name": f"train/{name}", "width": 40, "height": 30}
            for n, name in enumerate(images)
        ],
        "annotations": annotations,
    }


def written(folder: Path, content: Any) -> Path:
    path = folder / "a.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def bitmap() -> str:
    stream = io.BytesIO()
    Image.fromarray(np.full((10, 10), 1, np.uint8)).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def packed(numbers: list[int]) -> str:
    """COCO's compression, from its description: the opposite of what is tested."""
    text = ""
    for at, number in enumerate(numbers):
        left = number - numbers[at - 2] if at > 2 else number
        while True:
            bits, left = left & 0x1F, left >> 5
            done = left == (-1 if bits & 0x10 else 0)
            text += chr((bits if done else bits | 0x20) + 48)
            if done:
                break
    return text


RUNS = [10 * 30 + 5, *[10, 20] * 9, 10, 20 * 30 + 15]  # columns 10 … 19, rows 5 … 14
INSIDE = {
    "polygon": labelme({"shape_type": "polygon", "points": SQUARE}),
    "rectangle by two corners": labelme({"shape_type": "rectangle", "points": [[20, 15], [10, 5]]}),
    "circle": labelme({"shape_type": "circle", "points": [[15, 10], [15, 15.5]]}),
    "bitmap": labelme({"shape_type": "mask", "points": [[10, 5], [19, 14]], "mask": bitmap()}),
    "COCO polygon": coco({"image_id": 7, "segmentation": [np.ravel(SQUARE).tolist()]}),
    "COCO box": coco({"image_id": 7, "bbox": [10, 5, 10, 10]}),
    "COCO runs": coco({"image_id": 7, "segmentation": {"size": [30, 40], "counts": RUNS}}),
    "COCO packed runs": coco({"image_id": 7, "segmentation": {"size": [30, 40], "counts": packed(RUNS)}}),
}


@pytest.mark.parametrize("kind", INSIDE)
def test_each_kind_of_shape_marks_its_inside(kind: str, tmp_path: Path) -> None:
    mask = read(written(tmp_path, INSIDE[kind]), SIZE).mask
    assert mask.shape == (30, 40) and set(np.unique(mask)) == {0, 255}
    assert mask[7:13, 12:18].all()
    outside = mask.copy()
    outside[4:17, 9:22] = 0
    assert not outside.any()


def test_lines_and_points_mark_what_they_pass(tmp_path: Path) -> None:
    line = {"shape_type": "linestrip", "points": [[2, 2], [30, 2], [30, 20]]}
    dot = {"shape_type": "point", "points": [[5, 25]]}
    mask = read(written(tmp_path, labelme(line, dot)), SIZE).mask
    assert mask[2, 2:30].all() and mask[2:20, 30].all() and mask[25, 5] and not mask[10, 10]


def test_a_mask_of_annotations_is_scaled_and_inverted_like_any_other(tmp_path: Path) -> None:
    path = written(tmp_path, INSIDE["polygon"])
    mask = read(path, (80, 60), MaskReading(inverted=True)).mask
    assert mask.shape == (60, 80) and not mask[20, 30] and mask[50, 70]
    with pytest.raises(MaskError):
        read(path, (50, 60))


def test_a_coco_file_is_asked_for_the_photos_own_image(tmp_path: Path) -> None:
    both = coco(
        {"image_id": 7, "bbox": [0, 0, 4, 4]},
        {"image_id": 8, "segmentation": [np.ravel(SQUARE).tolist()]},
        images=("a.png", "b.png"),
    )
    path = written(tmp_path, both)
    Image.new("RGB", SIZE).save(tmp_path / "b.png")
    mask = read(path, SIZE, photo=load(tmp_path / "b.png")).mask
    assert mask[10, 15] and not mask[1, 1]
    with pytest.raises(MaskUnreadable, match="0 images named"):
        read(path, SIZE, photo=Photo.from_array(np.zeros((30, 40), np.uint8)))


DAMAGED = {
    "no JSON": "{",
    "a list": [],
    "something else": {"rois": []},
    "no size": {"shapes": []},
    "too few corners": labelme({"shape_type": "polygon", "points": SQUARE[:2]}),
    "an unknown shape": labelme({"shape_type": "spline", "points": SQUARE}),
    "no numbers": labelme({"shape_type": "polygon", "points": [["a", "b"]] * 3}),
    "not finite": labelme({"shape_type": "polygon", "points": [[float("nan"), 1]] * 3}),
    "no base64": labelme({"shape_type": "mask", "points": [[0, 0]], "mask": "é"}),
    "no picture": labelme({"shape_type": "mask", "points": [[0, 0]], "mask": "aaaa"}),
    "runs that are short": coco({"image_id": 7, "segmentation": {"size": [30, 40], "counts": [5, 5]}}),
    "runs that are cut off": coco({"image_id": 7, "segmentation": {"size": [30, 40], "counts": "o"}}),
    "runs of another size": coco({"image_id": 7, "segmentation": {"size": [3, 4], "counts": [12]}}),
    "negative runs": coco({"image_id": 7, "segmentation": {"size": [30, 40], "counts": [-1, 1201]}}),
    "no outline": coco({"image_id": 7}),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_is_damaged_says_so(kind: str, tmp_path: Path) -> None:
    with pytest.raises(MaskUnreadable, match=r"a\.json"):
        read(written(tmp_path, DAMAGED[kind]), SIZE)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MaskNotFound):
        read(tmp_path / "gone.json", SIZE)
