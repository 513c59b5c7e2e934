"""Vowels that are typed in two signs and are one letter.

Before Unicode 5.1 had the Marathi "ॲ" it was typed as "अ" with a mark, and many keyboards still do
so; Unicode calls such pairs not to be used (The Unicode Standard, tables "Vowel Letters" of its
chapter on South Asia), and a shaper shows a dotted circle between the two.  The letter is drawn;
the text stays as written.
"""

from __future__ import annotations

import re

LETTERS = {
    "अॅ": "ॲ",
    "अॉ": "ऑ",
    "अा": "आ",
    "अो": "ओ",
    "अौ": "औ",
    "अॆ": "ऄ",
    "अॊ": "ऒ",
    "अऺ": "ॳ",
    "अऻ": "ॴ",
    "अॏ": "ॵ",
    "अॖ": "ॶ",
    "अॗ": "ॷ",
    "आॅ": "ऑ",
    "आॆ": "ऒ",
    "आे": "ओ",
    "आै": "औ",
    "उु": "ऊ",
    "एॅ": "ऍ",
    "एॆ": "ऎ",
    "एे": "ऐ",
    "অা": "আ",
    "અા": "આ",
    "અૅ": "ઍ",
    "અે": "એ",
    "અૈ": "ઐ",
    "અૉ": "ઑ",
    "અો": "ઓ",
    "અૌ": "ઔ",
    "அூ": "ஆ",
}
_PAIR = re.compile("|".join(LETTERS))


def one_letter(text: str) -> tuple[str, list[int]] | None:
    """The text with one letter for each such pair, and for each of its characters the place of the
    first that it stands for; None where there is no pair."""
    if text.isascii() or not _PAIR.search(text):
        return None
    shown: list[str] = []
    origins: list[int] = []
    at = 0
    for match in _PAIR.finditer(text):
        shown += [*text[at : match.start()], LETTERS[match.group()]]
        origins += range(at, match.start() + 1)
        at = match.end()
    return "".join((*shown, *text[at:])), [*origins, *range(at, len(text))]
