"""Unmarked damage drawn in ways that nothing learns from: what the blind suite's numbers are worth elsewhere.

Each kind of damage has cases that differ in shape, filler and edge from all that any recipe draws, and in
what happened to the photo afterwards.  Of its size are the photos of the suite `blind`.
"""

from trainer.corruption import Between
from trainer.corruption.postprocessing import Postprocessing
from trainer.evaluation.suite import Case, Suite

SCANNED_AFTER = Postprocessing(blur_px=(0.4, 0.9), grain=(0.01, 0.035))
SHARED_AFTER = Postprocessing(sharpen_px=(0.5, 1.2), jpeg_quality=(60, 92))
FADED_AFTER = Postprocessing(fading=(0.2, 0.9), gamma=(0.75, 1.4), grain=(0.005, 0.02), jpeg_quality=(80, 95))
RESCANNED_AFTER = Postprocessing(gamma=(0.8, 1.25), blur_px=(0.5, 1.1), jpeg_quality=(70, 95))

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
            after=SHARED_AFTER,
        ),
        Case(name="dates", damage="text", kind="date_stamp", after=SCANNED_AFTER),
        Case(name="scuffs", damage="scratches", kind="scuffs", after=SCANNED_AFTER),
        Case(name="crackle", damage="scratches", kind="crackle", after=FADED_AFTER),
        Case(name="fibres", damage="scratches", kind="fibres", after=RESCANNED_AFTER),
        Case(name="words", damage="graffiti", kind="plotter_letters"),
        Case(name="bubbles", damage="graffiti", kind="bubble_letters", after=RESCANNED_AFTER),
        Case(name="tags", damage="graffiti", kind="marker_tags", after=SHARED_AFTER),
        Case(name="wet glass", damage="raindrops", kind="wet_glass", after=SHARED_AFTER),
        Case(name="prints", damage="foreign", kind="torn_pieces", after=RESCANNED_AFTER),
        Case(
            name="cuttings",
            damage="foreign",
            kind="torn_pieces",
            params={"filler": "natural", "edge": "hard", "cut": 1.0, "radius": (20, 40)},
            after=SHARED_AFTER,
        ),
        Case(name="clean", kind=None),
    ),
)
