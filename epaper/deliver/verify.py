"""Never the wrong page: files are read back, and what they are is compared with what they should
be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from epaper.errors import VerifyError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity, by_severity
from epaper.model.names import on_plates
from epaper.page.direction import direction_of
from epaper.page.page import Page
from epaper.page.spread import spread
from epaper.sinks.press.digest import page_digest
from epaper.sinks.press.manifest import MANIFEST
from epaper.sinks.press.marks import FolioCode
from epaper.sinks.press.seal import seal_fault
from epaper.sinks.press.writing import content_digest
from epaper.witness.reading import FAULTS, WitnessFile
from epaper.witness.text import check_content

AGAIN = "print and send the page again"
REMEDIES = {
    "verify.jump": "mend the jump line",
    "verify.waits": "mend it or sign for it, and press it",
    "verify.signature": "ask the paper; print nothing of it until its manifest is signed",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A page as read from a file."""

    file: str
    at: int  # page of the file, from 0
    code: FolioCode | None
    digest: str  # of its first content stream and what that places, as the code on the page has it
    whole: str = ""  # of everything that the page shows, as the manifest has it


def verify(
    files: Sequence[Path],
    date: str,
    manifest: Mapping[str, Any] | None = None,
    issue: Issue | None = None,
    key: Ed25519PublicKey | None = None,
) -> tuple[Finding, ...]:
    """`date` as 20261123.  With the manifest also: whose page it is, whether it is the newest and
    as it was printed to the last box and font, none missing, and jumps that arrive; with the issue
    that was printed: its text, letter for letter; with the paper's public key: that the manifest is
    the paper's own.
    """
    findings: list[Finding] = []
    if key is not None:
        fault = seal_fault(manifest, key) if manifest else "is not there"
        if fault:
            findings.append(_error("verify.signature", MANIFEST, fault))
    pages: list[Found] = []
    for file in files:
        try:
            pages += read_pages(file)
        except (*FAULTS, pikepdf.PdfError, OSError, ValueError, TypeError) as error:
            findings.append(
                _error(
                    "verify.unreadable", file.name, f"cannot be read, it may be cut short ({error})"
                )
            )
    for page in pages:
        findings += _page(page, date, manifest)
    findings += _set(pages, manifest)
    findings += _words(files, pages, issue) if issue else []
    if manifest:
        findings += _sums(files, manifest)
    return by_severity(findings)


def _sums(files: Sequence[Path], manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Each file, byte for byte; one that goes by another name is to be one of them all the same."""
    sums = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    for file in files:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if file.name in sums and found != sums[file.name]:
            yield _error("verify.changed", file.name, "is not the file that the manifest names")
        elif file.name not in sums and found not in sums.values():
            yield _error("verify.changed", file.name, "is no file of the manifest")


def check_manifest(manifest: Mapping[str, Any]) -> None:
    """VerifyError for a manifest that lacks what is compared, or has it in another shape."""
    try:
        int(manifest["pages"])
        str(manifest["code"]) + str(manifest["edition"])
        for entry in manifest["files"]:
            str(entry["name"]) + str(entry["sha256"])
            [int(number) for number in (*entry["pages"], *entry["codes"])]
            [FolioCode.read(code) for code in entry["codes"].values()]
            [str(digest) for digest in entry.get("digests", {}).values()]
        [int(n) for goals in manifest.get("jumps", {}).values() for n in goals]
        [int(n) for one in manifest.get("waiting", ()) for n in one["pages"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VerifyError(
            f"the manifest is damaged ({type(error).__name__}: {error}); take it from the package "
            "again"
        ) from error


def read_pages(file: Path) -> list[Found]:
    out = []
    with pikepdf.open(file, attempt_recovery=False) as pdf:
        for at, page in enumerate(pdf.pages):
            contents = page.obj.get("/Contents")
            parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
            placed = page.obj.get("/Resources", {}).get("/XObject", {})
            objects = {str(name)[1:]: placed[name] for name in placed.keys()}  # noqa: SIM118
            first = parts[0]
            digest = content_digest(first.read_bytes(), objects) if first is not None else ""
            whole = page_digest(pdf, page)
            out.append(Found(file.name, at, _code(parts), digest, whole=whole))
    return out


def _words(files: Sequence[Path], pages: Sequence[Found], issue: Issue) -> list[Finding]:
    """What the pages say against the issue, read by a second library."""
    found: list[Finding] = []
    for file in files:
        for page in (one for one in pages if one.file == file.name and one.code):
            assert page.code is not None
            wanted = _printed(issue, page.code.page, file)
            if wanted is None:
                continue
            try:
                told = list(check_content(WitnessFile(file), page.at, wanted))
            except FAULTS as error:
                found.append(_error("verify.unreadable", file.name, f"cannot be read ({error})"))
                continue
            found += [
                _error(
                    "verify.text",
                    file.name,
                    f"is not the issue's page: {one.message}",
                    wanted.number,
                )
                for one in told
            ]
    return found


def _printed(issue: Issue, number: int, file: Path) -> Page | None:
    """The issue's page, or two as one where the file is a panorama."""
    page, other = issue.page(number), issue.page(number + 1)
    if page is None or other is None:
        return page
    with pikepdf.open(file) as pdf:
        left, _, right, _ = (float(edge) for edge in pdf.pages[0].trimbox)
    wide = right - left > 1.5 * page.size.width
    leftward = direction_of(issue.language) == "rtl"
    return spread(page, other, leftward) if wide else page


def _code(parts: Sequence[Any]) -> FolioCode | None:
    for part in parts[1:]:
        if found := FolioCode.found(part.read_bytes()):
            return found
    return None


def _page(page: Found, date: str, manifest: Mapping[str, Any] | None) -> list[Finding]:
    code, name = page.code, page.file
    if code is None:
        return [_error("verify.foreign", name, "carries no folio code; it is not a page of ours")]
    out = []
    if code.date != date:
        out.append(_error("verify.date", name, f"is of {code.date}, {date} wanted", code.page))
    if code.digest != page.digest:
        out.append(_error("verify.changed", name, "was changed after it was printed", code.page))
    if manifest is None or code.date != date:
        return out
    if (code.code, code.edition) != (
        on_plates(manifest["code"]),
        on_plates(str(manifest["edition"])),
    ):
        whose = f"{code.code} {code.edition}".strip()
        out.append(_error("verify.edition", name, f"is a page of {whose}", code.page))
        return out
    entry = next((e for e in manifest["files"] if e["name"] == name), None)
    if entry and page.at >= len(entry["pages"]):
        out.append(_error("verify.changed", name, "has a page more than was printed", code.page))
    elif entry and entry["pages"][page.at] != code.page:
        out.append(
            _error(
                "verify.swapped",
                name,
                f"should be page {entry['pages'][page.at]}, it is {code.page}",
                code.page,
            )
        )
    wanted = {int(n): FolioCode.read(c) for e in manifest["files"] for n, c in e["codes"].items()}
    newest = wanted.get(code.page)
    if code.page in _waiting(manifest):
        out.append(
            _error("verify.waits", name, "is a page that waits, it was not released", code.page)
        )
    elif newest and newest.digest != code.digest:
        out.append(_error("verify.stale", name, "is an older version of its page", code.page))
    elif page.whole != _digests(manifest).get(code.page, page.whole):
        fact = "was changed after it was printed: its boxes, contents, fonts, pictures or intent"
        out.append(_error("verify.changed", name, fact, code.page))
    return out


def _digests(manifest: Mapping[str, Any]) -> dict[int, str]:
    """Page -> digest; manifests of earlier versions have none."""
    return {
        int(number): digest
        for entry in manifest["files"]
        for number, digest in entry.get("digests", {}).items()
    }


def _waiting(manifest: Mapping[str, Any] | None) -> frozenset[int]:
    entries = (manifest or {}).get("waiting", ())
    return frozenset(int(number) for entry in entries for number in entry["pages"])


def _set(pages: Sequence[Found], manifest: Mapping[str, Any] | None) -> list[Finding]:
    by_number = {page.code.page: page for page in pages if page.code}
    for entry in manifest["files"] if manifest else ():  # a panorama's file is both its pages
        if len(entry["pages"]) == 2 and len(entry["codes"]) == 1 and entry["pages"][0] in by_number:
            by_number.setdefault(entry["pages"][1], by_number[entry["pages"][0]])
    count = int(manifest["pages"]) if manifest else max(by_number, default=0)
    waiting = _waiting(manifest)
    out = [
        _error("verify.waits", "", f"page {n} of {count} waits, it was not released", n)
        if n in waiting
        else _error("verify.missing", "", f"page {n} of {count} is missing", n)
        for n in range(1, count + 1)
        if n not in by_number
    ]
    twice = {p.code.page for p in pages if p.code and by_number[p.code.page] is not p}
    out += [
        _error("verify.double", "", f"page {n} is there more than once", n) for n in sorted(twice)
    ]
    return [*out, *_jumps(by_number, manifest)]


def _jumps(by_number: Mapping[int, Found], manifest: Mapping[str, Any] | None) -> list[Finding]:
    """Jumps between pages that are not of one printing: the manifest says what each page holds."""
    codes = {n: c for e in (manifest or {}).get("files", ()) for n, c in e["codes"].items()}
    jumps = (manifest or {}).get("jumps", {})
    out = []
    for number, page in sorted(by_number.items()):
        for goal in jumps.get(str(number), ()):
            there = by_number.get(goal)
            if there is not None and there.code and codes.get(str(goal)) != str(there.code):
                fact = f"leads to page {goal}, which is not the one that takes it up"
                out.append(_error("verify.jump", page.file, fact, number))
    return out


def _error(rule: str, file: str, message: str, page: int = 0) -> Finding:
    return Finding(Severity.ERROR, rule, message, REMEDIES.get(rule, AGAIN), file=file, page=page)
