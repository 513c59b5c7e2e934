"""What a package says of itself to people: preflight reports, manifest, proofs and job ticket.

It loads what draws and what sets paperwork, and is loaded where something is to be told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from epaper.issue.issue import Issue
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.paperwork.faces import BOLD, REGULAR, face
from epaper.preflight.paper import as_paper
from epaper.preflight.report import as_page
from epaper.preflight.told import Package
from epaper.sinks.press.manifest import (
    MANIFEST,
    MANIFEST_PAGE,
    PROOF,
    REPORT,
    REPORT_PAPER,
    TICKET,
    manifest_page,
)
from epaper.sinks.press.proof import file_digests, package_pictures, page_proofs, proof
from epaper.sinks.press.ticket import package_ticket

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def load_faces() -> None:
    """Those of all papers, for the processes that are begun from here on."""
    for name in (REGULAR, BOLD):
        face(name)


def write_report(
    folder: Path, found: Mapping[str, Sequence[Finding]], files: Mapping[str, Path], told: Package
) -> None:
    """The preflight report as a page; `found`: findings by file, `files`: where those are."""
    _write(folder / REPORT, as_page(found, files, told))


def write_report_paper(
    folder: Path,
    title: str,
    found: Mapping[str, Sequence[Finding]],
    files: Mapping[str, Path],
    told: Package,
) -> None:
    """The same as a PDF."""
    (folder / REPORT_PAPER).write_bytes(as_paper(title, found, files, told))


def write_papers(
    folder: Path,
    issue: Issue,
    settings: PressSettings,
    manifest: dict[str, Any],
    *,
    known: Mapping[str, str],
    key: Ed25519PrivateKey | None,
) -> dict[str, Any]:
    """Proofs of the pages, the manifest, which is returned as it was written, and the job ticket;
    `known`: SHA-256 of files by name."""
    digests = file_digests(folder, manifest["files"], known)
    manifest["proofs"] = page_proofs(folder, manifest["files"], digests)
    if key is not None:
        from epaper.sinks.press.seal import sealed  # slow to load, and mostly nothing is signed

        manifest = sealed(manifest, key)
    _write(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    _write(folder / MANIFEST_PAGE, manifest_page(manifest))
    pictures = package_pictures(folder, manifest["files"], digests)
    if pictures:
        (folder / PROOF).write_bytes(proof(pictures))
    (folder / TICKET).write_bytes(package_ticket(issue, settings, manifest, pictures))
    return manifest


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
