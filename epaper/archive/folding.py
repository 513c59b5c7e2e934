"""Words as they are sought: one spelling for all that readers take for one word.

The same is done to a story when it is put into the archive and to what a reader asks, so that हिन्दी
finds हिंदी, cafe finds café, and a name typed on an Arabic keyboard finds it as Urdu writes it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from epaper.model.letters import MARKS, in_word

_WORD = re.compile(f"(?:[0-9A-Za-z]+|[^\\W_]|[{MARKS}])+")  # most words at one step
# Thai, Lao, Burmese and Khmer with their marks, kana, Han: words without spaces between them
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb0\u0eb2-\u0edf\u1000-\u104f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PIECE = re.compile(f"[{_UNSPACED}]|[^{_UNSPACED}]+")
# words carry their endings glued on: Tamil, Telugu, Kannada, Malayalam; Korean
_GLUED = re.compile("[\u0b80-\u0d7f]{3}|[\uac00-\ud7a3]{2}")

_DROPPED = re.compile(  # what is often left out or put in: points, harakat, tatweel, nukta, joiners
    "[\u00ad\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u093c\u0a3c\u0abc\u200b-\u200f\u2060\ufe00-\ufe0f]"
)
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("يىئےۓې", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("هةۃەۀھ", "ہ"),
        "ؤ": "و",
        "ں": "ن",
        "ё": "е",
        "ı": "i",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ँ": "ं",
        "ઁ": "ં",
        "ৎ": "ত্",
        **dict(zip("ൺൻർൽൾൿ", ("ണ്", "ന്", "ര്", "ല്", "ള്", "ക്"), strict=True)),
    }
)
# A nasal before a stop of its own row is written in full or as anusvara: हिन्दी, हिंदी; सितम्बर,
# सितंबर.  Rows lie five places apart in the Indic blocks, the nasal last.
_NASAL = re.compile(
    "|".join(
        f"{chr(block + row + 4)}{chr(block + 0x4D)}(?=[{chr(block + row)}-{chr(block + row + 3)}])"
        for block in (0x900, 0xA80)
        for row in (0x15, 0x1A, 0x1F, 0x24, 0x2A)
    )
)


class Unit(NamedTuple):
    """A word, or a letter of a script without spaces: where it stands in the text, as it is sought,
    and whether it goes on from the unit before it."""

    start: int
    end: int
    folded: str
    glued: bool


def units(text: str) -> Iterator[Unit]:
    """The words of a text in order; a mark of its own and a word of joiners alone are none."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        told = text[start:end]
        if told.isascii():  # most are, and a page of hits has thousands
            yield Unit(start, end, told.lower(), False)
            continue
        for number, piece in enumerate(_PIECE.finditer(told)):
            if folded := fold(piece.group()):
                yield Unit(start + piece.start(), start + piece.end(), folded, number > 0)


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word in the spelling of the archive; empty where nothing of it is left."""
    if word.isascii():
        return word.lower()
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    text = _without_accents(_DROPPED.sub("", text)).translate(_LETTERS)
    text = _NASAL.sub(lambda found: chr(ord(found.group()[0]) & ~0x7F | 0x02), text)
    return "".join(_digit(char) for char in text if in_word(char) and char != "\u200d")


def in_words(text: str) -> str:
    """As it goes into the index: every unit parted by a space."""
    return " ".join(unit.folded for unit in units(text))


def is_unspaced(folded: str) -> bool:
    """Is it of a script without spaces between words?"""
    return bool(re.match(f"[{_UNSPACED}]", folded))


def has_endings(folded: str) -> bool:
    """Is it a word to which its language glues its endings, long enough to be sought by its
    beginning?"""
    return bool(_GLUED.match(folded))


def _without_accents(text: str) -> str:
    """Accents taken from Latin and Greek letters; those of other scripts are letters."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if "\u0300" <= char <= "\u036f" and (not kept or kept[-1] < "\u0400"):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)
