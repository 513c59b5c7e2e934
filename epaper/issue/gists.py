"""Gists of an issue's pages, kept between runs: who prints one page decodes no other."""

from __future__ import annotations

from epaper.issue.codec import page_digest
from epaper.page.gist import Gist, gist_of
from epaper.page.of_page import OfPage
from epaper.page.page import Page
from epaper.work.kept import kept


def page_gist(page: Page) -> Gist:
    """Found once for a page, however often it is asked for."""
    return _gists(page)


@OfPage
def _gists(page: Page) -> Gist:
    return kept("page gists", (page_digest(page),), lambda: gist_of(page))
