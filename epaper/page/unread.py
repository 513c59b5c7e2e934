"""Frozen records some of whose fields are read when they are first asked for.

A page of a stored issue is a page like another; its marks, which are most of the issue, are decoded
for who looks at them, and who prints one page decodes one.  Such a class has `unread` as its last
field, after all that may be read late, and `read_unread` as its __getattr__, which Python asks for
an attribute that is not there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Record = TypeVar("Record")
Reads = Mapping[str, Callable[[], Any]]
MISSING = dataclasses.MISSING


def made_unread(kind: type[Record], known: Mapping[str, Any], reads: Reads) -> Record:
    """A record with the fields that are known and those that are still to be read; the others have
    their usual values.  Raises TypeError where a field has none."""
    record = object.__new__(kind)
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        if field.name in reads or field.name == "unread":
            continue
        if field.name in known:
            value = known[field.name]
        elif field.default_factory is not MISSING:
            value = field.default_factory()
        elif field.default is not MISSING:
            value = field.default
        else:
            raise TypeError(f"{kind.__name__} has no {field.name}")
        object.__setattr__(record, field.name, value)
    object.__setattr__(record, "unread", dict(reads))
    return record


def read_unread(record: Any, name: str) -> Any:
    """A field that nobody has asked for yet; AttributeError for what is none."""
    unread = object.__getattribute__(record, "unread")
    if name not in unread:
        raise AttributeError(f"{type(record).__name__} has no {name}")
    value = unread[name]()
    object.__setattr__(record, name, value)
    object.__setattr__(record, "unread", {key: read for key, read in unread.items() if key != name})
    return value
