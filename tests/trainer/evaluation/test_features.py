"""The feature network's training and its measures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from skimage import data

from engine.models import weights
from trainer.data.degradations import DEGRADATIONS, blur
from trainer.data.photos import middle
from trainer.evaluation import features
from trainer.evaluation.publish import publish
from trainer.losses.perceptual import perceptual
from trainer.recipes.features import FeatureLearner, folded
from trainer.training.export import export
from trainer.training.recipe import recipe


@pytest.fixture
def learner() -> FeatureLearner:
    torch.manual_seed(0)
    network = FeatureLearner()
    network.train()(torch.rand(4, 3, 32, 32))  # moves the running statistics
    return network.eval()


def test_folding_changes_nothing(learner):
    photo = torch.rand(1, 3, 24, 24)
    ours, theirs = learner(photo), folded(learner)(photo, learner.names)
    for name in learner.names:
        assert torch.allclose(ours[name], theirs[name], atol=1e-4)


@pytest.mark.parametrize("degrade", DEGRADATIONS, ids=lambda d: d.__name__)
def test_more_strength_is_more_harm(degrade):
    photo = data.astronaut()[:96, 150:246]
    harm = [
        np.abs(degrade(photo, s, np.random.default_rng(0)) - photo.astype(float)).mean() for s in (0, 0.5, 1)
    ]
    assert 0 < harm[0] < harm[1] < harm[2]


def test_a_batch_says_what_was_done_to_it(photos):
    found = recipe("features", {"crop": 64, "batch": 4}).draw(photos, np.random.default_rng(0))
    assert found["first"].shape == found["worse"].shape == (4, 3, 64, 64)
    assert set(found["kind"]) <= {1, 2, 3, 4, 5} and set(found["turn"]) <= {0, 1, 2, 3}


def test_the_loss_teaches_every_weight(photos, learner):
    chosen = recipe("features", {"crop": 64, "batch": 4})
    batch = {k: torch.from_numpy(v) for k, v in chosen.draw(photos, np.random.default_rng(0)).items()}
    chosen.objectives[0].loss({"network": learner.train()}, batch)[0].backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in learner.parameters())


def test_what_is_exported_is_calibrated_and_loads(photos, learner):
    weights = recipe("features", {}).finish(learner, photos)
    network = features.FeatureExtractor()
    network.load_state_dict(weights)
    assert network.scale("relu3_2") != 1


def test_a_sharper_photo_is_nearer():
    network = features.random_extractor()
    photo = data.astronaut()[:128, 150:278]
    strengths = [np.log(sigma / 0.5) / np.log(8) for sigma in (4, 2, 1, 0.5)]
    maps = [
        network(torch.from_numpy(p.copy()).permute(2, 0, 1)[None] / 255, ["relu1_2", "relu2_2"])
        for p in (photo, *(blur(photo, s, np.random.default_rng(0)) for s in strengths))
    ]
    losses = [float(perceptual(worse, maps[0])) for worse in maps[1:]]
    assert losses == sorted(losses, reverse=True)


def test_a_blur_is_further_away_the_wider_it_is():
    photo = data.astronaut()[:96, 150:246].astype(np.float32) / np.float32(255)
    near, far = (cv2.GaussianBlur(photo, (0, 0), sigma) for sigma in (0.5, 2))
    network = features.random_extractor()
    assert features.feature_distance(network, photo, photo) == 0
    assert (
        0 < features.feature_distance(network, near, photo) < features.feature_distance(network, far, photo)
    )


def test_without_weights_there_is_no_distance(monkeypatch):
    monkeypatch.setattr(features.weights, "has_weights", lambda _: False)
    assert features.distance_function() is None


def test_a_network_is_judged_by_what_it_finds_again(photos, monkeypatch):
    monkeypatch.setattr(features, "middle", lambda pixels, _: middle(pixels, 32))
    found = features.quality(features.random_extractor(), photos)
    assert found["photos"] == 6 and found["retrieval"] == found["retrieval_random"] > 1 / 6
    assert 0 <= found["dead"] < 0.5 and 0 <= found["blur_in_order"] <= 1


shipped = pytest.mark.skipif(not weights.has_weights(features.WEIGHTS_ID), reason="no weights of it here")


@shipped
@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
def test_to_the_shipped_features_a_wider_blur_is_further_away(name):
    assert features._blur_is_ordered(features.extractor(), middle(getattr(data, name)(), 128))


@shipped
def test_the_shipped_features_are_what_was_asked_for():
    scores = weights.card(features.WEIGHTS_ID).scores
    assert scores["retrieval"] >= 5 / scores["photos"] and scores["retrieval"] > scores["retrieval_random"]
    assert scores["blur_in_order"] >= 0.95 and scores["dead"] < 0.05


def test_features_are_replaced_only_by_better_ones(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(features, "quality", lambda network, _: {"retrieval": float(network.scales[0])})
    for name, retrieval in (("old", 0.5), ("worse", 0.4), ("better", 0.6)):
        network = features.random_extractor()
        network.scales[0] = retrieval
        export(tmp_path / f"{name}.safetensors", network.state_dict(), {"id": "features"})
    target = tmp_path / "target"
    monkeypatch.setattr(weights.paths, "weights_folder", lambda: target)
    answers = [
        publish(tmp_path / f"{name}.safetensors", suite=None, photos=[folder], folder=target)
        for name in ("old", "worse", "better")
    ]
    assert answers == [0, 4, 0]
    assert features.extractor().scale("relu1_1") == pytest.approx(0.6, abs=1e-3)
