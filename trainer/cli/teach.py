"""`teach gate|keep|discard|export|import|remove …`: what happens to what was taught."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_teach(parser: argparse.ArgumentParser) -> None:
    """The command's own commands."""
    commands = parser.add_subparsers(dest="what", required=True)
    gate = commands.add_parser("gate", help="measure it beside the classical methods and what ships")
    gate.add_argument("folder", type=Path, help="of the training")
    gate.add_argument(
        "--photos", type=Path, action="append", required=True, help="folder, may be given again"
    )
    gate.add_argument("--limit", type=int, default=12, help="photos")
    gate.add_argument("--sheet", type=Path, help="contact sheet to write: damaged, each method, truth")
    gate.add_argument("--json", action="store_true")
    gate.set_defaults(run=_gate)
    keep = commands.add_parser("keep", help="put it among the methods, under a name")
    keep.add_argument("folder", type=Path, help="of the training")
    keep.add_argument("--name", required=True)
    keep.set_defaults(run=_keep)
    discard = commands.add_parser("discard", help="delete what a training left in its folder")
    discard.add_argument("folder", type=Path)
    discard.set_defaults(run=_discard)
    export = commands.add_parser("export", help="write a kept method to one file")
    export.add_argument("id")
    export.add_argument("file", type=Path)
    export.set_defaults(run=_export)
    take = commands.add_parser("import", help="take in a method from a file")
    take.add_argument("file", type=Path)
    take.set_defaults(run=_import)
    remove = commands.add_parser("remove", help="forget a kept or imported method")
    remove.add_argument("id")
    remove.set_defaults(run=_remove)


def _gate(given: argparse.Namespace) -> int:
    from trainer.evaluation.acceptance import gate

    return gate(given.folder, photos=given.photos, limit=given.limit, sheet=given.sheet, as_json=given.json)


def _keep(given: argparse.Namespace) -> int:
    from engine.taught import keep

    print(keep(given.folder, given.name))
    return 0


def _discard(given: argparse.Namespace) -> int:
    from engine.taught import discard

    discard(given.folder)
    return 0


def _export(given: argparse.Namespace) -> int:
    from engine.taught import export

    export(given.id, given.file)
    return 0


def _import(given: argparse.Namespace) -> int:
    from engine.taught import take

    print(take(given.file))
    return 0


def _remove(given: argparse.Namespace) -> int:
    from engine.taught import remove

    remove(given.id)
    return 0
