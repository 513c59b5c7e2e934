"""What most copy takes is a short way; each gives what the long way gives."""

from __future__ import annotations

import random
import unicodedata

import numpy as np
import pytest
import yaml
from ftfy.badness import is_bad

from epaper.model.letters import WORD
from epaper.model.text import Crosshead, ListBlock, Paragraph, Span, plain_texts
from epaper.settings.textfile import usual
from epaper.sources.front_matter import front_matter
from epaper.sources.wire import alike, shingles
from epaper.sources.wire.common import words_with
from epaper.sources.wire.hashes import FACTORS, OFFSETS, PLACES
from epaper.sources.wire.markup import parsed, read_html

TYPE = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
ODD = "é\u00df\u0130\u017f\n\t\x7f\x85\u200d\u2012\u2028\u24c0\ud800\u0915\u093f\U0001f600"
SEEN = [chr(code) for code in range(0x20, 0x7F)]


def texts(seed: int, count: int, longest: int = 40) -> list[str]:
    chance = random.Random(seed)
    return [
        "".join(
            chance.choice(ODD if chance.random() < 0.02 else [*SEEN, *TYPE])
            for _ in range(chance.randrange(longest))
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>One.</p>",
        " <p>One.</p>\n<p>Two\nlines,  and  spaces.</p> ",
        "<p></p><p> </p><p>Three &amp; &lt;four&gt; &amp;mdash; &#8220;x&#8221;</p>",
        "<p>Half \u00a0 a pound, 1\u2044\u2082 or \u00b9/\u2082 a > b</p>",
        "<p>A\u00a0</p>\u00a0<p>B</p>",
        "<p>One<p>Two</p>",
        "<P>One</P>",
        "<p class='x'>One</p><p>Two <b>bold</b></p>",
        "Text before <p>One</p>",
        "<p>One</p> text behind",
        "<p>Never closed",
        "<!-- x --><p>One</p>",
        "&lt;p&gt;One&lt;/p&gt;",
        "<p>\u0939\u093f\u0928\u094d\u0926\u0940\x0b\x1c x</p>",
        "",
    ],
)
def test_paragraphs_alone_are_read_as_a_parser_reads_them(html: str) -> None:
    assert read_html(html) == parsed(html)


def test_usual_text_is_what_cleaning_leaves_as_it_is() -> None:
    for text in texts(1, 4000):
        assert usual(text) == all(char in TYPE or " " <= char <= "~" for char in text)
    for char in TYPE:
        assert unicodedata.normalize("NFC", char) == char
    around = (*TYPE, "a", "A", "0", " ", ".", '"', "(")
    for first in around:
        for second in around:
            for third in around:
                assert not is_bad(first + second + third)


def test_words_are_parted_alike_in_letters_and_in_bytes() -> None:
    for text in texts(2, 4000):
        words = [word.encode() for word in WORD.findall(text.casefold())]
        assert words_with(b"\n", text) == b"\n".join(words)
        first = [word.encode() for word in WORD.findall(text.casefold()[:9])]
        assert words_with(b" ", text, 9) == b" ".join(first)


def test_the_numbers_of_the_hashes_are_those_of_every_ledger() -> None:
    drawn = np.random.default_rng(20201123)
    factors = drawn.integers(1, 2**31, 64, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    places = drawn.integers(2**61, 2**62, 4, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    offsets = drawn.integers(0, 2**32, 64, dtype=np.uint64)
    for numbers, own in ((factors, FACTORS), (places, PLACES), (offsets, OFFSETS)):
        assert numbers.tobytes() == own


@pytest.mark.skipif(shingles.compiled is None, reason="nothing is compiled here")
@pytest.mark.parametrize("count", [25, 26, 300, 9000])
def test_signatures_are_the_same_compiled_and_not(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    chance = random.Random(count)
    words = ["".join(chance.choices("abcé\u0915\u093fxyz", k=6)) for _ in range(count)]
    body = (Paragraph((Span(" ".join(words)),)),)
    compiled = alike.signature(body)
    assert len(compiled) == 256
    monkeypatch.setattr(alike, "compiled", None)
    assert alike.signature(body) == compiled
    assert alike.alike(compiled, compiled) == 1.0


@pytest.mark.skipif(shingles.compiled is None, reason="nothing is compiled here")
def test_no_band_that_is_known_is_taken_for_a_new_one() -> None:
    chance = random.Random(4)
    days = [chance.randbytes(256) for _ in range(2000)]
    table = bytearray(100_000)
    known = [shingles.compiled.remember(table, bands) for bands in days]
    assert all(shingles.compiled.may_know(table, bands[16:32]) for bands in days)
    strange = [shingles.compiled.may_know(table, chance.randbytes(16)) for _ in range(2000)]
    assert sum(strange) < 100
    assert not known[0]


PLAIN = (
    "quay|to be|yes|No|null|~|a: b|a #b| x|x |x  y|tag:a,1|12|1e3|0x1f|00012.json|1.json|1.5|08||"
    "2026-01-06|2026-01-06T10:00:00Z|2026-01-06T10:00:00+00:00|é|Éa|\u201cQuote\u201d he|x:|x:y|"
    "-a|a-|---|...|a\nb|a\tb|\u200d|\u0939\u093f|true|on|Y|n|&a|*b|!c|%d|@e|`f|'g|\"h|[i|{j|a]|"
    "a,b|a, b|?|? a|> b|=|<<|a=b|C#|1_000|0b1|.5|.inf|+1|\u2028|\ufeff|\x85a|a\u00a0b|\u00df|"
    "Ann Reader|it's|key: 'v'"
)
LONG = ("x" * 109, "x " * 60, "word word " * 12, "ab " * 37 + "z", "a|b")
VALUES = (*PLAIN.split("|"), *LONG)


def test_plain_fields_are_written_as_libyaml_writes_them() -> None:
    chance = random.Random(3)

    def value(deep: int = 0) -> object:
        kind = chance.random()
        if kind < 0.7 or deep > 2:
            return " ".join(chance.choices(VALUES, k=chance.choice((1, 1, 1, 2, 5))))
        if kind < 0.8:
            return chance.choice((True, False, 0, 5, -3, 1.5))
        if kind < 0.9:
            return [value(deep + 1) for _ in range(chance.randrange(4))]
        names = chance.sample(("a", "with_x", "y", "no", "x-y", "On", "1", "long" * 30), k=3)
        return {name: value(deep + 1) for name in names}

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    for _ in range(3000):
        fields = {name: value() for name in ("section", "headline", "origin", "y", "tags")}
        whole = yaml.dump(fields, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
        assert front_matter(fields) == whole
    assert front_matter({}) == ""


def test_the_texts_of_a_body() -> None:
    one, two = (Span("One "), Span("more")), (Span("Two"),)
    body = (Paragraph(one), Crosshead(two), ListBlock((two, one)), Paragraph(()))
    assert plain_texts(body) == ["One more", "Two", "Two", "One more", ""]
