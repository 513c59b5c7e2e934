"""The words of a day: the paper's in the digits that it chose, and those of its stories."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.model.edition import Edition, Publication
from epaper.model.finding import Severity
from epaper.model.story import Story
from epaper.words.reader import words_files, words_for
from epaper.words.spoken import languages_of, spoken


@pytest.mark.parametrize(
    ("language", "choice", "page"),
    [
        ("hi", "", "12"),
        ("hi", "native", "१२"),
        ("hi", "western", "12"),
        ("mr", "", "१२"),
        ("mr", "western", "12"),
        ("bn", "native", "১২"),
        ("ur", "native", "۱۲"),
        ("en", "native", "12"),
        ("xx", "native", "12"),
    ],
)
def test_the_publication_chooses_its_digits(language: str, choice: str, page: str) -> None:
    words = spoken(language, choice, ()).words
    assert words.number(12) == page
    assert page in words.continued_on(12)


def test_a_papers_own_file_may_say_nothing_of_native_digits(tmp_path: Path) -> None:
    (tmp_path / "mr.yaml").write_text('digits: "0123456789"\n', "utf-8")
    assert spoken("mr", "", (), [tmp_path]).words.number(1) == "1"
    assert spoken("mr", "native", (), [tmp_path]).words.number(1) == "१"


def test_stories_bring_the_words_of_their_languages() -> None:
    found = spoken("en-IN", "", ("hi", "mr", "xx"))
    assert found.words == words_for("en-IN")
    assert found.voices == {"hi": words_for("hi"), "mr": words_for("mr")}  # and none for xx
    assert found.findings == ()
    assert {path.name for path in found.files} == {"en.yaml", "en-IN.yaml"}


def test_a_papers_own_words_of_another_language_are_read_and_judged(tmp_path: Path) -> None:
    (tmp_path / "hi.yaml").write_text("said: []\n", "utf-8")
    found = spoken("en", "", ("hi",), [tmp_path])
    assert found.voices["hi"].said == ()
    assert tmp_path / "hi.yaml" in found.files
    (tmp_path / "hi.yaml").write_text("sayd: []\n", "utf-8")
    (finding,) = spoken("en", "", ("hi",), [tmp_path]).findings
    assert "did you mean 'said'" in str(finding)


def test_languages_of_stories_that_are_not_the_papers() -> None:
    one = Story("a", "City", "A headline", ())
    stories = tuple(replace(one, language=tag) for tag in ("ur", "en-US", "hi", "ur"))
    day = Edition(Publication("1", "1"), datetime.date(2026, 1, 1), stories, ())
    assert languages_of(day) == ("hi", "ur")


@pytest.mark.parametrize("language", ["pa", "as-IN", "ar", "kn", "ru", "mni", "pa-Arab", "xx-Deva"])
def test_english_words_do_not_stand_in_among_letters_of_another_script(language: str) -> None:
    (told,) = spoken(language, "", ()).findings
    assert (told.severity, told.rule) == (Severity.ERROR, "words.missing")
    assert language in told.message
    assert f"words/{language.partition('-')[0]}.yaml" in told.remedy
    assert "epaper/words/en.yaml" in told.remedy


@pytest.mark.parametrize("language", ["xx", "sw", "cy", "pa-Latn"])
def test_english_words_stand_in_among_latin_letters(language: str) -> None:
    (told,) = spoken(language, "", ()).findings
    assert (told.severity, told.rule) == (Severity.WARNING, "words.missing")


def test_a_papers_own_words_in_another_script_are_words(tmp_path: Path) -> None:
    (tmp_path / "pa.yaml").write_bytes(words_files("hi")[0].read_bytes())
    assert spoken("pa", "", (), [tmp_path]).findings == ()
