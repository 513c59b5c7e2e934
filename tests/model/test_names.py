"""Names of files in any script."""

from __future__ import annotations

import unicodedata

import pytest

from epaper.model.edition import Publication
from epaper.model.finding import Finding, Severity, with_files
from epaper.model.names import hyphenated, initials, on_plates


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Daily Example", "the-daily-example"),
        ("दैनिक भास्कर", "दैनिक-भास्कर"),
        ("প্রথম আলো", "প্রথম-আলো"),
        ("தினத் தந்தி", "தினத்-தந்தி"),
        ("Süddeutsche / Zeitung!", "süddeutsche-zeitung"),
        ("L'Écho, n° 5", "l-écho-n-5"),
        ("نامه\u200cها", "نامهها"),
        ("朝日新聞", "朝日新聞"),
        ("!?", ""),
        ("\u0301", ""),
    ],
)
def test_letters_keep_their_marks(text: str, name: str) -> None:
    for form in ("NFC", "NFD"):
        found = hyphenated(unicodedata.normalize(form, text))
        assert found == unicodedata.normalize("NFC", name)


def test_a_long_name_is_cut_between_words() -> None:
    name = hyphenated("दैनिक समाचार " * 40)
    assert len(name.encode()) <= 150
    assert set(name.split("-")) == {"दैनिक", "समाचार"}
    assert len(hyphenated("x" * 400)) == 150


def test_a_paper_without_a_letter_has_a_name_all_the_same() -> None:
    assert Publication("दैनिक भास्कर", "DB").slug == "दैनिक-भास्कर"
    assert Publication("!", "X").slug == "edition"


def test_what_is_said_of_a_story_names_its_file() -> None:
    own = Finding(Severity.INFO, "a.b", "a", file="plan.yaml", story="bridge")
    bare = Finding(Severity.INFO, "a.b", "a", story="bridge")
    none = Finding(Severity.INFO, "a.b", "a")
    unknown = Finding(Severity.INFO, "a.b", "a", story="gone")
    found = with_files((own, bare, none, unknown), {"bridge": "city/bridge.md"})
    assert [one.file for one in found] == ["plan.yaml", "city/bridge.md", "", ""]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("दैनिक भास्कर", "dainik-bhaskar"),
        ("हिंदी में समाचार", "hindi-men-samachar"),
        ("संपादक की कलम", "sampadak-ki-kalam"),
        ("ताज़ा ख़बर", "taza-khabar"),
        ("ಕನ್ನಡ ಪ್ರಭ", "kannada-prabha"),
        ("తెలుగు", "telugu"),
        ("প্রথম আলো", "pratham-alo"),
        ("روزنامہ", "rwznmh"),
        ("Süddeutsche / Straße!", "suddeutsche-strasse"),
        ("The Daily Example", "the-daily-example"),
        ("!?", ""),
    ],
)
def test_a_name_in_ascii(text: str, name: str) -> None:
    for form in ("NFC", "NFD"):
        assert hyphenated(unicodedata.normalize(form, text), slugs="ascii") == name


def test_a_paper_whose_files_are_called_in_ascii() -> None:
    paper = Publication("दैनिक भास्कर", "दभ", slugs="ascii")
    assert (paper.slug, paper.file_word(paper.code)) == ("dainik-bhaskar", "dabh")
    assert paper.file_word("North/East") == "North/East"
    assert Publication("दैनिक भास्कर", "दभ").file_word("दभ") == "दभ"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("The Daily Example", "TDE"),
        ("दैनिक सह्याद्री", "DS"),
        ("প্রথম আলো", "PA"),
        ("روزنامہ سحر", "RS"),
        ("The (Late) Town & County Post", "TLTC"),
        ("Ölandsbladet", "O"),
        ("!?", "E"),
    ],
)
def test_the_code_of_a_paper_that_has_none(name: str, code: str) -> None:
    assert initials(name) == code


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("KBC", "KBC"),
        ("North/East Side", "North/East_Side"),
        ("नगर", "nagar"),
        ("पुणे City", "pune_City"),
        ("Köln", "Köln"),
        ("Łódź", "lodz"),
        ("K\u00adBC", "kbc"),
        ("☂", "x"),
        ("", ""),
    ],
)
def test_a_code_or_zone_on_plates(text: str, word: str) -> None:
    assert on_plates(text) == word
