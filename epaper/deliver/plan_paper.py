"""The flatplan on paper: the issue's pages as spreads, to hang on a wall."""

from __future__ import annotations

from collections.abc import Mapping

from epaper.issue.issue import Issue, PlanSheet
from epaper.page.direction import direction_of
from epaper.page.page import Page
from epaper.paperwork.flatplan import Chart, ChartModule, ChartPage, flatplan


def plan_paper(issue: Issue, pictures: Mapping[int, bytes]) -> bytes:
    """A PDF; `pictures` are JPEGs by page number."""
    pages = tuple(
        _page(page, issue.sheet(page.number), pictures.get(page.number, b""))
        for page in issue.pages
    )
    held = tuple((s.slug, s.reason) for s in issue.stories if s.status == "held")
    name, leftward = issue.publication.name, direction_of(issue.language) == "rtl"
    return flatplan(Chart(name, issue.date, pages, held, edition=issue.name, leftward=leftward))


def _page(page: Page, sheet: PlanSheet | None, picture: bytes) -> ChartPage:
    modules = tuple(ChartModule(m.rect, m.story or m.note, m.kind) for m in page.modules)
    return ChartPage(
        number=page.number,
        section=page.section,
        size=page.size,
        picture=picture,
        modules=modules,
        bookings=tuple(module.note for module in sheet.bookings) if sheet else (),
        cost=sheet.chosen.cost if sheet and sheet.chosen else None,
        locked=sheet is not None and sheet.kind == "locked",
    )
