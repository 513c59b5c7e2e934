"""Page contents made by several processes, with the same bytes as by one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import TypeVar

from epaper.page.page import Page
from epaper.sinks.pdf.content import Names, PageContent, Tags, page_content
from epaper.sinks.pdf.text import TextSetter

FEW_PAGES = 24  # below this the processes cost more than they bring
Other = TypeVar("Other")
Sheets = Sequence[tuple[Page, Tags]]

_task: list[tuple[Sheets, Names, TextSetter]] = []  # one entry, in a worker only


def page_contents(
    sheets: Sheets, names: Names, jobs: int, meanwhile: Callable[[], Other]
) -> tuple[tuple[PageContent, ...], Other]:
    """The contents of all pages in order, and what `meanwhile` returns, run while workers write."""
    if jobs < 2 or len(sheets) < FEW_PAGES:
        other = meanwhile()
        setter = TextSetter(names.faces)
        return tuple(page_content(page, names, tags, setter) for page, tags in sheets), other
    # Forked workers see the pages without their being copied; where there is no fork they are sent
    # once to each.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(jobs, _start, (sheets, names)) as pool:
        pending = pool.map_async(_work, range(len(sheets)), chunksize=4)
        other = meanwhile()
        return tuple(pending.get()), other


def _start(sheets: Sheets, names: Names) -> None:
    _task[:] = [(sheets, names, TextSetter(names.faces))]


def _work(index: int) -> PageContent:
    sheets, names, setter = _task[0]
    page, tags = sheets[index]
    return page_content(page, names, tags, setter)
