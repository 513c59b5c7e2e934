from __future__ import annotations

from pathlib import Path

import pyphen
import pytest

from epaper.errors import FontError
from epaper.typeset.faces import Face
from epaper.typeset.fonts import FontBook, default_book, load_book
from epaper.typeset.hyphenation import Hyphenator, Patterns

WORDS = (
    "government newspaper hyphenation typographical restaurant campaigners engineers "
    "rekonstruktion".split()
)


def test_shipped_families_are_complete() -> None:
    book = default_book()
    for family in ("serif", "headline", "sans"):
        for member in ("", "-italic", "-bold", "-bold-italic"):
            metrics = book.metrics(family + member)
            assert metrics.descent < 0 < metrics.x_height < metrics.cap_height < metrics.ascent
    assert sum(book.path(face).stat().st_size for face in book.faces) < 12_500_000


def test_faces_of_other_scripts_stand_in_by_family_and_weight() -> None:
    book = default_book()
    assert book.stand_in("serif-bold", "Deva") == "devanagari-bold"
    assert book.stand_in("headline-small", "Deva") == "devanagari-condensed"
    assert book.stand_in("condensed-bold", "Beng") == "bengali-condensed-bold"
    assert book.stand_in("serif-italic", "Taml") == "tamil"
    assert book.stand_in("headline-bold", "Arab") == "naskh-bold"  # a grid of Latin has no room
    assert book.stand_in("nastaliq", "Arab") == "nastaliq"
    assert book.stand_in("serif", "Telu") is None


@pytest.mark.parametrize("face", ["devanagari", "bengali-condensed-bold", "tamil", "nastaliq-bold"])
def test_faces_of_scripts_whose_marks_stack_say_what_room_they_need(face: str) -> None:
    metrics = default_book().metrics(face)
    assert metrics.stacks
    assert 0 < metrics.cap_height <= metrics.rise
    assert 1.0 < (metrics.rise + metrics.drop) / metrics.units_per_em < 2.2


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="no face called gothic"):
        default_book().metrics("gothic")
    with pytest.raises(FontError, match="holds no fonts"):
        load_book(tmp_path)
    broken = tmp_path / "serif.ttf"
    broken.write_bytes(b"not a font")
    with pytest.raises(FontError, match=r"serif\.ttf"):
        FontBook({"serif": Face(broken, "serif")}).metrics("serif")


@pytest.mark.parametrize("language", ["en_GB", "en_US", "de_DE", "fr"])
def test_patterns_agree_with_pyphen(language: str) -> None:
    patterns, reference = (
        Patterns(Path(pyphen.LANGUAGES[language])),
        pyphen.Pyphen(lang=language, left=1, right=1),
    )
    for word in WORDS:
        assert patterns.points(word) == {int(point) for point in reference.positions(word)} - {
            0,
            len(word),
        }


def test_minima_and_names() -> None:
    hyphenator = Hyphenator("en-GB")

    def points(word: str) -> tuple[int, ...]:
        return tuple(at for at, loath in hyphenator.points(word) if not loath)

    assert points("short") == points("paper") == ()
    assert points("NATO") == points("iPhone") == ()
    for word in WORDS:
        assert all(2 <= point <= len(word) - 3 for point in points(word))
    assert points("“government,") == tuple(point + 1 for point in points("government"))
    assert Hyphenator("xx-YY").points("government") == ()


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US", "en-IN"])
def test_a_root_keeps_its_last_letter(language: str) -> None:
    """No "repor-ted" and "buil-ding", as British patterns have them."""

    def places(word: str) -> list[int]:
        return [at for at, _ in Hyphenator(language).points(word)]

    assert places("reported") == [2, 6]
    assert places("building") == [5]
    assert places("committed") == [3, 6]
    assert 3 in places("wedding")
    assert places("founded") == [5]


def test_what_is_broken_with_reluctance() -> None:
    """Short words, and before an ending of two letters that stands by itself; never by a letter of
    the root ("ac-tor"), before one letter, or where the language has no such list."""
    points = Hyphenator("en-GB").points
    assert points("paper") == ((2, True),)
    assert points("waited")[-1] == (4, True)
    assert points("“quietly,”")[-1] == (6, True)
    assert all(
        at <= len(word) - 3 for word in ("actor", "stadium", "passed") for at, _ in points(word)
    )
    assert not any(loath for word in WORDS for _, loath in Hyphenator("de").points(word))
