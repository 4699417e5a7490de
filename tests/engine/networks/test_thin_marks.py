"""thin-marks: the blurred edges of certain marks are not part of them."""

from __future__ import annotations

import torch

from engine.networks.thin_marks import ThinMarks, less_sure_in_clutter, without_blurred_edges


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
    monkeypatch.setattr(network, "forward", lambda _: line(1.0, 9.0, 1.0, -6.0))
    found = network.confidence(torch.zeros(1, 3, 20, 20)) >= 0.5
    assert torch.equal(found, line(-1.0, 9.0, -1.0, -6.0) > 0)


def suspected_everywhere(*, every_px: int) -> torch.Tensor:
    """A certain mark in the middle; around it every so many pixels one that may belong to a mark."""
    logits = torch.full((1, 1, 96, 96), -6.0)
    logits[..., ::every_px, ::every_px] = -1.0
    logits[..., 40:56, 44:52] = -6.0
    logits[..., 44:52, 48] = 7.0
    return logits


def test_a_mark_counts_for_less_where_marks_are_suspected_all_around() -> None:
    alone, few, many = (suspected_everywhere(every_px=px) for px in (96, 8, 3))
    surest = [float(less_sure_in_clutter(logits, logits).max()) for logits in (alone, few, many)]
    assert surest[0] > 6.9 and surest[0] > surest[1] + 0.5 > surest[2] + 1


def test_in_clutter_a_mark_keeps_its_shape() -> None:
    logits = suspected_everywhere(every_px=2)
    logits[..., 44:52, 49] = 0.1
    changed = less_sure_in_clutter(logits, logits)
    assert torch.equal(changed > 0, logits > 0) and torch.equal(changed[logits <= 0], logits[logits <= 0])
