"""The fields of one mapping, read by name and type; what does not fit is noted with its line and
what is allowed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from epaper.sources.notes import Notes, shown, suggestion
from epaper.sources.textfile import clean, note_controls
from epaper.sources.yamltree import Mapping, Node, Scalar, Sequence

_YES = {"yes", "true", "on", "y"}
_NO = {"no", "false", "off", "n"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Fields:
    """Reads a mapping; `finish` notes every field that nobody asked for.  `prefix` names the
    mapping in messages.
    """

    def __init__(self, mapping: Mapping, notes: Notes, prefix: str = "") -> None:
        self.mapping = mapping
        self.notes = notes
        self.prefix = prefix
        self.known: dict[str, None] = {}

    def node(self, name: str) -> Node | None:
        """The field's value as it stands; None when it is not there or empty."""
        self.known[name] = None
        value, _ = self.mapping.entries.get(name, (None, 0))
        return None if isinstance(value, Scalar) and value.empty else value

    def __contains__(self, name: str) -> bool:
        return self.node(name) is not None

    def line(self, name: str) -> int:
        return self.mapping.entries[name][1] if name in self.mapping.entries else self.mapping.line

    def wrong(
        self, name: str, message: str, remedy: str, rule: str = "field.value", line: int = 0
    ) -> None:
        self.notes.error(rule, message, remedy, line or self.line(name), self.prefix + name)

    def text(self, name: str, default: str = "") -> str:
        value = self.node(name)
        if value is None:
            return default
        if isinstance(value, Scalar):
            return self.cleaned(value, name)
        self.wrong(
            name,
            f"{name} is a {_kind(value)}, a text is needed",
            "write it on one line, in quotes if need be",
        )
        return default

    def cleaned(self, scalar: Scalar, name: str) -> str:
        note_controls(scalar.text, self.notes, scalar.line, self.prefix + name)
        return clean(scalar.text).strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self.node(name)
        if isinstance(value, Scalar):
            return (self.cleaned(value, name),)
        if isinstance(value, Mapping):
            self.wrong(
                name,
                f"{name} is a mapping, a list is needed",
                "write [one, two] or lines that start with '- '",
            )
        if not isinstance(value, Sequence):
            return ()
        scalars = [item for item in value.items if isinstance(item, Scalar)]
        for item in value.items:
            if not isinstance(item, Scalar):
                self.wrong(
                    name,
                    f"an entry of {name} is a {_kind(item)}",
                    "a text is needed",
                    line=item.line,
                )
        return tuple(text for item in scalars if (text := self.cleaned(item, name)))

    def flag(self, name: str, default: bool = False) -> bool:
        word = self.text(name).lower()
        if word in _YES:
            return True
        if word and word not in _NO:
            self.wrong(name, f"{name} is {shown(word)}", "allowed: yes, no")
            return default
        return False if word else default

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        word = self.text(name)
        if not word:
            return default
        if re.fullmatch(r"[+-]?[0-9]{1,9}", word) and least <= int(word) <= most:
            return int(word)
        self.wrong(
            name, f"{name} is {shown(word)}", f"allowed: a whole number from {least} to {most}"
        )
        return default

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        word = self.text(name)
        if not word:
            return default
        choices = list(allowed)
        found = next((choice for choice in choices if choice.casefold() == word.casefold()), None)
        if found is None:
            self.wrong(name, f"{name} is {shown(word)}", suggestion(word, choices))
        return default if found is None else found

    def numbers(self, name: str, count: int = 0) -> tuple[float, ...] | None:
        """A list of finite numbers, `count` of them if given; None when there is none or it is
        wrong.
        """
        value = self.node(name)
        if value is None:
            return None
        if not isinstance(value, Sequence):
            self.wrong(
                name, f"{name} is a {_kind(value)}, a list of numbers is needed", "write [1, 2, 3]"
            )
            return None
        numbers = [_number(item) for item in value.items]
        for item, number in zip(value.items, numbers, strict=True):
            if number is None:
                word = shown(item.text) if isinstance(item, Scalar) else f"a {_kind(item)}"
                self.wrong(
                    name,
                    f"{word} in {name} is not a number",
                    "write 1200.5, without unit",
                    line=item.line,
                )
        if count and len(numbers) != count:
            self.wrong(name, f"{name} has {len(numbers)} numbers", f"{count} are needed")
            return None
        return (
            None if None in numbers else tuple(number for number in numbers if number is not None)
        )

    def language(self, name: str, default: str) -> str:
        word = self.text(name)
        if not word or _LANGUAGE.fullmatch(word):
            return word or default
        self.wrong(name, f"{name} is {shown(word)}", "write a language tag such as en-GB, de or hi")
        return default

    def inner(self, name: str) -> Fields | None:
        """The fields of a mapping inside this one."""
        value = self.node(name)
        if value is None:
            return None
        if isinstance(value, Mapping):
            return Fields(value, self.notes, f"{self.prefix}{name}.")
        self.wrong(
            name,
            f"{name} is a {_kind(value)}, fields are needed",
            "indent 'name: value' lines below it",
        )
        return None

    def entries(self, name: str) -> list[Scalar | Fields]:
        """A list of texts or mappings; one alone is a list of one."""
        value = self.node(name)
        items = value.items if isinstance(value, Sequence) else [] if value is None else [value]
        found: list[Scalar | Fields] = []
        for number, item in enumerate(items, start=1):
            if isinstance(item, Mapping):
                found.append(Fields(item, self.notes, f"{self.prefix}{name}[{number}]."))
            elif isinstance(item, Scalar):
                found.append(item)
            else:
                self.wrong(
                    name,
                    f"entry {number} of {name} is a list",
                    "write one entry a line",
                    line=item.line,
                )
        return found

    def ignore(self, *names: str) -> None:
        self.known.update(dict.fromkeys(names))

    def finish(self) -> None:
        """Note fields that are not known.  Call it after the last field was read."""
        for name, (_, line) in self.mapping.entries.items():
            if name not in self.known:
                self.notes.error(
                    "field.unknown",
                    f"there is no field {shown(name)}",
                    suggestion(name, self.known, 40),
                    line,
                    self.prefix + name,
                )


def _kind(node: Node) -> str:
    match node:
        case Scalar():
            return "text"
        case Sequence():
            return "list"
        case Mapping():
            return "mapping"


def _number(node: Node) -> float | None:
    if not isinstance(node, Scalar):
        return None
    try:
        number = float(node.text.replace("\u2212", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
