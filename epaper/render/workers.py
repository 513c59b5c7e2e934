"""Page contents made by several processes, with the same bytes as by one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import TypeVar

from epaper.page.page import Document
from epaper.render.content import Names, PageContent, page_content
from epaper.render.text import TextSetter

FEW_PAGES = 24  # below this the processes cost more than they bring
Other = TypeVar("Other")

_task: list[tuple[Document, Names, TextSetter]] = []  # one entry, in a worker only


def page_contents(
    document: Document, names: Names, jobs: int, meanwhile: Callable[[], Other]
) -> tuple[tuple[PageContent, ...], Other]:
    """The contents of all pages in order, and what `meanwhile` returns, run while workers write."""
    if jobs < 2 or len(document.pages) < FEW_PAGES:
        other = meanwhile()
        setter = TextSetter(names.faces)
        return tuple(page_content(page, names, setter) for page in document.pages), other
    # Forked workers see the document without it being copied; where there is no fork it is sent
    # once to each.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(jobs, _start, (document, names)) as pool:
        pending = pool.map_async(_work, range(len(document.pages)), chunksize=4)
        other = meanwhile()
        return tuple(pending.get()), other


def _start(document: Document, names: Names) -> None:
    _task[:] = [(document, names, TextSetter(names.faces))]


def _work(index: int) -> PageContent:
    document, names, setter = _task[0]
    return page_content(document.pages[index], names, setter)
