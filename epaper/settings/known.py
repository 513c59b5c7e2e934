"""Which fields a mapping has, which were asked for, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epaper.model.finding import Finding
from epaper.settings.notes import Notes, nearest, shown, suggestion
from epaper.settings.scalars import field_name
from epaper.settings.yamltree import Mapping, Node, Scalar


class KnownFields:
    """Reads a mapping; `finish` notes every field that nobody asked for, and those that are needed
    and not there.  `prefix` names the mapping in messages, `line` is that of its name, `above` is
    the mapping that it stands in.
    """

    def __init__(
        self,
        mapping: Mapping,
        notes: Notes,
        prefix: str = "",
        line: int = 0,
        above: KnownFields | None = None,
    ) -> None:
        self.start = line or mapping.line
        self.notes = notes
        self.prefix = prefix
        self.known: dict[str, None] = {}
        self.needed: dict[str, None] = {}
        self.lines: dict[str, int] = {}  # field -> its line
        self.above = above
        self.inside: list[KnownFields] = []
        self.meant: set[str] = set()  # fields that unknown ones are misspellings of, by `finish`
        self.unknown: list[tuple[str, Finding]] = []  # fields that this mapping does not have
        if above is not None:
            above.inside.append(self)
        self._values: dict[str, Node] = {}
        written: dict[str, str] = {}
        for key, (value, at) in mapping.entries.items():
            name = field_name(key)
            if name in self._values:
                fact = f"{name} stands twice, first on line {self.lines[name]} as {written[name]!r}"
                self.wrong(name, fact, "delete one of the two", "yaml.duplicate", line=at)
                continue
            self._values[name], self.lines[name], written[name] = value, at, key

    def node(self, name: str) -> Node | None:
        """The field's value as it stands; None when it is not there or empty."""
        self.known[name] = None
        value = self._values.get(name)
        return None if isinstance(value, Scalar) and value.empty else value

    def __contains__(self, name: str) -> bool:
        return self.node(name) is not None

    def line(self, name: str) -> int:
        return self.lines.get(name, self.start)

    def need(self, *names: str) -> None:
        """`finish` notes those of the fields that are not there."""
        self.needed.update(dict.fromkeys(names))
        self.known.update(dict.fromkeys(names))

    def wrong(
        self, name: str, message: str, remedy: str, rule: str = "field.value", line: int = 0
    ) -> None:
        """A mistake in the field, or in `field.key`."""
        line = line or self.line(name.partition(".")[0])
        self.notes.error(rule, message, remedy, line, field=self.prefix + name)

    def ignore(self, *names: str) -> None:
        self.known.update(dict.fromkeys(names))

    def finish(self) -> None:
        """Note fields that are not known or not there.  Call it after the last field was read."""
        for name, at in self.lines.items():
            if name not in self.known:
                self.meant.add(nearest(name, self.known))
                fact = f"there is no field {shown(name)}"
                self.wrong(name, fact, suggestion(name, self.known, 40), "field.unknown", line=at)
                self.unknown.append((name, self.notes.found[-1]))
        for name in self.needed:
            if name not in self and name not in self.meant:
                self.wrong(name, f"{name} is missing", f"add {name}:", "field.missing")
        if self.above is None:  # now all of the file is known
            self._direct()

    def _direct(self) -> None:
        """For a field that stands one level off its own, say where it belongs."""
        for part in self._parts():
            for name, finding in part.unknown:
                remedy = part._where(name)
                if remedy and finding in self.notes.found:
                    at = self.notes.found.index(finding)
                    self.notes.found[at] = replace(finding, remedy=remedy)

    def _parts(self) -> Iterator[KnownFields]:
        yield self
        for part in self.inside:
            yield from part._parts()

    def _where(self, name: str) -> str:
        """Which mapping around has the field; empty where none has."""
        for part in self.inside:
            if name in part.known:
                return f"it is a field of {part._called()}: write it in there"
        if self.above is None:
            return ""
        if name in self.above.known:
            place = self.above._called()
            out = f"of {place}: write it there" if place else "beside it: write it at the margin"
            return f"it is not a field of {self._called()} but {out}"
        near = (part for part in self.above.inside if part is not self and name in part.known)
        return next((f"it is a field of {part._called()}: write it in there" for part in near), "")

    def _called(self) -> str:
        """ "publication", "an entry of ads"; empty for the file itself."""
        name, bracket, _ = self.prefix.removesuffix(".").rpartition("[")
        return f"an entry of {name}" if bracket else self.prefix.removesuffix(".")
