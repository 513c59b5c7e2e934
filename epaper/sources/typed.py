"""A story of the day's own folder that was typed for an eight-bit font of Devanagari: put into
Unicode as `import` puts it, with a finding that asks for a reading; gibberish for readers where
nothing converts from its font."""

from __future__ import annotations

import re

from epaper.model.finding import Severity
from epaper.settings.notes import Notes
from epaper.settings.yamltree import Mapping, Node, Scalar, Sequence
from epaper.sources.legacy import Likeness, converted_line, is_legacy, likeness, note_converted

RULE = "story.legacy"
# Fields that are lines of the story; elsewhere a line is converted only where it cannot be English
_LINES = frozenset(("headline", "short_headline", "kicker", "deck", "summary"))
_PROSE = frozenset(
    "byline byline_role dateline credit pull_quote text by number words points timeline pictures "
    "caption alt chart title".split()
)
# what Markdown has before the words of a line: a crosshead, a quotation, an entry of a list
_MARKED = re.compile(r"(\s*(?:(?:#{1,6}|>|[-+]|\d{1,3}[.)])\s+)*)(.*)")


def in_unicode(fields: Mapping, body: str, notes: Notes, line: int) -> str:
    """The body in Unicode; the fields' own lines are changed where they stand.  What was found is
    told of `line`."""
    found = likeness(body)
    if found is None:
        return body
    if not (found.sure and found.converts):
        _tell(found, notes, line, stopped=any(name in fields.entries for name in ("hold", "kill")))
        return body
    _, fact, remedy = note_converted(found.font)
    notes.warning(RULE, f"the text {fact}, for this edition only", f"{remedy}; its file stays")
    for name, (node, _) in fields.entries.items():
        _convert(node, name.strip().lower().replace("-", "_"), found.font)
    return "\n".join(_line(text, found.font) for text in body.split("\n"))


def _tell(found: Likeness, notes: Notes, line: int, *, stopped: bool) -> None:
    fact = f"the text looks as if typed for the font {found.font}, and would be printed as it is"
    remedy = "ask for it in Unicode"
    if not found.sure:
        notes.warning(RULE, fact, f"{remedy}, or bring it in by 'epaper import'", line)
        return
    severity = Severity.WARNING if stopped else Severity.ERROR
    fact += ", which nobody can read; nothing here converts from that font"
    notes.add(severity, RULE, fact, f"{remedy}, or write hold: yes", line=line)


def _convert(node: Node, name: str, font: str) -> None:
    if isinstance(node, Scalar):
        known = name in _LINES or name in _PROSE
        if known and is_legacy(node.text, strict=name not in _LINES):
            node.text, node.quoted = converted_line(node.text, font), True
    elif isinstance(node, Sequence):
        for item in node.items:
            _convert(item, name, font)
    elif name in _PROSE:
        for inner, (value, _) in node.entries.items():
            _convert(value, name if name == "timeline" else inner.strip().lower(), font)


def _line(text: str, font: str) -> str:
    found = _MARKED.fullmatch(text)
    if found is None or not is_legacy(found[2]):
        return text
    return found[1] + converted_line(found[2], font)
