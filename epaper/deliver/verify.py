"""Never the wrong page: files are read back, and what they are is compared with what they should
be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from epaper.deliver.jumps import one_way
from epaper.model.finding import Finding, Severity, by_severity
from epaper.sinks.press.marks import FolioCode
from epaper.sinks.press.printing import content_digest
from epaper.words.reader import words_for
from epaper.words.words import Words

AGAIN = "print and send the page again"


@dataclass(frozen=True, slots=True)
class Found:
    """A page as read from a file."""

    file: str
    at: int  # page of the file, from 0
    code: FolioCode | None
    digest: str
    jumps: tuple[int, ...]


def verify(
    files: Sequence[Path], date: str, manifest: Mapping[str, Any] | None = None
) -> tuple[Finding, ...]:
    """`date` as 20261123.  With the manifest also: whose page it is, whether it is the newest, and
    none missing.  Jumps are found by the words of the manifest's language.
    """
    words = words_for(str((manifest or {}).get("language", "en")))
    findings: list[Finding] = []
    pages: list[Found] = []
    for file in files:
        try:
            pages += read_pages(file, words)
        except (pikepdf.PdfError, pdfium.PdfiumError, OSError, ValueError) as error:
            findings.append(
                _error(
                    "verify.unreadable", file.name, f"cannot be read, it may be cut short ({error})"
                )
            )
    for page in pages:
        findings += _page(page, date, manifest)
    findings += _set(pages, manifest)
    if manifest:
        sums = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
        findings += [
            _error("verify.changed", f.name, "is not the file that the manifest names")
            for f in files
            if f.name in sums and hashlib.sha256(f.read_bytes()).hexdigest() != sums[f.name]
        ]
    return by_severity(findings)


def read_pages(file: Path, words: Words) -> list[Found]:
    out = []
    document = pdfium.PdfDocument(file)
    try:
        with pikepdf.open(file, attempt_recovery=False) as pdf:
            for at, page in enumerate(pdf.pages):
                contents = page.obj.get("/Contents")
                parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
                placed = page.obj.get("/Resources", {}).get("/XObject", {})
                objects = {str(name)[1:]: placed[name] for name in placed.keys()}  # noqa: SIM118
                digest = (
                    content_digest(parts[0].read_bytes(), objects) if parts[0] is not None else ""
                )
                jumps = words.jumps_in(document[at].get_textpage().get_text_bounded())
                out.append(Found(file.name, at, _code(parts), digest, jumps))
    finally:
        document.close()
    return out


def _code(parts: Sequence[Any]) -> FolioCode | None:
    for part in parts[1:]:
        found = re.search(rb"/FolioCode <</Code \(([^)]*)\)>>", part.read_bytes())
        if found:
            return FolioCode.read(found[1].decode("latin-1"))
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
    edition = str(manifest["edition"]).replace(" ", "_")
    if (code.code, code.edition) != (manifest["code"], edition):
        whose = f"{code.code} {code.edition}".strip()
        out.append(_error("verify.edition", name, f"is a page of {whose}", code.page))
        return out
    entry = next((e for e in manifest["files"] if e["name"] == name), None)
    if entry and entry["pages"][page.at] != code.page:
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
    if newest and newest.digest != code.digest:
        out.append(_error("verify.stale", name, "is an older version of its page", code.page))
    return out


def _set(pages: Sequence[Found], manifest: Mapping[str, Any] | None) -> list[Finding]:
    by_number = {page.code.page: page for page in pages if page.code}
    for entry in manifest["files"] if manifest else ():  # a panorama's file is both its pages
        if len(entry["pages"]) == 2 and len(entry["codes"]) == 1 and entry["pages"][0] in by_number:
            by_number.setdefault(entry["pages"][1], by_number[entry["pages"][0]])
    count = int(manifest["pages"]) if manifest else max(by_number, default=0)
    out = [
        _error("verify.missing", "", f"page {n} of {count} is missing", n)
        for n in range(1, count + 1)
        if n not in by_number
    ]
    twice = {p.code.page for p in pages if p.code and by_number[p.code.page] is not p}
    out += [
        _error("verify.double", "", f"page {n} is there more than once", n) for n in sorted(twice)
    ]
    for number, goal in one_way({number: page.jumps for number, page in by_number.items()}):
        fact = f"leads to page {goal}, which does not take it up"
        out.append(_error("verify.jump", by_number[number].file, fact, number))
    return out


def _error(rule: str, file: str, message: str, page: int = 0) -> Finding:
    found = Finding(Severity.ERROR, rule, message, AGAIN, file=file, page=page)
    return replace(found, remedy="mend the jump line") if rule == "verify.jump" else found
