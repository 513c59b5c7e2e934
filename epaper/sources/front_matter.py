"""The fields of a story's file as YAML, byte for byte as libyaml writes them.

Most values are plain words, which need no library: it takes several times as long for them as all
else in the file.  Whatever is not surely plain goes to it, field by field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # ten times as fast where libyaml is there
_WIDTH = 110  # characters of a line, beyond which libyaml breaks a text
_NAME = re.compile(r"[a-z][a-z_]*")
# Begins with a letter, and holds no sign that means something where it stands (YAML 1.1, 5.3): no
# ": ", no " #", no space at either end or beside another
_PLAIN = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9,.'()/_+&;!?%$*=<>|@~^\"\u00c0-\u00ff\u2013\u2014\u2018-\u201d\u2026-]|"
    r"(?<! ) (?=[^ #])|:(?=[^ ]))*(?<! )(?<!:)"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)")  # a text, so in quotes
_FILE = re.compile(r"[0-9][A-Za-z0-9_-]*\.(?:json|xml|html?|txt|jpe?g|png)")  # no number
_OTHER = frozenset("yes no true false on off null y n".split())  # are no texts (YAML 1.1, 10.2)


def front_matter(fields: Mapping[str, object]) -> str:
    """The fields in their order; values are texts, numbers, flags, and lists and mappings of
    them."""
    return "".join(_field(name, value) for name, value in fields.items())


def _field(name: str, value: object) -> str:
    if isinstance(value, str):
        return _text(name, value, "")
    if isinstance(value, dict) and value and _is_plain(name):
        lines = [_inner(inner, entry, name) for inner, entry in value.items()]
        return f"{name}:\n{''.join(lines)}"
    return _listed(name, value, "") or _dumped({name: value})


def _inner(name: str, value: object, outer: str) -> str:
    """A field of a mapping, which stands two spaces in."""
    found = _text(name, value, outer) if isinstance(value, str) else _listed(name, value, "  ")
    return found or _within(outer, {name: value})


def _text(name: str, text: str, outer: str) -> str:
    indent = "  " if outer else ""
    if len(indent) + len(name) + 2 + len(text) <= _WIDTH and _is_plain(name):
        if _TIME.fullmatch(text):
            return f"{indent}{name}: '{text}'\n"
        if (_PLAIN.fullmatch(text) and text.lower() not in _OTHER) or _FILE.fullmatch(text):
            return f"{indent}{name}: {text}\n"
    return _short(name, text, outer) if len(text) < _WIDTH else _within(outer, {name: text})


@lru_cache(1000)
def _short(name: str, text: str, outer: str) -> str:
    """Versions, numbers of desks: the same ones again and again."""
    return _within(outer, {name: text})


def _listed(name: str, value: object, indent: str) -> str:
    """A flag, a number, or a list of plain texts; "" for anything else."""
    if not _is_plain(name):
        return ""
    if value is True or value is False:
        return f"{indent}{name}: {'true' if value else 'false'}\n"
    if type(value) is int:
        return f"{indent}{name}: {value}\n"
    if isinstance(value, list) and value and all(_item(entry) for entry in value):
        return f"{indent}{name}:\n" + "".join(f"{indent}- {entry}\n" for entry in value)
    return ""


def _item(entry: object) -> bool:
    """Is an entry of a list plain, and short enough for its line?"""
    return (
        isinstance(entry, str)
        and len(entry) <= _WIDTH - 8
        and _PLAIN.fullmatch(entry) is not None
        and entry.lower() not in _OTHER
    )


@lru_cache(1000)
def _is_plain(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name not in _OTHER


def _within(outer: str, fields: Mapping[str, object]) -> str:
    if not outer:
        return _dumped(fields)
    return _dumped({outer: fields}).removeprefix(f"{outer}:\n")


def _dumped(fields: Mapping[str, object]) -> str:
    text: str = yaml.dump(fields, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text
