"""Measures the methods without weights, whose scores the application shows beside the others'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.models.catalog import catalog
from engine.models.scores import SCORES_FILE
from trainer.data import photos as photo_folder
from trainer.evaluation.evaluate import Row, evaluate, gain, table
from trainer.evaluation.suite import suite as find_suite

SUITE_ID = "thin"  # Not large holes: there PSNR rewards a blur.


def measure(photos: Sequence[Path], *, limit: int | None = None, target: Path = SCORES_FILE) -> list[Row]:
    """Run SUITE_ID on every method without weights for thin damage.

    Write the scores to `target`, a JSON file.
    """
    infos = [entry.info for entry in catalog().values()]
    ids = [info.id for info in infos if not info.weights and info.holes != "large"]
    suite = find_suite(SUITE_ID)
    suite = replace(suite, limit=limit or suite.limit)
    rows = evaluate(suite, photo_folder.measured(photos), ids).rows
    print(table(rows))
    facts = {"suite": SUITE_ID, "photos": rows[0].photos}
    found = {id: facts | {"gain_over_telea": round(gain(rows, id), 2)} for id in ids}
    target.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return rows
