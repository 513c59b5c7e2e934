"""Settings of a layout file that have a default each: only those that differ need to stand
there."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import TypeVar

from epaper.layout.design.practice import Practice
from epaper.layout.design.weights import Replate, Weights
from epaper.settings.fields import Fields

Group = TypeVar("Group", Weights, Practice, Replate)
MOST = 1e7
# what is divided by, or counted in steps of
LEAST = {
    "good_ppi": 1,
    "lead_depth": 1,
    "dominant_share": 0.01,
    "most_dominant": 0.01,
    "full_front": 1,
    "most_briefs": 1,
}


def read_settings(usual: Group, fields: Fields, key: str) -> Group:
    """The usual settings with what stands under `key` of a layout file; a setting that there is not
    and a value below 0, or nothing where it is divided by, are noted."""
    part = fields.inner(key)
    if part is None:
        return usual
    changed: dict[str, float] = {}
    for field in fields_of(usual):
        default, least = getattr(usual, field.name), LEAST.get(field.name, 0)
        if field.name not in part:
            continue
        if isinstance(default, int):
            changed[field.name] = part.whole(field.name, default, int(least), int(MOST))
        else:
            changed[field.name] = part.number(field.name, default, least, MOST)
    part.finish()
    return replace(usual, **changed)  # type: ignore[arg-type]  # names and kinds are the fields' own
