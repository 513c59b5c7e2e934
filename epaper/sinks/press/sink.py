"""The press as a sink: an issue becomes a package of page files for one print shop."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.issue.issue import Issue
from epaper.model.press import PressSettings
from epaper.model.signoff import SignOff
from epaper.sinks.press.manifest import MANIFEST, TICKET
from epaper.sinks.press.package import Orders, make_package
from epaper.sinks.press.printing import PressPass
from epaper.sinks.press.verdicts import waiting_findings
from epaper.sinks.sink import Options, Printed
from epaper.work.kept import keeping
from epaper.work.step import Works
from epaper.work.store import Store

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class PressSink:
    """Prints for the shop of `settings`; only `pages` where some are named.

    `signoffs` answer for findings; `key` seals the manifest.
    """

    settings: PressSettings
    store: Store = field(default_factory=Store)
    pages: tuple[int, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    key: Ed25519PrivateKey | None = None
    name: str = "press"
    known: tuple[str, ...] = ("shop",)

    def print(self, issue: Issue, options: Options, out: Path) -> Printed:
        """Raises UsageError and OutputError as `make_package` does; pages that wait are not among
        the files, the manifest names them."""
        works = Works(self.store, options.jobs)
        orders = Orders(self.pages, self.signoffs, self.key)
        with keeping(self.store):
            manifest = make_package(PressPass(issue, self.settings, works), out, orders)
        names = [entry["name"] for entry in manifest["files"]]
        files = tuple(out / name for name in (*names, TICKET, MANIFEST))
        return Printed(files, tuple(waiting_findings(manifest)))
