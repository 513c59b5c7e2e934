"""YAML as a small tree in which every value knows its line.

Built from the parser's events, so that nothing in a file can make objects, recurse deeply or grow:
aliases are shared and counted at their full size.  Scalars stay text ("1.50" is a price, not 1.5);
the reader of a field decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from epaper.settings.notes import Notes, in_quotes, shown
from epaper.settings.remarks import Remark, place_of, remarks_in

MOST_NODES = 20_000  # of one file, aliases counted in full
MOST_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = {None} | {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
}
NULLS = {"~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Scalar:
    text: str
    line: int
    quoted: bool = False
    remark: Remark | None = None  # a comment on its line, which no reader of the paper sees

    @property
    def empty(self) -> bool:
        return not self.quoted and (not self.text or self.text in NULLS)


@dataclass(slots=True)
class Sequence:
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    line: int
    # key as written -> value, line of the key
    entries: dict[str, tuple[Node, int]] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """Carries rule, message, remedy and line to the one place that notes them."""


def _too_deep(line: int) -> _Refused:
    return _Refused(
        "yaml.depth", f"fields nested more than {MOST_DEPTH} deep", "write it flatter", line
    )


def read_yaml(text: str, notes: Notes, first_line: int = 1) -> Mapping | None:
    """The mapping a YAML text holds; None, with a finding, when there is none.  An empty text is an
    empty mapping.
    """
    try:
        node = _Builder(text, notes, first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = _mark_of(error)
        line = mark.line if mark else 0
        cut = _commented_bracket(text.splitlines()[: line + 1], error)
        if cut is not None:
            fact = "' #' begins a comment, so that the bracket before it is not closed"
            notes.error(
                "yaml.comment", fact, "put the value that holds # in quotes", first_line + cut
            )
            return None
        rule, message, remedy = _explain(text, error, line)
        column = f" (column {mark.column + 1})" if mark and rule != "yaml.tab" else ""
        notes.error(rule, message + column, remedy, first_line + line)
    except yaml.YAMLError as error:
        notes.error(
            "yaml.broken",
            f"is not YAML: {error}".replace("\n", " "),
            "see the line before it",
            first_line,
        )
    except _Refused as error:
        rule, message, remedy, line = error.args
        notes.error(rule, message, remedy, line)
    else:
        if isinstance(node, Mapping):
            return node
        notes.error(
            "yaml.shape", "holds no fields", "write fields as 'name: value', one a line", first_line
        )
    return None


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a second ': ' in the line", "put the value in quotes"),
    (
        "expected <block end>",
        "the line is out of step with those above it",
        "start it in the column of its neighbours",
    ),
    (
        "could not find expected ':'",
        "a line without ': ' between name and value",
        "write 'name: value'",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and not closed",
        "close the quotation mark",
    ),
    (
        "found unexpected document separator",
        "a quotation mark is opened and not closed",
        "close the quotation mark",
    ),
    (
        "expected ',' or",
        "a bracket is not closed, or closed by the wrong kind",
        "check the brackets [ ] { }",
    ),
    (
        "block sequence entries are not allowed",
        "a list starts on the line of its name",
        "put '- ' on a line of its own",
    ),
    (
        "found undefined alias",
        "an alias (*) names an anchor that is not there",
        "put text that starts with * in quotes",
    ),
    ("found character '%' that cannot start", "a value starts with %", "put the value in quotes"),
    (
        "cannot start any token",
        "a value starts with a character that YAML keeps for itself",
        "put the value in quotes",
    ),
    ("did not find expected alphabetic", "a value starts with & or *", "put the value in quotes"),
    (
        "did not find expected <document start>",
        "text where a field is expected",
        "write 'name: value'",
    ),
)


_WHOLE = re.compile(r"\s*(?:- +)?(?:[\w -]+:|-)\s+(?P<value>[\"'\[{].*)")
_BRACKETS = re.compile(r"[\[{\]}\"']|\s#")
_QUOTE_ALL = "put the whole value in quotes: "
_SIGNED = re.compile(r"\s*(?:- +)?[\w -]+:\s+(?P<value>(?:[|>](?![+\d-]*\s*$)|[-?] ).*)")
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
    "[": re.compile(r"\[[^\[\]]*\]"),
    "{": re.compile(r"\{[^{}]*\}"),
}


def _half_quoted(value: str) -> str:
    """What is wrong with a value that begins like a quotation, a list or a mapping and goes on
    after it; "" where it is something else."""
    closed = _CLOSED[value[0]].match(value)
    sign = "quotation mark" if value[0] in "\"'" else "bracket"
    if closed is None:
        return f"a {sign} is opened and not closed" if sign == "quotation mark" else ""
    after = value[closed.end() :].strip()
    if not after or after[0] in ",#]}":
        return ""
    return f"words follow the closing {sign}"


def _mark_of(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the fault is: of a quotation or a bracket that nothing closes, where it begins."""
    unclosed = "quoted scalar" in (error.context or "") or "expected ',' or" in (
        error.problem or ""
    )
    at, began = error.problem_mark, error.context_mark
    return (began or at) if unclosed else (at or began)


def _commented_bracket(lines: list[str], error: yaml.MarkedYAMLError) -> int | None:
    """The line, from 0, on which a comment takes the end of a list or mapping in brackets."""
    if "flow" not in (error.context or "") or error.context_mark is None:
        return None
    opened = range(error.context_mark.line, len(lines))
    return next((i for i in opened if _is_cut(lines[i])), None)


def _is_cut(line: str) -> bool:
    """Does a comment begin within an open bracket?"""
    within = False
    for found in _BRACKETS.finditer(line):
        if found.group() in ("[", "{"):
            within = True
        elif found.group() in ("]", "}", '"', "'"):
            within = False
        elif within:
            return True
    return False


def _explain(text: str, error: yaml.MarkedYAMLError, line: int) -> tuple[str, str, str]:
    """Rule, message and remedy for what the parser stumbled over, in words of somebody who does not
    know YAML.
    """
    lines = text.splitlines()
    near = lines[line] if line < len(lines) else ""
    if re.match(r"\s*\t", near):
        fact = "a tab indents the line, and YAML takes only spaces there"
        before = next((one for one in reversed(lines[:line]) if one.strip()), "")
        within = before[:1].isspace() or before.rstrip().endswith(":")
        return "yaml.tab", fact, "write two spaces for it" if within else "delete the tab"
    if unquoted := _WHOLE.fullmatch(near):
        value = unquoted["value"].strip()
        fact = _half_quoted(value)
        if value[0] == '"' and "not closed" in fact:  # ' may be an apostrophe, " is a quotation
            return "yaml.broken", f"broken YAML: {fact}", "close the quotation mark"
        if fact:
            return "yaml.broken", f"broken YAML: {fact}", _QUOTE_ALL + in_quotes(value)
    if signed := _SIGNED.fullmatch(near):
        value = signed["value"].strip()
        fact = f"broken YAML: a value starts with {value[0]}, which means something in YAML"
        return "yaml.broken", fact, _QUOTE_ALL + in_quotes(value)
    problem = " ".join((error.problem or "").split())
    for part, words, remedy in _PLAIN_WORDS:
        if part in problem or part in (error.context or ""):
            named = f" ({problem})" if "alias" in part else ""
            return "yaml.broken", f"broken YAML: {words}{named}", remedy
    return (
        "yaml.broken",
        f"broken YAML: {problem or 'cannot be read'}",
        "compare the line with those around it",
    )


class _Builder:
    """Turns the events of one document into nodes and holds the limits."""

    def __init__(self, text: str, notes: Notes, first_line: int) -> None:
        self.text = text
        events = list(self.shallow(yaml.parse(text, Loader=_LOADER), first_line))
        self.remarks = remarks_in(text, events)
        self.events: Iterator[yaml.Event] = iter(events)
        self.notes = notes
        self.first_line = first_line
        self.anchors: dict[str, tuple[Node, int]] = {}  # name -> node, its size in nodes
        self.idle: dict[str, Node] = {}  # anchors that nothing has used yet
        self.count = 0

    @staticmethod
    def shallow(events: Iterable[yaml.Event], first_line: int) -> Iterator[yaml.Event]:
        """The events, refused where they go too deep before the parser goes deeper: it takes the
        square of it."""
        depth = 0
        for event in events:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH + 1:
                line = first_line + (event.start_mark.line if event.start_mark else 0)
                raise _too_deep(line)
            yield event

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _Refused(
                        "yaml.shape",
                        "a second document starts ('---')",
                        "delete the line",
                        self.line(event),
                    )
                root = self.node(next(self.events), 0)
        self.account()
        if root is None or (isinstance(root, Scalar) and root.empty):
            return Mapping(self.first_line)
        return root

    def account(self) -> None:
        """Note every word of the text that stands in no value and no comment."""
        for at in self.remarks.lost:
            line = self.first_line + self.text.count("\n", 0, at)
            word = self.text[at:].split()[0]
            fact = f"{shown(word)} stands in no field and would be lost"
            self.notes.error("yaml.lost", fact, "put the whole value in quotes", line)
        for name, node in self.idle.items():
            if isinstance(node, Scalar):
                fact = f"YAML takes '&{name}' for an anchor and would not print it"
                remedy = "put the whole value in quotes: " + in_quotes(f"&{name} {node.text}")
                self.notes.error("yaml.anchor", fact, remedy, node.line)

    def line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = self.line(event)
        self.grow(1, line)
        if depth > MOST_DEPTH:
            raise _too_deep(line)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise _Refused(
                    "yaml.broken",
                    f"alias *{event.anchor} names no anchor",
                    "put the text in quotes",
                    line,
                )
            node, size = self.anchors[event.anchor]
            self.idle.pop(event.anchor, None)
            self.grow(size, line)
            return node
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.tag not in _PLAIN_TAGS:
            raise _Refused(
                "yaml.tag", f"unknown tag {event.tag}", "delete it, or put the text in quotes", line
            )
        before = self.count
        node = self.filled(event, depth, line)
        if event.anchor:
            self.anchors[event.anchor] = (node, self.count - before + 1)
            self.idle[event.anchor] = node
        return node

    def grow(self, nodes: int, line: int) -> None:
        self.count += nodes
        if self.count > MOST_NODES:
            raise _Refused(
                "yaml.size",
                f"more than {MOST_NODES} values, aliases written out",
                "use fewer aliases (*name)",
                line,
            )

    def filled(self, event: yaml.Event, depth: int, line: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            quoted = event.style in ("'", '"', "|", ">")
            remark = self.remarks.by_value.get(place_of(event))
            if remark is not None and event.style in ("'", '"'):
                remark = None  # the quotes say where the words end
            return Scalar(event.value, line, quoted, remark)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence(line)
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                sequence.items.append(self.node(inner, depth + 1))
            return sequence
        mapping = Mapping(line)
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key_line = self.line(inner)
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            self.enter(mapping, key, value, key_line)
        return mapping

    def enter(self, mapping: Mapping, key: Node, value: Node, line: int) -> None:
        if not isinstance(key, Scalar):
            raise _Refused(
                "yaml.shape",
                "a list or mapping stands where a name is expected",
                "write 'name: value'",
                line,
            )
        name = key.text.strip()
        if name in mapping.entries:
            first = mapping.entries[name][1]
            self.notes.error(
                "yaml.duplicate",
                f"{name} stands twice, first on line {first}",
                "delete one of the two",
                line,
                field=name,
            )
            return
        mapping.entries[name] = (value, line)
