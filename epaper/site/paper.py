"""Whose site it is, and which edition of the index is one's own, under whatever name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from epaper.issue.issue import Issue
from epaper.model.names import ASCII, SCRIPT, hyphenated

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A title; `formerly`: slugs of the names that it had."""

    title: str
    slug: str
    language: str
    digits: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.slug, *self.formerly))

    def told(self) -> dict[str, Any]:
        """As the index keeps it."""
        usual = {"title": self.title, "slug": self.slug, "language": self.language}
        more = {"digits": self.digits, "formerly": list(self.formerly)}
        return {**usual, **{name: value for name, value in more.items() if value}}


def paper_of(issue: Issue) -> Paper:
    own = issue.publication
    formerly = (own.file_part(name) for name in own.site.formerly)
    return Paper(
        own.name,
        own.slug,
        own.language,
        digits=own.digits,
        formerly=tuple(sorted({name for name in formerly if name not in ("", own.slug)})),
    )


def known_paper(told: Record) -> Paper | None:
    """That of an index; None of a site that is only begun."""
    if not told.get("slug"):
        return None
    return Paper(
        str(told["title"]),
        str(told["slug"]),
        str(told["language"]),
        digits=str(told.get("digits", "")),
        formerly=tuple(told.get("formerly", ())),
    )


def is_house(house: Paper | None, own: Paper) -> bool:
    """Whether the site is a title's: its first, or the same under another name."""
    return house is None or house.slug in own.names or own.slug in house.formerly


def speaking_for(house: Paper | None, own: Paper) -> Paper:
    """Whose name the front has once `own` is published: a title that says which name it had takes
    the site over, an issue of before that day does not turn it back."""
    if house is None:
        return own
    if house.slug not in own.names:
        return house
    had = {*house.formerly, *own.formerly, house.slug} - {own.slug}
    return replace(own, formerly=tuple(sorted(had)))


def renamed(entries: Iterable[Record], *papers: Paper) -> list[dict[str, Any]]:
    """Entries of the index, those of an earlier name under the one of now."""
    return [
        {**one, "title": next((p.title for p in papers if _is_of(one, p)), one.get("title", ""))}
        for one in entries
    ]


def edition_id(issue: Issue, index: Record) -> str:
    """The name of the edition's folder.  The titles that a site is not for have theirs in it; one
    that stands there under an earlier name keeps its own."""
    own, house = paper_of(issue), known_paper(index.get("paper", {}))
    day = issue.date.isoformat()
    names = own if house is None or not is_house(house, own) else speaking_for(house, own)
    for one in index.get("editions", ()):
        same = (one["date"], one.get("zone", "")) == (day, issue.zone)
        if same and _is_of(one, names):
            return str(one["id"])
    title = "" if is_house(house, own) else own.slug
    zone = issue.publication.file_part(issue.zone) if issue.zone else ""
    return "-".join(part for part in (day, title, zone) if part)


def zone_told(name: str, zone: str) -> str:
    """A zone as readers are told of it; empty where the edition's name says it."""
    return "" if zone.casefold() in name.casefold() else zone


def _is_of(entry: Record, paper: Paper) -> bool:
    title = str(entry.get("title", ""))
    slugs = {hyphenated(title, slugs=way) or "edition" for way in (SCRIPT, ASCII)}
    return not slugs.isdisjoint(paper.names)
