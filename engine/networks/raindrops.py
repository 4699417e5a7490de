"""The network of the detector `raindrops`: that of the thin marks, for drops on a lens or a pane.

Ours, no paper.  A drop shows the scene small and upside down, or, out of focus, as a soft light; both are
seen within some 50 px of it once the photo is reduced.
"""

from __future__ import annotations

from engine.networks.thin_marks import ThinMarks


class Raindrops(ThinMarks):
    """image: N×3×H×W in [0, 1] → logits N×1×H×W.  H and W divide by thin_marks.SIDE_MULTIPLE_PX."""
