"""Settings of a layout file that have a default each: only those that differ need to stand
there."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import TypeVar

from epaper.layout.design.practice import Practice
from epaper.layout.design.weights import Weights
from epaper.settings.fields import Fields

Group = TypeVar("Group", Weights, Practice)
MOST = 1e6


def read_settings(usual: Group, fields: Fields, key: str) -> Group:
    """The usual settings with what stands under `key` of a layout file; a setting that there is not
    and a value that is no number of at least 0 are noted."""
    part = fields.inner(key)
    if part is None:
        return usual
    changed: dict[str, float] = {}
    for field in fields_of(usual):
        default = getattr(usual, field.name)
        if field.name not in part:
            continue
        if isinstance(default, int):
            changed[field.name] = part.whole(field.name, default, 0, int(MOST))
        else:
            changed[field.name] = part.number(field.name, default, 0, MOST)
    part.finish()
    return replace(usual, **changed)  # type: ignore[arg-type]  # names and kinds are the fields' own
