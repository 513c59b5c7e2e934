"""What must be so after a kill, and after the run that follows it."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pypdf

from epaper.sinks.press.manifest import DELIVERED, MANIFEST
from epaper.work.lock import LOCK
from epaper.work.store import HEAD
from epaper.work.versions import CURRENT, VERSIONS, newest
from tools.torture.runs import Fault

Known = set[tuple[str, str]]  # digests of the PDF and the record, of complete builds


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edition(day: Path) -> tuple[str, str] | None:
    """The digests of what a reader of the day's folder sees, all of it of one version and whole;
    None when there is nothing yet."""
    place = newest(day)
    if place == day:
        return None
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    (file,) = report["files"]
    pdf = place / file["path"]
    if sha(pdf) != file["sha256"]:
        raise Fault("the PDF is not the one that the report names")
    with pypdf.PdfReader(pdf) as opened:
        if len(opened.pages) != report["pages"]:
            raise Fault("the PDF has not the pages of its report")
    record = place / "issue" / "issue.json.gz"
    data: dict[str, Any] = json.loads(gzip.decompress(record.read_bytes()))["issue"]
    shelf = place / "issue" / "assets"
    assets = {path.name: sha(path) for path in shelf.iterdir()}
    if set(assets) != set(data["assets"]) or any(name != digest for name, digest in assets.items()):
        raise Fault("the issue's files are not those that its record names")
    if {p.name for p in place.iterdir()} != {"issue", "report.json", "report.html", pdf.name}:
        raise Fault(f"a version holds {sorted(p.name for p in place.iterdir())}")
    return sha(pdf), sha(record)


def package(folder: Path) -> tuple[str, ...] | None:
    """The plates' digests of the files that a shop would take, which are just those that the
    manifest names; None when there is none yet."""
    place = newest(folder)
    if not (place / MANIFEST).is_file():
        return None
    manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    named = {file["name"]: file["sha256"] for file in manifest["files"]}
    found = {path.name: sha(path) for path in place.glob("*.pdf") if path.name in named}
    if found != named:
        raise Fault("page files are not those that the manifest names")
    papers = {"preflight.pdf", "job-ticket.pdf"}
    beside = {path.name for path in place.glob("*.pdf")} - set(named) - papers
    if beside:
        raise Fault(f"beside the manifest's files lie {sorted(beside)}")
    return tuple(json.dumps(file["plates"], sort_keys=True) for file in manifest["files"])


def tidy(target: Path, also: frozenset[str] = frozenset()) -> None:
    """One version, the pointer, a link to each thing in it: nothing is left behind."""
    version = newest(target)
    names = {path.name for path in version.iterdir()}
    found = {path.name for path in target.iterdir()}
    allowed = {LOCK, VERSIONS, CURRENT, *names}
    if not allowed <= found or found - allowed - also:
        raise Fault(f"{target.name} holds {sorted(found ^ allowed)}")
    for name in names:
        if not (target / name).is_symlink() or not (target / name).exists():
            raise Fault(f"{name} leads nowhere")
    if [path.name for path in (target / VERSIONS).iterdir()] != [version.name]:
        raise Fault("old versions are left")


def no_scratch(folder: Path) -> None:
    """The place for temporary files is empty, and all that is stored is whole."""
    left = sorted(path.name for path in (folder / "tmp").iterdir())
    if left:
        raise Fault(f"temporary folders are left: {left}")
    for path in (folder / "dist" / ".store").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            if hashlib.sha256(raw[HEAD:]).digest() != raw[:HEAD]:
                raise Fault(f"the store holds half of {path.parent.name}/{path.name[:12]}")


PRESS_ALSO = frozenset({DELIVERED})
DAY_ALSO = frozenset({"press"})
