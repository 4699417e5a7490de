"""One of Lacuna's own networks, exported under each contract of the table, is known and fills as it did."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
import torch

from engine.models import weights
from engine.models.catalog import method
from engine.onnx_models.session import open_session, run_model
from engine.onnx_models.trial import drawn_picture, examine

SIDE_PX = 128
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not weights.has_weights("gmcnn"), reason="no weights of it here"),
    pytest.mark.filterwarnings("ignore"),  # the exporter warns of itself
]


class AsLaMa(torch.nn.Module):
    """Takes 0..1 and 1 = missing; gives 0..255."""

    names = ("image", "mask", "output")
    kind = torch.float32

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        filled: torch.Tensor = self.network(image, mask)
        return (filled * 255).clamp(0, 255)


class AsMIGAN(AsLaMa):
    """Takes bytes and 0 = missing; gives bytes."""

    names = ("image", "mask", "result")
    kind = torch.uint8

    def forward(self, image: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hole = 1 - (mask > 127).float()
        return super().forward(image.float() / 255, hole).round().to(torch.uint8)


@pytest.mark.parametrize(("wrapped", "title"), [(AsLaMa, "LaMa"), (AsMIGAN, "MI-GAN")])
def test_an_exported_network_is_known_and_fills_as_it_did(wrapped: type[AsLaMa], title: str) -> None:
    gmcnn: Any = method("gmcnn")
    network = gmcnn.load(gmcnn.info.weights[0]).eval()
    shapes = (1, 3, SIDE_PX, SIDE_PX), (1, 1, SIDE_PX, SIDE_PX)
    file = io.BytesIO()
    torch.onnx.export(
        wrapped(network),
        tuple(torch.zeros(shape, dtype=wrapped.kind) for shape in shapes),
        file,
        input_names=list(wrapped.names[:2]),
        output_names=[wrapped.names[2]],
        opset_version=17,
        dynamo=False,
    )
    found = examine(file.getvalue(), {})
    assert found.title == title and found.difference < 0.05
    _, damaged, hole = drawn_picture(SIDE_PX, SIDE_PX)
    session = open_session(file.getvalue())
    by_onnx = run_model(session, found.contract, damaged, hole)
    planes = torch.from_numpy(damaged.transpose(2, 0, 1).copy())[None]
    with torch.inference_mode():
        by_torch = network(planes, torch.from_numpy(hole.astype(np.float32))[None, None])[0]
    away = np.abs(by_onnx - by_torch.permute(1, 2, 0).numpy())[hole]
    assert away.max() < 2 / 255
