"""`plan.yaml` beside edition.yaml -> wishes for stories; every mistake is named with its line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from epaper.model.plan import PLACES, PageWish, Wish
from epaper.sources.fields import Fields
from epaper.sources.notes import Notes, shown, suggestion
from epaper.sources.textfile import SETTINGS_BYTES, read_text
from epaper.sources.yamltree import read_yaml

NAME = "plan.yaml"


def read_plan(
    day: Path, slugs: Collection[str], notes: Notes
) -> tuple[tuple[Wish, ...], tuple[PageWish, ...]]:
    """The wishes for stories and for pages in the order of the file; none where there is no file.

    stories:
      slug: {page: 3, off: [1], columns: 4, picture: 2, headline: 40, at: top}
    pages:
      4: {lock: yes}
      5: {runner_up: 1}
    """
    path = day / NAME
    if not path.is_file():
        return (), ()
    text = read_text(path, notes, SETTINGS_BYTES)
    tree = read_yaml(text, notes) if text is not None else None
    if tree is None:
        return (), ()
    fields = Fields(tree, notes)
    stories = fields.inner("stories")
    found: list[Wish] = []
    known = {
        slug.replace("-", "_"): slug for slug in slugs
    }  # the reader takes - and _ in names of fields for one
    for name in stories.mapping.entries if stories else ():
        assert stories is not None
        line = stories.line(name)
        entry = stories.inner(name)
        if name not in known:
            remedy = suggestion(name, known, 5).replace("_", "-")
            fact = f"{name.replace('_', '-')} is wished for, and there is no such story in the day"
            notes.warning("plan.unmet", fact, remedy, line, "stories")
            if entry is not None:
                _wish("", entry, line)
                entry.finish()
        elif entry is not None:
            found.append(_wish(known[name], entry, line))
            entry.finish()
    pages = fields.inner("pages")
    wanted = [_page(name, pages) for name in pages.mapping.entries] if pages else []
    fields.finish()
    return tuple(found), tuple(wish for wish in wanted if wish)


def _page(name: str, pages: Fields) -> PageWish | None:
    line = pages.line(name)
    entry = pages.inner(name)
    if entry is None:
        return None
    if not (name.isdecimal() and 1 <= int(name[:6]) <= 400):
        pages.wrong(
            name, f"{shown(name)} is no page", "write a page number from 1 to 400", line=line
        )
        return None
    wish = PageWish(int(name), entry.flag("lock"), entry.whole("runner_up", 0, 0, 60), line)
    entry.finish()
    return wish


def _wish(slug: str, entry: Fields, line: int) -> Wish:
    off = tuple(int(number) for number in entry.numbers("off") or ())
    return Wish(
        slug,
        entry.whole("page", 0, 0, 400),
        off,
        entry.whole("columns", 0, 0, 20),
        entry.whole("picture", 0, 0, 20),
        float(entry.whole("headline", 0, 0, 300)),
        entry.choice("at", ("", *PLACES), ""),
        line,
    )
