"""The gate of a taught method: is it worth keeping?  Beside the classical methods, which are given the mask,
and beside what ships, on photos that it did not learn from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine import weights
from engine.catalog import detectors
from engine.catalog import method as find_method
from engine.contract import Detector, Method
from engine.detect import recommended
from engine.errors import WeightsDamaged
from engine.taught.errors import NothingTaught
from engine.taught.method import TaughtMethod
from engine.taught.store import FILE, SCORES
from engine.weights import Card, has_weights
from trainer import photos as photo_folder
from trainer.corruption import Sample
from trainer.corruption.contract import Pool
from trainer.corruption.teachable import Lesson, lesson
from trainer.evaluate import CLASSICAL, Evaluation, Row, compare_on, table
from trainer.lifted import differing
from trainer.pairs import NoPairs
from trainer.photos import Photos
from trainer.pieces_of_pairs import pairs_of, piece
from trainer.preview import sheet as contact_sheet
from trainer.suite import middle
from trainer.train import photo_list
from trainer.unmarked import CANVAS

NEW = "new"
PEER = "biharmonic"  # what has to be reached, and it is given the mask
SEED = 101  # of the damage, none that training draws
PHOTOS = 12
MOST_CHANGED = 0.001  # of sound photos: so much may be taken for damage
TRIES = 4  # pieces of a pair are drawn for each that is wanted: in some nothing differs
DAMAGED, SOUND = "damaged", "sound"


@dataclass(frozen=True)
class Check:
    """One condition: `ours` must be at least `least`, or for "sound" at most it."""

    id: str  # "classical", "shipped" or "sound"
    against: str  # id of the method that sets `least`
    ours: float
    least: float
    passed: bool

    def __str__(self) -> str:
        word = "ok" if self.passed else "NO"
        if self.id == "sound":
            return f"{word}: {self.ours:.3%} of sound photos would be changed, {self.least:.1%} may be"
        told = "with the true mask" if self.id == "classical" else "which ships, blind"
        return f"{word}: {self.ours:.2f} dB blind, {self.against} {told} {self.least:.2f} dB"


def gate(
    run: Path,
    *,
    photos: Sequence[Path],
    limit: int = PHOTOS,
    sheet: Path | None = None,
    as_json: bool = False,
) -> int:
    """Measure what the training in folder `run` made; `run`/gate.json says what came of it.

    Of the folder it learnt from only the photos that were held out are taken.  Returns 0 where it passed, 4
    where it did not.  as_json: prints how far it is, one line of JSON a method, and last the file's content.
    Raises LacunaError.
    """
    path = run / FILE
    if not path.is_file() or not path.with_suffix(".json").is_file():
        raise NothingTaught(str(run))
    card = weights.check_file(path)
    learnt = _lesson(card)
    held = unseen(photo_folder.load(photos), card)
    found = Evaluation()
    rivals = _rivals(TaughtMethod(card, path))
    damaged, sound = samples(learnt, held, limit)
    blind = {id: entry for id, entry in rivals.items() if isinstance(entry, Detector)}

    def tell(_: Row) -> None:
        if as_json:
            share = len(found.rows) / (len(rivals) + len(blind))
            print(json.dumps({"kind": "judging", "share": round(share, 4)}), flush=True)

    compare_on(found, DAMAGED, damaged, rivals, report=tell)
    compare_on(found, SOUND, sound, blind, sheet_photos=0, report=tell)
    checks = judged(found.rows)
    told = {
        "passed": all(check.passed for check in checks),
        "checks": [asdict(check) for check in checks],
        "damage": learnt.words,
        "scores": scores(found.rows),
        "rows": found.as_json(),
    }
    (run / SCORES).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    if sheet:
        sheet.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(contact_sheet(found.lines)).save(sheet)
    print(json.dumps(told) if as_json else "\n".join([table(found.rows), *map(str, checks)]))
    return 0 if told["passed"] else 4


def _lesson(card: Card) -> Lesson:
    try:
        return lesson(str(card.more["options"]["damage"]))
    except (KeyError, TypeError) as error:
        raise WeightsDamaged("its card does not say what it was taught") from error


def unseen(photos: Photos, card: Card) -> Photos:
    """Those that were held out of a training on these very photos, else all."""
    learnt, held = photos.split()
    return held if photo_list(learnt) == card.more.get("photo_list") else photos


def _rivals(new: TaughtMethod) -> dict[str, Method | Detector]:
    """The new one, those that are given the mask, and what ships and finds: `auto` fills what it found."""
    marked = [*CLASSICAL, *(["restore"] if has_weights("restore") else [])]
    shipped = recommended()
    return {NEW: new, **{id: find_method(id) for id in marked}, shipped: detectors()[shipped]}


def samples(taught: Lesson, photos: Photos, limit: int) -> tuple[list[Sample], list[Sample]]:
    """(damaged, sound): at most `limit` of each, evenly spread over the photos, CANVAS px a side.

    Of pairs those that were held out, in pieces.
    """
    picked = np.unique(np.linspace(0, len(photos) - 1, min(limit, len(photos))).round().astype(int)).tolist()
    cleans = [middle(photos.pixels[at], CANVAS).astype(np.float32) / np.float32(255) for at in picked]
    nothing = np.zeros((CANVAS, CANVAS), np.float32)
    sound = [Sample(clean, clean.copy(), nothing, nothing, clean, {"name": SOUND}) for clean in cleans]
    if taught.pairs:
        return _of_pairs(taught.pairs, limit), sound
    pool = Pool([file.name for file in photos.files], photos.pixels)
    names = [photos.files[at].name for at in picked]
    drawn = [
        taught.draw(clean, SEED + number, pool=pool, source=name)
        for number, (clean, name) in enumerate(zip(cleans, names, strict=True))
    ]
    return [sample for sample in drawn if sample.mask.any()], sound


def _of_pairs(folder: Path, limit: int) -> list[Sample]:
    """Pieces of the held-out pairs in which something differs."""
    held = pairs_of(folder, held=True)
    found: list[Sample] = []
    for number in range(TRIES * limit):
        image, clean, _ = piece(held[number % len(held)], np.random.default_rng([SEED, number]))
        mask = differing(image, clean)
        if mask.any() and len(found) < limit:
            found.append(Sample(clean, image, mask, mask, image, {"name": "pair"}))
    if not found:
        raise NoPairs(f"nothing differs in those of {folder}")
    return found


def judged(rows: Sequence[Row]) -> list[Check]:
    """At least as good as PEER with the mask, and as the best that ships without; sound photos stay."""
    damaged = {row.method: row for row in rows if row.case == DAMAGED}
    ours = damaged[NEW].psnr
    blind = {id: row.psnr for id, row in damaged.items() if id != NEW and row.f1 is not None}
    checks = [Check("classical", PEER, ours, damaged[PEER].psnr, ours >= damaged[PEER].psnr)]
    if blind:
        best = max(blind, key=lambda id: blind[id])
        checks.append(Check("shipped", best, ours, blind[best], ours >= blind[best]))
    changed = next(row.marked or 0.0 for row in rows if (row.case, row.method) == (SOUND, NEW))
    return [*checks, Check("sound", "", changed, MOST_CHANGED, changed <= MOST_CHANGED)]


def scores(rows: Sequence[Row]) -> Mapping[str, Any]:
    """For the card, as every method has them."""
    damaged = {row.method: row for row in rows if row.case == DAMAGED}
    new = damaged[NEW]
    sound = next(row for row in rows if (row.case, row.method) == (SOUND, NEW))
    return {
        "suite": "taught",
        "photos": new.photos,
        "psnr": round(new.psnr, 2),
        "psnr_inside": round(new.psnr_inside, 2),
        "f1": round(new.f1 or 0.0, 4),
        "gain_over_telea": round(new.psnr_inside - damaged["telea"].psnr_inside, 2),
        "gain_over_biharmonic": round(new.psnr_inside - damaged[PEER].psnr_inside, 2),
        "untouched": sound.untouched,
    }
