"""Settings of a layout file that have a default each: only those that differ need to stand
there."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from epaper.errors import DesignError
from epaper.layout.design.practice import Practice
from epaper.layout.design.weights import Weights

Group = TypeVar("Group", Weights, Practice)


def with_settings(usual: Group, raw: object, file: str, key: str) -> Group:
    """The usual settings with what stands under `key` of a layout file.

    Raises DesignError for a setting that there is not, with the nearest one, and for a value that
    is no number of at least 0.
    """
    if raw is None:
        return usual
    if not isinstance(raw, Mapping):
        raise DesignError(f"{file}: {key} is {raw!r}; write one `name: number` a line")
    whole = {field.name: isinstance(getattr(usual, field.name), int) for field in fields(usual)}
    changed: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in whole:
            near = difflib.get_close_matches(str(name), whole, 1)
            hint = f"did you mean {near[0]}" if near else f"allowed are {', '.join(whole)}"
            raise DesignError(f"{file}: {key}.{name} is not a setting; {hint}")
        changed[name] = _number(value, whole[name], f"{file}: {key}.{name}")
    return replace(usual, **changed)


def _number(value: object, whole: bool, where: str) -> float:
    wanted = "a whole number of at least 0" if whole else "a number of at least 0"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DesignError(f"{where} is {value!r}; write {wanted}")
    if not 0 <= value < float("inf") or (whole and value != int(value)):
        raise DesignError(f"{where} is {value!r}; write {wanted}")
    return int(value) if whole else float(value)
