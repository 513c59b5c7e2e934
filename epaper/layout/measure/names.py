"""Names within a sentence that may stand over it as a crosshead: whole ones, and no word of a
longer name, nor what is said of something else ("the Latin American country")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from epaper.layout.measure.sentences import LOWER, UPPER
from epaper.words.words import Words

NAME_WORDS = (2, 4)
ASKED = 3  # words before a name of which one tells that it is only asked: "according to the Mail"
STOP = re.compile(r"[,.;:)!?]")
TOKEN = re.compile(r"[^\W_](?:[\w’'-]*\w)?")
_WORD = rf"[{UPPER}][\w’-]*"  # of a name
_NAMED = re.compile(
    rf"(?<=[{LOWER},] )([{UPPER}][\w’-]+(?: [{UPPER}][\w-]+){{1,3}})(?=[\s,.;])(?! [{UPPER}])"
)
_ALONE = re.compile(
    rf"(?<=[{LOWER},] )(?<!the )(?<!a )(?<!an )([{UPPER}][{LOWER}’-]{{4,}})(?=[,.;]| [{LOWER}])"
)  # a name of one word
_POSSESSIVE = re.compile(r"[’']s?$")  # "Earth's" waits for what is the Earth's
_NAME_BEFORE = re.compile(rf"(?<![.!?] )\b{_WORD} $")
_TITLE_OF_THE = re.compile(r"[A-Z][\w’-]+ of the $")  # "President of the United States Ann Lee"
_PLACE_OF = re.compile(rf"[{LOWER},] {_WORD}, $")  # "the University of California, Los Angeles"
_WHO_IS = re.compile(rf"{_WORD}, [{LOWER}]+ $")  # "Ann Lee, a Norland Labour member,"
_INITIAL = re.compile(r"[^\W\d_]\.?")


def names(text: str, whole: str, words: Words) -> Iterator[tuple[str, bool]]:
    """Names of several words, and whether one may be a person's or a place's: an institution has an
    article before it, and tells more than what is told by itself.  whole: all of the story."""
    for name in _NAMED.finditer(text):
        named, before, after = name[1].split(), text[: name.start()], text[name.end() :]
        if not NAME_WORDS[0] <= len(named) <= NAME_WORDS[1] or not _is_name(named, words):
            continue
        if _goes_on(before, after, words) or is_part(name[1], whole, words):
            continue
        place = any(one in name[1] for one in words.places)
        begins = any(name[1].startswith(f"{one} ") for one in words.places)
        if begins and _TITLE_OF_THE.search(before):
            continue
        preceding = [word.casefold() for word in TOKEN.findall(before)[-ASKED:]]
        if not preceding or preceding[-1] in words.articles[1:]:
            continue  # "a Norlander": what anybody may be
        article = preceding[-1] in words.articles
        if article and _WHO_IS.search(before) and after.startswith(","):
            continue
        asked = any(word in words.said for word in preceding)
        titled = any(word.casefold() in words.titles for word in named)
        if article and name[1] not in words.places:
            yield name[1], asked or titled
        elif not place:
            yield name[1], True


def single_names(text: str, whole: str, words: Words) -> Iterator[str]:
    """Names of one word, that the story never says in full."""
    for name in _ALONE.finditer(text):
        good = _is_name([name[1]], words)
        good = good and not _goes_on(text[: name.start()], text[name.end() :], words)
        if good and not is_part(name[1], whole, words):
            yield name[1]


def has_initial(phrase: str, words: Words) -> bool:
    """Whether a letter stands in it for a name: "P Wilson"."""
    return any(
        _INITIAL.fullmatch(word) and word[0].isupper() and word[0].casefold() not in words.common
        for word in phrase.split()
    )


def _is_name(named: Sequence[str], words: Words) -> bool:
    """Not a bare title, a day, an amount, whose something is, or what begins with a pronoun."""
    days = (*words.weekdays, *words.months)
    small = [word.casefold() for word in named]
    return not (
        all(word in words.titles for word in small)
        or any(word in days or word in words.amounts for word in named)
        or small[0] in words.leaning  # "Her Majesty"
        or _POSSESSIVE.search(named[-1])
    )


def _goes_on(before: str, after: str, words: Words) -> bool:
    """Whether what stands about a name belongs to it, or it tells what comes after it."""
    if _NAME_BEFORE.search(before) or _PLACE_OF.search(before):
        return True
    if words.prepositions and _joined(words).search(before):
        return True  # "Secretary of State Mike Pompeo", "Americans with Disabilities Act"
    follows = TOKEN.match(after.lstrip())
    light = (*words.common, *words.leaning, *words.said, *words.prepositions)
    return not (STOP.match(after) or follows is None or follows[0] in light)


@lru_cache(maxsize=16)
def _joined(words: Words) -> re.Pattern[str]:
    """A name and a word that joins another to it."""
    return re.compile(rf"{_WORD} (?:{'|'.join(map(re.escape, words.prepositions))}|and) $")


def is_part(name: str, whole: str, words: Words) -> bool:
    """Whether the text has a longer name with this one in it: "Wilson" of "David Wilson", "Medical
    University" of "the Medical University of Gdansk".  A title before a name, or a word that
    begins a sentence, is no part of it."""
    light = {*words.titles, *words.common, *words.leaning, *words.prepositions, *words.said}
    light |= {*words.articles, *(day.casefold() for day in (*words.weekdays, *words.months))}
    of = rf"(?:{re.escape(words.prepositions[0])}|for) (?:\w+ )?" if words.prepositions else "(?!)"
    about = re.compile(
        rf"(?:(?<![\w’-])({_WORD}\.?) )?(?<![\w’-]){re.escape(name)}(?![\w-])"
        rf"(?: (?:({_WORD})|({of}[{UPPER}])))?"
    )
    for found in about.finditer(whole):
        sides = [word.rstrip(".").casefold() for word in (found[1], found[2]) if word]
        if found[3] or any(word not in light for word in sides):
            return True
    return False
