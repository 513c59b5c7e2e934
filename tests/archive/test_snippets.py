"""Snippets are read from the top of a text: what they show is what the whole text would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.archive import showing
from epaper.archive.query import parsed
from epaper.archive.showing import snippet

words = st.sampled_from(["ferry", "bridge", "ferries", "पुल", "café", "a", "the"])
queries = st.sampled_from(["ferry", "ferry bridge", '"the ferry"', "fer*", "पुल cafe", "quay"])


@given(st.lists(words, max_size=500), queries, st.booleans())
def test_the_top_of_a_text_shows_what_the_whole_does(
    told: list[str], query: str, inside: bool
) -> None:
    text, terms = " ".join(told), parsed(query).wanted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "TOPS", ())
        whole = snippet(text, terms, inside)
        patch.setattr(showing, "TOPS", (40, 120))
        top = snippet(text, terms, inside)
    assert top == whole


PARTS = "Corran Bridge\nEngineers find 41 snapped strands\nOrla Wetherby\nThe tower stood.\nNobody"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("corran", "[Corran] Bridge · Engineers find 41 snapped strands · Orla Wetherby · The"),
        ("engineers", "Corran Bridge · [Engineers] find 41 snapped strands · Orla"),
        ("bridge", "Corran [Bridge] · Engineers"),
        ("nobody", "Orla Wetherby · The tower stood. [Nobody]"),
    ],
)
def test_parts_of_a_story_are_parted(query: str, told: str) -> None:
    """Kicker, deck, byline and caption do not run together; after a full stop a space will do."""
    pieces = snippet(PARTS, parsed(query).wanted, False)
    assert told in "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


def test_a_part_that_ends_a_sentence_in_any_script_needs_no_dot() -> None:
    text = "पुल बंद है।\nपुल خبر ہے۔\n“पुल बंद.”\nपुल"
    pieces = snippet(text, parsed("पुल").wanted, False)
    assert "·" not in "".join(piece.text for piece in pieces)
