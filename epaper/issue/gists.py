"""Gists of an issue's pages, kept between runs: who prints one page decodes no other."""

from __future__ import annotations

from epaper.issue.codec import page_digest
from epaper.page.gist import Gist, gist_of
from epaper.page.page import Page
from epaper.work.kept import kept

MOST = 512  # that are held on to, and their pages with them
_GISTS: dict[int, tuple[Page, Gist]] = {}  # by the page's id


def page_gist(page: Page) -> Gist:
    """Found once for a page, however often it is asked for."""
    known = _GISTS.get(id(page))
    if known is not None and known[0] is page:
        return known[1]
    gist = kept("page gists", (page_digest(page),), lambda: gist_of(page))
    while len(_GISTS) >= MOST:
        del _GISTS[next(iter(_GISTS))]
    _GISTS[id(page)] = page, gist
    return gist
