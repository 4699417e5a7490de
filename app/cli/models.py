"""`lacuna models`: adds ONNX files as methods, lists and removes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Exit
from app.cli.progress import progress

if TYPE_CHECKING:
    from engine.onnx_models.card import ModelCard

models = typer.Typer(
    name="models", help="Add models of your own (ONNX files), list and remove them.", no_args_is_help=True
)


@models.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="The model: LaMa, MI-GAN or another network for holes, as ONNX.")
    ],
    name: Annotated[
        str, typer.Option(help="What it is called.  Default: as its file or as it is known.")
    ] = "",
    licence: Annotated[str | None, typer.Option(help="Its licence, as it is published.")] = None,
    source: Annotated[str | None, typer.Option(help="Where it is from, such as an address.")] = None,
    image_range: Annotated[str | None, typer.Option(metavar="RANGE", help="0..1, -1..1 or 0..255.")] = None,
    mask_range: Annotated[str | None, typer.Option(metavar="RANGE", help="0..1, -1..1 or 0..255.")] = None,
    mask_hole: Annotated[str | None, typer.Option(metavar="WHITE|BLACK", help="What is missing.")] = None,
    output_range: Annotated[str | None, typer.Option(metavar="RANGE", help="0..1, -1..1 or 0..255.")] = None,
    layout: Annotated[
        str | None, typer.Option(metavar="NCHW|NHWC", help="The order of its dimensions.")
    ] = None,
    colours: Annotated[str | None, typer.Option(metavar="RGB|BGR", help="The order of its colours.")] = None,
) -> int:
    """Add a model after a trial run; what it takes is found out unless it is given."""
    from engine.onnx_models import examine_file, keep

    given = {
        "image_range": image_range,
        "mask_range": mask_range,
        "mask_hole": mask_hole,
        "output_range": output_range,
        "layout": layout,
        "colours": colours,
    }
    corrections = {key: value.lower() for key, value in given.items() if value is not None}
    with progress() as job:
        data, examination = examine_file(file, corrections, job)
    id = keep(
        data,
        examination,
        file=file.name,
        name=name,
        licence=_asked("Licence", licence),
        source=_asked("Source", source),
    )
    known = f" (as {examination.title})" if examination.title else ""
    print(f"{id}: added{known}; lacuna repair --method {id} uses it")
    print(f"  {examination.contract.described}")
    print(
        f"  trial: {examination.seconds:.1f} s a call, {examination.difference:.2f} from the drawn picture "
        "in the hole (0 to 1)"
    )
    return Exit.DONE


def _asked(what: str, given: str | None) -> str:
    """What was given, else what a person at a terminal answers; Enter leaves it out."""
    if given is not None:
        return given
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    return str(typer.prompt(f"{what} of the model (Enter: not given)", default="", show_default=False))


@models.command("list")
def list_models(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> int:
    """List the models that were added."""
    from engine.onnx_models import added

    cards = [one.card for one in added().values()]
    if as_json:
        print(json.dumps([_about(card) for card in cards], indent=2, ensure_ascii=False))
        return Exit.DONE
    if not cards:
        print("No model was added yet (lacuna models add FILE).")
    for card in cards:
        print(f"{card.id}: {card.title}, {card.file}, added {card.added}")
        print(f"  licence: {card.licence or 'not given'}; source: {card.source or 'not given'}")
        print(f"  {card.contract.described}")
    return Exit.DONE


def _about(card: ModelCard) -> dict[str, Any]:
    facts = ("id", "title", "file", "sha256", "licence", "source", "added")
    return {name: getattr(card, name) for name in facts} | {"contract": card.contract.as_json()}


@models.command()
def remove(name: Annotated[str, typer.Argument(help="The model's id (see `lacuna models list`).")]) -> int:
    """Remove a model that was added; the file it came from stays."""
    from engine.onnx_models import remove as remove_model

    remove_model(name)
    print(f"{name}: removed")
    return Exit.DONE
