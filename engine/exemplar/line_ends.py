"""Lines that enter a hole and do not leave it into the known part: they end at another line or at the border.

A kerb leaves the picture behind a person who stands at its border; slats of a blind end at the sill.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from engine.exemplar.kernels import Flags
from engine.exemplar.segments import (
    REACH_PX,
    RIM_PX,
    Ends,
    Segments,
    angle_between,
    cross_product,
    values_at,
)

# Below this difference of the colours on both sides a line is not extended.
MIN_EXTENDED_CONTRAST = 0.05
# A line must be seen on this share of what lies before the hole: of a fifth of its way through the hole.
MIN_SEEN_SHARE, SEEN_TO_EXTENDED, MIN_SEEN_PX, MAX_SEEN_PX = 0.65, 0.2, 20.0, 80.0
# Shorter ways through the hole need no line.
MIN_EXTENSION_PX = 8.0
# The direction is that of all segments on the line so far before the hole.  How far they may lie aside
# is given at the hole, with what is added for each px before it.
FITTED_PX, MAX_ASIDE_PX, MAX_ASIDE_SHARE = 150.0, 1.5, 0.02
MAX_ANGLE_RAD = np.radians(3)
# Lines meet at a larger angle.
MIN_MEETING_RAD = np.radians(25)
# Segments of about this direction show whether such lines end where they meet another, or pass it.
PARALLEL_RAD = np.radians(8)
MIN_BEYOND_PX, MAX_SHORT_OF_PX = 4.0, 7.0
# They are looked for so far along the other line, or as far as the extension is long.
MIN_LOOKED_AT_PX = 80.0
# So many of them must say where a line ends that does not leave the picture.
MIN_WITNESSES = 2
EXTENSION_POINTS = 25
MAX_EXTENSIONS = 80


def extended(
    ends: Ends, joined: Container[int], courses: Sequence[Segments], segments: Segments, hole: Flags
) -> list[tuple[int, Segments]]:
    """The straight courses of ends that no other end fits: (number of the end, course of N×2).

    joined: the numbers of ends that are joined.  courses: those of joined ends.  segments: all known ones,
    S×4.  hole: H×W of 0 and 1.
    """
    contrast = np.abs(ends.sides[:, 0] - ends.sides[:, 1]).max(axis=1)
    rays: list[tuple[int, Segments, bool]] = []
    for number in np.argsort(-ends.length * contrast, kind="stable").tolist():
        if number in joined or contrast[number] < MIN_EXTENDED_CONTRAST:
            continue
        way = _ray(ends.at[number], ends.ahead[number], segments, hole)
        if way is not None:
            rays.append((number, *way))
    found: list[tuple[int, Segments]] = []
    for leaving in (True, False):
        for number, ray, leaves in rays:
            if leaves == leaving and len(found) < MAX_EXTENSIONS:
                others = [*courses, *(course for _, course in found)]
                end = _end(ray, others, segments, leaves=leaves)
                if end is not None and np.hypot(*(end - ray[0])) >= MIN_EXTENSION_PX + RIM_PX:
                    share = np.linspace(0, 1, EXTENSION_POINTS)[:, None]
                    found.append((number, ray[0] + share * (end - ray[0])))
    return found


def _ray(at: Segments, ahead: Segments, segments: Segments, hole: Flags) -> tuple[Segments, bool] | None:
    """Both ends of the way through the hole, 2×2, and whether it leaves the picture; None if little is seen.

    The direction is that of all segments on the line.
    """
    offset = segments.reshape(-1, 2, 2) - at
    behind = -(offset @ ahead)
    aside = np.abs(cross_product(offset, ahead))
    angle = np.abs(
        angle_between(np.broadcast_to(ahead, (len(segments), 2)), segments[:, 2:] - segments[:, :2])
    )
    own = (aside < MAX_ASIDE_PX + MAX_ASIDE_SHARE * np.abs(behind)).all(axis=1)
    own &= (behind > -RIM_PX).all(axis=1) & (behind.min(axis=1) < FITTED_PX)
    own &= np.minimum(angle, np.pi - angle) < MAX_ANGLE_RAD
    if not own.any():
        return None
    points = offset[own].reshape(-1, 2)
    weight = np.repeat(np.hypot(*(segments[own, 2:] - segments[own, :2]).T), 2)
    middle = np.average(points, axis=0, weights=weight)
    _, vectors = np.linalg.eigh(np.cov((points - middle).T, aweights=weight))
    along = vectors[:, 1] * np.sign(vectors[:, 1] @ ahead)
    start = at + middle - (middle @ along) * along
    height, width = hole.shape
    steps = start + np.arange(1, height + width)[:, None] * along
    there = ((steps >= -0.5) & (steps < (width - 0.5, height - 0.5))).all(axis=1)
    inside = there & (values_at(hole, steps) > 0)
    if not inside[:REACH_PX].any():
        return None
    entry = int(inside.argmax())
    length = entry + int((~inside[entry:]).argmax())
    seen = float(np.clip(SEEN_TO_EXTENDED * length, MIN_SEEN_PX, MAX_SEEN_PX))
    first, last = np.sort(behind[own], axis=1).T
    at_px = np.arange(seen)[:, None]
    if ((at_px >= first - RIM_PX - 2) & (at_px <= last + RIM_PX + 2)).any(axis=1).mean() < MIN_SEEN_SHARE:
        return None
    return np.stack([start, start + length * along]), not bool(there[length])


def _end(ray: Segments, courses: Sequence[Segments], segments: Segments, *, leaves: bool) -> Segments | None:
    """Where the line of a ray ends, x and y: at the first course that such lines end at; None for nowhere."""
    way = ray[1] - ray[0]
    met = []
    for course in courses:
        chord = course[-1] - course[0]
        turn = float(cross_product(way, chord))
        angle = abs(float(angle_between(way, chord)))
        between = course[0] - ray[0]
        if turn == 0:
            continue
        t, u = cross_product(between, chord) / turn, cross_product(between, way) / turn
        if not (0 <= t <= 1 and 0 <= u <= 1):
            continue
        if min(angle, np.pi - angle) < MIN_MEETING_RAD:
            return None
        met.append((float(t), chord))
    for share, chord in sorted(met, key=lambda one: one[0]):
        meeting = np.asarray(ray[0] + share * way)
        crossing, ending = _witnesses(ray[0], meeting, chord, segments)
        if crossing + ending >= MIN_WITNESSES and ending > crossing:
            return meeting
    return ray[1] if leaves else None


def _witnesses(start: Segments, meeting: Segments, chord: Segments, segments: Segments) -> tuple[int, int]:
    """How many segments parallel to a line cross the extension of a chord near the meeting, and end at it."""
    way = meeting - start
    along = chord / np.hypot(*chord)
    offset = segments.reshape(-1, 2, 2) - meeting
    angle = np.abs(angle_between(np.broadcast_to(way, (len(segments), 2)), segments[:, 2:] - segments[:, :2]))
    near = np.abs(offset @ along).min(axis=1) < max(MIN_LOOKED_AT_PX, float(np.hypot(*way)))
    near &= np.minimum(angle, np.pi - angle) < PARALLEL_RAD
    above = cross_product(offset[near], along) * np.sign(
        cross_product(-way, along)
    )  # > 0: on the line's side.
    low, high = above.min(axis=1), above.max(axis=1)
    across = (low < -MIN_BEYOND_PX) & (high > MIN_BEYOND_PX)
    before = (np.abs(low) <= MAX_SHORT_OF_PX) & (high > MAX_SHORT_OF_PX) & ~across
    # A line whose contrast changes at the other is two segments.
    beyond = (np.abs(high) <= MAX_SHORT_OF_PX) & (low < -MAX_SHORT_OF_PX) & ~across
    return int(across.sum() + beyond.sum()), int(before.sum())
