"""What is found of a page once in a process, however often it is asked for: many pages stay from
one layout of a day to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from epaper.page.page import Page

MOST = 512  # pages that are held on to, each with what was found of it

Found = TypeVar("Found")


class OfPage(Generic[Found]):
    """Of a page, known by itself and not by what it holds: to compare pages takes long."""

    def __init__(self, find: Callable[[Page], Found]) -> None:
        self._find = find
        self._known: dict[int, tuple[Page, Found]] = {}  # by the page's id

    def __call__(self, page: Page) -> Found:
        known = self._known.get(id(page))
        if known is not None and known[0] is page:
            return known[1]
        found = self._find(page)
        self.know(page, found)
        return found

    def know(self, page: Page, found: Found) -> None:
        """Take it that this is what is to be found of the page."""
        while len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[id(page)] = page, found
