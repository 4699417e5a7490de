"""Lists the photos of a folder and the target of each."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from engine.batch.masks import MaskFolder
from engine.batch.names import MaskFinder, name_key
from engine.batch.plan import Plan, is_same
from engine.batch.records import JournalContent, Stamp, differences, read
from engine.errors import (
    FolderLinked,
    FolderUnreadable,
    JournalUnreadable,
    LacunaError,
    MaskMissing,
    PhotoUnreadable,
    TargetTaken,
)
from engine.job import Job
from engine.photo.file_format import suffixes
from engine.photo.load import RAW_SUFFIXES
from engine.system.atomic import reason
from engine.text import Text, because

MAX_FOLDER_DEPTH = 200
TOO_DEEP = Text("it lies deeper than any folder that is looked into")
UNREADABLE_REASONS = {
    errno.EACCES: Text("reading it is not allowed"),
    errno.EPERM: Text("reading it is not allowed"),
    errno.ENOENT: Text("the link leads nowhere"),
    errno.ELOOP: Text("its links lead in a circle"),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One photo of a batch, or a folder that cannot be looked into.

    name: its path inside the folder of photos, "/" between, which tells it from all others.
    target: where the repaired photo goes, None where it cannot.  mask: of a MaskFolder.
    problem: why nothing will be done with it.
    """

    name: str
    source: Path
    target: Path | None = None
    mask: Path | None = None
    stamp: Stamp | None = None
    problem: LacunaError | None = None

    @property
    def size(self) -> int:
        """Bytes of the photo's file."""
        return self.stamp[1] if self.stamp else 0


def files(plan: Plan, job: Job | None = None) -> tuple[Item, ...]:
    """All photos of the plan in the order of their names, each with where it goes, or why it does not.

    A photo is known by its suffix; hidden files are passed over, links to photos are read, and
    links to folders are not followed.  The output folder and the folder of masks are left out where they lie
    inside.  Raises FolderUnreadable for the folder itself, or Cancelled.
    """
    try:
        content = read(plan) or JournalContent({}, {})
    except JournalUnreadable:
        content = JournalContent({}, {})
    return placed(plan, photos(plan, job), content)


def photos(plan: Plan, job: Job | None = None) -> list[Item]:
    """As `files`, but still without targets and masks."""
    apart = [plan.out]
    if isinstance(plan.masks, MaskFolder):
        apart.append(plan.masks.folder)
    return list(_walk(plan.photos, "", recursive=plan.recursive, apart=apart, job=job or Job()))


def placed(plan: Plan, items: Sequence[Item], content: JournalContent) -> tuple[Item, ...]:
    """The items with their targets and masks; where the journal has the same settings, its names are kept."""
    same = not differences(content.settings, plan.settings)
    kept = {one.name: one.target for one in content.records.values() if same and one.now}
    targets = named(plan, [item.name for item in items if item.problem is None], kept)
    finder = MaskFinder(plan.masks.folder) if isinstance(plan.masks, MaskFolder) else None
    return tuple(
        _placed(plan, item, targets[item.name], content.records, finder) if item.name in targets else item
        for item in items
    )


def _walk(folder: Path, inside: str, *, recursive: bool, apart: list[Path], job: Job) -> Iterator[Item]:
    job.step(0.0)
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        problem = FolderUnreadable(because(folder, _why(error)))
        if not inside:
            raise problem from error
        yield Item(name=inside.rstrip("/"), source=folder, problem=problem)
        return
    for entry in entries:
        path, name = folder / entry.name, inside + entry.name
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            if not recursive or any(is_same(path, other) for other in apart):
                continue
            if entry.is_symlink():
                yield Item(name=name, source=path, problem=FolderLinked(str(path)))
            elif inside.count("/") >= MAX_FOLDER_DEPTH:
                yield Item(name=name, source=path, problem=FolderUnreadable(because(path, TOO_DEEP)))
            else:
                yield from _walk(path, name + "/", recursive=True, apart=apart, job=job)
        elif is_photo(entry.name):
            yield _photo(path, name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or to where nobody may look
        return False


def _why(error: OSError) -> str:
    """Why something cannot be read, in plain words."""
    return UNREADABLE_REASONS.get(error.errno or 0) or reason(error)


def _photo(path: Path, name: str) -> Item:
    try:
        facts = path.stat()
    except OSError as error:
        return Item(name=name, source=path, problem=PhotoUnreadable(because(path.name, _why(error))))
    return Item(name=name, source=path, stamp=(facts.st_mtime_ns, facts.st_size))


def is_photo(name: str) -> bool:
    """Whether a file of this name counts as a photo.  RAW files do, so that each is reported."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in suffixes() or suffix in RAW_SUFFIXES


def _placed(plan: Plan, item: Item, target: str, own: Collection[str], finder: MaskFinder | None) -> Item:
    item = replace(item, target=plan.out / target)
    if isinstance(plan.masks, MaskFolder) and finder is not None:
        expected = plan.masks.folder / PurePosixPath(item.name).with_suffix(".png")
        mask = finder.mask(item.name) or expected
        item = replace(item, mask=mask)
        if not mask.is_file():
            return replace(item, problem=MaskMissing(str(expected)))
    if target not in own and os.path.lexists(plan.out / target):
        return replace(item, problem=TargetTaken(str(plan.out / target)))
    return item


def named(plan: Plan, names: list[str], known: Mapping[str, str]) -> dict[str, str]:
    """The target of each photo, as a path inside the output folder, no two alike on any disk.

    Photos that would get the same name (a.jpg and a.bmp as PNG) keep their suffix in it (a.jpg.png); one that
    has it already (a.png) keeps it, and so does what was so named in an earlier run.
    """
    taken = {name_key(known[name]): name for name in names if name in known}
    targets = {name: known[name] for name in names if name in known}
    wishes = {name: _wish(plan, name) for name in names if name not in targets}
    crowd = Counter(name_key(wish) for wish in wishes.values())
    for name in sorted(wishes, key=lambda name: (wishes[name] != name, name)):
        wish = wishes[name]
        if plan.format and (name_key(wish) in taken or (crowd[name_key(wish)] > 1 and wish != name)):
            wish = _wish(plan, name, whole=True)
        number = 1
        path = PurePosixPath(wish)
        while name_key(wish) in taken:
            number += 1
            wish = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        taken[name_key(wish)] = name
        targets[name] = wish
    return targets


def _wish(plan: Plan, name: str, *, whole: bool = False) -> str:
    """The target of a photo as the plan has it; `whole`: with its old suffix in the name."""
    path = PurePosixPath(name)
    suffix = f".{plan.format.lstrip('.').lower()}" if plan.format else path.suffix
    if plan.format and plan.file_format is not None and path.suffix.lower() in plan.file_format.suffixes:
        suffix = path.suffix  # a.jpeg stays a.jpeg among JPEGs
    stem = plan.pattern.format(name=path.name if whole else path.stem, format=path.suffix[1:].lower())
    return str(path.with_name(stem + suffix))
