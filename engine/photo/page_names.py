"""What files of one page are called whose photo is a page of a file of several."""

from __future__ import annotations

import re
from pathlib import PurePath

_PAGE_ENDING = re.compile(r"-page-\d+$")


def page_stem(path: PurePath, page: int, pages: int) -> str:
    """The file's stem, with the page's number in as many digits as the last one has; plain for one page."""
    return path.stem if pages == 1 else f"{path.stem}-page-{page:0{len(str(pages))}}"


def without_page(stem: str) -> str:
    """A stem without what `page_stem` adds."""
    return _PAGE_ENDING.sub("", stem)
