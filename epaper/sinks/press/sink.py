"""The press as a sink: an issue becomes a package of page files for one print shop."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from epaper.issue.issue import Issue
from epaper.model.press import PressSettings
from epaper.sinks.press.manifest import MANIFEST, TICKET, read_manifest
from epaper.sinks.press.package import make_package
from epaper.sinks.press.printing import PressPass
from epaper.sinks.sink import Options, Printed
from epaper.work.step import Works
from epaper.work.store import Store


@dataclass(frozen=True, slots=True)
class PressSink:
    """Prints for the shop of `settings`; only `pages` where some are named."""

    settings: PressSettings
    store: Store = field(default_factory=Store)
    pages: tuple[int, ...] = ()
    name: str = "press"

    def print(self, issue: Issue, options: Options, out: Path) -> Printed:
        """Raises PreflightError, UsageError, OutputError as `make_package` does."""
        works = Works(self.store, options.jobs)
        make_package(PressPass(issue, self.settings, works), out, self.pages)
        names = [entry["name"] for entry in read_manifest(out)["files"]]
        return Printed(tuple(out / name for name in (*names, TICKET, MANIFEST)))
