"""Points that a story's own text offers: sentences that tell something by themselves, to be read
before all others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epaper.layout.measure.sentences import UPPER, is_whole, sentences, weighty
from epaper.model.breakout import BreakoutItem
from epaper.words.words import Words

LEAST_WEIGHT = 2  # of a point: a figure, or two names
POINTS = 3
POINT_WORDS = (6, 19)
LISTED = 2  # semicolons of what is no sentence, as the names of a team
NAMED, HEADED = 3, 2  # words after "the" of which one is a name, or the headline's


def points_of(
    texts: Sequence[str], words: Words, taken: str, head: str
) -> tuple[BreakoutItem, ...]:
    """Three short sentences of three paragraphs, in the text's order; those with figures and names
    first.  taken: words that stand out of the text already.  head: those of headline and deck."""
    news = weighty(head, words)
    found: list[tuple[int, int, str]] = []
    for place, text in enumerate(texts[1:], start=1):
        able = [
            sentence
            for sentence in sentences(text, words)
            if sentence not in taken
            and all(sentence != said for _, _, said in found)
            and not re.search(r"[“”‘\"„«»?؟]", sentence)
            and is_whole(sentence, POINT_WORDS, words)
            and sentence.count(";") < LISTED
            and _is_known(sentence, news, words)
        ]
        if able:
            best = max(able, key=_weight)
            found.append((-_weight(best), place, best))
    found = [one for one in found if -one[0] >= LEAST_WEIGHT]
    if len(found) < POINTS:
        return ()
    chosen = sorted(sorted(found)[:POINTS], key=lambda one: one[1])
    return tuple(BreakoutItem(sentence) for _, _, sentence in chosen)


def _weight(sentence: str) -> int:
    """What a sentence tells by itself: figures, and names after its first word, which only scripts
    with capitals show."""
    names = re.findall(rf"\s[{UPPER}][\w’'-]+", sentence)
    return 2 * bool(re.search(r"\d", sentence)) + min(2, len(names))


def _is_known(sentence: str, news: frozenset[str], words: Words) -> bool:
    """Whether a sentence that begins with the definite article speaks of what a reader knows who
    comes to it first: a name stands there, or a word of the headline; or it tells a figure, which
    needs no more.  "The proceedings" of what?"""
    first, *after = sentence.split()
    if first.casefold() not in words.articles[:1]:
        return True
    if after[0][:1].isdigit():
        return after[1] not in words.prepositions  # "The 11,240 at the harbour"
    told = any(word[:1].isupper() for word in after[:NAMED]) or re.search(r"\d", sentence)
    return bool(told or news & weighty(" ".join(after[:HEADED]), words))
