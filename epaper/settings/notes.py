"""Findings gathered while one file is read, and the nearest right spelling of a wrong word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from epaper.errors import EpaperError
from epaper.model.finding import Finding, Severity, by_severity
from epaper.units import counted

IN_FULL = 255  # characters that a file's name can have: a name is shown whole, to be searched for


class Notes:
    """Collects the findings of one file; `story` is the slug, `file` is relative to the edition's
    folder.
    """

    def __init__(self, file: str, story: str = "") -> None:
        self.file = file
        self.story = story
        self.found: list[Finding] = []
        self.lines: dict[
            str, int
        ] = {}  # field -> its line, for what only shows when all files are read

    def add(
        self,
        severity: Severity,
        rule: str,
        message: str,
        remedy: str = "",
        line: int = 0,
        field: str = "",
    ) -> None:
        self.found.append(
            Finding(
                severity,
                rule,
                message,
                remedy,
                file=self.file,
                line=line,
                field=field,
                story=self.story,
            )
        )

    def error(
        self, rule: str, message: str, remedy: str = "", line: int = 0, field: str = ""
    ) -> None:
        self.add(Severity.ERROR, rule, message, remedy, line=line, field=field)

    def warning(
        self, rule: str, message: str, remedy: str = "", line: int = 0, field: str = ""
    ) -> None:
        self.add(Severity.WARNING, rule, message, remedy, line=line, field=field)

    def info(
        self, rule: str, message: str, remedy: str = "", line: int = 0, field: str = ""
    ) -> None:
        self.add(Severity.INFO, rule, message, remedy, line=line, field=field)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def stop(self, error: type[EpaperError]) -> None:
        """Raise the error with every mistake of the file; nothing where there is none."""
        mistakes = [f for f in by_severity(self.found) if f.severity is Severity.ERROR]
        if len(mistakes) == 1:
            raise error(str(mistakes[0]))
        if mistakes:
            lines = "".join(f"\n  {finding}" for finding in mistakes)
            raise error(f"{self.file} has {counted(len(mistakes), 'mistake')}:{lines}")


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that is spelt most like this one; "" when none is near."""
    folded = {choice.casefold(): choice for choice in allowed}
    close = difflib.get_close_matches(word.casefold()[:200], folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def suggestion(word: str, allowed: Iterable[str], many: int = 12, these: str = "allowed:") -> str:
    """A remedy: the nearest spelling when there is one, else all that is allowed, after `these`."""
    choices = [choice for choice in allowed if choice]  # none is no answer
    if near := nearest(word, choices):
        return f"did you mean {near!r}?"
    more = f" and {len(choices) - many} more" if len(choices) > many else ""
    return f"{these} " + ", ".join(choices[:many]) + more


def shown(text: str, most: int = 60) -> str:
    """Text as it stands in a message: in quotes, on one line, not too long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= most else f"'{line[: most - 1]}…'"


def in_quotes(text: str) -> str:
    """A value as YAML in quotes, on one line."""
    line = " ".join(text.split())
    if '"' in line or "\\" in line:
        return "'" + line.replace("'", "''") + "'"
    return f'"{line}"'
