"""PGGAN's critic: a PatchGAN and a critic of the whole that share their first layers (Demir & Unal 2018)."""

from __future__ import annotations

from torch import Tensor, nn

LEAKY_RELU_SLOPE = 0.2


class PgganCritic(nn.Module):
    """picture: N×3×side×side in [−1, 1].  Returns logits: a map N×1×h×w of 70×70 patches, and N×1."""

    def __init__(self, side: int, width: int = 64) -> None:
        super().__init__()
        w = width
        self.shared = nn.Sequential(
            nn.Conv2d(3, w, 4, 2, 1),
            nn.LeakyReLU(LEAKY_RELU_SLOPE),
            *_step(w, 2 * w, 2),
            *_step(2 * w, 4 * w, 2),
        )
        self.of_patches = nn.Sequential(*_step(4 * w, 8 * w, 1), nn.Conv2d(8 * w, 1, 4, 1, 1))
        places = (side // 32) ** 2  # the dense layer fixes the side: others are cropped, never padded
        self.of_whole = nn.Sequential(
            *_step(4 * w, 8 * w, 2), *_step(8 * w, 8 * w, 2), nn.Flatten(), nn.Linear(places * 8 * w, 1)
        )

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.shared(picture)
        return self.of_patches(maps).float(), self.of_whole(maps).float()


def _step(inputs: int, outputs: int, stride: int) -> list[nn.Module]:
    norm = nn.InstanceNorm2d(outputs, affine=True)
    return [nn.Conv2d(inputs, outputs, 4, stride, 1), norm, nn.LeakyReLU(LEAKY_RELU_SLOPE)]
