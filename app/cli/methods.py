"""`lacuna methods`: lists the methods, and what each says of itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Exit

if TYPE_CHECKING:
    from engine.models.method import MethodInfo


def methods(as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False) -> int:
    """List the methods, and what each says of itself."""
    from engine.models.catalog import catalog
    from engine.models.scores import has_hardly_learnt

    rows = [_about(entry.info) for entry in catalog().values()]
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return Exit.DONE
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        study = " (for study: has hardly learnt)" if has_hardly_learnt(row["scores"] or {}) else ""
        print(f"{row['id']:<{width}}  {row['year']}  {row['purpose']}{study}")
    return Exit.DONE


def _about(info: MethodInfo) -> dict[str, Any]:
    from engine.models.catalog import detectors
    from engine.models.scores import scores
    from engine.models.weights import card, has_weights

    facts = card(info.id, info.weights[0]) if info.weights and has_weights(info.id, info.weights[0]) else None
    return {
        "id": info.id,
        "title": info.title,
        "year": info.year,
        "paper": info.paper,
        "purpose": info.purpose,
        "limits": info.limits,
        "departure": info.departure or None,
        "blind": info.blind,
        "detector": info.id in detectors(),
        "holes": info.holes,
        "options": [_option_about(one) for one in info.options],
        "has_weights": has_weights(info.id, info.weights[0]) if info.weights else None,
        "variants": list(info.weights),
        "trained": facts and {"photos": facts.photos, "minutes": facts.minutes, "device": facts.device},
        "scores": dict(scores(info)) or None,
        "licence": (facts and facts.licence) or info.licence,
    }


def _option_about(option: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return {"kind": type(option).__name__.lower(), **asdict(option)}
