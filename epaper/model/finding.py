"""A problem in content, as data: collected, sorted and shown together, never thrown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from epaper.geometry import Rect


class Severity(IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2  # the paper would be wrong: nothing goes out unless a person signs for it


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: which rule, what was found, what to do; and where, as far as that is known."""

    severity: Severity
    rule: str  # dotted and stable, "picture.resolution"; reports group by it
    message: str  # the object and the fact
    remedy: str = ""
    file: str = ""  # as the user knows it, relative to the edition's folder
    line: int = 0  # from 1; 0 is unknown
    field: str = ""
    story: str = ""  # slug
    page: int = 0  # from 1; 0 is none
    rect: Rect | None = None  # on the page, from the top left of the trim

    @property
    def key(self) -> str:
        """Six hex digits by which a person names this finding: the same fact has the same key on
        every run, another fact another."""
        facts = (self.rule, self.file, self.field, self.story, self.page, self.message)
        return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:6]

    def __str__(self) -> str:
        where = ":".join(part for part in (self.file, str(self.line or ""), self.field) if part)
        text = f"{where}: {self.message}" if where else self.message
        return printable(f"{text}; {self.remedy}" if self.remedy else text)


# C0 but the line feed, DEL, C1, marks that turn the direction of all that follows, surrogates
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Text as it may reach a terminal: what would steer it, or cannot be written, is spelt out
    (`\\x1b`).  File names may hold anything."""
    return _UNPRINTABLE.sub(_spelt, text)


def on_one_line(text: str) -> str:
    """The same of a name, or of what must stay on its line: a line feed is spelt out as well."""
    return printable(text).replace("\n", "\\x0a")


def _spelt(found: re.Match[str]) -> str:
    code = ord(found.group())
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first, then by file, line, page and text, so that every run lists them alike; doubles
    fall away.
    """
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(
            unique, key=lambda f: (-f.severity, f.file, f.line, f.page, f.story, f.rule, f.message)
        )
    )


def with_files(findings: Iterable[Finding], files: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings; what is said of a story names its file where it names none, so that a person
    finds it.  `files`: by slug."""
    return tuple(
        replace(one, file=files.get(one.story, "")) if one.story and not one.file else one
        for one in findings
    )
