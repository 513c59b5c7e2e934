"""docs/issue.schema.json from the issue's types.

python -m tools.issue_schema > docs/issue.schema.json
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
import types
import typing
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from epaper.issue.codec import MARKS
from epaper.issue.issue import FORMAT, Issue
from epaper.issue.store import NAME
from epaper.page.marks import Mark, Word

LEFT_OUT = {("Issue", "shelf"), ("PressSettings", "profile")}
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


class Schema:
    """Collects a definition for each record type that it meets."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if kind is Word:
            return {"type": "integer", "minimum": 0, "description": "Its place in `words`."}
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        if kind is datetime.date:
            return {"type": "string", "format": "date"}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return self.record(kind)
        if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is tuple:
            parts = [self.of(one) for one in arguments]
            return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin in (typing.Union, types.UnionType):
            return {"anyOf": [self.of(one) for one in arguments]}
        if kind is type(None):
            return {"type": "null"}
        raise TypeError(f"the schema does not know {kind}")

    def record(self, kind: type, mark: str = "") -> dict[str, Any]:
        """An object with the fields' names; those with a usual value may be missing."""
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # met again within itself
            hints = typing.get_type_hints(kind)
            fields = [
                f for f in dataclasses.fields(kind) if f.init and (name, f.name) not in LEFT_OUT
            ]
            needed = [f.name for f in fields if _needed(f)]
            properties = {f.name: self.of(hints[f.name]) for f in fields}
            if kind in MARKS:
                properties = {"mark": {"const": MARKS[kind]}, **properties}
                needed = ["mark", *needed]
            self.definitions[name] = {
                "type": "object",
                "description": " ".join((kind.__doc__ or "").split()),
                "required": needed,
                "properties": properties,
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}


def _needed(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def schema() -> dict[str, Any]:
    found = Schema()
    for kind in typing.get_args(Mark):
        found.record(kind)
    issue = found.of(Issue)
    word = Schema()
    hints = typing.get_type_hints(Word)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "issue.json: an issue of epaper",
        "description": "What docs/issue.md tells in words.",
        "type": "object",
        "required": ["format", "version", "words", "issue"],
        "properties": {
            "format": {"const": NAME},
            "version": {"const": FORMAT},
            "words": {
                "type": "array",
                "items": {
                    "type": "object",
                    "description": " ".join((Word.__doc__ or "").split()),
                    "required": [f.name for f in dataclasses.fields(Word) if _needed(f)],
                    "properties": {
                        f.name: word.of(hints[f.name]) for f in dataclasses.fields(Word)
                    },
                    "additionalProperties": False,
                },
            },
            "issue": issue,
        },
        "$defs": {name: found.definitions[name] for name in sorted(found.definitions)},
    }


def main() -> None:
    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
