"""The measured tables as a Markdown page: `python -m trainer tables` writes it anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.catalog import catalog
from trainer import photos as photo_folder
from trainer.evaluate import CLASSICAL, Row, evaluate
from trainer.suite import Suite
from trainer.suite import suite as find_suite

HEAD = """# What the methods reach

Written by `python -m trainer tables --photos DIR --out FILE`; the photos are not part of Lacuna.  All methods
of a table saw the same photos and masks in one run.  PSNR and SSIM are means over the photos, *inside* over
the missing pixels alone; *gain* is the PSNR inside over the best classical method, in dB; seconds and memory
are those of the machine that wrote this page, busy or not.
"""
COLUMNS = (
    "| damage | method | PSNR | inside | SSIM | inside | gain | seconds | MB |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|--:|"
)


def write(
    path: Path, *, photos: Sequence[Path], suites: Sequence[str], limit: int | None = None
) -> list[Row]:
    """Run the suites with every method of theirs that is here, and write the page.  Raises LacunaError."""
    seen = photo_folder.load(photos, least=16)
    parts, rows = [HEAD], []
    for id in suites:
        chosen = find_suite(id)
        chosen = replace(chosen, limit=limit or chosen.limit)
        methods = [one for one in (*CLASSICAL, *chosen.methods) if one in catalog()]
        found = evaluate(chosen, seen, methods).rows
        parts.append(section(chosen, found))
        rows += found
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return rows


def section(suite: Suite, rows: Sequence[Row]) -> str:
    """One suite's table in Markdown."""
    lines = [f"\n## {suite.title} (`{suite.id}`)\n"]
    lines.append(f"{rows[0].photos} photos a row, {suite.size}×{suite.size} px, seed {suite.seed}.\n")
    lines.append(COLUMNS)
    for case in suite.cases:
        block = [row for row in rows if row.case == case.name]
        best = max((row.psnr_inside for row in block if row.method in CLASSICAL), default=None)
        lines += [_line(row, best) for row in block]
    return "\n".join(lines) + "\n"


def _line(row: Row, best: float | None) -> str:
    gain = "" if best is None or row.method in CLASSICAL else f"{row.psnr_inside - best:+.2f}"
    memory = "" if row.megabytes is None else f"{row.megabytes:.0f}"
    return (
        f"| {row.case} | {row.method} | {row.psnr:.2f} | {row.psnr_inside:.2f} | {row.ssim:.4f} "
        f"| {row.ssim_inside:.4f} | {gain} | {row.seconds:.2f} | {memory} |"
    )
