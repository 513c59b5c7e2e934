"""Standing matter read: sizes, days, turns, and what is told of an item that cannot be used."""

from __future__ import annotations

import datetime

import pytest
from day_folder import DATE, STORY, Day

from epaper.model.edition import Edition
from epaper.model.finding import Severity
from epaper.sources.folder import read_edition

SIZES = "## short\n\nOne line.\n\n## medium\n\nOne line, and another one that is longer.\n"


@pytest.fixture
def day(tmp_path):
    made = Day(tmp_path)
    made.write("a.md", STORY)
    return made


def item(day: Day, name: str, fields: str, body: str = SIZES, *, own: bool = False) -> None:
    place = f"standing/{name}.md" if own else f"../standing/{name}.md"
    day.write(place, f"---\n{fields}\n---\n{body}")


def slugs(edition: Edition) -> list[str]:
    return [story.slug for story in edition.stories if story.standing]


def rules(day: Day) -> dict[str, Severity]:
    return {one.rule: one.severity for one in day.read()[1]}


def test_an_item_has_a_text_for_each_size_the_shortest_first(day):
    item(day, "sum", "kind: puzzle\ntitle: A sum", "## medium\n\nA b c d.\n\n## short\n\nA b.\n")
    edition, findings = day.read()
    (story,) = (one for one in edition.stories if one.standing)
    assert [len(str(body)) for body in story.standing.bodies] == sorted(
        len(str(body)) for body in story.standing.bodies
    )
    assert story.body == story.standing.bodies[-1]
    assert story.file == "../standing/sum.md"
    assert not findings


@pytest.mark.parametrize(
    ("days", "runs"),
    [
        ("date: 2026-03-14", True),
        ("date: 03-14", True),
        ("date: 2025-03-14", False),
        ("date: 03-15", False),
        ("from: 2026-03-10\nuntil: 2026-03-14", True),
        ("from: 2026-03-15\nuntil: 2026-03-20", False),
        ("until: 2026-03-13", False),
    ],
)
def test_an_item_never_runs_on_a_wrong_day(day, days, runs):
    item(day, "fair", f"kind: events\ntitle: The fair\n{days}")
    edition, findings = day.read()
    assert slugs(edition) == (["fair"] if runs else [])
    assert [one.rule for one in findings] == ([] if runs else ["standing.away"])


@pytest.mark.parametrize(
    ("fields", "body", "rule"),
    [
        ("kind: weather\ntitle: Rain", SIZES, "standing.date"),
        ("kind: on this day\ntitle: Then\nuntil: 2026-04-01", SIZES, "standing.date"),
        ("kind: events\ntitle: Fair\ndate: 14.3.", SIZES, "standing.date"),
        ("kind: events\ntitle: Fair\ndate: 02-30", SIZES, "standing.date"),
        ("kind: puzzle", SIZES, "standing.title"),
        ("title: A sum", SIZES, "standing.kind"),
        ("kind: puzle\ntitle: A sum", SIZES, "field.value"),
        ("kind: puzzle\ntitle: A sum", "", "standing.empty"),
        ("kind: readers' picture\ntitle: A cat", "A cat.\n", "standing.picture"),
        (
            "kind: readers' picture\ntitle: A cat\npictures: [cat.jpg]",
            "A cat.\n",
            "picture.missing",
        ),
    ],
)
def test_a_wrong_item_is_told_and_not_used_and_stops_nothing(day, fields, body, rule):
    item(day, "odd", fields, body)
    edition, findings = day.read()
    assert slugs(edition) == []
    assert rule in {one.rule for one in findings}
    assert all(one.severity < Severity.ERROR for one in findings)


@pytest.mark.parametrize(
    "body",
    ["One text.\n", "Lost.\n\n" + SIZES, SIZES + "\n## long\n", SIZES + "\n## short\n\nAgain.\n"],
)
def test_odd_sizes_are_told_and_the_others_used(day, body):
    item(day, "sum", "kind: puzzle\ntitle: A sum", body)
    assert slugs(day.read()[0]) == ["sum"]
    assert rules(day) == {"standing.sizes": Severity.WARNING}


def test_a_day_s_own_item_stands_for_the_shared_one(day):
    item(day, "quote", "kind: quote\ntitle: Every day", "Anybody\n")
    item(day, "quote", "kind: quote\ntitle: Today", "Somebody\n", own=True)
    edition, findings = day.read()
    assert [one.headline for one in edition.stories if one.standing] == ["Today"]
    assert not findings


def test_an_item_gives_way_to_a_story_of_its_name(day):
    item(day, "a", "kind: puzzle\ntitle: A sum")
    assert slugs(day.read()[0]) == []
    assert rules(day) == {"standing.slug": Severity.WARNING}


def test_a_held_item_waits(day):
    item(day, "sum", "kind: puzzle\ntitle: A sum\nhold: the answer is wrong")
    edition, findings = day.read()
    assert slugs(edition) == []
    assert "the answer is wrong" in findings[0].message


def test_items_take_turns_by_the_date_and_used_ones_come_last(day):
    for name in "xyz":
        item(day, name, f"kind: puzzle\ntitle: {name}")
    turns = []
    for days in range(3):
        date = DATE + datetime.timedelta(days)
        (day.editions / date.isoformat()).mkdir(exist_ok=True)
        (day.editions / date.isoformat() / "a.md").write_text(STORY)
        turns.append(slugs(read_edition(day.editions, date)[0]))
    assert {turn[0] for turn in turns} == {"x", "y", "z"}
    first = turns[0][0]
    item(day, first, f"kind: puzzle\ntitle: {first}\nused: [2026-03-01, 2026-03-14]")
    assert slugs(day.read()[0])[-1] == first


def test_one_of_each_kind_comes_before_the_second_of_any(day):
    for name in ("one", "two"):
        item(day, name, f"kind: puzzle\ntitle: {name}")
    item(day, "said", "kind: quote\ntitle: Words", "Somebody\n")
    found = slugs(day.read()[0])
    assert found[1] == "said"
    assert len(found) == 3
