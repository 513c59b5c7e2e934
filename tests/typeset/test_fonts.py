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
    assert sum(book.path(face).stat().st_size for face in book.faces) < 8_000_000


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
    points = Hyphenator("en-GB").points
    assert points("short") == ()
    assert points("NATO") == points("iPhone") == ()
    for word in WORDS:
        assert all(2 <= point <= len(word) - 3 for point in points(word))
    assert points("“government,") == tuple(point + 1 for point in points("government"))
    assert Hyphenator("xx-YY").points("government") == ()
