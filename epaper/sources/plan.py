"""`plan.yaml` beside edition.yaml -> wishes for stories; every mistake is named with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from epaper.model.plan import PLACES, PageWish, Wish
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.reader import read_fields
from epaper.settings.scalars import MOST_PAGES, page_of

NAME = "plan.yaml"


def read_plan(
    day: Path, slugs: Mapping[str, str], notes: Notes
) -> tuple[tuple[Wish, ...], tuple[PageWish, ...]]:
    """The wishes for stories and for pages in the order of the file; none where there is no file.

    slugs: of the day's stories, each with what is wrong with it, "" where nothing is.

    stories:
      slug: {page: 3, off: [1], columns: 4, picture: 2, headline: 40, at: top}
    pages:
      4: {lock: yes}
      5: {runner_up: 1}
    """
    path = day / NAME
    if not path.is_file():
        return (), ()
    fields = read_fields(path, notes)
    if fields is None:
        return (), ()
    wishes: list[Wish] = []
    known = tuple(sorted(slugs))  # a set has no order
    for slug, entry in fields.named("stories"):
        line = entry.start
        wish = _wish(slug, entry, line)
        entry.finish()
        field = f"stories.{slug}"
        if slug not in slugs:
            fact = f"{slug} is wished for, and there is no such story in the day"
            notes.warning(
                "plan.unmet", fact, suggestion(slug, known, 5, "the day has"), line, field=field
            )
        elif why := slugs[slug]:
            fact, remedy = f"{slug} is wished for, and {why}", "mend that file, see its finding"
            notes.warning("plan.unmet", fact, remedy, line, field=field)
        else:
            wishes.append(wish)
    wanted = [_page(number, entry) for number, entry in fields.named("pages")]
    fields.finish()
    return tuple(wishes), tuple(wish for wish in wanted if wish)


def _page(number: str, entry: Fields) -> PageWish | None:
    line = entry.start
    page = page_of(number)
    if page is None:
        fact = f"{shown(number)} is no page"
        remedy = f"write a page number from 1 to {MOST_PAGES}"
        entry.notes.error("field.value", fact, remedy, line, field=f"pages.{number}")
        return None
    wish = PageWish(page, entry.flag("lock"), entry.whole("runner_up", 0, 0, 60), line)
    entry.finish()
    return wish


def _wish(slug: str, entry: Fields, line: int) -> Wish:
    return Wish(
        slug,
        off=entry.page_numbers("off"),
        page=entry.whole("page", 0, 0, MOST_PAGES),
        columns=entry.whole("columns", 0, 0, 20),
        picture=entry.whole("picture", 0, 0, 20),
        headline=float(entry.whole("headline", 0, 0, 300)),
        at=entry.choice("at", ("", *PLACES), ""),
        line=line,
    )
