"""What YAML lets fall of a text: comments behind values, and anything else that no value holds.

The parser hands on what it understood; what a reader of the file would miss shows only in the
characters between the values.  So they are gone through here, to the last one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

# YAML 1.1, 6.6: a comment starts at the beginning of a line or after white space
_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_APART = re.compile(r"(?: {2,}|\s*\t\s*)#(?:[\s#]|$)")  # "6  # columns": nobody's words
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on the line of a value."""

    text: str  # "#MeToo march"
    apart: bool  # two blanks before it and one after its sign: meant as a comment, beyond doubt


@dataclass(frozen=True, slots=True)
class Remarks:
    """`by_value`: by where a value starts in the text; `lost`: where words stand that are neither
    in a value nor in a comment."""

    by_value: dict[int, Remark]
    lost: tuple[int, ...]


def place_of(event: yaml.Event) -> int:
    """Where in the text an event begins."""
    return event.start_mark.index if event.start_mark else 0


def remarks_in(text: str, events: Sequence[yaml.Event]) -> Remarks:
    """Go through all that lies between the events of a text's parsing."""
    found: dict[int, Remark] = {}
    lost: list[int] = []
    done = 0
    before: yaml.Event | None = None
    for event in events:
        start, end = place_of(event), event.end_mark.index if event.end_mark else 0
        gap = text[done:start] if start > done else ""
        if "#" in gap:
            remark = _on_the_line(gap) if isinstance(before, yaml.ScalarEvent) else None
            if remark is not None and before is not None:
                # behind a name (its colon lies in the gap) it belongs to the value below
                named = gap.lstrip().startswith(":")
                owner = event if named and isinstance(event, yaml.ScalarEvent) else before
                found[place_of(owner)] = remark
            gap = _COMMENT.sub("", gap)
        if words := _WORDS.search(gap):
            lost.append(done + words.start())
        in_block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
        if in_block and (remark := _on_the_line(text[start:end])):  # "> # note"
            found[start] = remark
        done = max(done, end)
        before = event
    return Remarks(found, tuple(lost))


def _on_the_line(gap: str) -> Remark | None:
    """The comment that begins before the gap's first line ends."""
    line = gap.partition("\n")[0]
    comment = _COMMENT.search(line)
    if comment is None:
        return None
    return Remark(comment.group().rstrip(), bool(_APART.search(line)))
