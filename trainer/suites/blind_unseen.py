"""Unmarked damage drawn in ways that nothing learns from: what the blind suite's numbers are worth elsewhere.

Each kind of damage has cases that differ in shape, filler and edge from all that any recipe draws, and in
what happened to the photo afterwards.  Of its size are the photos of the suite `blind`.
"""

from trainer.corruption import Between
from trainer.corruption.postprocessing import Postprocessing
from trainer.evaluation.suite import Case, Suite

SCANNED = Postprocessing(blur_px=(0.4, 0.9), grain=(0.01, 0.035))
SHARED = Postprocessing(sharpen_px=(0.5, 1.2), jpeg_quality=(60, 92))
FADED = Postprocessing(fading=(0.2, 0.9), gamma=(0.75, 1.4), grain=(0.005, 0.02), jpeg_quality=(80, 95))
RESCANNED = Postprocessing(gamma=(0.8, 1.25), blur_px=(0.5, 1.1), jpeg_quality=(70, 95))

BLIND_UNSEEN = Suite(
    id="blind_unseen",
    title="Unmarked damage drawn in ways that nothing learns from",
    blind=True,
    limit=12,
    only=("telea", "finder"),
    cases=(
        Case(
            name="plotted",
            damage="text",
            kind="plotter_letters",
            params={"height": (10, 20), "stroke": (0.05, 0.12), "words": Between(6, 14, whole=True)},
            after=SHARED,
        ),
        Case(name="dates", damage="text", kind="date_stamp", after=SCANNED),
        Case(name="scuffs", damage="scratches", kind="scuffs", after=SCANNED),
        Case(name="crackle", damage="scratches", kind="crackle", after=FADED),
        Case(name="fibres", damage="scratches", kind="fibres", after=RESCANNED),
        Case(name="words", damage="graffiti", kind="plotter_letters"),
        Case(name="bubbles", damage="graffiti", kind="bubble_letters", after=RESCANNED),
        Case(name="tags", damage="graffiti", kind="marker_tags", after=SHARED),
        Case(name="wet glass", damage="raindrops", kind="wet_glass", after=SHARED),
        Case(name="prints", damage="foreign", kind="torn_pieces", after=RESCANNED),
        Case(
            name="cuttings",
            damage="foreign",
            kind="torn_pieces",
            params={"filler": "natural", "edge": "hard", "cut": 1.0, "radius": (20, 40)},
            after=SHARED,
        ),
        Case(name="clean", kind=None),
    ),
)
