"""How well a picture fits the item that it came with, as its sender says it: in the link that ties
the two (`rel` of a ninjs association) and in the note to editors."""

from __future__ import annotations

import re

from epaper.sources.wire.item import WirePicture

_SHOWS = ("subject", "main", "depicts")  # the matter itself
_TOPIC = ("topic", "related", "context")
_STANDS_IN = ("stand-in", "standin", "symbol", "symbolic", "illustration", "generic", "stock")
_SAID = re.compile(
    r"\bstand[\s-]?in\b|\bdoes not (?:show|depict)\b|\bnot the (?:actual|real)\b"
    r"|\b(?:symbolic|generic|illustrative|stock) (?:photo|picture|image)",
    re.IGNORECASE,
)


def fit_of(picture: WirePicture) -> dict[str, bool]:
    """The fields of a story's picture that say it; none where the sender does not."""
    link = picture.rel.strip().casefold().replace(" ", "-").replace("_", "-")
    if link in _STANDS_IN or _SAID.search(picture.note):
        return {"stand_in": True}
    if link in _SHOWS:
        return {"stand_in": False}
    return {"topic": True} if link in _TOPIC else {}
