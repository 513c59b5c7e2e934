"""Words files: whole, strict, one on the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from epaper.errors import DesignError
from epaper.words.file import KEYS, PHRASES
from epaper.words.reader import SHIPPED, missing_words, words_files, words_for

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
        assert set(raw) == {*KEYS, "phrases"}
        assert set(raw["phrases"]) == set(PHRASES)


def test_no_phrase_of_a_language_is_left_english() -> None:
    alike = {"briefs_of", "dated"}  # nothing but what they name
    for path in FILES:
        phrases = yaml.safe_load(path.read_text("utf-8")).get("phrases", {})
        if not path.stem.startswith("en"):
            assert {k for k in PHRASES if phrases[k] == ENGLISH["phrases"][k]} == alike


def test_a_region_without_a_file_has_the_languages_words() -> None:
    words = words_for("en-GB")
    assert words == words_for("en")
    assert missing_words("en-GB", words) == ()
    assert words_for("de-AT").language == "de"
    assert words_for("EN-us").language == "en-US"


def test_a_language_without_a_file_has_english_words_and_is_told_so() -> None:
    words = words_for("xx-YY")
    assert words == words_for("en")
    (finding,) = missing_words("xx-YY", words)
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
    words = words_for("xx-YY", [tmp_path])
    assert words.language == "xx"
    assert missing_words("xx-YY", words) == ()
    write(tmp_path, "yy", {"digits": "0123456789", "phrases": {"inside": "Yy"}})
    with pytest.raises(
        DesignError, match=r"^words/yy\.yaml: direction, .*phrases\.contents.*add it"
    ):
        words_for("yy", [tmp_path])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"digit": "0123456789"}, "digit is not a key of words; did you mean digits"),
        ({"language": "en"}, "language is not a key of words; "),
        ({"phrases": {"inside_title": "In"}}, r"phrases\.inside_title is not a key of words"),
        ({"phrases": "In"}, "phrases is not a mapping"),
        ({"phrases": {"inside": ["In"]}}, r"phrases\.inside is \['In'\]; a text is needed"),
        ({"phrases": {"inside": ""}}, r"phrases\.inside is ''; a text is needed"),
        ({"phrases": {"inside": "In {page}"}}, "it has to name nothing in braces"),
        ({"phrases": {"continued_on": "Turn over"}}, r"it has to name \{page\} in braces"),
        ({"phrases": {"continued_on": "{page}, {page}"}}, r"it has to name \{page\} in braces"),
        ({"phrases": {"continued_on": "{page:04}"}}, r"it has to name \{page\} in braces"),
        ({"phrases": {"continued_on": "{page.real}"}}, r"it has to name \{page\} in braces"),
        ({"phrases": {"continued_on": "Page {page"}}, "cannot be read .* close every brace"),
        ({"phrases": {"columns": "{count}"}}, r"phrases\.columns is '\{count\}'; write \{one"),
        ({"phrases": {"columns": {"one": "{count}"}}}, r"columns\.other is missing; add it"),
        ({"phrases": {"columns": {"two": "{count}"}}}, r"columns\.two is not a key of words"),
        ({"date_order": "{day}.{month}.{year}"}, r"it has to name \{weekday\}, "),
        ({"digits": "012345678"}, "digits is '012345678'; ten characters are needed"),
        ({"digits": 123}, "digits is 123; ten characters are needed"),
        ({"digits": "0123456788"}, "ten characters are needed"),
        ({"direction": "up"}, "direction is 'up'; allowed are ltr and rtl"),
        ({"months": ["January"]}, "12 names are needed"),
        ({"weekdays": ["Monday"] * 6 + [7]}, "weekdays is 7; a text is needed"),
        ({"groups": [0]}, r"groups is \[0\]; whole numbers from 1"),
        ({"singular": "1"}, "singular is '1'; whole numbers from 0"),
        ({"separator": None}, "separator is None; a text is needed"),
    ],
)
def test_a_mistake_is_told_by_file_and_key(
    tmp_path: Path, wrong: dict[str, Any], message: str
) -> None:
    write(tmp_path, "en", wrong)
    with pytest.raises(DesignError, match=rf"^words/en\.yaml: .*{message}"):
        words_for("en-GB", [tmp_path])


@pytest.mark.parametrize(
    ("text", "message"),
    [("- a\n", "holds no words"), ("a: [", "cannot be read"), ("", "holds no words")],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "en.yaml").write_text(text, "utf-8")
    with pytest.raises(DesignError, match=rf"words/en\.yaml {message}"):
        words_for("en", [tmp_path])
