"""What a story's text offers to stand out of it: every word is the text's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from proposal_samples import PARTS, WORDS, told

from epaper.layout.measure.crossheads import crossheads
from epaper.layout.measure.proposals import proposals
from epaper.layout.measure.sentences import sentences
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph


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
        "About 16–17 per cent of the pupils stayed at home.",
        "Hunger would grow by 49 per cent or by 27 per cent until then.",
        "The council counted 11,000 to 12,000 people on the quay.",
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


def test_a_speaker_is_named_in_full_where_the_text_does_so_elsewhere() -> None:
    quote = "“We closed the bridge the moment we knew of it,” said Vane."
    one = told("It was for Marta Vane to say.", quote)
    assert offered(one)[BreakoutKind.QUOTE][0].lead == "Marta Vane"
    assert BreakoutKind.QUOTE not in offered(told("It was for her to say.", quote))


def test_sentences() -> None:
    assert sentences("Dr. Vane spoke. “It is so. It was.” Then J. Smith left.", WORDS) == [
        "Dr. Vane spoke.",
        "“It is so. It was.”",
        "Then J. Smith left.",
    ]
