"""A file of the package as it came from the press pass, and when it need not be made again: where
all that goes into it is as it was, and the file itself is still in the last package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from epaper.issue.codec import page_digest
from epaper.issue.gists import page_gist
from epaper.issue.issue import CODE_FACE
from epaper.model.finding import Finding
from epaper.sinks.press.groups import Group
from epaper.work.kept import digest_of, find, keep
from epaper.work.versions import carry

if TYPE_CHECKING:
    from epaper.sinks.press.printing import PressPass

STEP = "press pages"


@dataclass(frozen=True, slots=True)
class Made:
    """Without `codes` no file came of it."""

    file: Path
    findings: tuple[Finding, ...]
    codes: Mapping[str, str] = field(default_factory=dict)  # page number -> folio code
    plates: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # page number -> ink -> digest
    digests: tuple[str, ...] = ()  # of the pages, by sinks/press/digest
    sha256: str = ""  # of the file
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class LastPackage:
    """Where its files are, and what its manifest says of them."""

    folder: Path
    manifest: Mapping[str, Any]

    def carried(self, digest: str, to: Path) -> bool:
        """Whether a file of that SHA-256 was in it, and is at its new place now."""
        for entry in self.manifest.get("files", ()):
            path = self.folder / entry["name"]
            if entry["sha256"] == digest and path.is_file() and file_digest(path) == digest:
                carry(path, to)
                return True
        return False


def keep_made(press: PressPass, group: Group, made: Made) -> None:
    """What could not be printed is tried again the next time."""
    if made.codes:
        keep(STEP, _facts(press, group), replace(made, file=Path()))


def made_before(press: PressPass, group: Group, last: LastPackage, file: Path) -> Made | None:
    """The group's file as the last package has it; None where it must be printed."""
    for made in find(STEP, _facts(press, group)):
        if isinstance(made, Made) and last.carried(made.sha256, file):
            return replace(made, file=file)
    return None


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _facts(press: PressPass, group: Group) -> tuple[object, ...]:
    """All that a file hangs on: its pages, the shop, and of the issue what stands on every plate or
    is said of what these pages show."""
    issue, settings = press.issue, replace(press.settings, profile=None)
    gists = [page_gist(page) for page in group.pages]
    faces = {CODE_FACE, *(face for gist in gists for face in gist.faces)}
    shown = {asset for gist in gists for asset in gist.shown}
    sold = {booking for gist in gists for booking in gist.sold}
    of_issue = (
        (issue.title, issue.language, issue.date, issue.zone, issue.publication, issue.grid),
        issue.palette,
        sorted((face, issue.faces.get(face)) for face in faces),
        sorted((one.booking, one.advertiser) for one in issue.bookings if one.booking in sold),
        [issue.assets[digest] for digest in sorted(shown)],
    )
    pages = [page_digest(page) for page in group.pages]
    named = (group.numbers, group.section, group.across)
    return digest_of((settings, press.profile_digest, of_issue)), pages, digest_of(named)
