"""`teach gate|keep|discard|export|import|remove …`: what becomes of a method after it was taught."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from trainer.cli.arguments import add_limit, add_photos


def add_teach(parser: argparse.ArgumentParser) -> None:
    """The subcommands of `teach`."""
    commands = parser.add_subparsers(dest="command", required=True)
    gate = commands.add_parser("gate", help="measure it beside the classical methods and what ships")
    gate.add_argument("run_folder", type=Path, metavar="folder", help="of the training")
    add_photos(gate)
    add_limit(gate, default=12)
    gate.add_argument("--sheet", type=Path, help="contact sheet to write: damaged, each method, truth")
    gate.add_argument("--json", action="store_true", dest="as_json")
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
    import_ = commands.add_parser("import", help="add a method from a file")
    import_.add_argument("file", type=Path)
    import_.set_defaults(run=_import)
    remove = commands.add_parser("remove", help="delete a kept or imported method")
    remove.add_argument("id")
    remove.set_defaults(run=_remove)


def _gate(**given: Any) -> int:
    from trainer.evaluation.acceptance import gate

    return gate(**given)


def _keep(folder: Path, name: str) -> int:
    from engine.taught import keep

    print(keep(folder, name))
    return 0


def _discard(folder: Path) -> int:
    from engine.taught import discard

    discard(folder)
    return 0


def _export(id: str, file: Path) -> int:
    from engine.taught import export

    export(id, file)
    return 0


def _import(file: Path) -> int:
    from engine.taught import import_parcel

    print(import_parcel(file))
    return 0


def _remove(id: str) -> int:
    from engine.taught import remove

    remove(id)
    return 0
