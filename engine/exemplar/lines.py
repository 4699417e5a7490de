"""Lines that enter a hole on one side and leave it on the other: edges, wires, kerbs, horizons.

Line segments are detected in the known part (von Gioi et al. 2010).  Two ends at the rim belong together if a
straight line or a slight arc joins them and the colours on both sides agree.  The completion is guided along
the joined lines, as Huang et al. 2014 guide theirs along planes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.exemplar.kernels import Flags
from engine.exemplar.line_ends import extended
from engine.exemplar.segments import (
    RIM_PX,
    Ends,
    Segments,
    angle_between,
    colours_beside,
    cross_product,
    ends_at_rim,
    known_segments,
    values_at,
)
from engine.models.method import Array

# Lines are detected in a picture of at most this side: those of large holes are long.
MAX_DETECTION_SIDE_PX = 1024
# Lines of this contrast are the strongest; weak ones are followed less.
FULL_CONTRAST, MIN_STRENGTH = 0.25, 0.08
# Two ends are joined if the angles to the chord are below this.
MAX_BEND_RAD = np.radians(32)
# The standard deviations of what joined ends may differ in: of the angles, beside that of an end 1 px aside;
# of the bend of an arc, of which a share is lost where its ends are measured; of the colours beside the line.
ANGLE_SIGMA_RAD = np.radians(1.2)
BEND_SIGMA_RAD, BEND_ERROR_SHARE = np.radians(10), 0.15
COLOUR_SIGMA = 0.1
# The cost of colours that differ entirely, on each side: what lies beyond an edge may change along it.
MAX_COLOUR_COST = 3.0
# The cost of steps of colour across the edge that have nothing in common.
UNLIKE_STEP_COST = 6.0
MAX_PAIR_COST = 4.5
# Below this difference of the colours on both sides nothing is seen of a line.
MIN_CONTRAST = 0.02
# Arcs fit more ends than straight lines do, so only strong ones are believed.
MIN_ARC_CONTRAST = 0.15
# Share of a joining line that must lie in the hole.
MIN_SHARE_INSIDE = 0.7
# A straight line must be seen on so much of its extension outside, as far as the hole is wide or up to 60 px.
MIN_COVERAGE, MAX_COVERAGE_PX, MAX_STRAIGHT_RAD = 0.6, 60, np.radians(3)
# Other segments on the straight extension of a line, within these limits, belong to it too.
SAME_LINE_PX, SAME_LINE_RAD = 2.0, np.radians(2)
# Lines that cross in the hole at a smaller angle cannot both be right.
MIN_CROSSING_RAD = np.radians(12)
CURVE_POINTS = 25
SUBPIXEL_BITS = 4
GUIDE_SIGMA_PX = 0.9


@dataclass(frozen=True)
class Lines:
    """The lines of a picture, x and y in px.

    courses: those that go on through the hole, N×2 each.  known: all segments outside, 2×2 each.
    course_strengths, known_strengths: how strong each is against others, in (0, 1].
    """

    courses: tuple[Segments, ...] = ()
    known: tuple[Segments, ...] = ()
    course_strengths: tuple[float, ...] = ()
    known_strengths: tuple[float, ...] = ()


def continued_lines(image: Array, hole: Flags) -> Lines:
    """The lines that go on behind the hole, the most certain first, and all segments outside.

    image: H×W×3 float32 in [0, 1]; hole: H×W of 0 and 1.
    """
    scale = max(1.0, max(hole.shape) / MAX_DETECTION_SIDE_PX)
    if scale > 1:
        size = (round(hole.shape[1] / scale), round(hole.shape[0] / scale))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.float32)
        share = cv2.resize(hole.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        hole = (share > 0).astype(np.uint8)
    segments = known_segments(image, hole)
    sides = colours_beside(image, segments)
    strengths = np.clip(np.abs(sides[:, 0] - sides[:, 1]).max(axis=1) / FULL_CONTRAST, MIN_STRENGTH, 1)
    ends = ends_at_rim(image, hole, segments)
    joined = _joined(ends, hole, segments)
    courses = [course for _, _, course in joined]
    weaker = [float(min(strengths[ends.segment[[one, other]]])) for one, other, _ in joined]
    used = {end for one, other, _ in joined for end in (one, other)}
    for end, course in extended(ends, used, courses, segments, hole):
        courses.append(course)
        weaker.append(float(strengths[ends.segment[end]]))
    return Lines(
        tuple((course + 0.5) * scale - 0.5 for course in courses),
        tuple((segments.reshape(-1, 2, 2) + 0.5) * scale - 0.5),
        tuple(weaker),
        tuple(strengths.tolist()),
    )


def drawn(
    courses: Sequence[Segments], strengths: Sequence[float], shape: tuple[int, int], scale: float
) -> Array:
    """Lines at `scale` times their size on a plane of a shape: their strength, falling to 0 beside them.

    courses: N×2 each.
    """
    canvas = np.zeros(shape, np.uint8)
    for at in np.argsort(strengths):  # Where lines overlap, the strongest counts.
        value = round(255 * strengths[at])
        cv2.polylines(canvas, [_subpixels(courses[at], scale)], False, value, 1, cv2.LINE_AA, SUBPIXEL_BITS)
    peak = 255 / (GUIDE_SIGMA_PX * np.sqrt(2 * np.pi))  # of a line of 1 px after the blur
    soft = cv2.GaussianBlur(canvas.astype(np.float32), (0, 0), GUIDE_SIGMA_PX)
    return np.asarray(np.minimum(soft / np.float32(peak), 1), np.float32)


def barriers(lines: Lines, shape: tuple[int, ...], scale: float) -> NDArray[np.bool_]:
    """The pixels of a plane of a shape that the courses pass through, at `scale` times their size."""
    canvas = np.zeros(shape[:2], np.uint8)
    points = [_subpixels(course, scale) for course in lines.courses]
    cv2.polylines(canvas, points, False, 255, 1, cv2.LINE_8, SUBPIXEL_BITS)
    return canvas > 0


def _subpixels(course: Segments, scale: float) -> NDArray[np.int32]:
    return np.rint(((course + 0.5) * scale - 0.5) * (1 << SUBPIXEL_BITS)).astype(np.int32)


def crossings(courses: Sequence[Segments]) -> Segments:
    """Where courses of different direction cross, K×2; courses count as straight."""
    if len(courses) < 2:
        return np.zeros((0, 2))
    start = np.array([course[0] for course in courses])
    along = np.array([course[-1] - course[0] for course in courses])
    one, other = np.triu_indices(len(courses), 1)
    turn = cross_product(along[one], along[other])
    lengths = np.hypot(along[:, 0], along[:, 1])
    steep = np.abs(turn) > np.sin(MIN_CROSSING_RAD) * lengths[one] * lengths[other]
    one, other, turn = one[steep], other[steep], turn[steep]
    between = start[other] - start[one]
    t, u = cross_product(between, along[other]) / turn, cross_product(between, along[one]) / turn
    met = (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1)
    return np.asarray(start[one[met]] + t[met, None] * along[one[met]])


def _joined(ends: Ends, hole: Flags, segments: Segments) -> list[tuple[int, int, Segments]]:
    """Pairs of ends and the courses between them, each end in one pair, the best pairs first."""
    cost = _pair_costs(ends)
    one, other = np.nonzero(np.triu(cost <= MAX_PAIR_COST, 1))
    used: set[int] = set()
    found: list[tuple[int, int, Segments]] = []
    for pair in np.argsort(cost[one, other], kind="stable"):
        a, b = int(one[pair]), int(other[pair])
        if a in used or b in used:
            continue
        course = _course(ends, a, b)
        if values_at(hole > 0, course).mean() < MIN_SHARE_INSIDE:
            continue
        if abs(_bend(course)) < MAX_STRAIGHT_RAD and _coverage(course, hole, segments) < MIN_COVERAGE:
            continue
        if any(_contradict(course, known) for _, _, known in found):
            continue
        used |= {a, b}
        found.append((a, b, course))
    return found


def _pair_costs(ends: Ends) -> Segments:
    """E×E: how badly two ends fit, in squared standard deviations; infinite where they cannot."""
    chord = ends.at[None] - ends.at[:, None]
    gap = np.hypot(chord[..., 0], chord[..., 1])
    bend = angle_between(ends.ahead[:, None], chord)  # At the first end, from its direction to the chord.
    unbend = angle_between(chord, -ends.ahead[None])  # At the second, from the chord to the line's direction.
    sigma = ANGLE_SIGMA_RAD + np.arctan(0.5 / np.maximum(ends.length, 1))
    mean = (bend + unbend) / 2
    expected = sigma[:, None] ** 2 + sigma[None] ** 2 + (BEND_ERROR_SHARE * mean) ** 2
    arc = (mean / BEND_SIGMA_RAD) ** 2
    apart = ((ends.sides[:, None] - ends.sides[None, :, ::-1]) ** 2).mean(axis=3) / COLOUR_SIGMA**2
    colour = (apart / (1 + apart / MAX_COLOUR_COST)).sum(axis=2)
    steps = ends.sides[:, 0] - ends.sides[:, 1]
    contrast = np.minimum(np.abs(steps).max(axis=1)[:, None], np.abs(steps).max(axis=1))
    weak = contrast < np.where(np.abs(mean) > MAX_STRAIGHT_RAD, MIN_ARC_CONTRAST, MIN_CONTRAST)
    opposite = steps @ steps.T > 0  # Seen from the other end, left is right.
    sizes = np.maximum(np.linalg.norm(steps, axis=1), 1e-6)
    unlike = UNLIKE_STEP_COST * (1 + steps @ steps.T / (sizes[:, None] * sizes))
    cost = (bend - unbend) ** 2 / expected + arc + colour + unlike
    cost[weak | opposite | (np.abs(bend) > MAX_BEND_RAD) | (np.abs(unbend) > MAX_BEND_RAD) | (gap < 2)] = (
        np.inf
    )
    return np.asarray(cost)


def _course(ends: Ends, a: int, b: int) -> Segments:
    """The cubic from one end to another with the directions of both, CURVE_POINTS×2."""
    t = np.linspace(0, 1, CURVE_POINTS)[:, None]
    start, end = ends.at[a], ends.at[b]
    length = float(np.hypot(*(end - start)))
    leaving, arriving = length * ends.ahead[a], -length * ends.ahead[b]
    return np.asarray(
        (2 * t**3 - 3 * t**2 + 1) * start
        + (t**3 - 2 * t**2 + t) * leaving
        + (3 * t**2 - 2 * t**3) * end
        + (t**3 - t**2) * arriving
    )


def _contradict(one: Segments, other: Segments) -> bool:
    """Whether two courses of nearly one direction cross."""
    along, across = one[-1] - one[0], other[-1] - other[0]
    angle = abs(float(angle_between(along, across)))
    if min(angle, np.pi - angle) > MIN_CROSSING_RAD:
        return False

    def apart(line: Segments, points: Segments) -> bool:
        first, last = cross_product(line[-1] - line[0], points - line[0]).tolist()
        return bool((first > 0) != (last > 0))

    return apart(one, other[[0, -1]]) and apart(other, one[[0, -1]])


def _bend(course: Segments) -> float:
    """The angle between both ends of a course, in radians."""
    return float(angle_between(course[1] - course[0], course[-1] - course[-2]))


def _coverage(course: Segments, hole: Flags, segments: Segments) -> float:
    """The share of a straight course's extension on both sides that segments cover.

    A row of windows has edges on one line that is no line.
    """
    along = course[-1] - course[0]
    length = float(np.hypot(*along))
    along = along / length
    offset = segments.reshape(-1, 2, 2) - course[0]
    aside = np.abs(offset[..., 0] * along[1] - offset[..., 1] * along[0]).max(axis=1)
    angle = np.abs(
        angle_between(np.broadcast_to(along, (len(segments), 2)), segments[:, 2:] - segments[:, :2])
    )
    same = (aside < SAME_LINE_PX) & (np.minimum(angle, np.pi - angle) < SAME_LINE_RAD)
    reach = np.arange(1, min(length, MAX_COVERAGE_PX) + 1)
    where = np.concatenate([-reach, length + reach])
    places = course[0] + where[:, None] * along
    height, width = hole.shape
    there = ((places >= 0) & (places < (width, height))).all(axis=1) & values_at(hole == 0, places)
    first, last = np.sort(offset[same] @ along, axis=1).T
    slack = RIM_PX + 4.0  # Segments are interrupted where others cross them.
    at = where[there, None]
    covered = ((at >= first - slack) & (at <= last + slack)).any(axis=1)
    return float(np.mean(covered)) if covered.size else 1.0
