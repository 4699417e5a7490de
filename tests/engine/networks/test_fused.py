"""Residual blocks in fewer passes are the same blocks."""

import pytest
import torch

from engine.networks import finder, restore
from engine.networks.layers.fused import fusible

WIDTH = 16
needs_onednn = pytest.mark.skipif(not torch.backends.mkldnn.is_available(), reason="this torch has no oneDNN")


def normed():
    """A block that has seen pictures: gains of either sign, and one of nothing."""
    block = finder.PreActivationBlock(WIDTH)
    for norm in block.norms:
        for values in (norm.weight, norm.bias, norm.running_mean):
            torch.nn.init.normal_(values)
        torch.nn.init.uniform_(norm.running_var, 0.3, 3)
    block.norms[0].weight.data[3] = 0
    return block.eval()


@pytest.fixture(params=[normed, lambda: restore.ResidualBlock(WIDTH)], ids=["normed", "plain"])
def block(request):
    torch.manual_seed(0)
    return request.param()


@pytest.fixture
def x(block):  # noqa: ARG001 - drawn after the block's weights
    return torch.randn(1, WIDTH, 20, 28).bfloat16().float().contiguous(memory_format=torch.channels_last)


@needs_onednn
def test_the_answer_is_that_of_the_formula(block, x):
    formula = block(x).detach()  # gradients are wanted here, so nothing is fused
    with torch.inference_mode():
        assert fusible(x)
        assert torch.allclose(block(x), formula, atol=1e-5)


@needs_onednn
@pytest.mark.parametrize("change", ["in place", "replaced"])
def test_weights_that_changed_are_used(block, x, change):
    with torch.inference_mode():
        block(x)
    *_, last = block.parameters()
    if change == "in place":
        with torch.no_grad():
            last += 1
    else:
        last.data = last.data + 1
    formula = block(x).detach()
    with torch.inference_mode():
        assert torch.allclose(block(x), formula, atol=1e-5)


@needs_onednn
def test_half_precision_is_no_further_off_than_the_formula(block, x):
    exact, half = block(x).detach(), x.bfloat16()
    with torch.autocast("cpu", torch.bfloat16):
        formula = block(half).detach()
        with torch.inference_mode():
            found = block(half)
    assert found.dtype == torch.bfloat16
    assert (found - exact).square().mean() <= 1.01 * (formula - exact).square().mean()


def test_training_and_gradients_go_by_the_formula(x):
    assert not fusible(x)
    block = normed().train()
    with torch.no_grad():
        before = block.norms[0].running_mean.clone()
        block(x)
    assert not torch.equal(block.norms[0].running_mean, before)
