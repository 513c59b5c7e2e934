"""Words that YAML would let fall: each is told with line and remedy, or stands in the value."""

from __future__ import annotations

import pytest

from epaper.model.finding import Severity
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.yamltree import read_yaml


def read(text: str, story: str = "") -> tuple[str, list[str]]:
    notes = Notes("f", story)
    mapping = read_yaml(text, notes)
    value = Fields(mapping, notes).text("kicker") if mapping is not None else ""
    return value, [f"{finding.severity.name} {finding}" for finding in notes.found]


CUT = [
    ("kicker: Song #1 of May", "'#1 of May'", '"Song #1 of May"'),
    ("kicker: Song # 1 of May", "'# 1 of May'", '"Song # 1 of May"'),
    ("kicker: #Vote", "'#Vote'", '"#Vote"'),
    ("kicker: #Vote\n  again", "'#Vote'", '"again #Vote"'),
    ("kicker: > #Vote\n  again", "'#Vote'", '"again #Vote"'),
    ('kicker: The "big" #Vote', "'#Vote'", "'The \"big\" #Vote'"),
]


@pytest.mark.parametrize(("text", "cut", "whole"), CUT)
@pytest.mark.parametrize("story", ["", "a"])
def test_a_comment_that_touches_words_is_an_error(
    text: str, cut: str, whole: str, story: str
) -> None:
    (told,) = read(text, story)[1]
    line = 2 if text.endswith("\n  again") and ">" not in text else 1
    assert told == (
        f"ERROR f:{line}:kicker: YAML takes {cut} for a comment and would not print it; put the "
        f"whole value in quotes: {whole}"
    )


def test_a_comment_set_apart_is_told_in_a_story_and_left_alone_in_settings() -> None:
    assert read("kicker: Six  # of them") == ("Six", [])
    value, told = read("kicker: Six  # of them", "a")
    assert value == "Six"
    assert told == [
        "WARNING f:1:kicker: '# of them' is a comment and is not printed; if readers are to have "
        'it, put the whole value in quotes: "Six # of them"'
    ]


@pytest.mark.parametrize(
    "text", ["kicker: A#1", 'kicker: "A #1"', "kicker: 'A #1'  # so", "kicker: |\n  A #1\n"]
)
def test_what_is_no_comment_is_printed(text: str) -> None:
    value, told = read(text, "a")
    assert value in ("A#1", "A #1")
    assert not told


def test_numbers_may_have_comments() -> None:
    notes = Notes("f")
    mapping = read_yaml("columns: 6 # six\nrows: 4 #four\n# all\n", notes)
    assert mapping is not None
    fields = Fields(mapping, notes)
    assert (fields.whole("columns", 1, 1, 9), fields.whole("rows", 1, 1, 9)) == (6, 4)
    assert not notes.found


HALF_QUOTED = [
    ('kicker: "Great" says she', "words follow the closing quotation mark", "'\"Great\" says she'"),
    ("kicker: 'Tis May", "a quotation mark is opened and not closed", '"\'Tis May"'),
    (
        "kicker: 'Tis May\ndeck: So say all",
        "f:1: broken YAML: a quotation mark is opened and not closed",
        '"\'Tis May"',
    ),
    ("kicker: - so he says", "a value starts with -", '"- so he says"'),
    ("kicker: > all others", "a value starts with >", '"> all others"'),
    ("kicker: | or so", "a value starts with |", '"| or so"'),
    ("kicker: ? Really", "a value starts with ?", '"? Really"'),
    ("kicker: [sic] he said", "words follow the closing bracket", '"[sic] he said"'),
]


@pytest.mark.parametrize(("text", "fact", "whole"), HALF_QUOTED)
def test_a_value_half_in_quotes_says_to_quote_all_of_it(text: str, fact: str, whole: str) -> None:
    (told,) = read(text)[1]
    assert fact in told
    assert told.endswith(f"; put the whole value in quotes: {whole}")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kicker: &Co opens", "'&Co' for an anchor"),
        ("kicker: ! Wow", "unknown tag !"),
        ("kicker: Null", "kicker is Null, which reads as nothing and is not printed"),
    ],
)
def test_signs_of_yaml_are_never_taken_for_nothing(text: str, part: str) -> None:
    (told,) = read(text)[1]
    assert part in told


def test_an_anchor_that_is_used_is_an_anchor() -> None:
    notes = Notes("f")
    mapping = read_yaml("kicker: &k A\nother: *k\n", notes)
    assert mapping is not None
    assert Fields(mapping, notes).text("other") == "A"
    assert not [f for f in notes.found if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    ["a: b\npull_quote: {text: The #1 song, by: X}\ntags: [a]", "a: b\ntags: [a, b #c]\nkicker: d"],
)
def test_a_comment_that_takes_the_end_of_a_bracket_is_named(text: str) -> None:
    (told,) = read(text)[1]
    assert told.startswith("ERROR f:2: ' #' begins a comment")
    assert "in quotes" in told
