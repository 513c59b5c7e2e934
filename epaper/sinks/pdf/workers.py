"""Page contents made by several processes, with the same bytes as by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from epaper.page.page import Page
from epaper.sinks.pdf.content import Names, PageContent, Tags, page_content
from epaper.sinks.pdf.text import TextSetter
from epaper.work.hands import Hands

FEW_PAGES = 24  # below this the processes cost more than they bring
Other = TypeVar("Other")
Sheets = Sequence[tuple[Page, Tags]]


def page_contents(
    sheets: Sheets, names: Names, jobs: int, meanwhile: Callable[[], Other]
) -> tuple[tuple[PageContent, ...], Other]:
    """The contents of all pages in order, and what `meanwhile` returns, run while workers write."""
    setter = TextSetter(names.faces)

    def content(place: int) -> PageContent:
        page, tags = sheets[place]
        return page_content(page, names, tags, setter)

    with Hands(content, jobs if len(sheets) >= FEW_PAGES else 1, "print") as hands:
        contents = hands.begin(range(len(sheets)), at_once=4)
        other = meanwhile()
        return tuple(contents()), other
