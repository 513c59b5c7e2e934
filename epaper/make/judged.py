"""What a picture is to its story, judged by its words where the editor does not say it: a stand-in,
as agencies send them along, or a portrait.

The evidence is the caption, or what is said of the picture to those who cannot see it, held against
the story's words.  `stand_in:` and `role:` at the picture overrule it.  What stands in is left out
of the paper with a warning, unless the paper prints it (`stand_ins: inside`): beside news, a
picture of somebody or somewhere else is wrong, however it is captioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from epaper.model.edition import Edition, StandIns
from epaper.model.finding import Finding, Severity
from epaper.model.letters import IN_WORD
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Story
from epaper.model.text import block_texts, plain
from epaper.words.words import Words

LEAST_WORDS = 3  # of weight that a caption has; fewer tell nothing
LEAST_SHARED, LEAST_SHARE = 2, 0.25  # words of weight that it has in common with its story
NAMES_SHARE = 0.35  # likewise, where they are all names, as of the state that both are of
DATED_SHARE = 0.3  # likewise, of one with a year of long ago
LONG_AGO = 2  # years
FIRST_YEAR = 1800
FOREIGN_NAMES = 3  # that the story has none of
PERSON_WORDS = (2, 3)  # of a name, without its titles
PREFIX = 5  # letters from which a word that begins another is the same word
UPRIGHT = 1.0  # width over height
_WORD = re.compile(rf"[^\W_](?:[{IN_WORD}’'-]*[{IN_WORD}])?")
_POSSESSIVE = re.compile(r"[’']s?$")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w\w)")  # "l’usine"
_ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "s", "ly", "e", "y")
_STOP = re.compile(r"[.!?।॥۔؟]")


def with_judged(
    edition: Edition, words_of: Callable[[str], Words | None]
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition whose pictures are what they were judged to be, and what was judged, with the
    reason.  words_of: those of a story's language, by which its pictures are judged; None: they are
    as the editor says."""
    stories: list[Story] = []
    findings: list[Finding] = []
    year, strict = edition.date.year, edition.stand_ins is StandIns.NEVER
    for story in edition.stories:
        words = words_of(story.language)
        if story.standing or not story.pictures or words is None:
            stories.append(story)
            continue
        one, told = _with_judged(story, words, year, strict)
        stories.append(one)
        findings += told
    return replace(edition, stories=tuple(stories)), tuple(findings)


@lru_cache(maxsize=1024)  # a day is judged again after every change to it
def _with_judged(
    story: Story, words: Words, year: int, strict: bool
) -> tuple[Story, tuple[Finding, ...]]:
    judge = _Judge(story, words, year, strict)
    pictures: list[Picture] = []
    findings: list[Finding] = []
    for picture in story.pictures:
        judged, told = judge.judged(picture)
        findings += told
        if not judge.leaves_out(judged):
            pictures.append(judged)
    return replace(story, pictures=tuple(pictures)), tuple(findings)


@dataclass(frozen=True, slots=True)
class _Name:
    """Words with capitals in a row, without titles; `before`: the word before them in their
    sentence, in small letters, empty where they begin it."""

    words: tuple[str, ...]
    before: str
    titled: bool = False
    owner: bool = False  # "Anna Berg's": of whom something is shown

    def __str__(self) -> str:
        return " ".join(self.words)


class _Judge:
    """Of one story's pictures."""

    def __init__(self, story: Story, words: Words, year: int, strict: bool) -> None:
        self.story, self.words, self.year = story, words, year
        self.strict = strict  # what stands in is left out
        said = [plain(text) for block in story.body for text in block_texts(block)]
        said += [story.deck, story.kicker, story.short_headline, story.dateline, *story.points]
        self.headline = _stems(story.headline)
        self.text = " ".join([story.headline, *said])
        self.known = _stems(self.text)
        self.months = tuple(month.casefold() for month in words.months)

    def judged(self, picture: Picture) -> tuple[Picture, list[Finding]]:
        caption = plain(picture.caption) or picture.alt
        names = list(self._names(caption))
        if picture.stand_in is None and (why := self._unlike(caption, names, picture.topic)):
            picture = replace(picture, stand_in=True)
            return picture, [self._stands_in(picture, f"is taken for a stand-in: {why}")]
        if self.leaves_out(picture):
            return picture, [self._stands_in(picture, "is a stand-in, as its entry says")]
        if picture.topic and self._tells(caption):
            picture = replace(picture, topic=False)
        shown = self._sitter(picture, names)
        if shown is None:
            return picture, []
        fact = f"is taken for a portrait, of {shown}: it has two columns at most"
        remedy = "write role: action at the picture if it shows more than one person"
        portrait = replace(picture, role=PictureRole.PORTRAIT)
        return portrait, [self._told(picture, fact, remedy)]

    def leaves_out(self, picture: Picture) -> bool:
        """A speaker's face that the editor chose for a quote stays: it shows who speaks."""
        chosen = picture.name == self.story.pull_quote_face
        return self.strict and bool(picture.stand_in) and not chosen

    def _stands_in(self, picture: Picture, why: str) -> Finding:
        remedy = "write stand_in: no at the picture if it shows the matter, or yes if it does not; "
        remedy += "or give the story a picture of its matter"
        if not self.leaves_out(picture):
            fact = f"{why}; it has one column at most, and not on page 1"
            return self._told(picture, fact, remedy)
        remedy += "; stand_ins: inside in publication.yaml prints such pictures small, inside"
        told = self._told(picture, f"{why}; the story runs without it", remedy)
        return replace(told, severity=Severity.WARNING, rule="picture.stand-in")

    def _told(self, picture: Picture, fact: str, remedy: str) -> Finding:
        return Finding(
            Severity.INFO,
            "picture.judged",
            f"{picture.name} of {self.story.slug} {fact}",
            remedy,
            file=self.story.file,
            field="pictures",
            story=self.story.slug,
        )

    def _tells(self, caption: str) -> bool:
        """Whether a caption has words enough of its story: what it shows is more than a topic."""
        weighty = self._weighty(caption)
        shared = sum(self._knows(word) for word in weighty)
        return shared >= LEAST_SHARED and shared >= LEAST_SHARE * len(weighty)

    def _elsewhere(self, names: Sequence[_Name]) -> _Name | None:
        """What a caption names that the story does not know, where it knows none of its names."""
        if any(map(self._has, names)):
            return None
        return next((name for name in names if name.before), None)

    def _unlike(self, caption: str, names: Sequence[_Name], topic: bool) -> str:
        """Why a picture with such a caption does not show the matter; empty where nothing says
        so.  One that is of the topic needs no word of its story, but it may not name others."""
        if marker := self._marker(caption):
            return f"its caption says “{marker}”"
        if not self.words.common:
            return ""  # nobody says which words of the language have weight
        if stranger := self._stranger(names):
            return f"its caption names {stranger}, and its story does not"
        weighty = self._weighty(caption)
        shared = [word for word in weighty if self._knows(word)]
        share = len(shared) / len(weighty) if weighty else 1.0
        if year := self._year(caption, names, share):
            return f"its caption is of {year}"
        if any(self._has(name) for name in names if self._may_be_person(name)):
            return ""
        if not self.story.credit:
            return ""  # a desk of its own may write of its picture in other words than its story
        if topic and (other := self._elsewhere(names)):
            return f"its caption names {other}, and its story does not"
        few = len(shared) < LEAST_SHARED and share < LEAST_SHARE
        if len(weighty) >= LEAST_WORDS and few and not topic:
            common = f"no word but “{shared[0]}”" if shared else "no word"
            return f"its caption has {common} in common with its story"
        told = [word for word in weighty if word[0].islower()]
        named = shared and len(told) > (not topic) and not any(map(self._knows, told))
        if named and share < NAMES_SHARE:
            return f"its caption has nothing but names in common with its story ({shared[0]} ...)"
        foreign = [name for name in names if name.before]
        if len(foreign) >= FOREIGN_NAMES and not any(map(self._has, names)):
            return f"its story has none of the names in its caption ({foreign[0]} ...)"
        return ""

    def _marker(self, caption: str) -> str:
        """ "File photo" and the like, of which the story itself does not speak."""
        for marker in self.words.archive:
            whole = rf"(?<![{IN_WORD}]){re.escape(marker)}(?![{IN_WORD}])"
            found = re.search(whole, caption, re.IGNORECASE)
            if found and marker.casefold() not in self.text.casefold():
                return str(found[0])
        return ""

    def _stranger(self, names: Sequence[_Name]) -> _Name | None:
        """The person whom a caption names, and nobody whom the story knows."""
        people = [name for name in names if self._may_be_person(name)]
        if not people or any(map(self._has, people)):
            return None
        titled = any(name.titled for name in people)
        places = [name for name in names if name not in people and len(name.words) > 1]
        return people[0] if titled or not any(map(self._has_whole, places)) else None

    def _may_be_person(self, name: _Name) -> bool:
        """Words with capitals that begin a sentence or follow what somebody is: "engineer Anna
        Berg"; what follows "in" or "the" is a place or a thing."""
        least, most = PERSON_WORDS
        if not least <= len(name.words) <= most or any(one.isupper() for one in name.words):
            return False
        return name.titled or name.before not in self.words.common

    def _year(self, caption: str, names: Sequence[_Name], share: float) -> str:
        """A year of long ago in the first sentence of a caption that names nobody of the headline:
        with its month, or where the caption tells little of the story."""
        people = [name for name in names if self._may_be_person(name)]
        if any(_stem(word) in self.headline for name in people for word in name.words):
            return ""
        tokens: list[str] = _WORD.findall(_first_sentence(caption))
        for before, word in zip(["", *tokens], tokens, strict=False):
            if not re.fullmatch(r"\d{4}", word) or word in self.text:
                continue
            dated = before.casefold() in self.months or share < DATED_SHARE
            if dated and FIRST_YEAR <= int(word) <= self.year - LONG_AGO:
                return word
        return ""

    def _weighty(self, caption: str) -> list[str]:
        """A caption's words without those that any text has, each once."""
        found: dict[str, str] = {}
        for word in _WORD.findall(caption):
            light = word.casefold() in self.words.common or word.casefold() in self.months
            if not light and not word[0].isdigit() and len(word) > 1:
                found.setdefault(_stem(word), word)
        return list(found.values())

    def _knows(self, word: str) -> bool:
        stem = _stem(word)
        if stem in self.known:
            return True
        return len(stem) >= PREFIX and any(
            one.startswith(stem) or (len(one) >= PREFIX and stem.startswith(one))
            for one in self.known
        )

    def _has(self, name: _Name) -> bool:
        """Whether the story has any word of a name, the last two of a long one."""
        return any(_stem(word) in self.known for word in name.words[-2:])

    def _has_whole(self, name: _Name) -> bool:
        return all(_stem(word) in self.known and not word.isupper() for word in name.words)

    def _sitter(self, picture: Picture, names: Sequence[_Name]) -> _Name | None:
        """Whom an upright picture shows, in which nobody found faces: the one person whom its
        caption begins with.  Who makes the headline may be shown as large as any matter."""
        plain_one = picture.role is PictureRole.PLAIN and not picture.faces
        if not plain_one or picture.stand_in or picture.aspect >= UPRIGHT:
            return None
        people = [name for name in names if self._may_be_person(name) and not name.owner]
        if len(people) != 1 or people[0] is not names[0] or people[0].before:
            return None
        known = any(_stem(word) in self.headline for word in people[0].words)
        return None if known else people[0]

    def _names(self, caption: str) -> Iterator[_Name]:
        """Words with capitals in a row; one that begins a sentence needs another after it."""
        run: list[str] = []
        before = last = ""
        end = 0
        for match in _WORD.finditer(caption):
            word, gap = match[0], caption[end : match.start()]
            begins = not end or bool(_STOP.search(gap))
            if run and (gap != " " or not self._is_name(word) or _POSSESSIVE.search(run[-1])):
                yield from self._name(run, before)
                run = []
            light = word.casefold() in self.words.common and not (word.isupper() and word[1:])
            if self._is_name(word) and not (begins and light):
                before = before if run else "" if begins else last
                run.append(word)
            last, end = word.casefold(), match.end()
        yield from self._name(run, before)

    def _is_name(self, word: str) -> bool:
        return word[:1].isupper() and word.casefold() not in self.months

    def _name(self, run: Sequence[str], before: str) -> Iterator[_Name]:
        titles = [i for i, word in enumerate(run) if word.casefold() in self.words.titles]
        rest = run[titles[-1] + 1 :] if titles else run
        if rest and (before or len(run) > 1):
            bare = _POSSESSIVE.sub("", rest[-1])
            yield _Name((*rest[:-1], bare), before, bool(titles), owner=bare != rest[-1])


def _first_sentence(text: str) -> str:
    return re.split(rf"(?<=[{IN_WORD}][{IN_WORD}][.!?।॥۔؟])\s", text, maxsplit=1)[0]


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    """Of all words, and of the parts of those with a hyphen."""
    words = _WORD.findall(text)
    return frozenset(_stem(one) for word in words for one in (word, *word.split("-")) if one)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """A word without the endings that number and tense give it."""
    bare = _ELIDED.sub("", _POSSESSIVE.sub("", word.casefold()))
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            bare = bare[: -len(ending)]
            break
    return bare.rstrip("ey") or bare
