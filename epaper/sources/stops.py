"""`kill:`, `cancelled:` and `hold:` of a story or a booking -> a Stop.

    hold: yes                   held
    hold: waits for the lawyer  held, and why
    kill: {reason: the court forbids it, by: Desk, at: 22:10}

What is written there and cannot be read stops as well, and is told.
"""

from __future__ import annotations

from epaper.model.stop import Stop, StopKind
from epaper.settings.fields import Fields
from epaper.settings.scalars import NO, YES
from epaper.settings.yamltree import Mapping, Scalar


def read_stop(fields: Fields) -> Stop | None:
    """The strongest stop of the fields; None where nothing stops it."""
    found = [stop for kind in StopKind if (stop := _stop(fields, kind)) is not None]
    return found[0] if found else None


def _stop(fields: Fields, kind: StopKind) -> Stop | None:
    name = kind.value
    node = fields.node(name)
    if node is None:
        return _empty(fields, kind) if name in fields.lines else None
    line = fields.line(name)
    if isinstance(node, Scalar):
        return _written(fields, node, kind, line)
    if isinstance(node, Mapping):
        inner = fields.inner(name)
        assert inner is not None
        reason, by, at = (_words(inner, key) for key in ("reason", "by", "at"))
        inner.finish()
        return Stop(kind, reason, by, at, line=line)
    fact = f"{name} is a list; it stops what it stands in"
    fields.wrong(name, fact, f"write {name}: and the reason on one line")
    return Stop(kind, line=line)


def _empty(fields: Fields, kind: StopKind) -> Stop:
    name, line = kind.value, fields.line(kind.value)
    fact = f"{name}: has nothing behind it, and is taken as {name}: yes"
    remedy = f"write the reason behind it, or delete the line ({name}: no is the same)"
    fields.notes.warning("field.stop", fact, remedy, line, field=fields.prefix + name)
    return Stop(kind, line=line)


def _written(fields: Fields, scalar: Scalar, kind: StopKind, line: int) -> Stop | None:
    """Of a value that is a word: a no stops nothing; a yes may have its reason as a comment."""
    text = fields.word(kind.value)
    remark = scalar.remark.text.lstrip("#").strip() if scalar.remark else ""
    if not scalar.quoted and text.lower() in NO:
        return None
    if not scalar.quoted and text.lower() in YES:
        return Stop(kind, " ".join(remark.split()), line=line)
    return Stop(kind, _with_remark(text, scalar), line=line)


def _words(fields: Fields, name: str) -> str:
    node = fields.node(name)
    text = fields.word(name)
    return _with_remark(text, node) if isinstance(node, Scalar) else text


def _with_remark(text: str, scalar: Scalar) -> str:
    """On one line; what YAML takes for a comment belongs to it: "see note #12"."""
    remark = scalar.remark.text if scalar.remark and not scalar.remark.apart else ""
    return " ".join(f"{text} {remark}".split())
