"""Whether a network for large holes has learnt anything: by itself it has to beat what it begins at."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.evaluation.evaluate import Row
from trainer.evaluation.network_alone import MEMBRANE_ID, alone

# A network has learnt something where, in so many of the cases, it beats the membrane by so much inside the
# hole or brings the feature distance down to such a share of the membrane's.
LEARNT_CASES_SHARE = 2 / 3
LEARNT_GAIN_DB = 0.5
LEARNT_FEATURE_SHARE = 0.9


def has_learnt(rows: Sequence[Row], method: str) -> bool:
    """Whether the network beats the membrane by itself, in LEARNT_CASES_SHARE of the cases."""
    membranes = {row.case: row for row in rows if row.method == MEMBRANE_ID}
    own = rows_alone(rows, method)
    won = [_beats(row, membranes[case]) for case, row in own.items()]
    return sum(won) >= LEARNT_CASES_SHARE * len(won)


def _beats(row: Row, membrane: Row) -> bool:
    if row.psnr_inside >= membrane.psnr_inside + LEARNT_GAIN_DB:
        return True
    if row.feature is None or membrane.feature is None:
        return False
    return row.feature <= LEARNT_FEATURE_SHARE * membrane.feature


def alone_scores(rows: Sequence[Row], method: str) -> dict[str, dict[str, float]]:
    """For the card, by case: PSNR inside of the network alone, and what it gains over the membrane."""
    membranes = {row.case: row for row in rows if row.method == MEMBRANE_ID}
    result = {}
    for case, row in rows_alone(rows, method).items():
        membrane = membranes[case]
        found = {
            "psnr_inside": round(row.psnr_inside, 2),
            "gain_over_membrane": round(row.psnr_inside - membrane.psnr_inside, 2),
        }
        if row.feature is not None and membrane.feature:
            found["feature"] = round(row.feature, 4)
            found["feature_share_of_membrane"] = round(row.feature / membrane.feature, 3)
        result[case] = found
    return result


def rows_alone(rows: Sequence[Row], method: str) -> dict[str, Row]:
    """The network's rows by case: those without texture where it was measured so, else its own."""
    without_texture = {row.case: row for row in rows if row.method == alone(method)}
    return without_texture or {row.case: row for row in rows if row.method == method}
