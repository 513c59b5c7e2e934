"""What a command says with --json: one document on standard output, of one shape for all, however
the command ends.  docs/json.md tells its keys, docs/output.schema.json is its schema.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from epaper.cli.ending import ending
from epaper.errors import EpaperError
from epaper.model.finding import Finding, by_severity
from epaper.model.finding_data import finding_data
from epaper.units import to_mm

# what a terminal obeys, and what no file can hold
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_given = False  # was a document printed in this run?


@dataclass(slots=True)
class Answer:
    """`findings`: of the model, or as data already.  `own`: keys of this command alone."""

    command: str
    date: datetime.date | None = None
    findings: list[Finding | Mapping[str, Any]] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)
    exit: int = 0
    error: Mapping[str, str] | None = None
    streamed: str = ""  # the key whose rows were printed as they came
    on_one_line: bool = False  # of a stream of documents, a line each

    def report(self, data: Mapping[str, Any]) -> None:
        """The report of a build: its keys are the command's own."""
        self.findings = list(data["findings"])
        self.own |= {name: v for name, v in data.items() if name not in ("date", "findings")}

    def failed(self, error: BaseException) -> None:
        """What stopped the command, and what the error carries."""
        self.exit, message = ending(error)
        if message:
            kind = type(error).__name__
            self.error = {"kind": kind, "message": message}
        if isinstance(error, EpaperError):
            if error.report is not None:
                self.report(error.report)
            self.findings = self.findings or list(error.findings)

    def rows(self, name: str) -> None:
        """Begin a list that is printed row by row, so that a long one costs no memory."""
        self.streamed = name
        head = {"command": self.command, **self._date()}
        click.echo(f"{dumped(head)[:-1]}, {dumped(name)}: [")

    def row(self, data: Mapping[str, Any], first: bool) -> None:
        click.echo((" " if first else ",") + dumped(data))

    def give(self) -> None:
        """Print it, or what is left of it."""
        global _given  # noqa: PLW0603  # one document a run
        _given = True
        body: dict[str, Any] = {"ok": self.exit == 0, "exit": self.exit}
        if self.error:
            body["error"] = self.error
        body["findings"] = findings_data(self.findings)
        body |= self.own
        if self.streamed:
            click.echo(f"], {dumped(body)[1:]}")
        else:
            indent = None if self.on_one_line else 1
            click.echo(dumped({"command": self.command, **self._date(), **body}, indent))

    def _date(self) -> dict[str, str]:
        return {"date": self.date.isoformat()} if self.date else {}


@contextlib.contextmanager
def answering(
    command: str, as_json: bool, date: datetime.date | None = None, on_one_line: bool = False
) -> Iterator[Answer]:
    """The answer of a command, printed at its end when that was asked for."""
    answer = Answer(command, date, on_one_line=on_one_line)
    try:
        yield answer
    except BrokenPipeError:
        raise
    except BaseException as error:
        answer.failed(error)
        if as_json:
            answer.give()
        raise
    if as_json:
        answer.give()


def answer_error(error: BaseException) -> None:
    """The document of a command that came to nothing before it could answer."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if _given:
        return
    answer = Answer(words[0] if words else "")
    answer.failed(error)
    answer.give()


def findings_data(findings: Sequence[Finding | Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """In one order, those that are data already after the others, as they were."""
    ours = by_severity(one for one in findings if isinstance(one, Finding))
    return [
        *(finding_answer(one) for one in ours),
        *(one for one in findings if not isinstance(one, Finding)),
    ]


def finding_answer(finding: Finding) -> dict[str, Any]:
    """As in the report, and where on the page it is: mm from the top left of the trim."""
    data = finding_data(finding)
    if finding.rect is not None:
        names = ("x_mm", "y_mm", "width_mm", "height_mm")
        rect = finding.rect
        sides = (rect.x, rect.y, rect.width, rect.height)
        data["place"] = {n: round(to_mm(v), 1) for n, v in zip(names, sides, strict=True)}
    return data


def dumped(data: object, indent: int | None = None) -> str:
    """As JSON, with no character that a terminal obeys or no file can hold."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
