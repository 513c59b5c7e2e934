"""Letters with their marks, for what compares words or makes names of them.

Python's `\\w` and `str.isalnum` hold no combining marks (Unicode's Mn and Mc): they part रोज at its
vowel sign and take रोज and राज for one word.
"""

from __future__ import annotations

import re
import unicodedata

# Marks and joiners as they stand inside a character class: those of Latin, Hebrew and Arabic, then
# the blocks of the Indic scripts, Thai, Lao, Tibetan, Burmese and Khmer without their signs
# (danda U+0964 and U+0965, baht, the ends of chapters).  The joiners are U+200C and U+200D.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0963\u0971-\u09f1\u09fe-\u0a75\u0a80-\u0aef\u0af9-\u0b6f\u0b71-\u0bef"
    "\u0c00-\u0c6f\u0c80-\u0c83\u0c85-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f86\u0f87\u0f90-\u0fbc\u102b-\u103e\u1056-\u109d"
    "\u17b4-\u17d3\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
IN_WORD = f"\\w{MARKS}"  # inside a character class
WORD = re.compile(f"[{IN_WORD}]+")


def in_word(char: str) -> bool:
    """Is it a letter, a digit or a mark on one?"""
    return char.isalnum() or unicodedata.category(char).startswith("M") if char else False


def ends_in_letter(text: str) -> bool:
    """Does a text end in a letter, with or without marks on it?"""
    kept = text.rstrip("\u200c\u200d")
    while kept and unicodedata.category(kept[-1]).startswith("M"):
        kept = kept[:-1]
    return kept[-1:].isalpha()
