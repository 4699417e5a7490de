"""A learnt dictionary of patches, and fills by few of its atoms: the rival of the patch networks.

Learning is that of Mairal, Bach, Ponce, Sapiro, *Online learning for matrix factorization and sparse coding*,
JMLR 2010, with orthogonal matching pursuit for the codes.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[np.float32]
Known = NDArray[np.bool_]
PATCH_SIDE_PX = 8
ATOMS = 256  # Four times as many as a patch has pixels.
LEARNT_PATCHES = 20_000
BATCH = 250
CODE_ATOMS = 6  # in one patch at most
STRIDE_PX = 2  # between the patches of a fill
# A patch counts from this share of known pixels on: the others wait until more of them is filled.
MIN_KNOWN_SHARE = 0.3
TOLERANCE = 0.01  # Root mean square of what a code may leave of a patch, of values in [0, 1].
RIDGE = 1e-6  # Added to the Gram matrix of atoms that look alike where they are known.
MIN_USE = 1e-3  # An atom with less use, as a sum of squared coefficients, is replaced by a patch.


def matching_pursuit(
    atoms: Array,
    signals: Array,
    known: Known | None = None,
    *,
    most: int = CODE_ATOMS,
    tolerance: float = TOLERANCE,
) -> Array:
    """Codes of few atoms, N×K, by orthogonal matching pursuit.

    atoms: K×n, of length 1.  signals: N×n.  known: N×n, the values that count; None: all.  most: atoms in a
    code.  tolerance: root mean square over the known values at which a code is good enough.
    """
    counts = np.ones_like(signals) if known is None else known.astype(np.float32)
    seen = signals * counts
    lengths = np.sqrt(np.maximum(counts @ (atoms**2).T, RIDGE))
    codes = np.zeros((len(signals), len(atoms)), np.float32)
    chosen = np.zeros((len(signals), 0), np.intp)
    rest, active = seen.copy(), np.arange(len(signals))
    for _ in range(most):
        errors = (rest[active] ** 2).sum(1) / np.maximum(counts[active].sum(1), 1)
        is_open = errors > tolerance**2
        active, chosen = active[is_open], chosen[is_open]
        if not len(active):
            break
        fits = np.abs(rest[active] @ atoms.T) / lengths[active]
        np.put_along_axis(fits, chosen, -1, 1)
        chosen = np.concatenate([chosen, fits.argmax(1)[:, None]], 1)
        picked = atoms[chosen] * counts[active, None]
        gram = picked @ picked.transpose(0, 2, 1) + RIDGE * np.eye(chosen.shape[1], dtype=np.float32)
        found = np.linalg.solve(gram, picked @ seen[active][..., None])[..., 0]
        codes[active] = 0
        codes[active[:, None], chosen] = found
        rest[active] = seen[active] - (found[:, None] @ picked)[:, 0]
    return codes


def learnt_dictionary(
    signals: Array, *, count: int, rng: np.random.Generator, most: int = CODE_ATOMS, rounds: int = 1
) -> Array:
    """`count` atoms, K×n of length 1, in which the signals have codes of at most `most` atoms.

    signals: N×n.  rounds: how often all of them are seen.
    """
    length = signals.shape[1]
    atoms = _unit(signals[rng.choice(len(signals), count, replace=len(signals) < count)], rng)
    used, sums = np.zeros((count, count), np.float32), np.zeros((count, length), np.float32)
    for number in range(rounds):
        # What was coded in other atoms is forgotten by and by.
        kept = np.float32(number / rounds)
        used, sums = used * kept, sums * kept
        for batch in np.array_split(rng.permutation(len(signals)), -(-len(signals) // BATCH)):
            some = signals[batch]
            codes = matching_pursuit(atoms, some, most=most)
            used, sums = used + codes.T @ codes, sums + codes.T @ some
            for atom in range(count):
                if used[atom, atom] > MIN_USE:
                    moved = atoms[atom] + (sums[atom] - used[atom] @ atoms) / used[atom, atom]
                    atoms[atom] = _unit(moved[None], rng)[0]
                else:
                    atoms[atom] = _unit(some[rng.integers(len(some))][None], rng)[0]
    return atoms


def random_patches(planes: list[Array], count: int, side: int, rng: np.random.Generator) -> Array:
    """Patches of gray photos without their means, N×side².  planes: H×W in [0, 1]."""
    each = -(-count // len(planes))
    found = []
    for plane in planes:
        rows, columns = (rng.integers(0, size - side + 1, each) for size in plane.shape)
        found.append(sliding_window_view(plane, (side, side))[rows, columns].reshape(each, -1))
    patches = np.concatenate(found)[:count]
    return np.asarray(patches - patches.mean(1, keepdims=True), np.float32)


def filled(atoms: Array, photo: Array, hole: Known) -> Array:
    """A gray photo with its hole filled by codes of the patches around it, from the rim inwards.

    photo: H×W in [0, 1].  hole: H×W, True = missing.  Known pixels stay.
    """
    side = round(atoms.shape[1] ** 0.5)
    result, missing = np.where(hole, np.float32(0), photo), hole.copy()
    while missing.any() and not missing.all():
        sums, counts = _estimates(atoms, result, missing, side)
        reached = missing & (counts > 0)
        if not reached.any():  # No patch has enough that is known: the mean is all that there is to say.
            result[missing] = result[~missing].mean()
            break
        result[reached] = np.clip(sums[reached] / counts[reached], 0, 1)
        missing &= ~reached
    return result


def _estimates(atoms: Array, photo: Array, missing: Known, side: int) -> tuple[Array, Array]:
    """Sums and numbers of what the patches say about each pixel, H×W each."""
    corners = np.stack(np.meshgrid(*(_starts(size, side) for size in photo.shape), indexing="ij"), -1)
    rows, columns = corners.reshape(-1, 2).T
    known = ~sliding_window_view(missing, (side, side))[rows, columns].reshape(-1, side * side)
    share = known.mean(1)
    useful = (share < 1) & (share >= MIN_KNOWN_SHARE)
    rows, columns, known = rows[useful], columns[useful], known[useful]
    seen = sliding_window_view(photo, (side, side))[rows, columns].reshape(-1, side * side)
    means = (seen * known).sum(1, keepdims=True) / np.maximum(known.sum(1, keepdims=True), 1)
    said = means + matching_pursuit(atoms, np.asarray(seen - means, np.float32), known) @ atoms
    sums, counts = np.zeros_like(photo), np.zeros_like(photo)
    steps = np.arange(side)
    places = (rows[:, None, None] + steps[:, None], columns[:, None, None] + steps)
    np.add.at(sums, places, said.reshape(-1, side, side).astype(np.float32))
    np.add.at(counts, places, np.float32(1))
    return sums, counts


def _starts(size: int, side: int) -> NDArray[np.intp]:
    """Where patches begin along one side of a photo: every STRIDE_PX, and at the end."""
    return np.unique(np.append(np.arange(0, size - side + 1, STRIDE_PX), size - side))


def _unit(vectors: Array, rng: np.random.Generator) -> Array:
    """The vectors at length 1; those without length become random ones."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    noise = rng.normal(size=vectors.shape).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    return np.where(lengths > RIDGE, vectors / np.maximum(lengths, RIDGE), noise)
