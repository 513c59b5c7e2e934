"""The text of an issue's record: one JSON object, broken into lines so that parts of it can be read
without the others.

Each word and each field of the issue stands on a line, each page on three: all but its marks, its
marks, the brace that ends it.  Between two values a line break means nothing in JSON, and within a
string none stands as it is: any reader of JSON reads the record, and a record that has its lines
elsewhere is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PAGES, MARKS = "pages", "marks"
END = "}}"
HEAD, WORDS_END, ISSUE = '"words":[', "],", '"issue":{'
PAGES_HEAD, MARKS_HEAD = '"pages":[', ',"marks":'

_decoded = json.JSONDecoder().decode
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Parts:
    """What a record holds, each part as it was found; of a page all but its marks, and its marks.
    `data` makes data of a part, or raises ValueError."""

    words: Sequence[Any]
    fields: Mapping[str, Any]  # of the issue, without its pages
    pages: Sequence[tuple[Any, Any]]
    data: Callable[[Any], Any]


def record_text(head: Mapping[str, Any], packed: Mapping[str, Any]) -> str:
    """`head`: format and version; `packed`: words and issue."""
    lines = [_encoded(head)[:-1] + ",", HEAD]
    lines += _listed(_encoded(word) for word in packed["words"])
    lines += [WORDS_END, ISSUE]
    fields = list(packed["issue"].items())
    for at, (name, value) in enumerate(fields):
        comma = "," if at + 1 < len(fields) else ""
        if name == PAGES:
            lines.append(PAGES_HEAD)
            lines += _listed(_page(page) for page in value)
            lines.append("]" + comma)
        else:
            lines.append(f"{_encoded(name)}:{_encoded(value)}{comma}")
    return "\n".join([*lines, END])


def _listed(values: Iterator[str]) -> list[str]:
    """With a comma after each but the last."""
    lines = [value + "," for value in values]
    return [*lines[:-1], *(line[:-1] for line in lines[-1:])]


def _page(page: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in page.items() if name != MARKS}
    return f"{_encoded(rest)[:-1]}{MARKS_HEAD}\n{_encoded(page[MARKS])}\n}}"


def parts_of(text: str, head: Mapping[str, Any]) -> Parts | None:
    """The parts of a record's text that begins with that head and has its lines as we write them;
    None for another, which is to be read whole."""
    lines = text.split("\n")
    if [*lines[:2], lines[-1]] != [_encoded(head)[:-1] + ",", HEAD, END]:
        return None
    try:
        end = lines.index(WORDS_END, 2)
        if lines[end + 1] != ISSUE:
            return None
        words = _unlisted(lines[2:end])
        fields: dict[str, Any] = {}
        pages: list[tuple[Any, Any]] | None = None
        at, last = end + 2, len(lines) - 1
        while at < last:
            if lines[at] == PAGES_HEAD:
                if pages is not None:
                    return None
                stop = next(i for i in range(at, last) if lines[i] in ("]", "],"))
                pages = _unlisted_pages(lines[at + 1 : stop])
                at = stop
            else:
                name, _, value = lines[at].partition('":')
                fields[name[1:]] = value if at + 1 == last else _before(value, ",")
            at += 1
    except (IndexError, StopIteration, ValueError):
        return None
    if pages is None or PAGES in fields:
        return None
    return Parts(words, fields, pages, _decoded)


def whole_parts(data: Mapping[str, Any]) -> Parts:
    """The parts of a record that was read whole."""
    fields = dict(data["issue"])
    pages = [
        ({name: value for name, value in page.items() if name != MARKS}, page[MARKS])
        for page in fields.pop(PAGES)
    ]
    return Parts(data["words"], fields, pages, lambda part: part)


def _unlisted(lines: Sequence[str]) -> list[str]:
    return [*(_before(line, ",") for line in lines[:-1]), *lines[-1:]]


def _unlisted_pages(lines: Sequence[str]) -> list[tuple[Any, Any]]:
    ends = {"}", "},"}
    if len(lines) % 3 or not ends.issuperset(lines[2::3]):
        raise ValueError(lines[2::3])
    return [
        (_before(rest, MARKS_HEAD) + "}", marks)
        for rest, marks in zip(lines[::3], lines[1::3], strict=True)
    ]


def _before(line: str, end: str) -> str:
    if not line.endswith(end):
        raise ValueError(line[-80:])
    return line[: -len(end)]
