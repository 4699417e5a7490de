"""What the Batch dialog says of a draft: what it still needs, and what it would do."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.batch.draft import FIND_DAMAGE, REPEATED_MARKS
from app.batch.texts import error_line, offered, resumable
from app.text import count, translate

if TYPE_CHECKING:
    from app.batch.runner import BatchPreview


def wanted(missing: str) -> str:
    texts = {
        "photos": translate("Batch", "Drop a folder of photos here, or choose one on the left."),
        "out": translate("Batch", "Choose the folder for the results."),
        "mask": translate("Batch", "Choose the mask that goes on all photos."),
        "masks": translate("Batch", "Choose the folder of masks."),
    }
    return texts[missing]


def plan_headline(look: BatchPreview | None) -> str:
    if look is None or look.problem is not None:
        return ""
    if look.draft.watches:
        return translate("Batch", "What is in the folder, and what appears in it, will be repaired.")
    if look.draft.damage == REPEATED_MARKS:
        text = translate("Batch", "{n} photos will be compared; nothing is removed before you have seen it.")
        return text.format(n=count(sum(not one.ended for one in look.outcomes)))
    return offered(look.outcomes, searched=look.draft.damage == FIND_DAMAGE)


def plan_remarks(look: BatchPreview | None) -> str:
    if look is None or look.problem is not None:
        return ""
    parts = [resumable(look.earlier, look.outcomes)] if look.earlier else []
    parts += [error_line(look.warning)] if look.warning else []
    return " ".join(parts)


def example(look: BatchPreview) -> str:
    """What one photo will be called."""
    item = next((one.item for one in look.outcomes if one.item.target is not None), None)
    if item is None or item.target is None:
        return ""
    text = translate("Batch", "{name} becomes {result}")
    return text.format(name=PurePosixPath(item.name).name, result=item.target.name)
