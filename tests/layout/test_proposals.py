"""What a story's text offers to stand out of it: every word is the text's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story, text

from epaper.layout.design.reader import Design
from epaper.layout.measure.crossheads import crossheads
from epaper.layout.measure.proposals import proposals
from epaper.layout.measure.sentences import sentences
from epaper.layout.measure.stories import story_item
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.story import Kind, Story
from epaper.model.text import Block, Crosshead, Paragraph, Quotation, rich
from epaper.page.marks import Element
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.words.reader import words_for

WORDS = words_for("en")
FIRST = "The council closed the bridge on Monday. " * 3
PARTS = (
    "“We had no other choice than to close the whole bridge,” said Marta Vane, the city engineer.",
    "The repair will cost £4.2 million by the council’s own reckoning. It is a large sum.",
    "The Harbour Board found cracks in 14 cables in the spring.",
    "Lorries of the Aldmark Company used the bridge 300 times a day.",
    "He did not say when the bridge would open in 2027.",
    "The Aldmark Company wants 1,200 tonnes carried over the Corran ferry every week.",
)


def told(*parts: str, filler: int = 300, **more: object) -> Story:
    """The parts between paragraphs that offer nothing."""
    plain = "and so on it went for many an hour without a name or a sum to speak of at all " * 4
    texts = [FIRST, *parts]
    texts += [plain] * (filler // 76)
    body = tuple(Paragraph(rich(text)) for text in texts)
    return replace(story(1, 60), headline="A headline", body=body, **more)  # type: ignore[arg-type]


def offered(one: Story) -> dict[BreakoutKind, tuple[BreakoutItem, ...]]:
    found = proposals(one, WORDS)
    assert all(breakout.proposed for breakout in found)
    return {breakout.kind: breakout.items for breakout in found}


def test_a_quote_its_speaker_a_figure_and_points() -> None:
    found = offered(told(PARTS[1], PARTS[0], *PARTS[2:]))
    assert found[BreakoutKind.QUOTE] == (
        BreakoutItem("We had no other choice than to close the whole bridge", "Marta Vane"),
    )
    assert found[BreakoutKind.NUMBER] == (
        BreakoutItem(
            "The repair will cost £4.2 million by the council’s own reckoning.", "£4.2 million"
        ),
    )
    assert [item.words for item in found[BreakoutKind.POINTS]] == [PARTS[2], PARTS[3], PARTS[5]]


def test_every_word_is_the_texts() -> None:
    one = told(*PARTS)
    text = " ".join(
        "".join(span.text for span in b.text) for b in one.body if isinstance(b, Paragraph)
    )
    for breakout in proposals(one, WORDS):
        for item in breakout.items:
            assert item.words in text
            assert item.lead in text
    for phrase in crossheads(told(*PARTS, filler=600), WORDS).values():
        assert phrase in text


def test_nothing_of_a_kind_that_the_editor_wrote() -> None:
    one = told(PARTS[1], *PARTS, pull_quote="Mine", points=("One", "Two"))
    assert set(offered(one)) == {BreakoutKind.NUMBER}


def test_nothing_for_short_stories_briefs_and_languages_without_words_for_it() -> None:
    assert not proposals(told(*PARTS[:2], filler=0), WORDS)
    assert not proposals(told(*PARTS, kind=Kind.EDITORIAL), WORDS)
    assert not proposals(told(*PARTS), replace(WORDS, said=()))


@pytest.mark.parametrize(
    "sentence",
    [
        "The aircraft that came down was an old Boeing 737.",  # a type
        "The mayor has been in office since 2016.",  # a year
        "The driver, 36 years old, was not hurt at all.",  # an age
        "They agreed that it was £300 in the end.",  # leans on the sentence before
        "The score was 3-1 when it ended.",
        "The phone number is 555/12,000 until noon.",
        "The house was home to some 200 people in the spring.",  # few
        "The field is about 160 km from the old harbour.",
        "A ticket for the ferry costs £300 at the quay.",
    ],
)
def test_no_big_number(sentence: str) -> None:
    assert BreakoutKind.NUMBER not in offered(told(sentence))


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The bond was set at US$2 million before the hearing.", "US$2 million"),
        ("About 37 per cent of the pupils stayed at home.", "37 per cent"),
        ("The event raised 11,000 for the shelter on Sunday.", "11,000"),
        ("Turnout fell to 67.3% of all the electors.", "67.3%"),
    ],
)
def test_a_big_number(sentence: str, figure: str) -> None:
    assert offered(told(sentence))[BreakoutKind.NUMBER] == (BreakoutItem(sentence, figure),)


@pytest.mark.parametrize(
    "sentence",
    [
        "“We had no other choice than to close the whole bridge,” he said.",  # who?
        "“No choice,” said Marta Vane.",  # short
        "He spoke of “a bridge that nobody had looked at for so many years”.",  # nobody says it
    ],
)
def test_no_quote(sentence: str) -> None:
    assert BreakoutKind.QUOTE not in offered(told(sentence))


def test_a_number_tells_the_storys_news() -> None:
    """It stands at the head of the story, or in a sentence with words of the headline."""
    plain = "and so on it went for many an hour without a name or a sum to speak of " * 3
    late = "The cranes of the port moved 1.2 million boxes by the end of the year."
    assert BreakoutKind.NUMBER not in offered(told(plain, plain, late))
    headed = replace(told(plain, plain, late), headline="Cranes stand still in the port")
    assert offered(headed)[BreakoutKind.NUMBER] == (BreakoutItem(late, "1.2 million"),)
    known = replace(headed, headline="Cranes in port move 1.2 million boxes")
    assert BreakoutKind.NUMBER not in offered(known)


def test_a_speaker_may_be_told_between_commas() -> None:
    words = "We had no other choice than to close the whole bridge"
    said = f"Marta Vane, the city engineer, said: “{words}.”"
    found = offered(told("It was so.", said))
    assert found[BreakoutKind.QUOTE] == (BreakoutItem(f"{words}.", "Marta Vane"),)


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Marta Vane of the harbour board observed: “{}.”", "Marta Vane"),
        ("Marta Vane said of the bridge, “{}.”", "Marta Vane"),
        ("The engineer Marta Vane said at a press conference: “{}.”", "Marta Vane"),
        ("“{},” Marta Vane of the harbour board said.", "Marta Vane"),
        (
            "“{}. That will last until spring, and nobody is to blame for it,” said Marta Vane.",
            "Marta Vane",
        ),
    ],
)
def test_where_a_speaker_speaks(said: str, speaker: str) -> None:
    words = "We had no other choice than to close the whole bridge"
    found = offered(told("It was so.", said.format(words)))[BreakoutKind.QUOTE][0]
    assert found.words.rstrip(".") == words
    assert found.lead == speaker


def test_of_two_that_speak_nobody_is_quoted() -> None:
    words = "We had no other choice than to close the whole bridge"
    for before in ("Marta Vane said Osk Tarn was wrong", "Road Minister of Norland Osk Tarn said"):
        found = offered(told("It was so.", f"{before}, “{words}.”")).get(BreakoutKind.QUOTE)
        assert found is None or found[0].lead == "Osk Tarn"


def test_a_proposed_quote_is_short() -> None:
    """Five lines of a column."""
    words = "Unquestionably extraordinary circumstances necessitated comprehensive precautionary"
    long = f"“{words} arrangements throughout neighbourhoods,” said Marta Vane."
    assert BreakoutKind.QUOTE not in offered(told(long))


@pytest.mark.parametrize("odd", ["[the bridge]", "#bridge", "@bridge"])
def test_no_quote_of_words_put_in(odd: str) -> None:
    said = f"“We had no other choice than to close {odd} at once,” said Marta Vane."
    assert BreakoutKind.QUOTE not in offered(told("It was so.", said))


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


def test_a_point_asks_nothing() -> None:
    asks = "What worries the city engineer, Marta Vane, is the price of 41 new cables."
    turns = "Marta Vane, for his part, asks for 41 new cables by the 3rd of May."
    found = offered(told(*PARTS[:2], asks, turns, *PARTS[2:]))
    assert not {asks, turns} & {item.words for item in found[BreakoutKind.POINTS]}


@pytest.mark.parametrize(
    "leans",
    [
        "On the same day, Marta Vane signed the 3rd of 41 papers.",
        "The Harbour Board owns 41 of the cables as well.",
        "The Harbour Board owns 41 of the cables, too.",
        "Also, the Harbour Board owns 41 of the cables.",
        "But the Harbour Board owns 41 of the cables.",
        "In May Otto Lind himself was seen with 41 cables.",
        "The proceedings of the matter were blamed by Mayor Otto Lind.",  # which?
        "The 11,240 at Norland Bridge had given up on Monday long before.",
        "Norland Bridge: Dray; Ness, Tull, Oduya; Fisk, Roake (Vale 58).",  # no sentence
    ],
)
def test_a_point_leans_on_nothing(leans: str) -> None:
    """Nor does it speak of "the" thing that only the text before it names."""
    one = told(*PARTS[:2], leans, *PARTS[2:])
    items = offered(one).get(BreakoutKind.POINTS, ())
    assert items
    assert leans not in {item.words for item in items}


def test_what_the_headline_names_needs_no_more() -> None:
    text = "The proceedings of the matter were blamed by Mayor Otto Lind."
    one = told("It was so.", text, *PARTS[2:4])
    assert BreakoutKind.POINTS not in offered(one)
    known = offered(replace(one, headline="Mayor and bishop find fault with proceedings"))
    assert text in {item.words for item in known[BreakoutKind.POINTS]}


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


def test_a_speaker_is_named_in_full_where_the_text_does_so_elsewhere() -> None:
    quote = "“We closed the bridge the moment we knew of it,” said Vane."
    one = told("It was for Marta Vane to say.", quote)
    assert offered(one)[BreakoutKind.QUOTE][0].lead == "Marta Vane"
    assert BreakoutKind.QUOTE not in offered(told("It was for her to say.", quote))


def test_no_title_is_torn_for_a_crosshead() -> None:
    for title in ("Secretary of State Mike Pompeo", "President of the United States Mike Pompeo"):
        text = f"It was for {title} to say. " * 40
        one = replace(story(1, 60), body=tuple(Paragraph(rich(text)) for _ in range(3)))
        assert not crossheads(one, WORDS)


def test_sentences() -> None:
    assert sentences("Dr. Vane spoke. “It is so. It was.” Then J. Smith left.", WORDS) == [
        "Dr. Vane spoke.",
        "“It is so. It was.”",
        "Then J. Smith left.",
    ]


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
