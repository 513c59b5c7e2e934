"""Commands to type, and who is held, as commands print them."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from epaper.cli.build import summary
from epaper.cli.plan import _list_others
from epaper.cli.showing import held_lines, listed, stopped_lines, tally, typed
from epaper.issue.issue import PlanSheet
from epaper.model.finding import Finding, Severity
from epaper.model.finding_data import finding_data


def held(slug: str, reason: str, **more: str) -> dict[str, Any]:
    return {"slug": slug, "status": "held", "reason": reason, **more}


def test_every_held_story_is_named_with_its_reason_and_what_would_let_it_in() -> None:
    stories = [
        held("bridge", "killed: the court forbids it", by="A Desk", at="22:10", remedy="it stays"),
        held("ferry", "no room in City"),
        {"slug": "mill", "status": "placed", "reason": ""},
        held("tram", "no room in City"),
        held("baths", ""),
        held("fire", "held: the lawyer reads it"),
        held("quay", "held, no reason is given"),
    ]
    assert held_lines(stories, False, "report.html") == [
        "killed: bridge: the court forbids it, by A Desk, 22:10; it stays",
        "held, 2 stories: ferry, tram: no room in City",
        "held: baths: no reason is kept",
        "held: fire: the lawyer reads it",  # not: held: fire: held: ...
        "held: quay: no reason is given",
    ]
    assert "held: tram: no room in City" in held_lines(stories, True, "report.html")


def test_a_very_long_list_says_where_the_rest_stands() -> None:
    (line,) = held_lines([held(f"s{n}", "no room") for n in range(100)], False, "report.html")
    assert line.startswith("held, 100 stories: s0, s1, ")
    assert line.endswith("s39 and 60 more in report.html: no room")
    lines = [f"line {n}" for n in range(40)]
    assert listed(lines, False, "report.html")[12:] == ["and 28 more in report.html; -v shows all"]
    assert listed(lines, True, "report.html") == listed(lines, False, "") == lines


def test_a_stopped_advertisement_has_its_reason() -> None:
    ad = {"booking": "A1", "advertiser": "Firm", "stop": "cancelled", "reason": "the fair is off"}
    assert stopped_lines([{**ad, "by": "Sales", "at": "21:40"}]) == [
        "cancelled: A1 (Firm): the fair is off, by Sales, 21:40"
    ]


def test_commands_and_a_tally() -> None:
    assert typed("cd", "my paper") == "cd 'my paper'"
    assert typed("cd", "x; rm -rf y") == "cd 'x; rm -rf y'"
    note, warning = Finding(Severity.INFO, "n", "n"), Finding(Severity.WARNING, "w", "w")
    assert tally([note, warning, warning]) == "2 warnings, 1 note"
    assert tally([]) == "no findings"


def test_the_plan_writes_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    """A story's slug is its file's name, which may hold anything."""
    sheet = PlanSheet(3, "City", kind="locked", stories=("quay\u202e",))
    issue = SimpleNamespace(sheets=[sheet], findings=(), stories=())
    _list_others(issue, False, "")  # type: ignore[arg-type]
    assert capsys.readouterr().out == "page 3 is locked: quay\\u202e\n"


def test_a_stopped_advertisement_is_told_once_by_a_build() -> None:
    ad = {"booking": "A1", "advertiser": "Firm", "stop": "hold", "reason": "copy to come"}
    found = Finding(Severity.WARNING, "ad.stopped", "A1 (Firm) is held: copy to come")
    report = {
        "publication": "P",
        "date": "2026-11-25",
        "pages": 2,
        "withheld": False,
        "stories": [],
        "stopped": [ad],
        "signed": [],
        "files": [],
        "ledger": {"lost": 0},
        "timings": {"total": 1.0},
        "findings": [finding_data(found)],
    }
    out = io.StringIO()
    summary(report, Path("dist"), Console(file=out, width=200), verbose=False)
    assert "Findings  1 warning" in out.getvalue()
    assert out.getvalue().count("copy to come") == 1
