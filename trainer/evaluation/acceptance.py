"""The gate of a taught method: whether it is good enough to be kept.

It is compared with the classical methods, which are given the true mask, and with what ships, on photos that
it was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.detection.run import recommended
from engine.errors import WeightsDamaged
from engine.models import weights
from engine.models.catalog import detectors
from engine.models.catalog import method as find_method
from engine.models.detector import Detector
from engine.models.method import Method
from engine.models.weights import Card, has_weights
from engine.taught.errors import NothingTaught
from engine.taught.method import TaughtMethod
from engine.taught.store import GATE_FILE_NAME, WEIGHTS_FILE_NAME
from trainer.corruption import Sample
from trainer.corruption.contract import Array, Pool
from trainer.corruption.teachable import Lesson, lesson
from trainer.data import photos as photo_folder
from trainer.data.detection import CANVAS_SIDE_PX
from trainer.data.pair_crops import MAX_SHORT_SIDE_PX, damage_layers, pairs_of, piece
from trainer.data.pair_layers import difference_mask, unit_floats
from trainer.data.pairs import NoPairs, load
from trainer.data.photos import MIN_PHOTOS, Photos, middle
from trainer.data.preview import sheet as contact_sheet
from trainer.data.taught import with_layer
from trainer.evaluation.evaluate import CLASSICAL_METHODS, Evaluation, Row, compare_on, table
from trainer.training.run import MAX_INTERACTIVE_PHOTOS, photo_list_digest

NEW_METHOD = "new"
REFERENCE_METHOD = "biharmonic"  # The method, given the true mask, whose PSNR has to be reached.
DAMAGE_SEED = 101  # Training draws with other seeds.
DEFAULT_PHOTOS = 12
MAX_MARKED_SHARE = 0.001  # of clean photos
PIECE_TRIES = 4  # Pieces of a pair that are drawn at most, since in some nothing differs.
DAMAGED_CASE, SOUND_CASE = "damaged", "sound"


@dataclass(frozen=True)
class Check:
    """One condition of the gate.

    id: "classical", "shipped", "sound" or "photos".  against: id of the method that sets `least`.
    ours: the measure, which has to be at least `least`, or for "sound" at most.
    """

    id: str
    against: str
    ours: float
    least: float
    passed: bool

    def __str__(self) -> str:
        word = "ok" if self.passed else "NO"
        if self.id == "sound":
            return f"{word}: {self.ours:.3%} of sound photos would be changed, {self.least:.1%} may be"
        if self.id == "photos":
            return f"{word}: measured on {self.ours} photos, {self.least} are the least that tell anything"
        given = "with the true mask" if self.id == "classical" else "which ships, blind"
        return f"{word}: {self.ours:.2f} dB blind, {self.against} {given} {self.least:.2f} dB"


def gate(
    run_folder: Path,
    *,
    photos: Sequence[Path],
    limit: int = DEFAULT_PHOTOS,
    sheet: Path | None = None,
    as_json: bool = False,
) -> int:
    """Measure what the training in `run_folder` made; gate.json in it gets the result.

    Of the photos it was trained on only the held-out ones are used.  as_json: prints the progress, one line
    of JSON at the start and after each photo, and last the content of the file.  Returns the exit code: 0
    passed, 4 not.
    Raises LacunaError.
    """
    path = run_folder / WEIGHTS_FILE_NAME
    if not path.is_file() or not path.with_suffix(".json").is_file():
        raise NothingTaught(str(run_folder))
    card = weights.check_file(path)
    taught = _lesson(card)
    held = held_out_photos(photo_folder.load(photos, most=MAX_INTERACTIVE_PHOTOS), card)
    found = Evaluation()
    rivals = _rivals(TaughtMethod(card, path))
    damaged, sound = samples(taught, held, limit)
    blind = {id: entry for id, entry in rivals.items() if isinstance(entry, Detector)}

    progress = _Progress(len(rivals) * len(damaged) + len(blind) * len(sound), shown=as_json)
    compare_on(found, DAMAGED_CASE, damaged, rivals, photo_done=progress.advance)
    compare_on(found, SOUND_CASE, sound, blind, sheet_photos=0, photo_done=progress.advance)
    checks = checks_of(found.rows)
    result = {
        "passed": all(check.passed for check in checks),
        "checks": [asdict(check) for check in checks],
        "damage": taught.words,
        "scores": scores(found.rows),
        "rows": found.as_json(),
    }
    (run_folder / GATE_FILE_NAME).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if sheet:
        sheet.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(contact_sheet(found.lines)).save(sheet)
    print(json.dumps(result) if as_json else "\n".join([table(found.rows), *map(str, checks)]))
    return 0 if result["passed"] else 4


class _Progress:
    """Prints the share of `total` repairs that is done, as lines of JSON where they are shown."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._done, self._total, self._shown = 0, total, shown
        self._report()

    def advance(self) -> None:
        """One more repair is done."""
        self._done += 1
        self._report()

    def _report(self) -> None:
        if self._shown:
            share = round(self._done / max(self._total, 1), 4)
            print(json.dumps({"kind": "judging", "share": share}), flush=True)


def _lesson(card: Card) -> Lesson:
    try:
        return lesson(str(card.more["options"]["damage"]))
    except (KeyError, TypeError) as error:
        raise WeightsDamaged("its card does not say what it was taught") from error


def held_out_photos(photos: Photos, card: Card) -> Photos:
    """The held-out photos if the method was trained on exactly these photos, else all."""
    learnt, held = photos.split()
    return held if photo_list_digest(learnt) == card.more.get("photo_list") else photos


def _rivals(new: TaughtMethod) -> dict[str, Method | Detector]:
    """The new method, those that are given the mask, and the detector that ships, followed by `auto`."""
    marked = [*CLASSICAL_METHODS, *(["restore"] if has_weights("restore") else [])]
    shipped = recommended()
    return {NEW_METHOD: new, **{id: find_method(id) for id in marked}, shipped: detectors()[shipped]}


def samples(taught: Lesson, photos: Photos, limit: int) -> tuple[list[Sample], list[Sample]]:
    """(damaged, clean) samples of CANVAS_SIDE_PX a side, `limit` of each at most, evenly spread.

    For pairs up to half are held-out pairs; the others are photos with the damage of those.
    """
    picked = np.unique(np.linspace(0, len(photos) - 1, min(limit, len(photos))).round().astype(int)).tolist()
    cleans = [unit_floats(middle(photos.pixels[at], CANVAS_SIDE_PX)) for at in picked]
    nothing = np.zeros((CANVAS_SIDE_PX, CANVAS_SIDE_PX), np.float32)
    sound = [Sample(clean, clean.copy(), nothing, nothing, clean, {"name": SOUND_CASE}) for clean in cleans]
    if taught.pairs:
        pairs = _held_pairs(taught.pairs, -(-limit // 2))
        return [*pairs, *_with_layers(taught.pairs, cleans[: limit - len(pairs)])], sound
    pool = Pool([file.name for file in photos.files], photos.pixels)
    names = [photos.files[at].name for at in picked]
    drawn = [
        taught.draw(clean, DAMAGE_SEED + number, pool=pool, source=name)
        for number, (clean, name) in enumerate(zip(cleans, names, strict=True))
    ]
    return [sample for sample in drawn if sample.mask.any()], sound


def _held_pairs(folder: Path, limit: int) -> list[Sample]:
    """A damaged piece of each held-out pair.  Raises NoPairs."""
    if len(load(folder, MAX_SHORT_SIDE_PX)) == 1:
        raise NoPairs(f"of the only one of {folder} nothing could be held out")
    found: list[Sample] = []
    for number, pair in enumerate(pairs_of(folder, held_out=True)[:limit]):
        pieces = (
            piece(pair, np.random.default_rng([DAMAGE_SEED, number, again])) for again in range(PIECE_TRIES)
        )
        for image, clean, _ in pieces:
            mask = difference_mask(image, clean)
            if mask.any():
                found.append(Sample(clean, image, mask, mask, image, {"name": "pair"}))
                break
    if not found:
        raise NoPairs(f"nothing differs in those of {folder}")
    return found


def _with_layers(folder: Path, cleans: Sequence[Array]) -> Iterator[Sample]:
    """Photos with the damage of held-out pairs, where it could be separated."""
    layers = damage_layers(folder, held_out=True)
    for number, clean in enumerate(cleans if layers else ()):
        assert layers
        made = with_layer(layers, clean, np.random.default_rng([DAMAGE_SEED, number]), turn=False)
        if made.truth.any():
            yield Sample(clean, made.image, made.truth, made.alpha, made.image, {"name": "laid over"})


def checks_of(rows: Sequence[Row]) -> list[Check]:
    """The conditions.

    The method is at least as good as REFERENCE_METHOD, which has the true mask, and as the best that ships,
    which has not; it marks hardly anything of clean photos; and it was measured on MIN_PHOTOS or more.
    """
    damaged = {row.method: row for row in rows if row.case == DAMAGED_CASE}
    ours = damaged[NEW_METHOD].psnr
    blind = {id: row.psnr for id, row in damaged.items() if id != NEW_METHOD and row.f1 is not None}
    checks = [
        Check(
            "classical",
            REFERENCE_METHOD,
            ours,
            damaged[REFERENCE_METHOD].psnr,
            ours >= damaged[REFERENCE_METHOD].psnr,
        )
    ]
    if blind:
        best = max(blind, key=lambda id: blind[id])
        checks.append(Check("shipped", best, ours, blind[best], ours >= blind[best]))
    changed = next(row.marked or 0.0 for row in rows if (row.case, row.method) == (SOUND_CASE, NEW_METHOD))
    count = damaged[NEW_METHOD].photos
    return [
        *checks,
        Check("sound", "", changed, MAX_MARKED_SHARE, changed <= MAX_MARKED_SHARE),
        Check("photos", "", count, MIN_PHOTOS, count >= MIN_PHOTOS),
    ]


def scores(rows: Sequence[Row]) -> Mapping[str, Any]:
    """The scores for the card, with the same keys as other methods have."""
    damaged = {row.method: row for row in rows if row.case == DAMAGED_CASE}
    new = damaged[NEW_METHOD]
    sound = next(row for row in rows if (row.case, row.method) == (SOUND_CASE, NEW_METHOD))
    return {
        "suite": "taught",
        "photos": new.photos,
        "psnr": round(new.psnr, 2),
        "psnr_inside": round(new.psnr_inside, 2),
        "f1": round(new.f1 or 0.0, 4),
        "gain_over_telea": round(new.psnr_inside - damaged["telea"].psnr_inside, 2),
        "gain_over_biharmonic": round(new.psnr_inside - damaged[REFERENCE_METHOD].psnr_inside, 2),
        "untouched": sound.untouched,
    }
