"""A day's folder: what is read and what is found wrong."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from day_folder import STORY, Day

from epaper.errors import EditionError
from epaper.model.finding import Severity
from epaper.model.picture import PictureRole, Series
from epaper.model.story import Kind, Story
from epaper.model.text import (
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    Span,
    Table,
    rich,
)
from epaper.sources import readings
from epaper.sources.folder import read_edition
from epaper.sources.writer import story_markdown

FULL = """\
---
section: sport
urgency: 2
kind: feature
kicker: Tide
headline: "It's the river's turn"
short-headline: River's turn
deck: It rose -- twice
byline: Ann Wood
byline_role: Staff reporter
dateline: Kingsbridge
credit: Reuters
pictures:
  - file: pictures/bridge.png
    caption: The *old* bridge
    credit: Jo
    alt: A bridge
    focus: top right
    keep: [0, 0.1, 0.5, 1]
    faces: [[0.1, 0.2, 0.1, 0.1], [0.5, 0.2, 0.2, 0.3]]
    role: Portrait
    stand_in: yes
chart: {kind: line, title: Level, labels: [Mon, Tue], unit: m,
  series: [{name: Up, values: [1, 2.5]}]}
pull_quote: {text: It rose, by: A man}
tags: [river, flood]
related: other
hold: no
must_run: yes
language: en-GB
origin: {anything: [1, {deep: x}]}
---
One *two* **three** ***four***.

## A crosshead

> Quoted.

3. x
4. y

| A | B |
|---|--:|
| 1 | 2 |
"""


def test_everything_a_story_can_hold(day: Day) -> None:
    day.picture("pictures/bridge.png")
    day.write("deep/main.md", FULL)
    day.write("other.md", STORY)
    edition, findings = day.read()
    assert findings == ()
    story = edition.story("main")
    assert (story.section, story.urgency, story.kind) == ("Sport", 2, Kind.FEATURE)
    assert (story.headline, story.deck) == ("It’s the river’s turn", "It rose – twice")
    assert (story.short_headline, story.pull_quote, story.pull_quote_by) == (
        "River’s turn",
        "It rose",
        "A man",
    )
    assert (story.related, story.tags, story.must_run, story.hold) == (
        ("other",),
        ("river", "flood"),
        True,
        False,
    )
    assert story.file == "deep/main.md"
    (picture,) = story.pictures
    assert (picture.width, picture.height, picture.focus) == (60, 40, (0.8, 0.2))
    assert picture.keep == (0, 0.1, 0.5, 1)
    assert picture.faces == ((0.5, 0.2, 0.2, 0.3), (0.1, 0.2, 0.1, 0.1))
    assert (picture.role, picture.stand_in) == (PictureRole.PORTRAIT, True)
    assert picture.caption == (Span("The "), Span("old", Emphasis.ITALIC), Span(" bridge"))
    assert story.chart is not None
    assert story.chart.series == (Series("Up", (1.0, 2.5)),)
    paragraph, crosshead, quotation, numbers, table = story.body
    assert isinstance(paragraph, Paragraph)
    assert [span.emphasis.value for span in paragraph.text[1::2]] == [
        "italic",
        "bold",
        "bold italic",
    ]
    assert crosshead == Crosshead(rich("A crosshead"))
    assert quotation == Quotation((rich("Quoted."),))
    assert numbers == ListBlock((rich("x"), rich("y")), ordered=True, start=3)
    assert table == Table((rich("A"), rich("B")), ((rich("1"), rich("2")),), ("left", "right"))


@pytest.mark.parametrize(
    ("quote", "names", "roles"),
    [
        ("{text: It rose, by: Ann, face: pictures/ann.png}", ["pictures/ann.png"], ["mug"]),
        (
            "{text: It rose, by: Ann, face: {file: pictures/ann.png, credit: Jo}}",
            ["pictures/ann.png"],
            ["mug"],
        ),
        (
            "{text: It rose, by: Ann, face: pictures/a.png}\npictures: [pictures/a.png]",
            ["pictures/a.png"],
            [""],
        ),
        (
            "{text: It rose, face: pictures/gone.png}\npictures: [pictures/a.png]",
            ["pictures/a.png"],
            [""],
        ),
    ],
)
def test_the_face_of_who_says_a_quote(
    day: Day, quote: str, names: list[str], roles: list[str]
) -> None:
    day.picture("pictures/ann.png")
    day.picture("pictures/a.png")
    day.write("main.md", STORY.replace("---\n", f"---\npull_quote: {quote}\n", 1))
    edition, findings = day.read()
    story = edition.story("main")
    assert [picture.name for picture in story.pictures] == names
    assert [picture.role.value for picture in story.pictures] == roles
    gone = "gone" in quote
    assert ("picture.missing" in {one.rule for one in findings}) is gone
    assert (story.breakouts[0].face == len(names) - 1) is not gone
    assert (story.pull_quote_face in names) is not gone


def test_a_kicker_that_says_what_stands_beside_it_is_told(day: Day) -> None:
    day.write("main.md", STORY.replace("---\n", "---\nkicker: News\n", 1))
    _, findings = day.read()
    told = [one for one in findings if one.rule == "story.kicker"]
    assert [(one.severity, one.line, one.field) for one in told] == [
        (Severity.WARNING, 2, "kicker")
    ]
    assert "the kicker 'News' says what the section says; it is not printed" in told[0].message
    assert told[0].remedy


MISTAKES = [
    ("kind: sidebr", "field.value", 4, "kind is 'sidebr'; did you mean 'sidebar'?"),
    ("urgency: 12", "field.value", 4, "allowed: a whole number from 1 to 9"),
    ("headlin: x", "field.unknown", 4, "did you mean 'headline'?"),
    ("may_cut: yes", "field.unknown", 4, "there is no field 'may_cut'"),
    ("hold: [a]", "field.value", 4, "hold is a list; it stops what it stands in"),
    ("kicker: [a]", "field.value", 4, "kicker is a list, a text is needed"),
    ("headline: again", "yaml.duplicate", 4, "stands twice, first on line 3"),
    ("deck: a: b", "yaml.broken", 4, "put the value in quotes"),
    ("\tdeck: a", "yaml.tab", 4, "delete the tab"),
    ('deck: "a', "yaml.broken", 0, "close the quotation mark"),
    ("deck: !!python/name:os.system x", "yaml.tag", 4, "unknown tag"),
    ("deck: *x", "yaml.broken", 4, "alias *x names no anchor"),
    ("language: english please", "field.value", 4, "write a language tag"),
    ("chart: {labels: [a, b], values: [1]}", "chart.labels", 4, "2 labels for 1 value"),
    ("chart: {labels: [a], values: [x]}", "field.value", 4, "'x' in values is not a number"),
    ("chart: {labels: [a], values: [.nan]}", "field.value", 4, "'.nan' in values is not a number"),
    ("chart: {labels: [a], value: [1]}", "field.unknown", 4, "did you mean 'values'?"),
    ("deck: " + "[" * 40 + "]" * 40, "yaml.depth", 4, "nested more than"),
    ("deck: " + "[" * 30_000, "yaml.depth", 4, "nested more than"),
    ("deck: {a: b " + "a [" * 30_000 + " # c", "yaml.comment", 4, "put the value that holds #"),
    ("pictures: [{caption: x}]", "picture.missing", 4, "names no file"),
]


@pytest.mark.parametrize(("line", "rule", "number", "words"), MISTAKES)
def test_mistakes_in_fields(day: Day, line: str, rule: str, number: int, words: str) -> None:
    day.write("a.md", STORY.replace("bridge\n", f"bridge\n{line}\n"))
    finding = day.only()
    assert (finding.severity, finding.rule, finding.file, finding.story) == (
        Severity.ERROR,
        rule,
        "a.md",
        "a",
    )
    assert words in str(finding)
    assert finding.line == (number or finding.line)


def test_all_mistakes_in_one_pass(day: Day) -> None:
    day.write("a.md", "no front matter")
    day.write("b.md", STORY.replace("News", "Sprot"))
    day.write("c.md", "---\nsection: News\nheadline: x\n---\n")
    day.write("d.md", b"---\nsection: News\nheadline: x\n---\nCaf\xe9 x")
    day.write("e.md", "---\nsection: News\n---\nText")
    day.write("f.md", "")
    day.write("sub/b.md", STORY)
    day.write("g.md", "---\nheadline: x\nsection: News\n")
    found = {finding.file: finding for finding in day.read()[1]}
    assert {file: finding.rule for file, finding in found.items()} == {
        "a.md": "story.front",
        "b.md": "story.section",
        "c.md": "story.empty",
        "d.md": "file.encoding",
        "e.md": "story.headline",
        "f.md": "story.empty",
        "sub/b.md": "story.slug",
        "g.md": "story.front",
    }
    assert "did you mean 'Sport'?" in str(found["b.md"])
    assert found["b.md"].line == 2
    assert "byte 0xE9 at offset 37" in str(found["d.md"])
    assert found["d.md"].line == 5


def test_pictures_that_cannot_be_used(day: Day) -> None:
    day.picture("pictures/bridge.png")
    day.picture("../secret.png")
    names = (
        "pictures/brigde.png",
        "../secret.png",
        "/etc/passwd",
        "https://x.com/a.jpg",
        "pictures/text.jpg",
    )
    day.write("pictures/text.jpg", "no picture")
    fields = "pictures:\n" + "".join(f"  - file: {name}\n    alt: x\n" for name in names)
    day.write("a.md", STORY.replace("bridge\n", "bridge\n" + fields, 1))
    edition, findings = day.read()
    assert edition.stories[0].pictures == ()
    assert [(finding.severity.name, finding.rule, finding.line) for finding in findings] == [
        ("ERROR", "picture.outside", 7),
        ("ERROR", "picture.outside", 9),
        ("WARNING", "picture.unused", 0),  # bridge.png
        ("WARNING", "picture.missing", 5),
        ("WARNING", "picture.missing", 11),
        ("WARNING", "picture.format", 13),
    ]
    assert "did you mean 'pictures/bridge.png'?" in str(findings[3])


def test_links_out_of_the_folder_are_not_followed(day: Day) -> None:
    day.write("a.md", STORY)
    day.write("../outside.md", STORY)
    (day.folder / "link.md").symlink_to(day.editions / "outside.md")
    assert day.only().rule == "file.outside"


def test_stories_that_point_nowhere(day: Day) -> None:
    day.write("flood.md", STORY)
    day.write(
        "box.md",
        STORY.replace(
            "bridge\n", "bridge\nkind: factbox\nwith: flod\nrelated: [box, flood, moon]\n"
        ),
    )
    edition, findings = day.read()
    assert [finding.severity for finding in findings] == [Severity.WARNING] * 3
    assert any("did you mean 'flood'?" in str(finding) for finding in findings)
    assert sorted(finding.line for finding in findings) == [5, 6, 6]
    story = edition.story("box")
    assert (story.with_story, story.related) == ("", ("flood",))


def test_long_stories_and_long_words(day: Day) -> None:
    body = "\n\n".join(["word " * 100] * 200 + ["Donaudampfschiff" * 4])
    day.write("a.md", STORY.replace("Text.", body))
    edition, findings = day.read()
    assert (edition.stories[0].words, findings) == (20_001, ())


def test_a_day_that_is_not_there(day: Day) -> None:
    with pytest.raises(EditionError, match="holds no stories"):
        day.read()
    with pytest.raises(EditionError, match=r"2026-03-15 has no folder in editions/; .*2026-03-14"):
        read_edition(day.editions, datetime.date(2026, 3, 15))


def test_a_written_story_is_read_back(day: Day) -> None:
    day.write("a.md", FULL.replace("related: other\n", "").replace("main", "a"))
    day.picture("pictures/bridge.png")
    story = day.read()[0].story("a")
    front = {
        "section": story.section,
        "urgency": story.urgency,
        "kind": story.kind,
        "headline": story.headline,
        "deck": story.deck,
        "tags": story.tags,
        "must_run": story.must_run,
        "language": story.language,
    }
    day.write("b.md", story_markdown(front, "Text."))
    again = day.read()[0].story("b")
    for name in front:
        assert getattr(again, name) == getattr(story, name)


def test_a_headline_that_nobody_can_see_is_none(day: Day) -> None:
    day.write("a.md", STORY.replace("A bridge", '"\u200b\u2060"'))
    assert {f.rule for f in day.read()[1]} == {"text.unseen", "story.headline"}


def test_a_story_that_breaks_its_reading_is_told_by_its_name(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.write("a.md", STORY)
    day.write("b.md", STORY)
    sound = readings.read_story

    def broken(path: Path, *rest: Any) -> Story | None:
        if path.stem == "b":
            raise RecursionError("too deep")
        return sound(path, *rest)

    monkeypatch.setattr(readings, "read_story", broken)
    edition, findings = day.read()
    assert [story.slug for story in edition.stories] == ["a"]
    assert [str(finding) for finding in findings] == [
        "b.md: the story cannot be read (RecursionError: too deep); a fault of ours: report it "
        "with the file; move it away"
    ]
