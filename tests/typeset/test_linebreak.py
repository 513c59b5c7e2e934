"""The breaker against brute force, and its promises."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset_samples import BODY, PROSE

from epaper.typeset.fonts import default_book
from epaper.typeset.hyphenation import hyphenator
from epaper.typeset.linebreak import (
    EM_SHORT,
    ENDS_SHORT,
    FRAGMENT_ALONE,
    HYPHEN_PAIR,
    MOST_IN_A_ROW,
    OFFSET,
    STRAINED,
    Points,
    Spacing,
    _last_line,
    break_paragraph,
    find_points,
    total_fit,
)
from epaper.typeset.lines import End, cut_lines
from epaper.typeset.shaping import Shaper
from epaper.typeset.tokens import EXPLICIT, HARD_HYPHEN, SOFT, TokenBook, is_address

BOOK = TokenBook(Shaper(default_book()), BODY, hyphenator("en-GB"))
SPACING = Spacing()


def tokens_of(text: str) -> list:
    return [BOOK[word] for word in text.split()]


def line_demerits(points: Points, a: int, b: int, measure: float, tolerance: float) -> float | None:
    """The demerits of one line, written out plainly; None where it does not fit."""
    width, gaps = points.ends[b] - points.starts[a], points.end_words[b] - points.start_words[a]
    glyphs = points.end_glyphs[b] - points.start_glyphs[a]
    excess = measure - width
    give = SPACING.expansion * (width - gaps * SPACING.space) + SPACING.tracking * glyphs
    spaces = gaps * (SPACING.stretch if excess >= 0 else SPACING.shrink)
    ratio = abs(excess) / (SPACING.haste * give + spaces + 1e-9)
    if ratio > 1 / SPACING.haste:
        ratio = (abs(excess) - give) / spaces if gaps else 50.0
        if excess >= 0 and 1 < ratio < 50:  # letters give more, up to `strain`, as spaces do
            strain, share = SPACING.strain * glyphs, STRAINED - 1
            ratio = max(
                1 + (excess - give - spaces) / (spaces + strain / share),
                (excess - give - strain) / spaces,
            )
    if ratio > (tolerance if excess >= 0 else 1.0):
        return None
    if excess >= 0 and ratio > SPACING.tolerance:
        short = excess - give - SPACING.strain * glyphs - SPACING.tolerance * spaces
        return float(ENDS_SHORT + EM_SHORT * short + points.costs[b])
    return float((10 + 100 * ratio**3) ** 2 + points.costs[b])


def brute_force(points: Points, measure: float, tolerance: float) -> dict[int, float]:
    """Least demerits by number of lines over every set of breaks."""
    final = len(points.ends) - 1
    best: dict[int, float] = {}
    for count in range(final):
        for chosen in itertools.combinations(range(1, final), count):
            total, run, at = 0.0, 0, 0
            for b in chosen:
                cost = line_demerits(points, at, b, measure, tolerance)
                if cost is None:
                    break
                total += cost
                run = run + 1 if points.hyphens[b] else 0
                total += HYPHEN_PAIR if run > 1 else 0.0
                if run > MOST_IN_A_ROW:
                    break
                at = b
            else:
                width = points.ends[final] - points.starts[at]
                gaps = points.end_words[final] - points.start_words[at]
                glyphs = points.end_glyphs[final] - points.start_glyphs[at]
                letters = width - gaps * SPACING.space
                give = SPACING.expansion * letters + SPACING.tracking * glyphs
                if width - measure <= give + gaps * SPACING.shrink:
                    total += _last_line(points, at, final, width, measure)
                    best[count + 1] = min(total, best.get(count + 1, total))
    return best


@pytest.mark.parametrize("measure", [7.0, 9.0, 11.5])
@pytest.mark.parametrize("start", [0, 3, 9, 14, 22, 31])
def test_same_as_brute_force(start: int, measure: float) -> None:
    tokens = tokens_of(" ".join(PROSE.split()[start : start + 9]))
    points = find_points(tokens, SPACING.space, 1.0, {})
    found = total_fit(points, measure, SPACING, 4.0)
    best = brute_force(points, measure, 4.0)
    assert bool(found) == bool(best)
    if best:
        least = min(best.values())
        assert min(one.demerits for one in found.values()) == pytest.approx(least)
        for lines, breaking in found.items():
            assert breaking.demerits == pytest.approx(best[lines])


@pytest.mark.parametrize("measure", [12.0, 14.0, 16.5, 20.0])
def test_settings_have_the_lines_they_say(measure: float) -> None:
    settings_found = break_paragraph(BOOK, tokens_of(PROSE), measure, 1.0, SPACING)
    best = settings_found[0]
    assert best.demerits == min(one.demerits for one in settings_found)
    for one in settings_found:
        assert len(one.codes) == one.lines - 1
    assert {abs(one.lines - best.lines) for one in settings_found[1:]} <= {1}


def test_looseness_is_found_where_there_is_room() -> None:
    found = {
        len(break_paragraph(BOOK, tokens_of(PROSE), measure / 4, 1.0, SPACING))
        for measure in range(56, 90)
    }
    assert max(found) > 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text("abcdefghilmnorstu-’.,—/É1", min_size=1, max_size=40), min_size=1, max_size=25
    ),
    st.floats(3.0, 30.0),
)
def test_every_paragraph_breaks_in_order(words: list[str], measure: float) -> None:
    breaking = break_paragraph(BOOK, [BOOK[word] for word in words], measure, 0.0, SPACING)[0]
    assert list(breaking.codes) == sorted(set(breaking.codes))


def test_a_word_wider_than_the_measure_is_cut() -> None:
    tokens = tokens_of("a " + "Donaudampfschifffahrts" * 4 + " b")
    breaking = break_paragraph(BOOK, tokens, 12.0, 0.0, SPACING)[0]
    assert sum(bool(code & OFFSET) for code in breaking.codes) >= 2


def test_a_very_long_word_takes_no_time() -> None:
    assert break_paragraph(BOOK, [BOOK["x" * 6000]], 16.0, 1.0, SPACING)[0].lines > 100


def test_last_line_is_never_a_fragment_alone() -> None:
    for start in range(30):
        tokens = tokens_of(" ".join(PROSE.split()[start : start + 30]))
        found = break_paragraph(BOOK, tokens, 16.5, 1.0, SPACING)[0]
        assert found.demerits < FRAGMENT_ALONE


ADDRESSES = [
    "https://www.lower-road.example/departments/water_supply/notice-417.pdf?download=true&lang=en",
    "superintendent.engineer.waterworks@lower-road-municipality.example",
    "archive.municipality.example/superintendents",
    "correspondence.example,",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("measure", [3.0, 6.0, 11.0])
def test_an_address_breaks_without_a_hyphen(address: str, measure: float) -> None:
    tokens = tokens_of(f"See {address} now")
    (best, *_) = break_paragraph(BOOK, tokens, measure, 0.0, SPACING)
    lines = cut_lines(BOOK, tokens, best.codes)
    inside = [words[-1][-1].word.text for words, _ in lines[:-1]]
    assert len(lines) > 1
    assert not any(end is End.HYPHEN for _, end in lines)
    assert not any(text.endswith("\u00ad") for text in inside)


@pytest.mark.parametrize("measure", [8.0, 10.0, 12.0, 15.0])
def test_an_address_breaks_at_its_own_signs_where_these_serve(measure: float) -> None:
    tokens = tokens_of(
        "Readers write to the office at corrections.office@harbour-times.example.org or see "
        "www.harbour.example/registers/corrections-of-the-week before Friday evening."
    )
    (best, *_) = break_paragraph(BOOK, tokens, measure, 0.0, SPACING)
    for words, _ in cut_lines(BOOK, tokens, best.codes)[:-1]:
        last = "".join(piece.word.text for piece in words[-1])
        whole = any(token.text == last for token in tokens)
        ends = any(token.text.endswith(last) for token in tokens)
        assert whole or ends or last[-1] in "./@-\u00ad", last


@pytest.mark.parametrize("name", ["@MerPolCC", "(@MerPolCC)", "/registers/births"])
def test_the_sign_before_a_name_does_not_end_a_line(name: str) -> None:
    assert all(any(map(str.isalnum, name[: one.offset])) for one in BOOK[name].breaks)


@pytest.mark.parametrize(
    "text", ["1.000.000", "he/she/they", "12.5.2026", "U.S.", "end.The", "p.m."]
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_a_code_of_letters_and_figures_gets_no_hyphen() -> None:
    code = "3f786850e387550fdab836ed7e6dc881de23001b"
    assert {b.kind for b in BOOK.split_anywhere(BOOK[code])} == {EXPLICIT}
    word = "Donaudampfschifffahrtsgesellschaft"
    assert {b.kind for b in BOOK.split_anywhere(BOOK[word])} == {SOFT}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("SARS-CoV-2", ["SARS-", "CoV-2"]),
        ("2019-20", ["2019-20"]),
        ("set-up", ["set-up"]),
        ("1914-1918", ["1914-", "1918"]),
        ("son-in-law", ["son-", "in-", "law"]),
    ],
)
def test_no_hyphen_leaves_one_or_two_signs(word: str, parts: list[str]) -> None:
    points = [b.offset for b in BOOK[word].breaks if b.kind == HARD_HYPHEN]
    assert [word[a:b] for a, b in itertools.pairwise((0, *points, len(word)))] == parts


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("@MerPolCC", "@MerPolCC"),
        ("(@MerPolCC)", "(@MerPolCC)"),
        ("desk@example.org", "desk@/example./org"),
    ],
)
def test_a_name_in_a_network_keeps_its_sign(word: str, parted: str) -> None:
    token = BOOK[word]
    at = [0, *(inner.offset for inner in token.breaks), len(word)]
    assert "/".join(word[start:end] for start, end in itertools.pairwise(at)) == parted
