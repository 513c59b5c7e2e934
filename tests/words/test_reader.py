"""Words files: whole, strict, one on the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from epaper.errors import DesignError
from epaper.words.file import KEYS, PHRASES
from epaper.words.places import SHIPPED
from epaper.words.reader import read_words, words_files, words_for

FILES = sorted(SHIPPED.glob("*.yaml"))
ENGLISH = yaml.safe_load((SHIPPED / "en.yaml").read_text("utf-8"))


def write(folder: Path, name: str, words: dict[str, Any]) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_a_language_says_everything(path: Path) -> None:
    raw = yaml.safe_load(path.read_text("utf-8"))
    assert words_for(path.stem).language == path.stem
    if "-" not in path.stem:
        assert {*KEYS, "phrases"} - set(raw) <= {"first_day"}
        assert set(raw["phrases"]) == set(PHRASES)


def test_no_phrase_of_a_language_is_left_english() -> None:
    alike = {"briefs_of", "dated", "measure"}  # hardly anything but what they name
    alike |= {"continued_with", "section_on_page", "story_on_page"}  # French has a page as well
    for path in FILES:
        phrases = yaml.safe_load(path.read_text("utf-8")).get("phrases", {})
        if not path.stem.startswith("en"):
            assert {k for k in PHRASES if phrases[k] == ENGLISH["phrases"][k]} <= alike


def test_a_region_without_a_file_has_the_languages_words() -> None:
    assert read_words("en-GB") == (words_for("en"), ())
    assert words_for("de-AT").language == "de"
    assert words_for("EN-us").language == "en-US"


def test_a_language_without_a_file_has_english_words_and_is_told_so() -> None:
    words, (finding,) = read_words("xx-YY")
    assert words == words_for("en")
    assert finding.rule == "words.missing"
    assert "xx-YY" in finding.message
    assert "words/xx.yaml" in finding.remedy


def test_a_papers_own_words_come_first(tmp_path: Path) -> None:
    write(tmp_path, "en", {"phrases": {"continued_on": "Turn to page {page}"}})
    write(tmp_path, "en-US", {"phrases": {"in_brief": "In short"}})
    words = words_for("en-US", [tmp_path])
    assert words.continued_on(4) == "Turn to page 4"
    assert words.phrases.in_brief == "In short"
    assert words.phrases.inside == "Inside"
    assert words.date_order == "{weekday}, {month} {day}, {year}"
    assert words.language == "en-US"
    assert words_for("en-GB", [tmp_path]).phrases.in_brief == "In brief"
    assert [f.name for f in words_files("en-US", [tmp_path])] == ["en.yaml", "en-US.yaml"] * 2


def test_a_language_of_the_papers_own(tmp_path: Path) -> None:
    write(tmp_path, "xx", ENGLISH)
    words, told = read_words("xx-YY", [tmp_path])
    assert words.language == "xx"
    assert told == ()
    write(tmp_path, "yy", {"digits": "0123456789", "phrases": {"inside": "Yy"}})
    with pytest.raises(
        DesignError, match=r"^words/yy\.yaml: there is no direction, .*phrases\.contents.*; add"
    ):
        words_for("yy", [tmp_path])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("digit: 0123456789", "digit: there is no field 'digit'; did you mean 'digits'"),
        ("language: en", "language: there is no field 'language'; allowed: direction, digits, "),
        ("phrases: {inside_title: In}", r"phrases\.inside_title: there is no field"),
        ("phrases: In", "phrases: phrases is a text, fields are needed"),
        ("phrases: {inside: [In]}", r"phrases\.inside: inside is a list, a text is needed"),
        ('phrases: {inside: ""}', r"phrases\.inside: inside is empty; write words"),
        ('phrases: {inside: "In {page}"}', r"inside: .*it has to name nothing in braces"),
        (
            "phrases: {continued_on: Turn over}",
            r"is 'Turn over'; it has to name \{page\} in braces",
        ),
        ('phrases: {continued_on: "{page}, {page}"}', r"it has to name \{page\} in braces, once"),
        ('phrases: {continued_on: "{page:04}"}', r"it has to name \{page\} in braces"),
        ('phrases: {continued_on: "{page!r}"}', r"it has to name \{page\} in braces"),
        ('phrases: {continued_on: "{page.real}"}', r"it has to name \{page\} in braces"),
        ('phrases: {continued_on: "Page {page"}', "continued_on is 'Page .*close every brace"),
        ('phrases: {columns: "{count}"}', r"phrases\.columns: columns is a text, fields are"),
        ('phrases: {columns: {one: "{count}"}}', r"phrases\.columns\.other: other is missing"),
        (
            'phrases: {columns: {one: "{count}", other: "{count}", two: 2}}',
            r"phrases\.columns\.two: there is no field",
        ),
        ('date_order: "{day}.{month}.{year}"', r"it has to name \{weekday\}, \{day\}, "),
        ("digits: 012345678", "digits: digits is '012345678'; the ten digits of a script"),
        ("digits: 0123456788", "the ten digits of a script are needed"),
        ("digits: abcdefghij", "the ten digits of a script are needed"),
        ("direction: up", "direction: direction is 'up'; allowed: ltr, rtl"),
        ("months: [January]", "months: months has 1 name; 12 are needed"),
        ("weekdays: [1, 2, 3, 4, 5, 6]", "weekdays has 6 names; 7 are needed"),
        ("groups: [0]", "groups: .*whole numbers from 1 are needed"),
        ("groups: [2.5]", "groups: .*whole numbers from 1 are needed"),
        ("singular: [-1]", "singular: .*whole numbers from 0 are needed"),
        ("singular: one", "singular: singular is a text, a list of numbers is needed"),
        ('separator: ""', "separator: separator is empty; write a character"),
        ('decimal_mark: ""', "decimal_mark: decimal_mark is empty; write a character"),
        ("- a", "holds no fields"),
        ("a: [", "broken YAML"),
    ],
)
def test_a_mistake_is_told_by_file_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "en.yaml").write_text(f"# own\n{text}\n", "utf-8")
    with pytest.raises(DesignError, match=rf"^words/en\.yaml:[123]:? ?.*{message}"):
        words_for("en-GB", [tmp_path])


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("direction: up\nphrases: {insde: In}\n", "utf-8")
    with pytest.raises(DesignError, match=r"2 mistakes:\n.*direction.*\n.*did you mean 'inside'"):
        words_for("en", [tmp_path])


def test_a_file_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("# nothing yet\n", "utf-8")
    assert read_words("en", [tmp_path]) == (words_for("en"), ())


def test_marks_keep_their_spaces(tmp_path: Path) -> None:
    write(tmp_path, "en", {"separator": " / ", "group_mark": "\u202f", "decimal_mark": ","})
    words = words_for("en", [tmp_path])
    assert words.row("a", "b") == "a / b"
    assert words.figure(1234.5) == "1\u202f234,5"
    write(tmp_path, "en", {"group_mark": ""})
    assert words_for("en", [tmp_path]).figure(1234) == "1234"


def test_what_is_odd_in_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("phrases: {inside: Yes}\n", "utf-8")
    words, (finding,) = read_words("en", [tmp_path])
    assert words.phrases.inside == "Yes"
    assert str(finding).startswith(
        "words/en.yaml:1:phrases.inside: inside is Yes, which looks like"
    )


def test_how_a_language_speaks_may_be_left_out(tmp_path: Path) -> None:
    """A paper's own file that was whole before texts were asked for entries is whole still."""
    lines = (SHIPPED / "de.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(place for place, line in enumerate(lines) if line.startswith("said:"))
    phrases = next(place for place, line in enumerate(lines) if line.startswith("phrases:"))
    kept = "".join(lines[:start] + lines[phrases:])
    (tmp_path / "nl.yaml").write_text(kept, encoding="utf-8")
    words = words_for("nl", [tmp_path])
    assert (words.language, words.said, words.leaning, words.amounts) == ("nl", (), (), ())
