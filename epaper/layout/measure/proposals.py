"""What a story's own text offers to stand out of its legs: a quote with its speaker, a figure with
its sentence, points.

Every word is the text's, in its order; nothing is proposed of what the editor wrote already, and
nothing in a language whose words file does not say how people speak in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from epaper.layout.measure.points import points_of
from epaper.layout.measure.sentences import LOWER, UPPER, is_whole, quotations, sentences, weighty
from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.letters import IN_WORD
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain
from epaper.words.words import Words

LEAST_WORDS = 160  # of a story that is offered anything; a shorter one needs no entry
LEAST_FOR_POINTS = 260
QUOTE_WORDS = (8, 22)
QUOTE_LETTERS = 105  # five lines of a pull quote in a column of 50 mm
FIGURE_WORDS = (5, 20)
NEWS_PARAGRAPHS = 2  # of a story that have its news
LEAST_SHARED = 2  # words of weight that a later sentence has from the headline to tell its news
LEAST_COUNT = 5000  # of people, things, a distance: fewer are no big number
LEAST_MONEY = 10_000  # likewise of money
KINDS = (Kind.NEWS, Kind.FEATURE, Kind.OPINION, Kind.OBITUARY)
TOLD = (Kind.NEWS, Kind.FEATURE)  # a report has points and figures, an opinion or a letter has none
_MENDED = re.compile(r"[\[\]#@]")  # words put in or cut, and what is written for a screen
_PARTICLE = r"(?:(?:de|del|der|den|du|des|la|las|los|von|van|zu|zum|bin|al|da|dos)\s+){0,2}"
_NAME = rf"([{UPPER}][\w’'-]+(?:\s+{_PARTICLE}(?:[{UPPER}]\.|[{UPPER}][\w’'-]*)){{0,6}})"
_WHO = r"(?:,\s[^,.;:“”]{3,50},)?"  # "Ann Lee, the mayor, said"
_CURRENCY = r"(?:[A-Z]{0,3}[£$€₹¥]|(?:Rs|रु|রু|રૂ|ரூ|రూ)\.?\s?)?"
_SHORT = re.compile(rf"(?:\s[{IN_WORD}]{{1,3}}){{1,2}}\s")  # between two figures: "or by"
_SPACES = " \u00a0\u202f"  # between groups of digits, of a language that has spaces there


def proposals(
    story: Story, words: Words, since: int = 0, until: int | None = None
) -> tuple[Breakout, ...]:
    """At most one breakout of each kind that the editor did not write, from the blocks `since` to
    `until` (not included) of the body.

    The rest of a jumped story, which begins later than block 0, is offered every kind: what the
    editor wrote stands where the story begins, and so do its pictures.
    """
    story = replace(story, body=story.body[since:until])
    if story.kind not in KINDS or story.words < LEAST_WORDS or not words.said:
        return ()
    written = set() if since else {breakout.kind for breakout in story.breakouts}
    texts = [plain(block.text) for block in story.body if isinstance(block, Paragraph)]
    found: list[Breakout] = []
    taken = story.headline + story.deck + "".join(breakout.text for breakout in story.breakouts)
    if BreakoutKind.QUOTE not in written:
        for item in _quote(texts, words, taken):
            face = -1 if since else story.face_of(item.lead)
            found.append(Breakout(BreakoutKind.QUOTE, (item,), True, face))
    if story.kind in TOLD and BreakoutKind.NUMBER not in written:
        taken += "".join(one.text for one in found)
        items = _number(story.headline, texts, words, taken)
        found += [Breakout(BreakoutKind.NUMBER, (item,), True) for item in items]
    long = story.kind in TOLD and story.words >= LEAST_FOR_POINTS
    if long and BreakoutKind.POINTS not in written:
        taken += "".join(one.text for one in found)
        points = points_of(texts, words, taken, story.headline + story.deck)
        found += [Breakout(BreakoutKind.POINTS, points, True)] if points else []
    return tuple(found)


@lru_cache(maxsize=64)
def _figure(words: Words) -> re.Pattern[str]:
    """A figure as the language writes it, with its currency or what it counts."""
    named = sorted((*words.amounts, *words.scales), key=len, reverse=True)
    amounts = "|".join(map(re.escape, named))
    number = rf"\d+(?:{_group(words)}\d\d\d?)*(?:{re.escape(words.decimal_mark)}\d+)?"
    after = rf"(?:\s?[%٪]|\s?€|\s(?:{amounts or '(?!)'}))?"
    return re.compile(
        rf"(?<![{IN_WORD}.,:/$£€–-])({_CURRENCY}{number}{after})(?![{IN_WORD}/:–-]|[.,]\d)"
    )


def _group(words: Words) -> str:
    mark = words.group_mark
    return f"[{_SPACES}]" if mark.isspace() else re.escape(mark) if mark else "(?!)"


def _quote(texts: Sequence[str], words: Words, taken: str) -> Iterator[BreakoutItem]:
    """The first whole sentence in quotation marks whose speaker the sentence names."""
    before, after = _speakers(words)
    for text in texts[1:]:
        for quoted in quotations(text):
            said_words = _spoken(quoted[1], words)
            if not said_words or said_words in taken:
                continue
            told = after.match(text[quoted.end() :]) or before.search(text[: quoted.start()])
            name = next((group for group in told.groups() if group), "") if told else ""
            name = _in_full(name.rstrip("."), texts)
            if len(name.split()) > 1 and name.split()[0].lower() not in words.leaning:
                yield BreakoutItem(said_words, name)
                return


@lru_cache(maxsize=64)
def _speakers(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Who speaks, before a quotation and after it: "Ann Lee of the harbour board said on Friday:";
    groups are the name."""
    said = "|".join(map(re.escape, words.said))
    house = where = apart = ""
    if words.prepositions:
        of, *others = map(re.escape, words.prepositions)
        the = "|".join(map(re.escape, words.articles))
        # one name at most: "the Minister of Norland Ann Lee" is called neither the Minister nor
        # Norland Ann Lee
        apart = rf"(?<!\b{of}\s)"
        house = rf"(?:\s{of}\s(?:(?:{the})\s)?(?:[{LOWER}]+\s){{0,2}}[\w’-]+)?"
        where = rf"(?:\s(?:{'|'.join((of, *others))})\s[^,.;:“”]{{2,40}})?"
    after = rf"^[,.]?\s*(?:(?:{said})\s+{_NAME}|{_NAME}{house}{_WHO}\s+(?:{said}))(?=[\s,.;:])"
    before = rf"{apart}{_NAME}{house}{_WHO}\s+(?:{said}){where}\s?[,:]?\s*$"
    return re.compile(before), re.compile(after)


def _spoken(quotation: str, words: Words) -> str:
    """What a quotation offers: all of it, or the sentence it begins with; "" where that is no whole
    sentence of a good length."""
    whole = quotation.strip().rstrip(",")
    for part in (whole, next(iter(sentences(whole, words)), "")):
        good = is_whole(part, QUOTE_WORDS, words, leaning=False)
        if good and len(part) <= QUOTE_LETTERS and not _MENDED.search(part):
            return part
    return ""


def _in_full(name: str, texts: Sequence[str]) -> str:
    """A speaker named by one word as the text names him in full, where it does."""
    if not name or " " in name:
        return name
    first = rf"[{UPPER}][{LOWER}’-]+(?: [{UPPER}]\.)?"
    full = re.compile(rf"(?<=[{LOWER},] ){first} {re.escape(name)}\b")
    return next((found[0] for found in map(full.search, texts) if found), name)


def _number(
    headline: str, texts: Sequence[str], words: Words, taken: str
) -> Iterator[BreakoutItem]:
    """The figure of the shortest sentence that counts something, stands by itself and tells the
    news: at the head of the story, or in words of its headline.  A figure that the headline has is
    told already."""
    figure = _figure(words)
    found = []
    news = weighty(headline, words)
    for place, text in enumerate(texts):
        late = place >= NEWS_PARAGRAPHS
        for sentence in sentences(text, words):
            if sentence in taken or not is_whole(sentence, FIGURE_WORDS, words):
                continue
            if late and len(news & weighty(sentence, words)) < LEAST_SHARED:
                continue
            for match in _alone(figure.finditer(sentence)):
                before = sentence[: match.start()].split()
                known = [w.lower() for w in before] == list(words.articles[:1])  # "The 11,240 at"
                if _counts(match, words) and not known and match[1] not in headline:
                    found.append((late, len(sentence.split()), place, match[1], sentence))
                    break
    if found:
        *_, large, sentence = min(found)
        yield BreakoutItem(sentence, large)


def _alone(figures: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those of a sentence that stand beside no other: not "16 to 17", "49 percent or by 27"."""
    every = [*figures]
    gaps = [one.string[one.end() : other.start()] for one, other in pairwise(every)]
    beside = [bool(_SHORT.fullmatch(gap)) for gap in gaps]
    for place, figure in enumerate(every):
        if not any(beside[max(0, place - 1) : place + 1]):
            yield figure


def _counts(match: re.Match[str], words: Words) -> bool:
    """Whether a figure tells a large amount: a share, money, people or things by the thousand; no
    year, no type of aircraft, no age.  A language whose words file tells no `scales` has every
    amount that it names for large."""
    figure, mark = match[1], _group(words)
    number = rf"\d+(?:{mark}\d\d\d?)*(?:{re.escape(words.decimal_mark)}\d+)?"
    digits = re.search(number, figure)
    if digits is None:
        return False
    before, after = figure[: digits.start()].strip(), figure[digits.end() :].strip()
    grouped = re.fullmatch(rf"\d{{1,3}}({mark}\d\d\d?)*{mark}\d{{3}}", digits[0])
    if grouped and match.string[match.end() : match.end() + 1] in (",", ";"):
        return False
    if after in ("%", "٪") or after in words.scales:
        return True
    if not words.scales:
        return bool(grouped or before or after)
    whole = digits[0].split(words.decimal_mark)[0]
    count = int(re.sub(r"\D", "", whole))
    if before or after == "€":
        return count >= LEAST_MONEY
    return bool(grouped or after) and count >= LEAST_COUNT
