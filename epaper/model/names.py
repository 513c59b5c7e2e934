"""Names of files made from what people write, in any script."""

from __future__ import annotations

import unicodedata

MOST_BYTES = 150  # of 255 that file systems take: a date and an ending come after it
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"  # inside words, and not to be seen in a name


def hyphenated(text: str, most: int = MOST_BYTES) -> str:
    """Lower case, words joined by hyphens: letters with their marks, and digits, composed (NFC), so
    that दैनिक keeps its vowel signs.  Cut between words where it is longer than `most` bytes of
    UTF-8, in the first word where that is; empty where the text has neither letter nor digit.
    """
    plain = unicodedata.normalize("NFC", text.lower())
    kept = "".join(c if _in_a_word(c) else " " for c in plain if c not in _JOINERS)
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


def _in_a_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
