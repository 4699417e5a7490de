"""thin-marks: the blurred edges of certain marks are not part of them."""

from __future__ import annotations

import torch

from engine.networks.thin_marks import ThinMarks, without_blurred_edges


def line(*logits: float) -> torch.Tensor:
    """A vertical mark in N×1×H×W whose rows are all these logits; the rest is surely sound."""
    return torch.nn.functional.pad(torch.tensor(logits), (8, 8), value=-6.0).expand(1, 1, 20, -1).clone()


def test_the_edge_of_a_certain_mark_is_no_damage_and_that_of_a_faint_one_is() -> None:
    certain, faint = line(1.0, 9.0, 1.0), line(1.0, 2.5, 1.0)
    assert torch.equal(without_blurred_edges(certain) > 0, line(-1.0, 9.0, -1.0) > 0)
    assert torch.equal(without_blurred_edges(faint), faint)


def test_the_surest_pixels_keep_their_logit() -> None:
    mark = line(1.0, 9.0, 8.0, 1.0)
    assert torch.equal(without_blurred_edges(mark)[mark >= 8], mark[mark >= 8])


def test_the_confidence_is_of_the_logits_without_edges(monkeypatch) -> None:
    network = ThinMarks().eval()
    monkeypatch.setattr(network, "forward", lambda _: line(1.0, 9.0, 1.0))
    found = network.confidence(torch.zeros(1, 3, 20, 19)) >= 0.5
    assert torch.equal(found, line(-1.0, 9.0, -1.0) > 0)
