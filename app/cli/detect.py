"""`lacuna detect`: damage as a mask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.checks import check_mask_out, check_sensitivity
from app.cli.options import Detecting, Exit, Kinds, Page, Sensitivity, parsed_kinds
from app.cli.pipes import STANDARD_STREAM, pipe_ends
from app.cli.progress import progress


def detect(
    context: typer.Context,
    photo: Annotated[
        Path,
        typer.Argument(help="The photo to look at, which is not changed; - reads it from standard input."),
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The mask: a PNG, white = damage; - is standard output.")
    ],
    page: Page = 1,
    detector: Detecting = None,
    kind: Kinds = None,
    sensitivity: Sensitivity = None,
    soft: Annotated[bool, typer.Option("--soft", help="Write greys: how sure it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> int:
    """Look for damage and write it as a mask."""
    import numpy as np

    import engine.photo.mask_file
    from engine.detection.result import DEFAULT_SENSITIVITY
    from engine.detection.run import detect as run_detect
    from engine.photo import load
    from engine.repair.missing import missing_share, with_missing

    check_sensitivity(sensitivity)
    kinds = parsed_kinds(kind) or None
    if out != STANDARD_STREAM:
        check_mask_out(out, (photo,), overwrite=True)
    ends = context.with_resource(pipe_ends(photo, out))
    wanted = DEFAULT_SENSITIVITY if sensitivity is None else sensitivity
    picture = load(ends.photo, page)
    with progress() as job:
        found = run_detect(picture, detector or "auto", kinds=kinds, job=job)
    marked = found.mask(wanted, kinds)
    plane = found.soft_mask(wanted, kinds) if soft else marked
    target = out if ends.folder is None else ends.folder / "mask.png"
    engine.photo.mask_file.save(with_missing(picture, plane), target)
    ends.deliver(target)
    share = np.count_nonzero(marked) / marked.size
    missing = missing_share(picture)
    if as_json:
        report = {
            "out": str(out),
            "detector": found.detector,
            "sensitivity": wanted,
            "kinds": list(kinds or ()),
            "found": round(share, 6),
            "missing": round(missing, 6),
        }
        print(json.dumps(report), file=ends.report_stream)
        return Exit.DONE
    what = f"{share:.2%} of the photo" if share else "nothing"
    print(f"{out}: {what} found by {found.detector}", file=ends.report_stream)
    if missing:
        print(f"  {missing:.2%} of the photo is missing in its file, and marked too", file=ends.report_stream)
    return Exit.DONE
