"""Where words may be broken: patterns of pyphen (Liang 1983) by language, with the house's own minima."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen  # type: ignore[import-untyped]

MIN_LETTERS = 6  # shorter words stay whole
LONG_WORD = 9  # from here two letters may stand before the hyphen
_CORE = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


class Hyphenator:
    """Break points of words of one language; none at all where pyphen does not know the language."""

    def __init__(self, language: str) -> None:
        name = pyphen.language_fallback(language.replace("-", "_"))
        self._positions = pyphen.Pyphen(lang=name, left=2, right=3).positions if name else None
        self._cache: dict[str, tuple[int, ...]] = {}

    def points(self, token: str) -> tuple[int, ...]:
        """Offsets in a token ("“newspaper,") at which a soft hyphen may stand; words with capitals inside stay whole."""
        if self._positions is None:
            return ()
        found: list[int] = []
        for match in _CORE.finditer(token):
            letters = match.group()
            if len(letters) >= MIN_LETTERS and not any(char.isupper() for char in letters[1:]):
                found += [match.start() + point for point in self._word(letters.lower())]
        return tuple(found)

    def _word(self, letters: str) -> tuple[int, ...]:
        points = self._cache.get(letters)
        if points is None:
            least = 2 if len(letters) >= LONG_WORD else 3
            apostrophe = min((i for i, char in enumerate(letters) if char in "’'"), default=len(letters))
            assert self._positions is not None
            points = tuple(
                int(point) for point in self._positions(letters) if least <= point <= min(len(letters), apostrophe) - 3
            )
            self._cache[letters] = points
        return points


@lru_cache(maxsize=32)
def hyphenator(language: str) -> Hyphenator:
    return Hyphenator(language)
