"""Lines of plain text into paragraphs: what a program wrapped is joined, what a writer set line by
line (verse, addresses, results) stays.

A line was wrapped when the first word of the next one had no room on it any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_MOST_WIDTH = 100  # columns; longer lines were not wrapped, they are whole paragraphs
_LEAST_WIDTH = 38  # shorter lines are verse, addresses or lists
_SLACK = 3  # columns that a wrapping program may leave unused, for wide characters and tabs
_ENDS = re.compile(r"[.!?:;…।”\"'’)\]]\s*$")
_BROKEN = re.compile(r"(\w+)-$")
_KEEP = re.compile(  # first parts that keep their hyphen in English
    r"(?:self|well|non|co|ex|half|all|cross|anti|vice|mid|pre|post|semi|so|two|three|four|five|"
    r"six|seven|eight|nine|ten|\w+ty|first|second|third|long|short|high|low|old|new|north|south|"
    r"east|west|\d+|\w)$",
    re.IGNORECASE,
)


def runs(lines: Sequence[str]) -> list[list[int]]:
    """Places of the lines that make a paragraph together; empty lines part paragraphs and are in
    none.
    """
    width = _width(lines)
    found: list[list[int]] = []
    for group in _groups(lines):
        joined = _joined(lines, group, width) if width else [[at] for at in group]
        found += joined
    return found


def _groups(lines: Sequence[str]) -> list[list[int]]:
    groups: list[list[int]] = []
    open_ = False
    for at, line in enumerate(lines):
        if not line.strip():
            open_ = False
        elif open_:
            groups[-1].append(at)
        else:
            groups.append([at])
            open_ = True
    return groups


def _width(lines: Sequence[str]) -> int:
    """The column at which the text was wrapped; 0 when it was not."""
    inner = [
        (line.rstrip(), after) for line, after in pairwise(lines) if line.strip() and after.strip()
    ]
    width = max((len(line) for line, _ in inner), default=0)
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return 0
    wrapped = [after.lstrip()[:1] for line, after in inner if _is_wrapped(line, after, width)]
    going_on = sum(first.islower() for first in wrapped)
    return width if (len(wrapped) >= 2 and going_on) or len(wrapped) >= 4 else 0


def _is_wrapped(line: str, after: str, width: int) -> bool:
    word = after.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) > width - _SLACK


def _joined(lines: Sequence[str], group: list[int], width: int) -> list[list[int]]:
    pairs = list(pairwise(group))
    wrapped = [_is_wrapped(lines[a], lines[b], width) for a, b in pairs]
    ragged = sum(wrapped) * 2 >= len(pairs)  # most lines are full: a shorter one may go on too
    parts = [[group[0]]]
    for (a, b), full in zip(pairs, wrapped, strict=True):
        indented = len(lines[b]) - len(lines[b].lstrip()) > len(lines[a]) - len(lines[a].lstrip())
        goes_on = ragged and lines[b].lstrip()[:1].islower()
        if (indented and _ENDS.search(lines[a])) or not (full or goes_on):
            parts.append([b])
        else:
            parts[-1].append(b)
    return parts


def paragraphs(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a plain text, and the words that were put together again at line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    healed: list[str] = []
    found: list[str] = []
    for run in runs(lines):
        parts: list[str] = []
        for at in run:
            line = " ".join(lines[at].split())
            if parts:
                parts[-1], between = glued(parts[-1], line, text, healed)
                parts.append(between)
            parts.append(line)
        if parts:
            found.append("".join(parts))
    return found, healed


def glued(first: str, second: str, text: str, healed: list[str]) -> tuple[str, str]:
    """The first of two lines of a paragraph, and what stands between them.  A word parted at a
    line's end loses its hyphen, unless the text has it with the hyphen elsewhere or it is of a kind
    that keeps it.
    """
    broken = _BROKEN.search(first)
    word = re.match(r"[^\W\d_]+", second)
    if not broken or not word or not word.group().islower():
        return first, " "
    whole = f"{broken.group(1)}-{word.group()}"
    if _KEEP.match(broken.group(1)) or whole in text:
        return first, ""
    healed.append(f"{broken.group(1)}{word.group()}")
    return first[:-1], ""
