"""Names of files made from what people write, in any script or in ASCII."""

from __future__ import annotations

import re
import unicodedata

from epaper.model.letters import in_word

MOST_BYTES = 150  # of 255 that file systems take: a date and an ending come after it
SCRIPT, ASCII = "script", "ascii"  # how a paper's `slugs:` are written
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"  # inside words, and not to be seen in a name
# The Indic blocks of Unicode are laid out alike, 128 places each: vowels and consonants, nukta,
# vowel signs, virama.  Those of the south speak the vowel at a word's end as well.
_NORTH, _SOUTH = range(0x0900, 0x0B80, 0x80), range(0x0B80, 0x0D80, 0x80)
_INHERENT = re.compile(
    "|".join(
        f"(?<=[{chr(block + 0x15)}-{chr(block + 0x39)}{chr(block + 0x3C)}])"
        f"(?=[{chr(block + 0x01)}-{chr(block + 0x39)}{chr(block + 0x58)}-{chr(block + 0x61)}]"
        f"{'|$' if block in _SOUTH else ''})"
        for block in (*_NORTH, *_SOUTH)
    )
)
_NASAL = re.compile(  # anusvara and candrabindu, but before p, b and m
    "|".join(
        f"[{chr(block + 0x01)}{chr(block + 0x02)}](?![{chr(block + 0x2A)}-{chr(block + 0x2E)}])"
        for block in _NORTH
    )
)
_DOTTED = {"\u091c\u093c": "\u095b", "\u092b\u093c": "\u095e"}  # za and fa in one character
_CHA = re.compile("c(?!h)")


def hyphenated(text: str, most: int = MOST_BYTES, slugs: str = SCRIPT) -> str:
    """Lower case, words joined by hyphens: letters with their marks, and digits, composed (NFC), so
    that दैनिक keeps its vowel signs; or all of it in ASCII.  Cut between words where it is longer
    than `most` bytes of UTF-8, in the first word where that is; empty where the text has neither
    letter nor digit.
    """
    plain = unicodedata.normalize("NFC", text.lower())
    kept = "".join(c if in_word(c) else " " for c in plain if c not in _JOINERS)
    if slugs == ASCII:
        kept = " ".join(map(_in_ascii, kept.split()))
    name = ""
    for word in kept.split():
        longer = f"{name}-{word}" if name else word
        if len(longer.encode()) > most:
            break
        name = longer
    first = (kept.split() or [""])[0]
    while not name and first:
        first = first[:-1]
        name = first if len(first.encode()) <= most else ""
    return name if any(c.isalnum() for c in name) else ""


def initials(name: str, most: int = 4) -> str:
    """The first letters of a name's words, as capitals in ASCII; E where it has none."""
    spoken = [hyphenated(word, slugs=ASCII) for word in name.split()]
    return "".join(word[0] for word in spoken if word).upper()[:most] or "E"


def on_plates(text: str) -> str:
    """A code or a zone as the foot of a press page names it, in one word of letters that its face
    has and every scanner reads: what is not Latin-1 is written in ASCII."""
    return "_".join(map(_latin_word, text.split()))


def _latin_word(word: str) -> str:
    latin = word.isprintable() and max(word) <= "\xff"
    return word if latin else hyphenated(word, slugs=ASCII) or "x"


def _in_ascii(word: str) -> str:
    """A word in letters that any system takes; consonants of Indic scripts with the a that is
    spoken after them and not written, but for the last one in the north."""
    if word.isascii():
        return word
    from anyascii import anyascii

    full = _NASAL.sub("n", _INHERENT.sub("a", word))
    for two, one in _DOTTED.items():
        full = full.replace(two, one)
    spoken = anyascii(full).lower()
    if any("\u0900" <= c < "\u0d80" for c in word):
        spoken = _CHA.sub("ch", spoken)
    return "".join(c for c in spoken if c.isalnum())
