"""The fields of one mapping, read by name and type; what does not fit is noted with its line and
what is allowed.

Names of fields are read leniently (`Short-headline` is `short_headline`).  Keys that are data, such
as slugs and names of sections, are kept to the letter: `named` and `texts_by_name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from epaper.model.scripts import is_tag
from epaper.settings.known import KnownFields
from epaper.settings.notes import Notes, in_quotes, shown, suggestion
from epaper.settings.scalars import (
    A_FLAG,
    MOST_PAGES,
    NO,
    YES,
    kind_of,
    number_of,
    page_of,
    reads_as,
)
from epaper.settings.textfile import clean, note_controls, visible
from epaper.settings.yamltree import Mapping, Node, Scalar, Sequence
from epaper.units import counted

GAPS = ("", "-", "–", "~", "null")  # where a number is not known
_INDENT = "indent 'name: value' lines below it"
_ONE_LINE = "write it on one line, in quotes if need be"


class Fields(KnownFields):
    """Reads a mapping by name and type."""

    @classmethod
    def empty(cls, notes: Notes) -> Fields:
        """Of a mapping that is not there: every field has its default."""
        return cls(Mapping(0), notes)

    # -- words -------------------------------------------------------------------------------------

    def text(self, name: str, default: str = "") -> str:
        """Words for readers; a yes, a no or a date without quotes is told."""
        value = self._scalar(name)
        if value is None:
            self._note_unseen(self._values.get(name), name)
            return default
        return self.cleaned(value, name)

    def word(self, name: str, default: str = "") -> str:
        """A word for the program: a flag, a size, a name of a file."""
        value = self._scalar(name)
        return default if value is None else self._plain(value, name)

    def cleaned(self, scalar: Scalar, name: str) -> str:
        text = self._plain(scalar, name)
        if text and not visible(text):
            fact = f"{name} has characters that nobody can see, and no other"
            remedy = "write words, or delete the line"
            self.notes.warning("text.unseen", fact, remedy, scalar.line, field=self.prefix + name)
            return ""
        if kind := reads_as(scalar):
            fact = f"{name} is {text}, which looks like {kind} and is taken as words"
            other = "delete the line" if kind == A_FLAG else f"write the {name}"
            remedy = f'if these words are meant, put them in quotes: "{text}"; if not, {other}'
            self.notes.warning("field.quotes", fact, remedy, scalar.line, field=self.prefix + name)
        self._note_unseen(scalar, name)
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        return tuple(text for item in self.items(name) if (text := self.cleaned(item, name)))

    def items(self, name: str) -> list[Scalar]:
        """The values of a list; a single one is a list of one."""
        value = self.node(name)
        if isinstance(value, Scalar):
            return [value]
        if isinstance(value, Mapping):
            remedy = "write [one, two] or lines that start with '- '"
            self.wrong(name, f"{name} is a mapping, a list is needed", remedy)
        if not isinstance(value, Sequence):
            return []
        for item in value.items:
            if not isinstance(item, Scalar):
                fact = f"an entry of {name} is a {kind_of(item)}"
                self.wrong(name, fact, "a text is needed", line=item.line)
        return [item for item in value.items if isinstance(item, Scalar)]

    def flag(self, name: str, default: bool = False) -> bool:
        word = self.word(name).lower()
        if word in YES:
            return True
        if word and word not in NO:
            self.wrong(name, f"{name} is {shown(word)}", "allowed: yes, no")
            return default
        return False if word else default

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        word, choices = self.word(name), list(allowed)
        if not word:
            return default
        chosen = _chosen(word, choices)
        if chosen is None:
            named = [choice for choice in choices if choice]
            self.wrong(name, f"{name} is {shown(word)}", suggestion(word, named))
        return default if chosen is None else chosen

    def choices(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """A list of words that are all allowed; the others are noted."""
        allowed = list(allowed)
        right = []
        for item in self.items(name):
            word = self._plain(item, name)
            if (chosen := _chosen(word, allowed)) is not None:
                right.append(chosen)
            else:
                fact = f"{shown(word)} in {name}"
                self.wrong(name, fact, suggestion(word, allowed), line=item.line)
        return tuple(right)

    def language(self, name: str, default: str) -> str:
        word = self.word(name)
        if not word or is_tag(word):
            return word or default
        self.wrong(name, f"{name} is {shown(word)}", "write a language tag such as en-GB, de or hi")
        return default

    # -- numbers -----------------------------------------------------------------------------------

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        word = self.word(name)
        if not word:
            return default
        if re.fullmatch(r"[+-]?[0-9]{1,9}", word) and least <= int(word) <= most:
            return int(word)
        allowed = f"allowed: a whole number from {least} to {most}"
        self.wrong(name, f"{name} is {shown(word)}", allowed)
        return default

    def number(self, name: str, default: float, least: float, most: float) -> float:
        value = self._scalar(name)
        if value is None:
            return default
        number = number_of(value)
        if number is not None and least <= number <= most:
            return number
        allowed = f"allowed: a number from {least:g} to {most:g}"
        self.wrong(name, f"{name} is {shown(value.text)}", allowed)
        return default

    def numbers(self, name: str, count: int = 0) -> tuple[float, ...] | None:
        """A list of finite numbers, `count` of them if given; None when there is none or it is
        wrong.
        """
        value = self.node(name)
        if value is None:
            return None
        if not isinstance(value, Sequence):
            fact = f"{name} is a {kind_of(value)}, a list of numbers is needed"
            self.wrong(name, fact, "write [1, 2, 3]")
            return None
        right = []
        for item in value.items:
            number = number_of(item)
            if number is not None:
                right.append(number)
                continue
            word = shown(item.text) if isinstance(item, Scalar) else f"a {kind_of(item)}"
            remedy = "write 1200.5, without unit"
            self.wrong(name, f"{word} in {name} is not a number", remedy, line=item.line)
        if count and len(value.items) != count:
            self.wrong(name, f"{name} has {counted(len(value.items), 'number')}", f"write {count}")
            return None
        return tuple(right) if len(right) == len(value.items) else None

    def gapped(self, name: str) -> tuple[float | None, ...] | None:
        """Numbers as in `numbers`; None where one is empty, "-" or null: nobody knows it."""
        value = self.node(name)
        if not isinstance(value, Sequence):
            return self.numbers(name)
        gaps = [isinstance(item, Scalar) and item.text.strip() in GAPS for item in value.items]
        told = [item for item, gap in zip(value.items, gaps, strict=True) if not gap]
        self._values[name] = replace(value, items=told)
        known = self.numbers(name)
        if known is None:
            return None
        numbers = iter(known)
        return tuple(None if gap else next(numbers) for gap in gaps)

    def rows(self, name: str, count: int) -> list[tuple[float, ...]]:
        """A list of lists of `count` finite numbers each; one list alone is a list of one.  Empty
        where there is none or any is wrong."""
        value = self.node(name)
        if value is None:
            return []
        items = value.items if isinstance(value, Sequence) else [value]
        if items and not any(isinstance(item, Sequence) for item in items):
            one = self.numbers(name, count)
            return [one] if one else []
        found = []
        for item in items:
            numbers = [number_of(one) for one in item.items] if isinstance(item, Sequence) else []
            row = tuple(number for number in numbers if number is not None)
            if len(row) != count or len(numbers) != count:
                remedy = f"write [{', '.join('0.1' for _ in range(count))}] for each"
                self.wrong(
                    name, f"an entry of {name} has other than {counted(count, 'number')}", remedy
                )
                return []
            found.append(row)
        return found

    def page_numbers(self, name: str, or_else: str = "") -> tuple[int, ...]:
        """A list of page numbers from 1; what is none is noted and left out.  `or_else` says what
        else could stand there.
        """
        pages = []
        for item in self.items(name):
            word = item.text.strip()
            if (page := page_of(word)) is not None:
                pages.append(page)
            else:
                remedy = f"write page numbers from 1 to {MOST_PAGES}, [1, 8]{or_else}"
                self.wrong(name, f"{shown(word)} in {name} is no page", remedy, line=item.line)
        return tuple(pages)

    # -- mappings ----------------------------------------------------------------------------------

    def inner(self, name: str) -> Fields | None:
        """The fields of a mapping inside this one."""
        value = self._mapping(name)
        return (
            None
            if value is None
            else Fields(value, self.notes, f"{self.prefix}{name}.", self.line(name), above=self)
        )

    def part(self, name: str) -> Fields:
        """The same, empty where there is none: its fields are known all the same, and one that
        stands outside of it is told where it belongs."""
        empty = Mapping(self.line(name))
        return self.inner(name) or Fields(empty, self.notes, f"{self.prefix}{name}.", above=self)

    def named(self, name: str) -> list[tuple[str, Fields]]:
        """A mapping of mappings by names that are data, to the letter."""
        value = self._mapping(name)
        return named_fields(value, self.notes, f"{self.prefix}{name}.") if value else []

    def texts_by_name(self, name: str) -> dict[str, str]:
        """A mapping of words by names that are data, to the letter."""
        value = self._mapping(name)
        found = {}
        for key, (inner, line) in value.entries.items() if value else ():
            if isinstance(inner, Scalar):
                found[key] = "" if inner.empty else self.cleaned(inner, f"{name}.{key}")
            else:
                fact = f"{key} is a {kind_of(inner)}, a text is needed"
                self.wrong(f"{name}.{key}", fact, _ONE_LINE, line=line)
        return found

    def entries(self, name: str) -> list[Scalar | Fields]:
        """A list of texts or mappings; one alone is a list of one."""
        value = self.node(name)
        items = value.items if isinstance(value, Sequence) else [] if value is None else [value]
        found: list[Scalar | Fields] = []
        for number, item in enumerate(items, start=1):
            if isinstance(item, Mapping):
                place = f"{self.prefix}{name}[{number}]."
                found.append(Fields(item, self.notes, place, above=self))
            elif isinstance(item, Scalar):
                found.append(item)
            else:
                fact = f"entry {number} of {name} is a list"
                self.wrong(name, fact, "write one entry a line", line=item.line)
        return found

    # -- inside ------------------------------------------------------------------------------------

    def _mapping(self, name: str) -> Mapping | None:
        value = self.node(name)
        if value is None or isinstance(value, Mapping):
            return value
        self.wrong(name, f"{name} is a {kind_of(value)}, fields are needed", _INDENT)
        return None

    def _scalar(self, name: str) -> Scalar | None:
        value = self.node(name)
        if value is None or isinstance(value, Scalar):
            return value
        self.wrong(name, f"{name} is a {kind_of(value)}, a text is needed", _ONE_LINE)
        return None

    def _note_unseen(self, node: Node | None, name: str) -> None:
        """Tell what readers would miss of words: what YAML takes for a comment, or for nothing."""
        if not isinstance(node, Scalar):
            return
        if node.empty and node.text:
            fact = f"{name} is {node.text}, which reads as nothing and is not printed"
            remedy = f'delete the line, or, if readers are to have it: {name}: "{node.text}"'
            self.notes.warning("field.quotes", fact, remedy, node.line, field=self.prefix + name)
        remark = node.remark
        if remark is None or (remark.apart and not self.notes.story):
            return  # set apart, in a file of settings, it is what comments are for
        whole = in_quotes(f"{node.text} {remark.text}")
        if remark.apart:
            fact = f"{shown(remark.text)} is a comment and is not printed"
            remedy = f"if readers are to have it, put the whole value in quotes: {whole}"
            self.notes.warning("yaml.comment", fact, remedy, node.line, field=self.prefix + name)
            return
        fact = f"YAML takes {shown(remark.text)} for a comment and would not print it"
        remedy = f"put the whole value in quotes: {whole}"
        self.notes.error("yaml.comment", fact, remedy, node.line, field=self.prefix + name)

    def _plain(self, scalar: Scalar, name: str) -> str:
        note_controls(scalar.text, self.notes, scalar.line, self.prefix + name)
        return clean(scalar.text).strip()


def named_fields(mapping: Mapping, notes: Notes, prefix: str = "") -> list[tuple[str, Fields]]:
    """A mapping of mappings by names that are data, to the letter."""
    found = []
    for key, (inner, line) in mapping.entries.items():
        if isinstance(inner, Mapping):
            found.append((key, Fields(inner, notes, f"{prefix}{key}.", line)))
        else:
            fact = f"{key} is a {kind_of(inner)}, fields are needed"
            notes.error("field.value", fact, _INDENT, line, field=f"{prefix}{key}")
    return found


def _chosen(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that is this one, in whatever capitals."""
    return next((choice for choice in allowed if choice.casefold() == word.casefold()), None)
