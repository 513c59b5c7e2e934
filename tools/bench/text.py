"""Generated articles: a seeded salad of English words, so that nothing repeats and every machine
gets the same text.

Words are drawn by Zipf's law from the list below, common words first; the lengths that come out are
those of news (4.6 letters a word, two in five of three letters or fewer).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

WORDS = """
the of to and a in that is was for on it with as he be at by said from had they his have are but
not this were which who she has an their one her been its will or would when more after about
there out up than all year people other government over into new two last could some first also
years them three city time him what only if because minister council between before many through
while most against where state police under week made country national public company since court
during report president work million house local house party still office business being day
yesterday may officials market another group children federal plan water members according system
decision told would school however problem government future committee meeting number family
economic department program several service security political months change health development
information university including support community international building director spokesman
election industry morning evening harbour bridge railway engineers budget investigation agreement
workers education services residents percentage opposition parliament secretary station hospital
production technology environment agriculture negotiations administration transport conference
announced expected published continued considered described published proposed reported suggested
argued remained returned increased prepared received required approved provided promised although
perhaps nearly recently already usually particularly immediately approximately significant
responsible independent professional organisation representatives manufacturers unemployment
infrastructure recommendations communications extraordinary circumstances consequently rather
without until within around above below along behind beyond inside early later often quite never
always almost small large long short high low old young good better best great little different
important possible necessary island village river mountain forest weather winter summer autumn
traffic theatre museum library orchestra football champion season victory defeat supporters
captain referee goalkeeper midfield tournament price prices money pounds bank banks interest
inflation investment shareholders customers exports imports factory engine vehicle passengers
""".split()
ZIPF = list(accumulate(1 / (rank + 8) for rank in range(len(WORDS))))
DASHED = " \u2013 "


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    headline: str
    deck: str
    byline: str
    paragraphs: tuple[str, ...]
    picture: int | None  # its number, when it has one
    caption: str


def articles(count: int, words: int, seed: int = 1) -> list[Article]:
    """`count` articles of about `words` words each (between half and one and a half times), a
    picture in every third.
    """
    chance = random.Random(seed)
    return [_article(chance, number, words) for number in range(count)]


def _article(chance: random.Random, number: int, words: int) -> Article:
    length = round(words * chance.uniform(0.5, 1.5))
    paragraphs: list[str] = []
    while sum(len(p.split()) for p in paragraphs) < length:
        paragraphs.append(" ".join(_sentence(chance) for _ in range(chance.randint(2, 3))))
    headline = _words(chance, chance.randint(6, 9)).capitalize()
    byline = " ".join(word.capitalize() for word in chance.sample(WORDS[60:], 2))
    pictured = number % 3 == 0
    return Article(
        number,
        headline,
        _words(chance, chance.randint(10, 16)).capitalize(),
        byline,
        tuple(paragraphs),
        number // 3 if pictured else None,
        _sentence(chance) if pictured else "",
    )


def _words(chance: random.Random, count: int) -> str:
    """Words without one twice in a row."""
    drawn: list[str] = []
    while len(drawn) < count:
        (word,) = chance.choices(WORDS, cum_weights=ZIPF)
        if not drawn or drawn[-1] != word:
            drawn.append(word)
    return " ".join(drawn)


def _sentence(chance: random.Random) -> str:
    parts = [_words(chance, chance.randint(5, 11)) for _ in range(chance.choice((1, 2, 2, 3)))]
    text = parts[0]
    for part in parts[1:]:
        text += chance.choices((", ", DASHED, "; "), weights=(8, 1, 1))[0] + part
    if chance.random() < 0.1:
        text += f" {chance.randint(2, 9000):,}"
    text = text[0].upper() + text[1:]
    if chance.random() < 0.12:
        return f"\u201c{text},\u201d {chance.choice(('he', 'she', 'they'))} said."
    return text + "."
