"""The text of a story as Markdown: what is kept, and what is told of what cannot be printed."""

from __future__ import annotations

import pytest
from day_folder import STORY, Day

from epaper.model.finding import Severity
from epaper.model.text import ListBlock, Paragraph, plain, rich


@pytest.mark.parametrize(
    ("source", "text", "part"),
    [
        ("See [us](http://x.com) now", "See us now", "link"),
        ("Some <b>bold</b> text", "Some bold text", "HTML"),
        ("<div>Inside</div>", "Inside", "HTML"),
        ("A `code` word", "A code word", "code"),
        ("```\nA line\n```", "A line", "code"),
        ("![A dog](dog.jpg) barks", "A dog barks", "pictures:"),
        ("A ~~bad~~ word", "A bad word", "struck-out"),
        ("Text\n\n---\n", "Text", "rule"),
    ],
)
def test_markup_that_cannot_be_printed_keeps_its_text(
    day: Day, source: str, text: str, part: str
) -> None:
    day.write("a.md", STORY.replace("Text.", source))
    edition, findings = day.read()
    assert edition.stories[0].body == (Paragraph(rich(text)),)
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    assert part in str(findings[0])
    assert findings[0].line == (7 if part == "rule" else 5)


def test_accidents_of_markdown_lose_nothing(day: Day) -> None:
    day.write(
        "a.md",
        STORY.replace("Text.", "    Indented\n\n[x]: http://y.z\n\nUnder\n===\n\nTom &amp; <3"),
    )
    story = day.read()[0].stories[0]
    assert [plain(block.text) for block in story.body if isinstance(block, Paragraph)] == [
        "Indented",
        "[x]: http://y.z",
        "Under ===",
        "Tom & <3",
    ]


def test_text_is_cleaned(day: Day) -> None:
    day.write("a.md", "\ufeff" + STORY.replace("Text.", "Cafe\u0301 a\x07b\r\nc\u202ed"))
    edition, findings = day.read()
    assert edition.stories[0].body == (Paragraph(rich("Café ab cd")),)
    assert str(findings[0]) == (
        "a.md:5: 2 control characters (U+0007, U+202E) left out, the first at column 8; delete it "
        "in the file"
    )


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("1984. That was the year.", ["1984. That was the year."]),
        ("1984. One.\n\n1990. Other.", ["1984. One.", "1990. Other."]),
        ("3. Three\n5. Five", ["3. Three", "5. Five"]),
    ],
)
def test_numbers_that_count_nothing_are_printed_as_written(
    day: Day, source: str, texts: list[str]
) -> None:
    day.write("a.md", STORY.replace("Text.", source))
    body = day.read()[0].stories[0].body
    assert [plain(block.text) for block in body if isinstance(block, Paragraph)] == texts


@pytest.mark.parametrize("source", ["1. a\n1. b", "3. a\n4. b", "- Nobody knew"])
def test_lists_stay_lists(day: Day, source: str) -> None:
    day.write("a.md", STORY.replace("Text.", source))
    (block,) = day.read()[0].stories[0].body
    assert isinstance(block, ListBlock)


def test_a_lost_letter_is_told_with_the_words_around_it(day: Day) -> None:
    day.write("a.md", STORY.replace("Text.", "The caf\ufffd opened \ufffc again."))
    edition, findings = day.read()
    assert edition.stories[0].body == (Paragraph(rich("The caf opened again.")),)
    told = [f for f in findings if f.rule == "text.lost"]
    assert len(told) == 1
    assert told[0].severity is Severity.WARNING
    assert "The caf" in told[0].message
    assert told[0].line == 5
    assert [f.rule for f in findings if f not in told] == ["text.control"]
