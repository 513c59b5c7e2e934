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
