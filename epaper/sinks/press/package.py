"""What a print shop gets: page files, each preflighted, a manifest for machines and people, a
remake list, a proof.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper.errors import OutputError, PreflightError, UsageError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings
from epaper.page.jumps import jumps_of
from epaper.page.page import Page
from epaper.page.spread import spread
from epaper.preflight.files import check_file, check_pages
from epaper.preflight.paper import as_paper
from epaper.preflight.plates import plate_digests
from epaper.preflight.report import as_page, as_text
from epaper.sinks.press.adnames import named_by_booking
from epaper.sinks.press.manifest import (
    DELIVERED,
    MANIFEST,
    MANIFEST_PAGE,
    PROOF,
    REPORT,
    REPORT_PAPER,
    TICKET,
    manifest_page,
    read_manifest,
    remake,
)
from epaper.sinks.press.printing import PressPass
from epaper.sinks.press.proof import package_pictures, proof
from epaper.sinks.press.ticket import package_ticket
from epaper.units import to_mm
from epaper.work.hands import Hands
from epaper.work.versions import carry, newest
from epaper.work.workshop import release, workshop


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one file; a panorama is one page that stands for two numbers."""

    pages: tuple[Page, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the package as it came from the press pass."""

    file: Path
    codes: Mapping[str, str]  # page number -> folio code
    plates: Mapping[str, Mapping[str, str]]  # page number -> ink -> digest
    findings: tuple[Finding, ...]


def make_package(press: PressPass, folder: Path, only: Sequence[int] = ()) -> dict[str, Any]:
    """Write the pages into `folder`; returns the manifest.

    A page whose plates are as before keeps its file and version; a changed one gets the next.
    PreflightError when a file has errors: then nothing but the preflight report is released, and
    the last good package stays as it was. OutputError when the folder cannot be written.
    """
    issue, settings = press.issue, press.settings
    unknown = sorted(set(only) - {page.number for page in issue.pages})
    if unknown:
        raise UsageError(
            f"the edition has no page {unknown[0]}; it has pages 1 to {len(issue.pages)}"
        )
    before = read_manifest(folder)
    plated = read_manifest(folder, DELIVERED) or before  # plates are made of what was handed over
    known = {tuple(f["pages"]): f for f in before.get("files", [])}
    groups = _groups(issue, settings)
    with workshop(folder, own=released_before) as making:
        old = newest(folder)
        gone = {numbers for numbers, f in known.items() if not (old / f["name"]).is_file()}
        todo = [g for g in groups if not only or set(g.numbers) & set(only) or g.numbers in gone]
        press.prepare([page for group in todo for page in group.pages])
        made = dict(
            zip(
                (g.numbers for g in todo),
                _all_made(press, [g.pages for g in todo], making),
                strict=True,
            )
        )
        files: list[dict[str, Any]] = []
        findings: dict[str, Sequence[Finding]] = {}
        for group in groups:
            numbers = group.numbers
            if numbers in made:
                entry = _entry(press, group, made[numbers], known.get(numbers))
                findings[entry["name"]] = made[numbers].findings
                made[numbers].file.replace(making / entry["name"])
                files.append(entry)
            elif numbers in known:
                files.append(known[numbers])
                carry(old / files[-1]["name"], making / files[-1]["name"])
        whole = check_pages(
            [n for f in files for n in f["pages"]], len(issue.pages), settings.page_multiple
        )
        if whole and not only:
            findings["the whole paper"] = whole
        places = {name: making / name for name in findings}
        _write(making / REPORT, as_page(findings, places))
        _keep(making / REPORT_PAPER, as_paper(f"{issue.title}, {settings.name}", findings, places))
        _refuse(findings, making, folder)
        manifest = {
            "title": issue.title,
            "code": issue.publication.code,
            "date": issue.date.isoformat(),
            "language": issue.language,
            "edition": issue.zone,
            "shop": settings.name,
            "standard": settings.standard.value,
            "condition": settings.condition,
            "pages": len(issue.pages),
            "files": files,
            "jumps": _jumps(issue),
            "remake": remake(plated.get("files", []), files),
        }
        _write(making / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        _write(making / MANIFEST_PAGE, manifest_page(manifest))
        pictures = package_pictures(making, files)
        _keep(making / PROOF, proof(pictures))
        _keep(making / TICKET, package_ticket(issue, settings, manifest, pictures))
        release(making, folder, (MANIFEST,))
    return manifest


def released_before(folder: Path) -> tuple[str, ...]:
    """What an earlier program left in a package's folder, by name."""
    named = [Path(file["name"]).name for file in read_manifest(folder).get("files", [])]
    return (*named, REPORT, REPORT_PAPER, PROOF, TICKET, MANIFEST_PAGE, MANIFEST)


def _refuse(findings: Mapping[str, Sequence[Finding]], making: Path, folder: Path) -> None:
    """Raise PreflightError where a file has errors; its report is left for people to see."""
    errors = {
        name: wrong
        for name, found in findings.items()
        if (wrong := [f for f in found if f.severity is Severity.ERROR])
    }
    if errors:
        _release_report(making, folder)
        raise PreflightError(
            f"{len(errors)} press files are not released; mend this and print again, "
            f"{folder / REPORT} shows where:\n"
            f"{as_text(errors)}"
        )


def _release_report(making: Path, folder: Path) -> None:
    """The package as it was, with the report of what was refused."""
    told, old = making / "told", newest(folder)
    told.mkdir()
    for path in sorted(old.iterdir()) if old != folder else ():
        if path.name not in (REPORT, REPORT_PAPER):
            carry(path, told / path.name)
    for name in (REPORT, REPORT_PAPER):
        (making / name).rename(told / name)
    release(told, folder, (MANIFEST,))


def _all_made(press: PressPass, groups: Sequence[Sequence[Page]], making: Path) -> list[Made]:
    """Every file, on all cores; each hangs on its own pages alone, so their order does not
    matter."""

    def made(at: int) -> Made:
        return _made(press, groups[at], making / f"{at}.page")

    with Hands(made, min(press.works.jobs, len(groups)), "press") as hands:
        return hands.do(range(len(groups)))


def _made(press: PressPass, group: Sequence[Page], file: Path) -> Made:
    written = press.write(group, file)
    plates = {str(page.number): plate_digests(file, at) for at, page in enumerate(group)}
    checked = check_file(file, press.settings, [page.number for page in group])
    found = (*press.findings, *named_by_booking(checked, group, press.issue))
    return Made(file, {str(page.number): str(page.code) for page in written}, plates, tuple(found))


def _entry(
    press: PressPass, group: Group, made: Made, known: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the manifest says of a file, its version among it."""
    settings, issue = press.settings, press.issue
    colour = "CMYK" if any(map(settings.in_colour, group.numbers)) else "K"
    same = known is not None and known["codes"] == made.codes and known["plates"] == made.plates
    version = known["version"] + (not same) if known else 1
    name = settings.file_name.format(
        title=issue.publication.slug,
        code=issue.publication.code,
        date=f"{issue.date:%Y%m%d}",
        edition=issue.zone or "main",
        section="A",
        page=group.numbers[0],
        colour=colour,
        version=version,
    )
    data = made.file.read_bytes()
    trim = group.pages[0].size
    return {
        "name": name,
        "pages": list(group.numbers),
        "sections": sorted({page.section for page in group.pages}),
        "colour": colour,
        "version": version,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "trim_mm": [round(to_mm(trim.width), 1), round(to_mm(trim.height), 1)],
        "codes": dict(made.codes),
        "plates": {page: dict(inks) for page, inks in made.plates.items()},
    }


def _groups(issue: Issue, settings: PressSettings) -> list[Group]:
    """The files to make: a page each, a panorama as one page of double width, or all pages in
    one."""
    by_number = {page.number: page for page in issue.pages}
    groups: list[Group] = []
    done: set[int] = set()
    for page in issue.pages:
        other = by_number.get(page.number + 1)
        if page.number in done:
            continue
        if page.number in settings.panoramas and other is not None:
            groups.append(Group((spread(page, other),), (page.number, other.number)))
            done.add(other.number)
        else:
            groups.append(Group((page,), (page.number,)))
    if settings.one_file == "page":
        return groups
    return [
        Group(
            tuple(p for g in groups for p in g.pages), tuple(n for g in groups for n in g.numbers)
        )
    ]


def _write(path: Path, text: str) -> None:
    _keep(path, text.encode())


def _keep(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written ({error.strerror}); free the folder and run again"
        ) from error


def _jumps(issue: Issue) -> dict[str, list[int]]:
    """The pages that each page's turn lines lead to."""
    found: dict[str, list[int]] = {}
    for jump in jumps_of(issue.pages):
        found.setdefault(str(jump.page), []).append(jump.goal)
    return {page: sorted(set(goals)) for page, goals in found.items()}
