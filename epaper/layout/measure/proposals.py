"""What a story's own text offers to stand out of its legs: a quote with its speaker, a figure with
its sentence, points.

Every word is the text's, in its order; nothing is proposed of what the editor wrote already, and
nothing in a language whose words file does not say how people speak in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain
from epaper.words.words import Words

LEAST_WORDS = 160  # of a story that is offered anything; a shorter one needs no entry
LEAST_FOR_POINTS = 260
LEAST_WEIGHT = 2  # of a point: a figure, or two names
POINTS = 3
QUOTE_WORDS = (8, 22)
QUOTE_LETTERS = 105  # five lines of a pull quote in a column of 50 mm
POINT_WORDS = (6, 19)
FIGURE_WORDS = (5, 20)
NEWS_PARAGRAPHS = 2  # of a story that have its news
LEAST_SHARED = 2  # words of weight that a later sentence has from the headline to tell its news
LEAST_COUNT = 5000  # of people, things, a distance: fewer are no big number
LEAST_MONEY = 10_000  # likewise of money
KINDS = (Kind.NEWS, Kind.FEATURE, Kind.OPINION, Kind.OBITUARY)
TOLD = (Kind.NEWS, Kind.FEATURE)  # a report has points and figures, an opinion or a letter has none
STEM = 5  # letters by which two words are one
_SENTENCE = re.compile(r"(?<=[.!?।])[”’\"]?\s+(?=[“‘\"]?[^\W\d_]|[“‘])")
_SHORT = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sgt|Col|Gen|Rev|No|vs|Prof|Jr|Sr|Inc|Ltd)\.$")
_MENDED = re.compile(r"[\[\]#@]")  # words put in or cut, and what is written for a screen
_QUOTED = re.compile(r"[“„«]([^“”„«»]+)[”“»]")
_NAME = r"([A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|von|van|bin|al|[A-Z][\w’'-]*)){0,6})"
_WHO = r"(?:,\s[^,.;:“”]{3,50},)?"  # "Ann Lee, the mayor, said"
_FIGURE = (  # with its currency before it, or what it counts after it
    r"(?<![\w.,:/$£€-])((?:[A-Z]{{0,3}}[£$€₹¥]|Rs\.?\s?)?\d[\d,]*(?:\.\d+)?%?"
    r"(?:\s(?:{amounts}))?)(?![\w/:-])"
)


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
        points = _points(texts, words, taken)
        found += [Breakout(BreakoutKind.POINTS, points, True)] if points else []
    return tuple(found)


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; a quotation is not parted from its marks."""
    found: list[str] = []
    start = 0
    for match in _SENTENCE.finditer(text):
        piece = text[start : match.start()] + match.group().rstrip()
        inside = piece.count("“") > piece.count("”")
        if inside or _SHORT.search(piece):
            continue
        found.append(piece.strip())
        start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def _quote(texts: Sequence[str], words: Words, taken: str) -> Iterator[BreakoutItem]:
    """The first whole sentence in quotation marks whose speaker the sentence names."""
    said = "|".join(map(re.escape, words.said))
    after = re.compile(rf"^[,.]?\s*(?:(?:{said})\s+{_NAME}|{_NAME}{_WHO}\s+(?:{said}))(?=[\s,.;:])")
    before = re.compile(rf"{_NAME}{_WHO}\s+(?:{said})[,:]?\s*$")
    for text in texts[1:]:
        for quoted in _QUOTED.finditer(text):
            said_words = quoted[1].strip().rstrip(",")
            whole = _is_whole(said_words, QUOTE_WORDS, words, leaning=False)
            whole = whole and len(said_words) <= QUOTE_LETTERS and not _MENDED.search(said_words)
            if not whole or said_words in taken:
                continue
            told = after.match(text[quoted.end() :]) or before.search(text[: quoted.start()])
            name = next((group for group in told.groups() if group), "") if told else ""
            name = _in_full(name.rstrip("."), texts)
            if len(name.split()) > 1 and name.split()[0].lower() not in words.leaning:
                yield BreakoutItem(said_words, name)
                return


def _in_full(name: str, texts: Sequence[str]) -> str:
    """A speaker named by one word as the text names him in full, where it does."""
    if not name or " " in name:
        return name
    full = re.compile(rf"(?<=[a-z,] )[A-Z][a-z’-]+(?: [A-Z]\.)? {re.escape(name)}\b")
    return next((found[0] for found in map(full.search, texts) if found), name)


def _number(
    headline: str, texts: Sequence[str], words: Words, taken: str
) -> Iterator[BreakoutItem]:
    """The figure of the shortest sentence that counts something, stands by itself and tells the
    news: at the head of the story, or in words of its headline.  A figure that the headline has is
    told already."""
    amounts = "|".join(
        re.escape(amount)
        for amount in sorted((*words.amounts, *words.scales), key=len, reverse=True)
    )
    figure = re.compile(_FIGURE.format(amounts=amounts or "(?!)"))
    found = []
    news = _weighty(headline, words)
    for place, text in enumerate(texts):
        late = place >= NEWS_PARAGRAPHS
        for sentence in sentences(text):
            if sentence in taken or not _is_whole(sentence, FIGURE_WORDS, words):
                continue
            if late and len(news & _weighty(sentence, words)) < LEAST_SHARED:
                continue
            for match in figure.finditer(sentence):
                before = sentence[: match.start()].split()
                known = [w.lower() for w in before] == list(words.articles[:1])  # "The 11,240 at"
                if _counts(match[1], words) and not known and match[1] not in headline:
                    found.append((late, len(sentence.split()), place, match[1], sentence))
                    break
    if found:
        *_, large, sentence = min(found)
        yield BreakoutItem(sentence, large)


def _counts(figure: str, words: Words) -> bool:
    """Whether a figure tells a large amount: a share, money, people or things by the thousand; no
    year, no type of aircraft, no age."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", figure)
    if digits is None:
        return False
    before, after = figure[: digits.start()].strip(), figure[digits.end() :].strip()
    count = float(digits[0].replace(",", ""))
    if after == "%" or after in words.scales:
        return True
    if before:
        return count >= LEAST_MONEY
    grouped = re.fullmatch(r"\d{1,3}(,\d\d\d?)*,\d{3}", digits[0])
    return bool(grouped or after) and count >= LEAST_COUNT


def _weighty(text: str, words: Words) -> frozenset[str]:
    """The words of a text that not any text has, by their first letters: "killed" is "kills"."""
    found = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(word[:STEM] for word in found if word not in words.common)


def _points(texts: Sequence[str], words: Words, taken: str) -> tuple[BreakoutItem, ...]:
    """Three short sentences of three paragraphs, in the text's order; those with figures and names
    first."""
    found: list[tuple[int, int, str]] = []
    for place, text in enumerate(texts[1:], start=1):
        able = [
            sentence
            for sentence in sentences(text)
            if sentence not in taken
            and all(sentence != said for _, _, said in found)
            and not re.search(r"[“”‘\"?]", sentence)
            and _is_whole(sentence, POINT_WORDS, words)
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
    """What a sentence tells by itself: figures, and names after its first word."""
    names = re.findall(r"\s[A-Z][\w’'-]+", sentence)
    return 2 * bool(re.search(r"\d", sentence)) + min(2, len(names))


def _is_whole(sentence: str, limits: tuple[int, int], words: Words, leaning: bool = True) -> bool:
    """A sentence from its capital to its stop, of a good length, that leans on no other."""
    first = re.match(r"[\w’'-]+", sentence)
    if first is None or sentence[0].lower() == sentence[0] != sentence[0].upper():
        return False
    if not sentence.rstrip("”’").endswith((".", "!", "।")) and leaning:
        return False
    if sentence.count("(") != sentence.count(")") or sentence.count("“") != sentence.count("”"):
        return False
    if leaning and first.group().lower() in words.leaning:
        return False
    if leaning and any(re.search(rf"\b{word}\b", sentence.lower()) for word in words.referring):
        return False
    return limits[0] <= len(sentence.split()) <= limits[1]
