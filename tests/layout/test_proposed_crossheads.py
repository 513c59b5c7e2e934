"""The crossheads that a story's text offers: every word is the text's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story, text
from proposal_samples import FIRST, PARTS, WORDS, told

from epaper.layout.design.reader import Design
from epaper.layout.measure.crossheads import crossheads
from epaper.layout.measure.stories import story_item
from epaper.model.text import Block, Crosshead, Paragraph, Quotation, rich
from epaper.page.marks import Element
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter


def test_crossheads_break_long_stories_and_only_those() -> None:
    long = told(*PARTS, *PARTS, "It left with a crew of two.", *PARTS, filler=150)
    found = crossheads(long, WORDS)
    assert found
    assert len(set(found.values())) == len(found)
    assert not crossheads(told(*PARTS, filler=0), WORDS)
    written = replace(long, body=(*long.body[:3], Crosshead(rich("Mine")), *long.body[3:]))
    assert not crossheads(written, WORDS)


LONG = "The water rose again and nobody came to see it at all. " * 6


def test_no_crosshead_begins_within_a_name() -> None:
    one = heads(LONG, LONG, LONG, "They met at Osk Tarn Marta Memorial Hall at noon.", LONG)
    assert one == []
    assert heads(LONG, LONG, LONG, "They met at the Marta Memorial Hall at noon.", LONG) == [
        "Marta Memorial Hall"
    ]


def heads(*texts: str) -> list[str]:
    body = tuple(Paragraph(rich(text)) for text in texts)
    return list(crossheads(replace(told(), body=body), WORDS).values())


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("It left with a crew of two.", "A crew of two"),
        ("They came after Marta Vane, and spoke of the loss of life.", "Loss of life"),
        ("It was closed, said Marta Vane, by the late storm surge.", "Late storm surge"),
        ("So it was, said Marta Vane, of broken glass.", "Broken glass"),
        ("It was so, they told Marta Vane of the Harbour Board.", "Harbour Board"),
        ("The pier fell in Upper Cove, by rotten timber, said Otto Lind.", "Rotten timber"),
        ("The rest was for others, and “hardly worth it”, said Marta Vane.", "“hardly worth it”"),
    ],
)
def test_a_crosshead_tells_something(sentence: str, head: str) -> None:
    """And is no bare name of a person or a place where there is anything else."""
    assert heads(LONG, LONG, f"{sentence} {LONG}", LONG, LONG)[:1] == [head]


@pytest.mark.parametrize(
    "sentence",
    [
        "It was so, said the Prime Minister, and they knew it.",  # a bare title
        "It was so in the Latin American country.",  # what the country is
        "It was mended by cutting corners.",  # no noun
        "It was said of a man that he was so.",
        "They held a man known only as “P Wilson” for it.",  # a name with an initial
        "The family’s statement on the death read: “She is gone from us all.”",
        "So it went. “Three months ago,” he said, “I left it all to others.”",  # half a saying
        "It is so, according to the Cyprus Mail, and was.",  # who tells it
        "It was no rule, Otto Lind told the Cyprus Mail, and is none.",
        "It was so, said Otto Lind, a Norland Labour Member, on Monday.",  # who he is
        "It grew by a number of aspects.",
        "He spoke for long: “We want the Harbour Board, and now.”",  # named in what he says
    ],
)
def test_no_crosshead_at_all(sentence: str) -> None:
    assert heads(LONG, LONG, f"{sentence} {LONG}", LONG) == []


def test_a_bare_name_waits_for_something_better() -> None:
    name, thing = f"It was so, said Marta Vane, {LONG}", f"It left with a crew of two. {LONG}"
    assert heads(LONG, LONG, name, thing, LONG, LONG) == ["A crew of two"]
    assert heads(LONG, LONG, LONG, name, *[LONG] * 3) == []  # 216 words are no long stretch
    assert heads(LONG, LONG, LONG, LONG, name, LONG, LONG) == ["Marta Vane"]
    assert heads(LONG, LONG, LONG, LONG, f"It went to Moscow, {LONG}", LONG) == []
    last = [f"It went to Moscow, {LONG}", LONG]
    assert heads(LONG, LONG, LONG, LONG, LONG, *last) == ["Moscow"]


@pytest.mark.parametrize(
    "sentence",
    [
        "They asked Wilson for it, and he was gone.",
        "The roll maker Who Gives a Crap said so.",
        "Anne Tilburg of the University of Norland, Upper Harbour, said so.",
        "It was for the Queen to advise Her Majesty, they said.",
        "It is law since the Americans with Disabilities Act, they said.",
        "He was taken to the Medical University of Norland, they said.",
        "It stood in the Central European region.",
        "They went by the Johan Sverdrup oil field.",
        "It was Norland Harbour, and the Norland Harbour Board knew it.",
    ],
)
def test_no_word_of_a_longer_name_is_a_crosshead(sentence: str) -> None:
    """Nor is what is said of something else, however long the text is grey."""
    assert heads(f"So said Otto Wilson. {LONG}", *[LONG] * 4, f"{sentence} {LONG}", LONG) == []


def test_a_whole_name_in_other_words_is_a_crosshead() -> None:
    """Words that begin a sentence, and titles, are no part of it."""
    text = f"But Marta Vane knew. It came, said Marta Vane, to that. Mrs Marta Vane left. {LONG}"
    assert heads(*[LONG] * 5, text, LONG) == ["Marta Vane"]


def test_no_title_is_torn_for_a_crosshead() -> None:
    for title in ("Secretary of State Mike Pompeo", "President of the United States Mike Pompeo"):
        text = f"It was for {title} to say. " * 40
        one = replace(story(1, 60), body=tuple(Paragraph(rich(text)) for _ in range(3)))
        assert not crossheads(one, WORDS)


def test_the_paragraph_under_a_proposed_crosshead_is_flush(design: Design, book: FontBook) -> None:
    body = [Paragraph(rich(text(n, 60))) for n in range(7)]
    body[3] = Paragraph(
        rich("Nobody spoke but the Harbour Board, which had come late. " + text(3, 50))
    )
    told = replace(story(1, 60), body=tuple(body))
    copy = story_item(told, design, Typesetter(book, "en-GB"), "major").copy
    blocks = copy.text.blocks
    over = next(n for n, block in enumerate(blocks) if block.element is Element.CROSSHEAD)
    starts = [copy.text.realise(n, 0)[0].runs[0].x for n in (over + 1, over + 2)]
    assert starts[0] < 1 < starts[1]


def test_no_crosshead_parts_a_quotation_from_its_speaker() -> None:
    """Nor stands one over a quotation, whose speaker the name above it would be taken for."""
    words = "The cracks were found by Marta Vane, the city engineer, in the spring. " + FIRST * 2
    plain_ones = tuple(Paragraph(rich(words)) for _ in range(12))
    spoken = tuple(Paragraph(rich(f"“{words}”")) for _ in range(12))
    one = replace(told(*PARTS, filler=600), body=plain_ones)
    assert crossheads(one, WORDS)
    assert not crossheads(replace(one, body=spoken), WORDS)
    turns = tuple(block for pair in zip(spoken, plain_ones, strict=True) for block in pair)
    assert not crossheads(replace(one, body=turns), WORDS)


def test_a_possessive_is_no_crosshead() -> None:
    owned = "It was, as Mr Lamb said, Earth’s own fault, and the Harbour Board’s, for they knew it."
    filler = "The water rose again and nobody came to see it at all. " * 6
    body = tuple(Paragraph(rich(f"{owned} {filler}")) for _ in range(12))
    one = replace(told(*PARTS, filler=600), body=body)
    assert not any("’" in head for head in crossheads(one, WORDS).values())


@pytest.mark.parametrize(
    "before",
    [
        Quotation((rich("We had no choice at all."), rich("Marta Vane, the city engineer"))),
        Quotation((rich("One."), rich("Two."), rich("Three."))),
        Paragraph(rich("It was so.")),
    ],
)
@pytest.mark.parametrize("dateline", ["", "ALDMARK"])
def test_a_crosshead_stands_over_the_paragraph_that_it_is_taken_from(
    before: Block, dateline: str, design: Design, book: FontBook
) -> None:
    body: list[Block] = [before, *(Paragraph(rich(text(n, 60))) for n in range(7))]
    body[4] = Paragraph(
        rich("Nobody spoke but the Harbour Board, which had come late. " + text(3, 50))
    )
    told = replace(story(1, 60), body=tuple(body), dateline=dateline)
    copy = story_item(told, design, Typesetter(book, "en-GB"), "major").copy
    blocks, realise = copy.text.blocks, copy.text.realise
    over = next(n for n, block in enumerate(blocks) if block.element is Element.CROSSHEAD)
    under = " ".join(line.text for line in realise(over + 1, 0))
    assert under.startswith("Nobody spoke but")
    assert realise(over + 1, 0)[0].runs[0].x < 1  # flush
