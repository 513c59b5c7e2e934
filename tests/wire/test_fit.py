"""How well a sender says that a picture fits its item."""

from __future__ import annotations

import pytest

from epaper.sources.wire.fit import fit_of
from epaper.sources.wire.item import WirePicture


@pytest.mark.parametrize(
    ("rel", "note", "fields"),
    [
        ("stand-in", "", {"stand_in": True}),
        ("Stand in", "", {"stand_in": True}),
        ("", "Stand-in: the picture does not show the story.", {"stand_in": True}),
        ("topic", "Generic image of a port.", {"stand_in": True}),
        ("subject", "", {"stand_in": False}),
        ("topic", "", {"topic": True}),
        ("picture1", "Eds: second take", {}),
        ("", "", {}),
    ],
)
def test_what_link_and_note_say(rel: str, note: str, fields: dict[str, bool]) -> None:
    assert fit_of(WirePicture(rel=rel, note=note)) == fields
