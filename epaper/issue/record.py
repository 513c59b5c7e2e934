"""The text of an issue's record: one JSON object, broken into lines so that parts of it can be read
without the others.

Each word and each field of the issue stands on a line, each page on three: all but its marks, its
marks, the brace that ends it.  Between two values a line break means nothing in JSON, and within a
string none stands as it is: any reader of JSON reads the record, and a record that has its lines
elsewhere is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Text = bytes  # of JSON that is not read yet; everything else is data
PAGES, MARKS = "pages", "marks"
BREAK, END = b"\n", b"}}"
HEAD, WORDS_END, ISSUE = b'"words":[', b"],", b'"issue":{'
PAGES_HEAD, MARKS_HEAD = b'"pages":[', b',"marks":'

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Parts:
    """What a record holds, each part as text or as data; of a page all but its marks, and its
    marks."""

    words: Sequence[Any]
    fields: Mapping[str, Any]  # of the issue, without its pages
    pages: Sequence[tuple[Any, Any]]


def data_of(part: Any) -> Any:
    """The part as data.  ValueError for text that is no JSON."""
    return json.loads(part) if isinstance(part, Text) else part


def record_text(head: Mapping[str, Any], packed: Mapping[str, Any]) -> str:
    """`head`: format and version; `packed`: words and issue."""
    lines = [_encoded(head)[:-1] + ",", HEAD.decode()]
    lines += _listed(_encoded(word) for word in packed["words"])
    lines += [WORDS_END.decode(), ISSUE.decode()]
    fields = list(packed["issue"].items())
    for at, (name, value) in enumerate(fields):
        comma = "," if at + 1 < len(fields) else ""
        if name == PAGES:
            lines.append(PAGES_HEAD.decode())
            lines += _listed(_page(page) for page in value)
            lines.append("]" + comma)
        else:
            lines.append(f"{_encoded(name)}:{_encoded(value)}{comma}")
    return "\n".join([*lines, END.decode()])


def _listed(values: Iterator[str]) -> list[str]:
    """With a comma after each but the last."""
    lines = [value + "," for value in values]
    return [*lines[:-1], *(line[:-1] for line in lines[-1:])]


def _page(page: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in page.items() if name != MARKS}
    return f"{_encoded(rest)[:-1]}{MARKS_HEAD.decode()}\n{_encoded(page[MARKS])}\n}}"


def parts_of(text: bytes, head: Mapping[str, Any]) -> Parts | None:
    """The parts of a record's text that begins with that head and has its lines as we write them;
    None for another, which is to be read whole."""
    lines = text.split(BREAK)
    if [*lines[:2], lines[-1]] != [_encoded(head)[:-1].encode() + b",", HEAD, END]:
        return None
    try:
        end = lines.index(WORDS_END, 2)
        if lines[end + 1] != ISSUE:
            return None
        words = _unlisted(lines[2:end])
        fields: dict[str, Any] = {}
        pages: list[tuple[Any, Any]] = []
        at, last = end + 2, len(lines) - 1
        while at < last:
            if lines[at] == PAGES_HEAD:
                stop = next(i for i in range(at, last) if lines[i] in (b"]", b"],"))
                pages = _unlisted_pages(lines[at + 1 : stop])
                at = stop
            else:
                name, _, value = lines[at].partition(b'":')
                fields[name[1:].decode()] = value if at + 1 == last else _before(value, b",")
            at += 1
    except (IndexError, StopIteration, ValueError):
        return None
    return Parts(words, fields, pages)


def whole_parts(data: Mapping[str, Any]) -> Parts:
    """The parts of a record that was read whole."""
    fields = dict(data["issue"])
    pages = [
        ({name: value for name, value in page.items() if name != MARKS}, page[MARKS])
        for page in fields.pop(PAGES)
    ]
    return Parts(data["words"], fields, pages)


def _unlisted(lines: Sequence[bytes]) -> list[bytes]:
    return [*(_before(line, b",") for line in lines[:-1]), *lines[-1:]]


def _unlisted_pages(lines: Sequence[bytes]) -> list[tuple[Any, Any]]:
    ends = {b"}", b"},"}
    if len(lines) % 3 or not ends.issuperset(lines[2::3]):
        raise ValueError(lines[2::3])
    return [
        (_before(rest, MARKS_HEAD) + b"}", marks)
        for rest, marks in zip(lines[::3], lines[1::3], strict=True)
    ]


def _before(line: bytes, end: bytes) -> bytes:
    if not line.endswith(end):
        raise ValueError(line[-80:])
    return line[: -len(end)]
