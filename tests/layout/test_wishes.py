"""One line of plan.yaml moves a story, and everything else moves around it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from generated_day import story

from epaper.layout.laid_out import LaidOut
from epaper.model.plan import Wish
from epaper.model.story import Story
from epaper.sources.folder import read_edition

Made = Callable[..., LaidOut]


def day() -> list[Story]:
    return [story(n, 90 + 23 * (n % 9), ("City", "World")[n // 9], 2 + n % 6) for n in range(18)]


def shapes(laid: LaidOut, slug: str) -> list[tuple[int, str]]:
    return [
        (p.number, m.note)
        for p in laid.pages
        for m in p.modules
        if m.story == slug and m.kind == "story"
    ]


def told(laid: LaidOut) -> list[str]:
    return [f.message for f in laid.findings if f.rule == "plan.unmet"]


def test_page_width_and_keeping_off(made: Made) -> None:
    free = made(day(), 8, effort=8)
    last = max(p.number for p in free.pages if any(m.kind == "story" for m in p.modules))
    wishes = (
        Wish("story-03", page=last),
        Wish("story-07", columns=3),
        Wish("story-11", off=(1, 3)),
    )
    laid = made(day(), 8, effort=8, wishes=wishes)
    assert shapes(laid, "story-03")[0][0] == last
    assert shapes(laid, "story-07")[0][1].startswith("3 columns")
    assert shapes(laid, "story-11")[0][0] not in (1, 3)
    assert not told(laid)
    assert {p.slug for p in laid.placements if p.pages} >= {"story-03", "story-07", "story-11"}


def test_on_the_front_page_at_the_top(made: Made) -> None:
    laid = made(day(), 8, effort=8, wishes=(Wish("story-17", page=1),))
    assert shapes(laid, "story-17")[0][0] == 1
    assert not told(laid)


def test_a_wish_that_cannot_be_met_is_explained_and_the_rest_builds(made: Made) -> None:
    laid = made(day(), 8, effort=8, wishes=(Wish("story-03", page=60),))
    (message,) = told(laid)
    assert "page 60 is wished" in message
    assert "the edition has" in message
    assert next(p for p in laid.placements if p.slug == "story-03").pages


def test_mistakes_in_the_file_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "2026-01-01"
    folder.mkdir()
    (folder / "edition.yaml").write_text(
        "publication: {name: The Test}\nsections: [News]\n", encoding="utf-8"
    )
    (folder / "the-bridge.md").write_text(
        "---\nsection: News\nheadline: A\n---\nText.\n", encoding="utf-8"
    )
    (folder / "plan.yaml").write_text(
        "stories:\n  the-brige: {page: 3}\n  the-bridge: {at: middle, colums: 2}\n",
        encoding="utf-8",
    )
    _, findings = read_edition(tmp_path, datetime.date(2026, 1, 1))
    words = " ".join(str(f) for f in findings)
    assert "the-bridge" in words
    assert "middle" in words
    assert "colums" in words
