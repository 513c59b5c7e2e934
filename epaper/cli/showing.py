"""What commands print: findings in one style and one order, counts, sizes, commands to type."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import click

from epaper.model.advertisement import booked_by
from epaper.model.finding import Finding, printable
from epaper.model.stop import StopKind, state_of
from epaper.model.told import NAMES, told
from epaper.units import counted

HELD = "layout.held"  # the rule of stories that are listed anyhow
STOPPED = "ad.stopped"  # of bookings that are
SHOWN = 12  # lines of a long list; the rest is where its last line says
NAMED = 40  # stories on one line


def show(
    findings: Sequence[Finding], verbose: bool = False, *, rest: str = "", err: bool = False
) -> None:
    """A line a kind of finding, worst first; `verbose`: a line each.

    `rest`: where all are to be read, of a list that is then cut when it is long.
    """
    for line in listed(told(findings, verbose), verbose, rest):
        click.echo(line, err=err)


def listed(lines: Sequence[str], verbose: bool, rest: str) -> list[str]:
    """The lines, or the first of many, how many more there are, and where."""
    if verbose or not rest or len(lines) <= SHOWN + 1:
        return list(lines)
    return [*lines[:SHOWN], f"and {len(lines) - SHOWN} more in {rest}; -v shows all"]


def tally(findings: Sequence[Finding]) -> str:
    """ "2 errors, 1 warning", the worst first."""
    counts = Counter(finding.severity for finding in findings)
    told_of = [counted(counts[kind], name) for kind, name in NAMES.items() if counts[kind]]
    return ", ".join(told_of) or "no findings"


def typed(*words: object) -> str:
    """A command as it can be typed into a shell, whatever its names hold."""
    return printable(shlex.join(map(str, words)))


def held_lines(stories: Sequence[Mapping[str, Any]], verbose: bool, rest: str) -> list[str]:
    """Every story that is held, with the reason and what would let it in; those of one reason
    share a line.

    `stories`: of a report.  `rest`: where all are, of more than a line can hold.
    """
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for story in stories:
        if story["status"] == "held":
            state, reason = state_of(_reason(story))
            key = (state, reason or "no reason is kept", story.get("remedy", ""))
            reasons.setdefault(key, []).append(story["slug"])
    lines = []
    for (state, reason, remedy), slugs in reasons.items():
        for some in [[slug] for slug in slugs] if verbose else [slugs]:
            count = f", {counted(len(some), 'story', 'stories')}" if len(some) > 1 else ""
            more = len(some) - NAMED
            names = ", ".join(some[:NAMED]) + (f" and {more} more in {rest}" if more > 0 else "")
            text = f"{state}{count}: {names}: {reason}"
            lines.append(printable(f"{text}; {remedy}" if remedy else text))
    return lines


def stopped_lines(bookings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Advertisements that a person stopped, each with the reason and who did it when."""
    lines = []
    for one in bookings:
        who = booked_by(one["booking"], one["advertiser"])
        head = f"{StopKind(one['stop']).told}: {who}"
        text = ": ".join(filter(None, (head, _reason(one))))
        remedy = one.get("remedy", "")
        lines.append(printable(f"{text}; {remedy}" if remedy else text))
    return lines


def _reason(record: Mapping[str, Any]) -> str:
    """Why, by whom and when, as far as it is kept."""
    by, at = record.get("by", ""), record.get("at", "")
    who = ", ".join(filter(None, (f"by {by}" if by else "", at)))
    return ", ".join(filter(None, (record.get("reason", ""), who)))


def changed_told(changes: Mapping[str, Any]) -> str:
    """What a build changed of the last one: pages, why, and plates."""
    pages = changes["pages"]
    if not pages:
        return "nothing since the last build"
    told = []
    for one in pages:
        why = "; ".join(one["reasons"]) if one["what"] == "changed" else one["what"]
        plates = f"plates {' '.join(one['plates'])}" if one["plates"] else "no plate"
        told.append(f"page {one['page']}: {f'{why}, ' if why else ''}{plates}")
    count = sum(len(one["plates"]) for one in pages)
    head = f"{counted(len(pages), 'page')}, {counted(count, 'plate')}"
    anew = f", planned anew as {changes['fresh']}" if changes["fresh"] else ""
    return f"{head}{anew}" if changes["fresh"] else "\n          ".join([head, *told])
