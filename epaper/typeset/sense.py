"""Where a line of a headline or a deck may end without tripping the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

ARTICLES = frozenset(("a", "an", "the"))
PREPOSITIONS = frozenset(
    {
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "amid",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "below",
        "beneath",
        "between",
        "beyond",
        "by",
        "despite",
        "during",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "per",
        "since",
        "through",
        "throughout",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
        "v",
        "vs",
    }
)
CONJUNCTIONS = frozenset(
    {
        "and",
        "but",
        "if",
        "nor",
        "or",
        "so",
        "than",
        "that",
        "when",
        "while",
        "who",
        "whose",
        "which",
    }
)
HELPERS = frozenset(
    {
        "am",
        "are",
        "be",
        "been",
        "can",
        "could",
        "did",
        "do",
        "does",
        "had",
        "has",
        "have",
        "his",
        "her",
        "is",
        "its",
        "may",
        "might",
        "must",
        "my",
        "no",
        "not",
        "our",
        "should",
        "their",
        "was",
        "were",
        "will",
        "would",
        "your",
    }
)
UNITS = frozenset(
    {
        "%",
        "percent",
        "per",
        "bn",
        "billion",
        "cent",
        "cm",
        "crore",
        "days",
        "degrees",
        "dollars",
        "euros",
        "feet",
        "ft",
        "gw",
        "hours",
        "inches",
        "kg",
        "kilometres",
        "km",
        "lakh",
        "m",
        "metres",
        "miles",
        "million",
        "mm",
        "months",
        "mph",
        "mw",
        "people",
        "points",
        "pounds",
        "rupees",
        "seconds",
        "tonnes",
        "trillion",
        "weeks",
        "years",
    }
)
AFTER_ARTICLE, AFTER_PREPOSITION, AFTER_CONJUNCTION, AFTER_HELPER = 1.0, 0.9, 0.8, 0.35
IN_NAME, IN_NUMBER, BEFORE_DASH, IN_QUOTE = 1.1, 1.3, 1.5, 0.9
AT_STOP, BEFORE_SMALL = -0.35, -0.12
LEAST_BEGINNING = 3  # words
_STRIP = "“”‘’\"'()[],.;:!?…"


def break_cost(before: str, after: str, names: bool = True) -> float:
    """The cost of ending a line between two words; 0 is neutral, below it the sense asks for the
    break.

    `names` says that capitals mark names here (the line is not in title case).
    """
    if after in ("–", "—", "-", "|", "&") or before == "&":
        return BEFORE_DASH
    if before[-1:] in ",;:.!?–—…|":
        return AT_STOP
    word, following = before.strip(_STRIP).lower(), after.strip(_STRIP).lower()
    if word in ARTICLES:
        return AFTER_ARTICLE
    if word in PREPOSITIONS:
        return AFTER_PREPOSITION
    if word in CONJUNCTIONS:
        return AFTER_CONJUNCTION
    if re.fullmatch(r"[£$€₹]?[\d.,]+(?:st|nd|rd|th|bn|m)?", word):
        return IN_NUMBER if following in UNITS else 0.4
    if names and _capital(before) and _capital(after):
        return IN_NAME
    if word in HELPERS:
        return AFTER_HELPER
    return BEFORE_SMALL if following in PREPOSITIONS or following in CONJUNCTIONS else 0.0


def capitals_are_names(words: list[str]) -> bool:
    """Whether a text is in sentence case, so that capitals inside it mark names."""
    lettered = [word.strip(_STRIP) for word in words[1:]]
    lettered = [
        word
        for word in lettered
        if word[:1].isalpha() and word.lower() not in ARTICLES | PREPOSITIONS
    ]
    capitals = sum(word[0].isupper() for word in lettered)
    return capitals <= 0.6 * len(lettered) or len(lettered) < 3


def beginnings(text: str) -> Iterator[str]:
    """Beginnings of a headline that make sense by themselves, the longest first: they end where the
    sense asks for a break, and hold whole quotations only."""
    words = text.split()
    names, inside = capitals_are_names(words), quote_depths(words)
    for count in range(len(words) - 1, LEAST_BEGINNING - 1, -1):
        before, after = words[count - 1 : count + 1]
        begun = " ".join(words[:count]).rstrip(",;:–—- ")
        whole = not inside[count - 1] and begun.count("“") == begun.count("”")
        if whole and begun and break_cost(before, after, names) < 0:
            yield begun


def quote_depths(words: list[str]) -> list[bool]:
    """For each word whether a quotation of at most four words goes on after it."""
    inside = [False] * len(words)
    start = -1
    for index, word in enumerate(words):
        if word[:1] in "“‘":
            start = index
        apostrophe = start < index or word[:1] in "“‘"
        if start >= 0 and ("”" in word or (apostrophe and word.rstrip(",.;:!?")[-1:] == "’")):
            if index - start < 4:
                inside[start:index] = [True] * (index - start)
            start = -1
    return inside


def _capital(word: str) -> bool:
    return word.lstrip(_STRIP)[:1].isupper()
