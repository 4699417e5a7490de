"""Who says what is damaged: on arrays and on tensors alike."""

import numpy as np
import pytest
import torch

from engine.methods.shared.modes import VCN_MODES, combined

FOUND, MASK = [0.9, 0.2, 0.6, 0.0], [0.0, 1.0, 0.3, 0.0]
EXPECTED = {
    "blind": FOUND,
    "assist": [0.9, 1.0, 0.6, 0.0],
    "manual": MASK,
}


@pytest.mark.parametrize("mode", VCN_MODES)
@pytest.mark.parametrize("plane", [np.array, torch.tensor], ids=["numpy", "torch"])
def test_each_mode(mode, plane):
    result = combined(mode, plane(FOUND), plane(MASK))
    assert np.asarray(result) == pytest.approx(np.array(EXPECTED[mode]))
