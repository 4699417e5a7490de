"""The DCGAN of semantic search: counts of the spec, ranges; and the search in it."""

from __future__ import annotations

import pytest
import torch

from engine.networks.latent_search import Adam, gan_prior, importance, importance_context, search
from engine.networks.semantic_search import Generator, Halving, SemanticSearch, SemanticSearchDesign, uniform

TINY = SemanticSearchDesign(kernel=4, top=16, base=2)


@pytest.fixture
def network() -> SemanticSearch:
    torch.manual_seed(3)
    made = SemanticSearch(TINY)
    for layer in made.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0  # one batch gives it the statistics of what it draws
    made.generator.layers[-1].weight.data.mul_(10)
    made.critic(made(start(16, seed=1)))
    return made.eval().requires_grad_(False)


@pytest.fixture
def centre() -> torch.Tensor:
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 16:48, 16:48] = 1
    return mask


def start(count: int, seed: int = 0) -> torch.Tensor:
    return uniform(count, torch.Generator().manual_seed(seed))


def count(model: torch.nn.Module) -> int:
    return sum(weight.numel() for weight in model.parameters())


@pytest.mark.parametrize(
    ("design", "drawing", "judging"),
    [
        (SemanticSearchDesign(top=1024), 18_872_323, 4_316_545),
        (SemanticSearchDesign(), 5_135_363, 4_316_545),
        (SemanticSearchDesign(kernel=4), 3_585_347, 2_766_529),
        (SemanticSearchDesign(kernel=4, top=256, base=32), 1_104_547, 695_137),
    ],
)
def test_the_parameters_are_those_of_the_spec(
    design: SemanticSearchDesign, drawing: int, judging: int
) -> None:
    with torch.device("meta"):
        assert (count(Generator(design)), count(Halving(design, 1))) == (drawing, judging)


@pytest.mark.parametrize("kernel", [4, 5])
def test_shapes_and_range(kernel: int) -> None:
    network = SemanticSearch(SemanticSearchDesign(kernel=kernel, top=16, base=2))
    drawn = network(start(2) * 50)
    assert drawn.shape == (2, 3, 64, 64) and 0.1 < drawn.abs().max() <= 1
    assert network.critic(drawn).shape == (2, 1)


def test_the_first_starts_are_the_same_however_many() -> None:
    assert torch.equal(start(2), start(5)[:2]) and start(5).abs().max() <= 1


# --- importance and the losses ---


def test_importance_beside_a_half_plane() -> None:
    mask = torch.zeros(1, 1, 16, 16)
    mask[..., 8:] = 1
    row = importance(mask)[0, 0, 8] * 7
    assert row[4:9].tolist() == pytest.approx([0, 1, 2, 3, 0], abs=1e-6)


def test_importance_around_one_pixel() -> None:
    mask = torch.zeros(1, 1, 15, 15)
    mask[..., 7, 7] = 1
    weight = importance(mask)
    assert float(weight.sum()) == pytest.approx(48 / 49) and (weight > 0).sum() == 48


def test_importance_of_lone_pixels_is_the_share_that_is_missing() -> None:
    mask = (torch.rand(1, 1, 64, 64, generator=torch.Generator().manual_seed(0)) < 0.8).float()
    assert float(importance(mask)[mask == 0].mean()) == pytest.approx(0.78, abs=0.03)


def test_each_restart_has_its_own_loss_a_sum() -> None:
    photo, weight = torch.zeros(2, 3, 4, 4), torch.ones(2, 1, 4, 4)
    generated = torch.stack([torch.zeros(3, 4, 4), torch.ones(3, 4, 4)])
    assert importance_context(generated, photo, weight).tolist() == [0, 48]


def test_the_prior_falls_as_the_critic_believes() -> None:
    low, high = gan_prior(torch.tensor([-3.0, 3.0]))
    assert low > high
    assert float(gan_prior(torch.tensor(0.0), weight=1)) == pytest.approx(-0.6931, abs=1e-4)


# --- the search ---


def test_adam_is_torchs() -> None:
    ours, theirs = torch.tensor([1.0, -2.0]), torch.tensor([1.0, -2.0], requires_grad=True)
    steps, optimiser = Adam(0.1), torch.optim.Adam([theirs], 0.1)
    for _ in range(5):
        ours = ours - steps.step(3 * ours**2)
        theirs.grad = 3 * theirs.detach() ** 2
        optimiser.step()
    assert torch.allclose(ours, theirs.detach(), atol=1e-6)


def test_a_picture_of_its_own_is_found_again(network: SemanticSearch, centre: torch.Tensor) -> None:
    photo = network(start(1, seed=9))
    found = search(network.generator, network.critic, photo, centre, start(4), iterations=40)
    best = found.loss.argmin()
    assert found.began[best] > 1 and found.context[best] < 0.35 * found.began[best]


def test_it_never_ends_above_its_start_and_stays_in_the_cube(
    network: SemanticSearch, centre: torch.Tensor
) -> None:
    photo = network(start(1, seed=9))
    found = search(network.generator, network.critic, photo, centre, start(3), iterations=3)
    assert (found.loss <= found.began).all()
    assert found.z.abs().max() == 1  # steps of 5 leave it at once


def test_a_search_leaves_the_networks_as_they_were(network: SemanticSearch, centre: torch.Tensor) -> None:
    before = {name: value.clone() for name, value in network.state_dict().items()}
    search(network.generator, network.critic, torch.zeros(1, 3, 64, 64), centre, start(2), iterations=2)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_restarts_do_not_know_of_each_other(network: SemanticSearch, centre: torch.Tensor) -> None:
    photo = network(start(1, seed=9))
    alone, among = (
        search(network.generator, network.critic, photo, centre, start(rows), iterations=4) for rows in (1, 3)
    )
    assert torch.allclose(alone.z[0], among.z[0], atol=1e-3)


@pytest.mark.parametrize("missing", [0.0, 1.0])
def test_without_a_hole_or_without_anything_known_the_prior_decides(
    network: SemanticSearch, missing: float
) -> None:
    photo, mask = torch.zeros(1, 3, 64, 64), torch.full((1, 1, 64, 64), missing)
    before = network.critic(network(start(2)))
    found = search(network.generator, network.critic, photo, mask, start(2), iterations=20, weight=1.0)
    assert (found.context == 0).all()
    assert (network.critic(found.pictures) > before).all()
