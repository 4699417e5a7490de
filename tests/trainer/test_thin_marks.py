"""The recipe's own part: what is exported may be the mean of two states."""

from __future__ import annotations

import torch
from safetensors.torch import save_file

from engine.networks.thin_marks import ThinMarks
from trainer.recipes.thin_marks import averaged


def test_the_mean_of_two_states_is_exported_and_training_goes_on_from_the_later(tmp_path) -> None:
    torch.manual_seed(0)
    later, earlier = ThinMarks(), ThinMarks()
    save_file(earlier.state_dict(), tmp_path / "earlier.safetensors")
    before = {name: value.clone() for name, value in later.state_dict().items()}
    mean = averaged(later, tmp_path / "earlier.safetensors").state_dict()
    for name, value in later.state_dict().items():
        assert torch.equal(value, before[name])
        if value.is_floating_point():
            assert torch.allclose(mean[name], (value + earlier.state_dict()[name]) / 2)


def test_without_an_earlier_state_nothing_changes() -> None:
    network = ThinMarks()
    assert averaged(network, None) is network
