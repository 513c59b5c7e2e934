"""Where a line of a headline or a deck may end without tripping the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epaper.typeset.phrases import Phrasing, phrasing_of

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
IN_PHRASE, AFTER_GENITIVE, AFTER_TITLE, BEFORE_AUXILIARY = 0.3, 0.45, 1.1, 0.8
BEFORE_HONOUR = 1.6
MOST_SHORTENED = 4  # signs of a word before a full stop that makes it an initial, at most
_STRIP = "“”‘’\"'()[],.;:!?…।॥"
_NUMBER = re.compile(r"[£$€₹]?[\d.,]+(?:st|nd|rd|th|bn|m)?")


def break_cost(before: str, after: str, names: bool = True, language: str = "") -> float:
    """The cost of ending a line between two words; 0 is neutral, below it the sense asks for the
    break.

    `names` says that capitals mark names here (the line is not in title case).
    """
    if after in ("–", "—", "-", "|", "&") or before == "&":
        return BEFORE_DASH
    phrasing = phrasing_of(language)
    if phrasing is not None:
        return _phrase_cost(before, after, phrasing)
    if before[-1:] == "," and 1 < len(after.strip(_STRIP)) < 4 and after.strip(_STRIP).isupper():
        return IN_NAME  # "Washington, DC"
    if before[-1:] in ",;:.!?–—…|":
        return AT_STOP
    word, following = before.strip(_STRIP).lower(), after.strip(_STRIP).lower()
    if word in ARTICLES:
        return AFTER_ARTICLE
    if word in PREPOSITIONS:
        return AFTER_PREPOSITION
    if word in CONJUNCTIONS:
        return AFTER_CONJUNCTION
    if _NUMBER.fullmatch(word):
        return IN_NUMBER if following in UNITS else 0.4
    if names and _capital(before) and _capital(after):
        return IN_NAME
    if word in HELPERS:
        return AFTER_HELPER
    return BEFORE_SMALL if following in PREPOSITIONS or following in CONJUNCTIONS else 0.0


def _phrase_cost(before: str, after: str, phrasing: Phrasing) -> float:
    """The same where what belongs to a word stands after it: of honours, auxiliaries and so on."""
    word, following = before.strip(_STRIP), after.strip(_STRIP)
    if following in phrasing.honours:
        return BEFORE_HONOUR
    if following in phrasing.postpositions or following in phrasing.genitives:
        return AFTER_PREPOSITION + 0.1
    if before in ("–", "-") and following[:1].isdigit():
        return IN_NUMBER  # a score
    if word in phrasing.titles or (before.endswith(".") and _shortened(word)):
        return AFTER_TITLE
    if before[-1:] in ",;:.!?–—…|।॥":
        return AT_STOP
    if following in phrasing.auxiliaries:
        return BEFORE_AUXILIARY
    if _NUMBER.fullmatch(word) or word in phrasing.units:
        return IN_NUMBER if following in phrasing.units else AFTER_HELPER
    if _capital(before) and _capital(after):
        return IN_NAME
    if word in phrasing.conjunctions:
        return AFTER_CONJUNCTION
    if word in phrasing.leaning:
        return AFTER_HELPER * 2
    if word in phrasing.genitives or word.endswith(phrasing.genitive_endings or ("\0",)):
        return AFTER_GENITIVE
    ends = any(word in some for some in phrasing.ends)
    if ends or following in phrasing.conjunctions:
        return BEFORE_SMALL
    return 0.0 if word.endswith(phrasing.endings or ("\0",)) else IN_PHRASE


def _shortened(word: str) -> bool:
    """Whether a full stop after a word makes it an initial or an abbreviation: "डॉ.", "यू.एस."."""
    return len(word) <= MOST_SHORTENED or "." in word


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


def beginnings(text: str, language: str = "") -> Iterator[str]:
    """Beginnings of a headline that make sense by themselves, the longest first: they end where the
    sense asks for a break, and hold whole quotations only."""
    words = text.split()
    names, inside = capitals_are_names(words), quote_depths(words)
    for count in range(len(words) - 1, LEAST_BEGINNING - 1, -1):
        before, after = words[count - 1 : count + 1]
        begun = " ".join(words[:count]).rstrip(",;:–—- ")
        whole = not inside[count - 1] and begun.count("“") == begun.count("”")
        if whole and begun and break_cost(before, after, names, language) < 0:
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
