"""What the finder learns from, and how its limits are set."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.detection.detectors.finder import DETECTOR
from engine.networks.finder import KIND_IDS, SIDE_MULTIPLE_PX, Finder
from trainer import corruption
from trainer.data.detection import CANVAS_SIDE_PX, Damaged, UnmarkedDamage, clean_images, with_opacity
from trainer.recipes import finder


@pytest.fixture
def drawn(photos):
    def draw(part, count=4):
        return UnmarkedDamage(batch=count, crop=64, mix=(part,))(photos, np.random.default_rng(0))

    return draw


def test_the_truth_names_the_kind(drawn):
    batch = drawn(Damaged(weight=1, head=2, kind="rect", params={"filler": "constant"}))
    assert batch["image"].shape == (4, 3, 64, 64) and batch["image"].dtype == np.float32
    assert set(np.unique(batch["truth"])) == {0, 3}


def test_where_nothing_is_damaged_the_truth_is_empty(drawn):
    assert not drawn(Damaged(weight=1, head=None))["truth"].any()


def test_photos_kept_from_training_are_never_drawn(photos, monkeypatch):
    names = [file.name for file in photos.files]
    monkeypatch.setattr("trainer.data.detection.EXCLUDED_NAMES", frozenset(names[1:]))
    seen = []
    monkeypatch.setattr(
        "trainer.data.detection.photo_folder.piece",
        lambda pixels, *_, **__: (
            seen.append(pixels) or np.zeros((CANVAS_SIDE_PX, CANVAS_SIDE_PX, 3), np.uint8)
        ),
    )
    fresh = replace(photos)
    UnmarkedDamage(batch=8, crop=64, mix=(Damaged(weight=1, head=None),))(fresh, np.random.default_rng(0))
    assert len(seen) == 8 and all(pixels is photos.pixels[0] for pixels in seen)


def test_damage_fades_towards_the_photo():
    clean = np.full((64, 64, 3), 0.5, np.float32)
    sample = corruption.generate("rect", clean, {"filler": "constant", "colour": (1.0, 1.0, 1.0)})
    shares = [with_opacity(sample, (0.2, 0.2), np.random.default_rng(seed)).max() for seed in range(8)]
    assert {round(float(share), 2) for share in shares} == {0.6, 1.0}


def test_what_casts_a_shadow_darkens_what_is_beside_it_and_not_itself(monkeypatch):
    monkeypatch.setattr("trainer.data.detection.SHADOW_SHARE", 1)
    clean = np.full((64, 64, 3), 0.5, np.float32)
    sample = corruption.generate("rect", clean, {"filler": "constant", "colour": (1.0, 1.0, 1.0)})
    for seed in range(8):
        cast = with_opacity(sample, (1.0, 1.0), np.random.default_rng(seed), casts=True)
        assert (cast[sample.mask > 0] == 1).all()
        assert cast[sample.mask == 0].min() < 0.45 and cast[sample.mask == 0].max() <= 0.5


def test_the_detector_names_the_kinds_in_the_order_of_the_planes():
    assert tuple(kind.id for kind in DETECTOR.kinds) == KIND_IDS


def test_a_right_answer_costs_less_than_a_wrong_one():
    class Fixed(torch.nn.Module):
        def __init__(self, kind):
            super().__init__()
            self.kind = kind

        def forward(self, image):
            logits = torch.full((len(image), len(KIND_IDS), *image.shape[2:]), -6.0)
            logits[:, self.kind, :8] = 6
            return logits

    truth = torch.zeros(1, 1, 16, 16)
    truth[:, :, :8] = 2
    batch = {"image": torch.rand(1, 3, 16, 16), "truth": truth}
    right, other, nothing = (
        float(finder.segmentation_loss({"network": Fixed(kind)}, batch)[0]) for kind in (1, 3, slice(0, 0))
    )
    assert right < other < 30 and right < nothing


def test_limits_leave_clean_photos_alone(photos):
    torch.manual_seed(0)
    network = Finder(widths=(8, 8, 8, 8, 8), before=(1, 1, 1, 1, 1))
    torch.nn.init.normal_(network.head.weight, std=5)
    limits = finder.calibrated(network, photos)["limits"]
    assert limits.shape == (len(KIND_IDS),) and (limits >= 1).all() and limits.max() > 1
    network.limits = limits
    shown = list(clean_images(photos, len(photos), CANVAS_SIDE_PX, SIDE_MULTIPLE_PX))
    assert _most_certain(network, shown) <= DETECTOR.min_certain_px
    network.limits = torch.ones(len(KIND_IDS))
    assert _most_certain(network, shown) > 5 * DETECTOR.min_certain_px


def _most_certain(network, images):
    """Of any kind in any image, px."""
    return max(int((network.confidence(image) == 1).sum((2, 3)).max()) for image in images)
