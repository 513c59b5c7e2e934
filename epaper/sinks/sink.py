"""What prints an issue: one small Protocol, kept by ours and by anybody's.

Another package adds a sink by an entry point of the group `epaper.sinks` that names a Sink object:

    [project.entry-points."epaper.sinks"]
    plain-text = "my_package:SINK"

and `epaper print --date D --sink plain-text` uses it.  A sink that says which options it knows, by
names in an attribute `known`, is never given others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from epaper.errors import UsageError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding
from epaper.settings.notes import shown, suggestion

GROUP = "epaper.sinks"


@dataclass(frozen=True, slots=True)
class Options:
    """How to print; `more` are options of the sink's own, as text."""

    jobs: int = 1
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


class Sink(Protocol):
    @property
    def name(self) -> str: ...

    def print(self, issue: Issue, options: Options, out: Path) -> Printed:
        """Print the issue into the folder `out`, which is there.

        It reads the issue and its shelf alone, and the same issue gives the same bytes.
        """


def other_sinks() -> dict[str, Sink]:
    """Sinks that other packages bring, by name."""
    from importlib.metadata import entry_points  # slow to load, and mostly there are none

    return {entry.name: entry.load() for entry in sorted(entry_points(group=GROUP), key=str)}


def refuse_unknown(sink: Sink, more: Mapping[str, str]) -> None:
    """UsageError with the options that the sink knows."""
    known: Collection[str] | None = getattr(sink, "known", None)
    for name in more:
        if known is not None and name not in known:
            there = f"it knows {', '.join(sorted(known))}" if known else "it has none"
            raise UsageError(f"the sink {sink.name} has no option {shown(name)}; {there}")


def find_sink(name: str, own: Mapping[str, Sink]) -> Sink:
    """One of ours or of another package.  UsageError with the names there are."""
    known = {**other_sinks(), **own}
    if name not in known:
        names = sorted({*known, "press"})  # ours, made only where it is asked for
        remedy = suggestion(name, names)
        raise UsageError(f"there is no sink {shown(name)}; {remedy}")
    return known[name]
