"""The patch MLP: its size, its two forms, and what a repair of a whole picture promises."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.errors import OptionInvalid
from engine.networks.layers.patches import vectors
from engine.networks.mask_mlp import MaskMLP, parse, restored

SMALL = "8^2,24,24,4^2"
PUBLISHED = [
    ("16^2,512,512,512,8^2", 689_728, 820_800),
    ("16^2,1024,1024,1024,8^2", 2_427_968, 2_690_112),
    ("39^2,2047,2047,2047,13^2", 11_846_158, 14_959_645),
    ("39^2,2047,2047,2047,2047,13^2", 16_038_414, 19_151_901),
    ("39^2,512,512,512,13^2", 1_391_273, 2_170_025),
]


@pytest.fixture(params=[True, False], ids=["mask", "blind"])
def with_mask(request) -> bool:
    return request.param


@pytest.fixture(params=[False, True], ids=["plain", "corrects"])
def network(with_mask: bool, request) -> MaskMLP:
    torch.manual_seed(0)
    made = MaskMLP(parse(SMALL, with_mask=with_mask, corrects=request.param))
    torch.nn.init.normal_(made.layers[-1].weight, 0, 0.2)
    torch.nn.init.normal_(made.layers[0].bias, 0, 0.5)
    return made.eval().requires_grad_(False)


def picture(height: int = 30, width: int = 41) -> tuple[Tensor, Tensor]:
    rng = torch.Generator().manual_seed(1)
    return torch.rand(1, 3, height, width, generator=rng), (
        torch.rand(1, 1, height, width, generator=rng) < 0.2
    ) * 1.0


@pytest.mark.parametrize(("layers", "without", "given"), PUBLISHED)
def test_it_has_as_many_parameters_as_published(layers: str, without: int, given: int) -> None:
    for with_mask, count in ((False, without), (True, given)):
        with torch.device("meta"):
            made = MaskMLP(parse(layers, with_mask=with_mask))
        assert sum(each.numel() for each in made.parameters()) == count


def test_the_papers_own_notation_is_read() -> None:
    made = parse("(39², 2047×4, 13²)", with_mask=True)
    assert made == parse("39^2,2047,2047,2047,2047,13^2", with_mask=True)
    assert (made.margin, str(made)) == (13, "39^2,2047,2047,2047,2047,13^2")


@pytest.mark.parametrize(
    "layers", ["16^2,8^2", "16,512,8^2", "16^2,512,9^2", "8^2,512,16^2", "16^2,0,8^2", ""]
)
def test_what_is_no_tuple_is_refused(layers: str) -> None:
    with pytest.raises(OptionInvalid):
        parse(layers, with_mask=True)


def test_two_hidden_layers_are_the_papers_formula() -> None:
    made = MaskMLP(parse("4^2,5,6,2^2", with_mask=False)).requires_grad_(False)
    (w1, b1), (w2, b2), (w3, b3) = ((layer.weight, layer.bias) for layer in made.layers)
    x = torch.rand(3, 16)
    expected = b3 + torch.tanh(b2 + torch.tanh(b1 + x @ w1.T) @ w2.T) @ w3.T
    assert torch.allclose(made(x), expected, atol=1e-6)


@pytest.mark.parametrize("stride", [1, 3, 4])
def test_convolutions_equal_the_patches(network: MaskMLP, with_mask: bool, stride: int) -> None:
    image, holes = picture()
    planes, mask = image.transpose(0, 1), holes if with_mask else None
    pixels = vectors(planes, 8, stride)
    marks = vectors(holes, 8, stride).expand_as(pixels)
    alone = torch.stack([network(p, m if with_mask else None) for p, m in zip(pixels, marks, strict=True)])
    assert torch.allclose(network.dense(planes, mask, stride).flatten(2), alone.transpose(1, 2), atol=1e-5)


def test_the_share_of_wanted_patches_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    made = MaskMLP(parse(SMALL, with_mask=True)).requires_grad_(False)
    image, mask = picture()
    answers = []
    for share in (0.0, 2.0):
        monkeypatch.setattr("engine.networks.mask_mlp.DENSE_FROM_SHARE", share)
        answers.append(restored(made, image, mask, stride=2))
    assert torch.allclose(*answers, atol=1e-5)


def test_what_lies_under_the_mask_is_not_seen() -> None:
    image, mask = picture()
    for corrects in (False, True):
        made = MaskMLP(parse(SMALL, with_mask=True, corrects=corrects)).requires_grad_(False)
        torch.nn.init.normal_(made.layers[-1].weight)
        other = torch.where(mask > 0, 1 - image, image)
        assert torch.equal(restored(made, image, mask, stride=2), restored(made, other, mask, stride=2))


def test_known_pixels_are_the_images_own() -> None:
    image, mask = picture()
    filled = restored(MaskMLP(parse(SMALL, with_mask=True)), image, mask, stride=3)
    known = (mask == 0).expand_as(image)
    assert torch.equal(filled[known], image[known])
    assert not torch.equal(filled, image)


def test_channels_are_repaired_one_by_one(network: MaskMLP, with_mask: bool) -> None:
    image, holes = picture()
    mask = holes if with_mask else None
    turned = restored(network, image[:, [2, 0, 1]], mask, stride=2)
    assert torch.allclose(turned, restored(network, image, mask, stride=2)[:, [2, 0, 1]], atol=1e-5)
    gray = restored(network, image[:, :1].expand(1, 3, -1, -1), mask, stride=2)
    assert torch.allclose(gray[:, 0], gray[:, 2], atol=1e-5)


def test_a_shift_by_the_stride_shifts_the_answer(network: MaskMLP, with_mask: bool) -> None:
    image, holes = picture(40, 40)
    one, two = (
        restored(network, image[..., at:, at:], holes[..., at:, at:] if with_mask else None, stride=3)
        for at in (0, 6)
    )
    near = 1e-3 if network.architecture.corrects else 1e-5  # the first fill is solved only so far
    assert torch.allclose(one[..., 18:30, 18:30], two[..., 12:24, 12:24], atol=near)


def test_nothing_marked_costs_nothing() -> None:
    made = MaskMLP(parse(SMALL, with_mask=True))
    made.forward = made.dense = None  # whoever calls them fails
    image, mask = picture()
    assert torch.equal(restored(made, image, torch.zeros_like(mask), stride=2), image)


def test_a_blind_answer_keeps_what_it_would_hardly_change() -> None:
    made = MaskMLP(parse(SMALL, with_mask=False)).requires_grad_(False)
    image, _ = picture()
    free, kept = restored(made, image, None, stride=2), restored(made, image, None, stride=2, keep=0.2)
    hardly = (free - image).abs() < 0.2
    assert torch.equal(kept[hardly], image[hardly])
    assert torch.equal(kept[~hardly], free[~hardly])
