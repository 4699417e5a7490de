"""Feature matching: L1 in all feature maps of a discriminator (Wang et al., pix2pixHD, 2018)."""

from collections.abc import Sequence

from torch import Tensor


def feature_matching(fake: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """Σ over maps of ⟨|D(fake) − D(real)|⟩; the real maps get no gradient."""
    terms = [(ours - theirs.detach()).abs().mean() for ours, theirs in zip(fake, real, strict=True)]
    return sum(terms[1:], terms[0])
