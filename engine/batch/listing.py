"""Lists the photos of a folder and the target of each."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from engine.batch.masks import MaskFolder
from engine.batch.names import MASK_ENDINGS, MaskFinder, name_key
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
from engine.photo import Photo, load, page_count
from engine.photo.file_format import delivered_format, file_formats, paged_suffixes, suffixes
from engine.photo.load import RAW_SUFFIXES
from engine.photo.notices import one_of_pages, page_of_pdf
from engine.photo.page_names import page_stem, without_page
from engine.system.atomic import reason
from engine.text import Text, because

MAX_FOLDER_DEPTH = 200  # Deeper than the folders that people make.
TOO_DEEP = Text("it lies deeper than any folder that is looked into")
UNREADABLE_REASONS = {
    errno.EACCES: Text("reading it is not allowed"),
    errno.EPERM: Text("reading it is not allowed"),
    errno.ENOENT: Text("the link leads nowhere"),
    errno.ELOOP: Text("its links lead in a circle"),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One photo of a batch, or a folder that cannot be read.

    name: its path inside the folder of photos, with "/", which identifies it; a page of a file of several has
    its number behind it.  page: that number, 0 where the file is one photo.  pages: how many the file has.
    target: the path for the repaired photo, None where there is none.  mask: the file in a MaskFolder.
    stamp: of the photo's file.  problem: the reason why nothing will be done with it, or None.
    """

    name: str
    source: Path
    target: Path | None = None
    mask: Path | None = None
    stamp: Stamp | None = None
    problem: LacunaError | None = None
    page: int = 0
    pages: int = 1

    @property
    def file_name(self) -> str:
        """The name of a photo's file inside the folder; of a page, the name that a file of it alone has."""
        if not self.page:
            return self.name
        path = PurePosixPath(self.name.removesuffix(_page_ending(self.page)))
        return str(path.with_stem(page_stem(path, self.page, self.pages)))

    def loaded(self) -> Photo:
        """The photo, without the other pages of its file.  Raises PhotoError."""
        photo = load(self.source, self.page or 1)
        page, count = photo.origin.page, photo.origin.frames
        of_pages = (one_of_pages(page, count), page_of_pdf(page, count))
        photo.notices = tuple(notice for notice in photo.notices if notice not in of_pages)
        return photo.alone() if self.page else photo

    @property
    def size(self) -> int:
        """The size of the photo's file in bytes, 0 if it is unknown; of a page, its share."""
        return self.stamp[1] // self.pages if self.stamp else 0


@dataclass(frozen=True)
class Listing:
    """The content of a folder of photos.

    passed_over: the files that are no photos, as paths inside the folder, without hidden ones.
    """

    photos: tuple[Item, ...]
    passed_over: tuple[str, ...] = ()


def files(plan: Plan, job: Job | None = None) -> tuple[Item, ...]:
    """All photos of the plan in the order of their names, each with its target or its problem.

    Photos are known by their suffix.  Hidden files and the masks of photos beside them are skipped, links
    to photos are read, links to folders are not followed, and neither the output folder nor the folder of
    masks is searched.  Raises FolderUnreadable for the folder itself, or Cancelled.
    """
    try:
        content = read(plan) or JournalContent({}, {})
    except JournalUnreadable:
        content = JournalContent({}, {})
    return placed(plan, listing(plan, job).photos, content)


def listing(plan: Plan, job: Job | None = None) -> Listing:
    """The photos of the plan as `files` lists them, but without targets and masks, and all other files."""
    apart = [plan.out]
    if isinstance(plan.masks, MaskFolder):
        apart.append(plan.masks.folder)
    passed_over: list[str] = []
    found = _walk(plan.photos, "", plan.recursive, apart, passed_over, job or Job())
    return Listing(tuple(found), tuple(passed_over))


def placed(plan: Plan, items: Sequence[Item], content: JournalContent) -> tuple[Item, ...]:
    """The items with their targets and masks; where the journal has the same settings, its names are kept."""
    same = not differences(content.settings, plan.settings)
    kept = {one.name: one.target for one in content.records.values() if same and one.now}
    sound = [item for item in items if item.problem is None]
    files = {item.name: item.file_name for item in sound if item.page}
    targets = named(plan, [item.name for item in sound], kept, files)
    finder = MaskFinder(plan.masks.folder) if isinstance(plan.masks, MaskFolder) else None
    return tuple(
        _placed(plan, item, targets[item.name], content.records, finder) if item.name in targets else item
        for item in items
    )


def _walk(
    folder: Path, inside: str, recursive: bool, apart: list[Path], passed_over: list[str], job: Job
) -> Iterator[Item]:
    """The photos of a folder.  inside: its path in the folder of photos.  apart: folders to skip.

    passed_over: gets the names of files that are no photos.
    """
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
    stems = {PurePosixPath(entry.name).stem.casefold() for entry in entries if is_photo(entry.name)}
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
                yield from _walk(path, name + "/", True, apart, passed_over, job)
        elif is_photo(entry.name) and not _is_mask_of_another(entry.name, stems):
            yield from _photos(path, name)
        else:
            passed_over.append(name)


def _is_mask_of_another(name: str, stems: Collection[str]) -> bool:
    """Whether a PNG is the mask of a photo beside it, as the editor saves it: photo_mask.png of photo.jpg.

    stems: the photos' names without suffix, in lower case.
    """
    path = PurePosixPath(name.casefold())
    masked = [path.stem.removesuffix(ending) for ending in MASK_ENDINGS if path.stem.endswith(ending)]
    return path.suffix == ".png" and any(stem in stems or without_page(stem) in stems for stem in masked)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # A link to itself, or to what may not be read.
        return False


def _why(error: OSError) -> str:
    """The reason why something cannot be read, for a person."""
    return UNREADABLE_REASONS.get(error.errno or 0) or reason(error)


def _photos(path: Path, name: str) -> Iterator[Item]:
    """The photo of a file, or its pages."""
    try:
        facts = path.stat()
    except OSError as error:
        yield Item(name=name, source=path, problem=PhotoUnreadable(because(path.name, _why(error))))
        return
    item = Item(name=name, source=path, stamp=(facts.st_mtime_ns, facts.st_size))
    count = _page_count(path)
    if count == 1:
        yield item
        return
    for page in range(1, count + 1):
        yield replace(item, name=name + _page_ending(page), page=page, pages=count)


def _page_count(path: Path) -> int:
    """The pages of a file; 1 where it cannot be read, which is said when it is repaired."""
    if path.suffix.lower() not in paged_suffixes():
        return 1
    try:
        return page_count(path)
    except LacunaError:
        return 1


def _page_ending(page: int) -> str:
    """What follows the file's name in that of a page; no photo's name ends so."""
    return f", page {page}"


def is_photo(name: str) -> bool:
    """Whether a file of this name counts as a photo.  RAW files do, so that each is reported."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in suffixes() or suffix in RAW_SUFFIXES


def _placed(plan: Plan, item: Item, target: str, own: Collection[str], finder: MaskFinder | None) -> Item:
    """An item with its target and mask, or its problem.  own: targets that earlier runs wrote."""
    item = replace(item, target=plan.out / target)
    if isinstance(plan.masks, MaskFolder) and finder is not None:
        expected = plan.masks.folder / PurePosixPath(item.file_name).with_suffix(".png")
        mask = finder.mask(item.file_name) or expected
        item = replace(item, mask=mask)
        if not mask.is_file():
            return replace(item, problem=MaskMissing(str(expected)))
    if target not in own and os.path.lexists(plan.out / target):
        return replace(item, problem=TargetTaken(str(plan.out / target)))
    return item


def named(
    plan: Plan, names: list[str], known: Mapping[str, str], files: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The target of each photo as a path inside the output folder; no two are equal on any disk.

    Photos that would get the same name (a.jpg and a.bmp as PNG) keep their suffix in it (a.jpg.png), except
    one that already has the name (a.png).  known: names of an earlier run, which stay.  files: the file names
    of photos whose names are none, which are pages.
    """
    files = {**{name: name for name in names}, **(files or {})}
    taken = {name_key(known[name]): name for name in names if name in known}
    targets = {name: known[name] for name in names if name in known}
    wishes = {name: _wish(plan, files[name]) for name in names if name not in targets}
    crowd = Counter(name_key(wish) for wish in wishes.values())
    for name in sorted(wishes, key=lambda name: (wishes[name] != files[name], name)):
        wish = wishes[name]
        if plan.format and (name_key(wish) in taken or (crowd[name_key(wish)] > 1 and wish != files[name])):
            wish = _wish(plan, files[name], whole=True)
        number = 1
        path = PurePosixPath(wish)
        while name_key(wish) in taken:
            number += 1
            wish = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        taken[name_key(wish)] = name
        targets[name] = wish
    return targets


def _wish(plan: Plan, name: str, *, whole: bool = False) -> str:
    """The target that the plan's pattern gives a photo.  whole: with its old suffix in the name."""
    path = PurePosixPath(name)
    suffix = f".{plan.format.lstrip('.').lower()}" if plan.format else _own_suffix(path.suffix)
    if plan.format and plan.file_format is not None and path.suffix.lower() in plan.file_format.suffixes:
        suffix = path.suffix  # In a run to JPEG a.jpeg stays a.jpeg.
    stem = plan.pattern.format(name=path.name if whole else path.stem, format=path.suffix[1:].lower())
    return str(path.with_name(stem + suffix))


def _own_suffix(suffix: str) -> str:
    """The suffix of a result in the format that a photo of this suffix is delivered in."""
    own = next((one for one in file_formats() if suffix.lower() in one.suffixes), None)
    delivered = None if own is None else delivered_format(own.name)
    return suffix if delivered is None or delivered == own else delivered.suffixes[0]
