"""A checkpoint that cannot be used is one clear error, and stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from trainer.training import checkpoint
from trainer.training.checkpoint import FILE_NAME, CheckpointUnusable
from trainer.training.loop import Budget, Training


def test_no_checkpoint_is_none(tmp_path: Path) -> None:
    assert checkpoint.load(tmp_path) is None


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"no checkpoint at all", None], ids=["empty", "short", "text", "cut"]
)
def test_a_damaged_file_is_one_error_with_a_way_out(tmp_path: Path, content: bytes | None) -> None:
    checkpoint.save(tmp_path, {"step": 1, "values": torch.zeros(5000)})
    file = tmp_path / FILE_NAME
    file.write_bytes(file.read_bytes()[:4000] if content is None else content)
    before = file.read_bytes()
    with pytest.raises(CheckpointUnusable, match=FILE_NAME):
        checkpoint.load(tmp_path)
    assert file.read_bytes() == before


def test_code_in_a_checkpoint_never_runs(tmp_path: Path) -> None:
    class Dropper:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    torch.save({"step": Dropper()}, tmp_path / FILE_NAME)
    with pytest.raises(CheckpointUnusable):
        checkpoint.load(tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_network_of_another_shape_is_not_resumed(recipe, photos, tmp_path) -> None:
    Training(recipe, photos, out=tmp_path, budget=Budget(steps=1)).run()
    other = replace(recipe, models=lambda: {"network": nn.Conv2d(3, 3, 5)})
    with pytest.raises(CheckpointUnusable):
        Training(other, photos, out=tmp_path, budget=Budget(steps=2)).resume()
