"""Drawn structures: the same for the same seed, and a suite that runs on them without photos."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.job import Job
from engine.models.method import Request
from trainer.cli.commands import main
from trainer.evaluation import peers as peers_module
from trainer.evaluation.peers import Peer, peers
from trainer.evaluation.structures import STRUCTURES, drawn_photos, lined_square
from trainer.suites.structure import OBJECT_MASK, STRUCTURE


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_structure_is_drawn_at_any_size_and_the_same_again(structure):
    one, two = (drawn_photos(structure, size=96, seed=3, count=2).pixels for _ in range(2))
    other = drawn_photos(structure, size=96, seed=4, count=1).pixels[0]
    assert np.array_equal(one[1], two[1]) and not np.array_equal(one[0], one[1])
    assert one[0].shape == (96, 96, 3) and one[0].std() > 3 and not np.array_equal(one[0], other)


def test_the_suite_has_a_case_for_each_structure_and_one_for_photos():
    assert [case.structure for case in STRUCTURE.cases] == [*STRUCTURES, "", ""]
    assert 0.03 < OBJECT_MASK.mean() < 0.2


def test_of_a_photo_the_square_is_taken_whose_middle_has_the_longest_lines():
    photo = np.full((120, 300, 3), 90, np.uint8)
    photo[:, 210:213] = photo[58:61, 160:280] = 220
    photo[::12, 20:26] = 220  # Short ones do not count.
    cut = lined_square(photo, 100)
    assert cut.shape == (100, 100, 3)
    row, column = (np.argmax(cut[..., 0].mean(axis)) for axis in (1, 0))
    assert 30 < row < 70 and 30 < column < 70


def test_a_photo_without_lines_is_cut_too():
    assert lined_square(np.full((60, 90, 3), 90, np.uint8), 80).shape == (80, 80, 3)


def test_the_suite_runs_without_photos(capsys):
    words = [
        "evaluate",
        "--suite",
        "structure:stripes,photos",
        "--methods",
        "telea",
        "--limit",
        "1",
        "--json",
    ]
    assert main(words) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["case"] == "stripes" and row["photos"] == 1


def test_a_peer_is_given_8_bit_pixels_and_the_mask():
    seen = []

    def paint(pixels, mask):
        seen.append((pixels.dtype, sorted(np.unique(mask))))
        return np.full_like(pixels, 51)

    image, mask = np.full((8, 8, 3), 0.4, np.float32), np.zeros((8, 8), np.float32)
    mask[2:4] = 0.3
    filled = Peer("peer", "Peer", paint).fill(Request(image=image, mask=mask), Job())
    assert seen == [(np.uint8, [0, 255])] and np.allclose(filled, 0.2)


def test_only_peers_that_are_installed_are_measured(monkeypatch):
    monkeypatch.setattr(peers_module.shutil, "which", lambda _: None)
    monkeypatch.delattr(peers_module.cv2, "xphoto", raising=False)
    assert peers() == {}
    monkeypatch.setattr(peers_module.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert list(peers()) == ["gmic"]
