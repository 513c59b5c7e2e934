"""Which pages go into which file: a page each, a panorama as one page of double width, or a file a
section.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.issue.gists import page_gist
from epaper.issue.issue import Issue
from epaper.model.edition import Publication
from epaper.model.press import PressSettings
from epaper.page.direction import direction_of
from epaper.page.gist import fold_rects, panoramas
from epaper.page.page import Page
from epaper.page.spread import spread
from epaper.sinks.press.manifest import pages_text


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one file; a panorama is one page that stands for two numbers.

    `across`: where each page's type may run into the fold.
    """

    pages: tuple[Page, ...]
    numbers: tuple[int, ...]
    section: str  # as file names have it
    across: tuple[tuple[Rect, ...], ...] = ()

    @property
    def label(self) -> str:
        """For people: "page 4", "pages 4, 5"."""
        return pages_text(self.numbers)


def groups_of(issue: Issue, settings: PressSettings) -> list[Group]:
    """The files to make, in the order of their first pages."""
    sections = _sections(issue)
    wide = panoramas({page.number: page_gist(page) for page in issue.pages})
    names = _slugs(dict.fromkeys(sections.values()), issue.publication)
    groups = [
        Group(
            pages,
            numbers,
            names[sections[numbers[0]]],
            tuple(_folds(p, issue, wide) for p in pages),
        )
        for pages, numbers in _sheets(issue, settings, wide if settings.panoramas else ())
    ]
    if settings.one_file == "page":
        return groups
    by_section: dict[str, list[Group]] = {}
    for group in groups:
        by_section.setdefault(group.section, []).append(group)
    return [_joined(section, members) for section, members in by_section.items()]


def _sheets(
    issue: Issue, settings: PressSettings, wide: Sequence[int]
) -> list[tuple[tuple[Page, ...], tuple[int, ...]]]:
    """Single pages and panoramas; halves go apart where the shop prints none, or only one of them
    in colour."""
    by_number = {page.number: page for page in issue.pages}
    leftward = direction_of(issue.language) == "rtl"
    sheets: list[tuple[tuple[Page, ...], tuple[int, ...]]] = []
    done: set[int] = set()
    for page in issue.pages:
        number = page.number
        if number in done:
            continue
        if number in wide and settings.in_colour(number) == settings.in_colour(number + 1):
            sheets.append(((spread(page, by_number[number + 1], leftward),), (number, number + 1)))
            done.add(number + 1)
        else:
            sheets.append(((page,), (number,)))
    return sheets


def _folds(page: Page, issue: Issue, wide: Sequence[int]) -> tuple[Rect, ...]:
    if page.size.width > 1.5 * issue.pages[0].size.width:
        return ()
    return fold_rects(page.number, page_gist(page), wide)


def _sections(issue: Issue) -> dict[int, str]:
    """The section that each page is in: one without stories of a section, such as a full page of
    advertising, is in that of the page before."""
    known = {section.name for section in issue.sections}
    named = [page.section for page in issue.pages if page.section in known]
    here = named[0] if named else ""
    found = {}
    for page in issue.pages:
        here = page.section if page.section in known else here
        found[page.number] = here
    return found


def _joined(section: str, members: Sequence[Group]) -> Group:
    return Group(
        tuple(itertools.chain.from_iterable(group.pages for group in members)),
        tuple(itertools.chain.from_iterable(group.numbers for group in members)),
        section,
        tuple(itertools.chain.from_iterable(group.across for group in members)),
    )


def _slugs(names: Iterable[str], publication: Publication) -> dict[str, str]:
    """Sections as file names have them, no two alike; a letter for one without letters."""
    slugs: dict[str, str] = {}
    for at, name in enumerate(names):
        slug = publication.file_part(name) or string.ascii_uppercase[at % 26]
        slugs[name] = f"{slug}-{at + 1}" if slug in slugs.values() else slug
    return slugs


def file_name(
    issue: Issue, settings: PressSettings, group: Group, facts: Mapping[str, object]
) -> str:
    """As the shop's pattern has it; `facts`: colour and version."""
    name = settings.file_name.format(
        title=issue.publication.slug,
        code=issue.publication.file_word(issue.publication.code),
        date=f"{issue.date:%Y%m%d}",
        edition=issue.publication.file_word(issue.zone) or "main",
        section=group.section,
        page=group.numbers[0],
        **facts,
    )
    return name.replace("/", "-")  # a zone may have one; files stand in one folder
