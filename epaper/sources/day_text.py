"""edition.yaml of one day as the text of another's: edited where it must be, so that an editor's
comments, order and quotes stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import yaml

from epaper.settings.scalars import field_name

_Edit = tuple[int, int, str]  # from, to, what stands there instead
_Pair = tuple[yaml.Node, yaml.Node]


def carried_settings(text: str, number: str, kept: Collection[str]) -> str | None:
    """The text with this number (none for ""), without `date:`, `ears:` and `skybox:` and with
    these bookings alone; None when it is no mapping in YAML.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    quoted = _quoted(number)
    if root is None:
        comments = text if not text or text.endswith("\n") else f"{text}\n"
        return f"{comments}number: {quoted}\n" if number else text
    if not isinstance(root, yaml.MappingNode):
        return None
    edits: list[_Edit] = []
    numbered = not number
    for pair in root.value:
        key, value = pair
        match field_name(str(key.value)):
            case "number" if number:
                numbered = True
                first, last = value.start_mark.index, value.end_mark.index
                space = "" if text[first - 1 : first].isspace() else " "  # none after number:
                end = "\n" if text[first:last].endswith("\n") else ""  # of a value in a block
                edits.append((first, last, f"{space}{quoted}{end}"))
            case "date" | "ears" | "skybox":  # of that day alone
                edits.append(_without(text, pair, flow=bool(root.flow_style)))
            case "ads":
                edits += _bookings(text, pair, kept, flow=bool(root.flow_style))
    if not numbered:
        at = root.start_mark.index
        edits.append(
            (at + 1, at + 1, f"number: {quoted}, ")
            if root.flow_style
            else (at, at, f"number: {quoted}\n")
        )
    return _edited(text, edits)


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    """Of two neighbours that go, both may take the comma between them."""
    parts, at = [], 0
    for first, last, new in sorted(edits):
        parts += [text[at:first], new]
        at = max(at, last)
    return "".join((*parts, text[at:]))


def _bookings(text: str, pair: _Pair, kept: Collection[str], flow: bool) -> list[_Edit]:
    """Take all other bookings out; the field itself when none is left."""
    value = pair[1]
    entries = value.value if isinstance(value, yaml.SequenceNode) else [value]
    gone = [entry for entry in entries if _booking(entry) not in kept]
    if not gone:
        return []
    if len(gone) == len(entries):
        return [_without(text, pair, flow)]
    if isinstance(value, yaml.CollectionNode) and value.flow_style:
        slices = (text[e.start_mark.index : e.end_mark.index] for e in entries if e not in gone)
        return [(value.start_mark.index, value.end_mark.index, f"[{', '.join(slices)}]")]
    starts = [_line_start(text, entry.start_mark.index) for entry in entries]
    ends = [*starts[1:], _after(text, entries[-1].end_mark.index)]
    spans = zip(entries, starts, ends, strict=True)
    return [(first, last, "") for entry, first, last in spans if entry in gone]


def _booking(entry: yaml.Node) -> str:
    if isinstance(entry, yaml.MappingNode):
        for key, value in entry.value:
            if field_name(str(key.value)) == "booking" and isinstance(value, yaml.ScalarNode):
                return " ".join(value.value.split())
    return ""


def _without(text: str, pair: _Pair, flow: bool) -> _Edit:
    """A field taken out: its lines, or its part of a mapping in braces."""
    first, last = pair[0].start_mark.index, pair[1].end_mark.index
    if not flow:
        return _line_start(text, first), _after(text, last), ""
    rest = text[last:]
    comma = len(rest) - len(rest.lstrip()) if rest.lstrip().startswith(",") else -1
    if comma >= 0:
        return first, last + comma + 1, ""
    before = text[:first].rstrip()
    return len(before) - before.endswith(","), last, ""


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _after(text: str, at: int) -> int:
    """Behind the line on which something ends; `at` may be behind it already."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _quoted(number: str) -> str:
    """As a value of YAML that is a text."""
    return yaml.safe_dump(number, default_style='"', allow_unicode=True, width=1000).strip()
