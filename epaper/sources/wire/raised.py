"""Raised and lowered figures as characters: 10⁶, km², CO₂, 6½.  Markup that only lifts a figure
changes its value when it is dropped.
"""

from __future__ import annotations

import re
import unicodedata

_RAISED = str.maketrans(
    "0123456789+-−–=()niabcdefghjklmoprstuvwxyz*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*"
)
_LOWERED = str.maketrans("0123456789+-−–=()aeoxhklmnpstiruvj", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼ")
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th|er|re|e|ème|eme|o|a|os|as|de|ste|ter|\.)", re.IGNORECASE
)  # 1st, 2nd, 1er: read the same on the line
_TRADE = {"tm": "™", "sm": "℠", "r": "®", "(r)": "®", "®": "®", "™": "™"}
_FRACTIONS = {
    ("1", "2"): "½",
    ("1", "3"): "⅓",
    ("2", "3"): "⅔",
    ("1", "4"): "¼",
    ("3", "4"): "¾",
    ("1", "5"): "⅕",
    ("2", "5"): "⅖",
    ("3", "5"): "⅗",
    ("4", "5"): "⅘",
    ("1", "6"): "⅙",
    ("5", "6"): "⅚",
    ("1", "8"): "⅛",
    ("3", "8"): "⅜",
    ("5", "8"): "⅝",
    ("7", "8"): "⅞",
}
_SHIFTED = set("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉")
_MOST_LETTERS = 3
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_PARTED = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[/⁄∕]\s?([₀₁₂₃₄₅₆₇₈₉]+)")


def raised(text: str, before: str = "") -> tuple[str, bool]:
    """The text above the line, after the words `before`, and whether characters say all of it."""
    words = text.strip()
    if not words or not re.search(r"\w|[+*®™−-]", words):
        return text, True
    if words.lower() in _TRADE and before[-1:].isalpha():
        return _TRADE[words.lower()], True
    if before.rstrip()[-1:].isdigit() and _ORDINAL.fullmatch(words):
        return words, True
    return _shifted(words, _RAISED, "^")


def lowered(text: str) -> tuple[str, bool]:
    """The text below the line, and whether characters say all of it."""
    words = text.strip()
    return _shifted(words, _LOWERED, "_") if words else (text, True)


def _shifted(words: str, table: dict[int, int], mark: str) -> tuple[str, bool]:
    if any(char in _SHIFTED for char in words):
        return words, True  # a raised character stands there already
    if sum(char.isalpha() for char in words) > _MOST_LETTERS:
        return words, False  # a word set smaller, whose place says nothing
    if all(ord(char) in table for char in words):
        return words.translate(table), True
    return (f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"), False


def fraction(above: str, below: str, before: str = "") -> str:
    """A fraction after the words `before`: 6 and 1/2 are 6½, 6 and 1/16 are 6 1/16."""
    above, below = above.strip(), below.strip()
    if single := _FRACTIONS.get((above, below)):
        return single
    space = " " if before[-1:].isdigit() else ""
    return f"{space}{above}/{below}"


def with_fractions(text: str) -> str:
    """Raised over lowered figures ("¹/₂", "¹⁄₂") as fractions."""
    if "/" not in text and "⁄" not in text and "∕" not in text:
        return text

    def whole(found: re.Match[str]) -> str:
        above, below = (part.translate(_PLAIN) for part in found.groups())
        return fraction(above, below, found.string[: found.start()])

    return _PARTED.sub(whole, text)


def summed(words: str, currency: str, before: str) -> str:
    """A sum with the currency that only its markup names, as `INR 500`; unchanged where a word or a
    sign says it already.
    """
    said = unicodedata.category(before.rstrip()[-1:] or " ") == "Sc" or before.rstrip().endswith(
        currency
    )
    bare = not any(c.isalpha() or unicodedata.category(c) == "Sc" for c in words)
    if said or not bare or not words.strip() or not re.fullmatch(r"[A-Z]{3}", currency):
        return words
    return f"{currency}\u00a0{words.lstrip()}"
