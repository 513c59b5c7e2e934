"""The crossheads that a story's own text offers, so often that no leg is grey.

Every word is that of the paragraph below, in its order: a short quotation, a thing that it speaks
of ("A crew of two"), the name of an institution; a bare name of a person or a place only where
nothing else is found for long.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.layout.measure.names import NAME_WORDS, STOP, TOKEN, has_initial, names, single_names
from epaper.layout.measure.sentences import quotations
from epaper.model.story import Kind, Story
from epaper.model.text import Crosshead, ListBlock, Paragraph, Table, block_texts, plain
from epaper.words.words import Words

LEAST_WORDS = 220  # of a story that is offered any
EVERY = 150  # words from one to the next, and from it to the end at least half of that
EARLY = 140  # likewise to one that tells something
LATE, LONG = 260, 420  # words since the last, and to the end in all, that want a bare name at least
VERY_LATE = 330  # likewise one of a single word
LONGEST = 28  # characters of a phrase, for it stands in a column
AFTER_OF = 2  # words of a phrase after "of"
NOUN_WORDS = (2, 3)  # of a phrase without it
KINDS = (Kind.NEWS, Kind.FEATURE, Kind.OPINION, Kind.OBITUARY, Kind.EDITORIAL)
SPEAKING = ("“", "”", '"', "„", "«", "»", ":")  # at the end of a paragraph, or at its head
_RESUMED = re.compile(r"[^.!?“”„«»]*[,:] [“„«]")  # "said Ann Lee, “": the rest of a quotation
_QUOTED = re.compile(r"[“„«]([^“”„«»]+)[”“»]")
_SMALL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # a word of letters
_VERBAL = re.compile(r"(?:ed|ing|ly)$")  # endings of words that end no phrase of nouns


def crossheads(story: Story, words: Words) -> dict[int, str]:
    """block of the body -> a crosshead over it, of words of that very paragraph; none where the
    editor wrote any."""
    written = any(isinstance(block, Crosshead | Table | ListBlock) for block in story.body)
    if story.kind not in KINDS or written or story.words < LEAST_WORDS or not words.said:
        return {}
    found: dict[int, str] = {}
    whole = "\n".join(plain(block.text) for block in story.body if isinstance(block, Paragraph))
    since, left = 0, story.words
    before = ""
    for place, block in enumerate(story.body):
        text = plain(block.text) if isinstance(block, Paragraph) else ""
        said, before = before.rstrip().endswith(SPEAKING), text
        if said or text.lstrip().startswith(SPEAKING):
            pass  # nothing parts a quotation from who says it
        elif since >= EARLY and left >= EVERY / 2:
            taken = (story.headline + story.deck + "".join(found.values())).casefold()
            able = _phrases(text, whole, words)
            last = since >= EVERY and left - EVERY < EVERY / 2  # there is hardly another place
            if since >= LATE or (last and since + left > LONG):
                able = itertools.chain(able, _bare(text, whole, words, alone=since >= VERY_LATE))
            phrase = next((one for one in able if one.casefold() not in taken), "")
            if phrase:
                found[place], since = phrase, 0
        count = sum(len(plain(piece).split()) for piece in block_texts(block))
        since, left = since + count, left - count
    return found


def _phrases(text: str, whole: str, words: Words) -> Iterator[str]:
    """What tells something: quotations, in their marks where they begin small, things, and names of
    institutions, none of which begins a sentence."""
    for quoted in quotations(text):
        inner = quoted[1].strip()
        broken = inner.endswith(",") and _RESUMED.match(text[quoted.end() :])
        if broken or has_initial(inner, words):
            continue
        if NAME_WORDS[0] <= len(inner.split()) <= NAME_WORDS[1]:
            if inner[0].isalpha() and inner[0].lower() == inner[0].upper():  # without capitals
                yield quoted[0][0] + inner.rstrip(",") + quoted[0][-1]
            else:
                yield quoted[0] if inner[0].islower() else inner.rstrip(",.")
    text = _unspoken(text)
    yield from _things(text, words)
    yield from (name for name, person in names(text, whole, words) if not person)


def _bare(text: str, whole: str, words: Words, alone: bool) -> Iterator[str]:
    """Names that may be of people and places: of several words, then `alone` of one."""
    text = _unspoken(text)
    yield from (name for name, person in names(text, whole, words) if person)
    if alone:
        yield from single_names(text, whole, words)


def _unspoken(text: str) -> str:
    """With marks in place of what somebody says."""
    return _QUOTED.sub(lambda quoted: "”" * len(quoted[0]), text)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    gap: str  # what stands between it and the next

    @property
    def parted(self) -> bool:
        """A mark ends the phrase after it."""
        return bool(STOP.match(self.gap))


def _things(text: str, words: Words) -> Iterator[str]:
    """Phrases of nouns in small letters, an article before them: those with "of", which none but
    nouns have on both sides, then such as follow a preposition and end at a mark."""
    found = list(TOKEN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    tokens = [
        _Token(match[0], text[match.end() : end]) for match, end in zip(found, ends, strict=True)
    ]
    joining = [n for n, one in enumerate(tokens) if one.gap == " "]
    articles = [n for n in joining if tokens[n].word in words.articles]
    after = [n for n in joining if tokens[n].word in words.prepositions]
    for find, starts in ((_of_phrase, articles), (_noun_phrase, after)):
        for start in starts:
            phrase = find(tokens, start, words)
            if phrase and len(phrase) <= LONGEST and " " in phrase:
                yield phrase[0].upper() + phrase[1:]


def _of_phrase(tokens: list[_Token], start: int, words: Words) -> str:
    """ "a crew of two", "the loss of life": empty where none begins with this article."""
    of = words.prepositions[0] if words.prepositions else ""
    end = _nouns(tokens, start + 1, words, most=2)
    if end == start + 1 or end >= len(tokens) or tokens[end].word != of:
        return ""
    if tokens[end].gap != " " or tokens[end - 1].gap != " ":
        return ""
    last = _nouns(tokens, end + 1, words, most=AFTER_OF)
    if last == end + 1 and tokens[last : last + 1] and tokens[last].parted:
        last += tokens[last].word.islower()  # "of two"
    if last == end + 1 or not _ends(tokens, last, words):
        return ""
    return _joined(tokens, start, last, words)


def _noun_phrase(tokens: list[_Token], start: int, words: Words) -> str:
    """ "after the second explosion,", "in heavy rain.": empty where none follows this
    preposition."""
    first = start + 1
    article = tokens[first : first + 1] and tokens[first].word in words.articles
    if article and tokens[first].gap != " ":
        return ""
    noun = first + bool(article)
    end = _nouns(tokens, noun, words, most=NOUN_WORDS[1])
    if end - noun < NOUN_WORDS[0] or not tokens[end - 1].parted:
        return ""
    if tokens[end - 1].gap.startswith(":"):
        return ""  # "on the death read:", a verb that brings what is said
    if not article and any(_VERBAL.search(one.word) for one in tokens[noun:end]):
        return ""  # "by cutting wood"
    return _joined(tokens, first, end, words)


def _nouns(tokens: list[_Token], start: int, words: Words, most: int) -> int:
    """The place after up to so many words of weight in small letters in a row."""
    end = start
    while end < min(len(tokens), start + most) and _has_weight(tokens[end].word, words):
        end += 1
        if tokens[end - 1].gap != " ":
            break
    while end > start and _VERBAL.search(tokens[end - 1].word):
        end -= 1
    return end


def _has_weight(word: str, words: Words) -> bool:
    light = word in words.common or word in words.leaning or word in words.said
    return word.islower() and bool(_SMALL.fullmatch(word)) and not light


def _ends(tokens: list[_Token], end: int, words: Words) -> bool:
    """Whether a phrase is over before this place: at a mark, or before a preposition."""
    after = tokens[end].word if end < len(tokens) else ""
    return tokens[end - 1].parted or (
        tokens[end - 1].gap == " " and after in words.prepositions[1:]
    )


def _joined(tokens: list[_Token], start: int, end: int, words: Words) -> str:
    """The words as they stand; without the definite article, which no crosshead begins with."""
    first = start + (tokens[start].word == words.articles[0])
    return " ".join(one.word for one in tokens[first:end])
