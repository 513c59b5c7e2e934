"""What a print shop gets: page files, each preflighted, a manifest for machines and people, a
remake list, a proof.

A page with errors that nobody signed for waits: it is named in the manifest and not among the
files, and its last good version stands in old/, where nobody takes it for the new one.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from epaper.errors import EpaperError, UsageError
from epaper.issue.gists import page_gist
from epaper.issue.issue import Issue
from epaper.model.finding import Finding
from epaper.model.signoff import SignOff
from epaper.preflight.paging import check_pages
from epaper.preflight.told import Package
from epaper.sinks.press.groups import Group, file_name, groups_of
from epaper.sinks.press.history import bring_along, lost, names, old_versions, versions, withdraw
from epaper.sinks.press.made import LastPackage, Made, keep_made, made_before
from epaper.sinks.press.manifest import (
    DELIVERED,
    MANIFEST,
    MANIFEST_PAGE,
    OLD,
    PROOF,
    REPORT,
    REPORT_PAPER,
    TICKET,
    read_manifest,
    remake,
)
from epaper.sinks.press.printing import PressPass
from epaper.sinks.press.verdicts import WHOLE_PAPER, Judge, signed_entry, waiting_entry
from epaper.units import page_span, to_mm
from epaper.work.hands import Hands, beside
from epaper.work.versions import newest
from epaper.work.workshop import release, workshop

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Orders:
    """What of the paper is to be printed, on whose word, and under whose seal."""

    only: tuple[int, ...] = ()  # pages; none: all
    signoffs: tuple[SignOff, ...] = ()
    key: Ed25519PrivateKey | None = None


@dataclass(slots=True)
class Outcome:
    """The files of the package: those that are released, and those that wait."""

    files: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    signed: list[dict[str, Any]] = field(default_factory=list)
    findings: dict[str, Sequence[Finding]] = field(default_factory=dict)  # by file, for the report
    places: dict[str, Path] = field(default_factory=dict)
    told: Package = field(default_factory=lambda: Package({}, {}))
    unused: list[Path] = field(default_factory=list)  # files of waiting pages


def make_package(press: PressPass, folder: Path, orders: Orders | None = None) -> dict[str, Any]:
    """Write the pages into `folder`; returns the manifest.

    A page whose plates are as before keeps its file and version; a changed one gets the next, and
    the old one is withdrawn.  Pages with errors that nobody signed for are not released, the
    manifest has them under `waiting`.  UsageError for a page that the edition does not have,
    OutputError when the folder cannot be written.
    """
    orders = orders or Orders()
    issue, settings, only = press.issue, press.settings, orders.only
    unknown = sorted(set(only) - {page.number for page in issue.pages})
    if unknown:
        raise UsageError(
            f"the edition has no page {unknown[0]}; it has {page_span(1, len(issue.pages))}"
        )
    before = read_manifest(folder)
    plated = read_manifest(folder, DELIVERED) or before  # plates are made of what was handed over
    groups = groups_of(issue, settings)
    with workshop(folder, own=released_before) as making:
        good = newest(folder)
        wanted = {*only, *lost(before, good)}
        todo = [g for g in groups if not only or set(g.numbers) & wanted]
        last = LastPackage(good, before)
        files = _all_made(press, todo, making, last)
        made = dict(zip((g.numbers for g in todo), files, strict=True))
        whole = check_pages(
            (page.number for page in issue.pages), len(issue.pages), settings.page_multiple
        )
        judge = Judge(
            issue,
            orders.signoffs,
            tuple(before.get("signed", ())),
            () if only else _of_the_paper(whole),
        )
        outcome = _outcome(press, groups, made, making, judge=judge, before=before)
        from epaper.sinks.press.papers import write_papers, write_report  # see `_made_anew`

        with beside(partial(_on_paper, press, outcome, making), press.works.jobs, "report") as done:
            manifest = _manifest(press, outcome, before, plated)
            bring_along(manifest, before, good, making)
            manifest = write_papers(
                making, issue, settings, manifest, known=outcome.told.digests, key=orders.key
            )
            write_report(making, outcome.findings, outcome.places, outcome.told)
            done()
        for path in outcome.unused:
            path.unlink(missing_ok=True)
        release(making, folder, (MANIFEST,))
        withdraw(folder, manifest, before)
    return manifest


def released_before(folder: Path) -> tuple[str, ...]:
    """What an earlier program left in a package's folder, by name."""
    named = sorted(Path(name).name for name in names(read_manifest(folder)))
    return (*named, OLD, REPORT, REPORT_PAPER, PROOF, TICKET, MANIFEST_PAGE, MANIFEST)


def _of_the_paper(whole: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(one, file=WHOLE_PAPER) for one in whole)


def _outcome(
    press: PressPass,
    groups: Sequence[Group],
    made: Mapping[tuple[int, ...], Made],
    making: Path,
    *,
    judge: Judge,
    before: Mapping[str, Any],
) -> Outcome:
    """Every group's file: made and good, made and waiting, or as it was before."""
    outcome = Outcome()
    for group in groups:
        if group.numbers in made:
            _judge_file(
                press,
                group,
                made[group.numbers],
                making,
                judge=judge,
                outcome=outcome,
                before=before,
            )
            continue
        pages = list(group.numbers)
        outcome.files += [entry for entry in before.get("files", ()) if entry["pages"] == pages]
        outcome.waiting += [entry for entry in before.get("waiting", ()) if entry["pages"] == pages]
        outcome.signed += [entry for entry in before.get("signed", ()) if entry["pages"] == pages]
    return outcome


def _judge_file(
    press: PressPass,
    group: Group,
    made: Made,
    making: Path,
    *,
    judge: Judge,
    outcome: Outcome,
    before: Mapping[str, Any],
) -> None:
    findings = judge.findings(group, made.findings)
    verdict = judge.verdict(group, findings, made.digests)
    known = versions(before, group.numbers)
    if verdict.wrong:
        old = next((one for one in known if one["pages"] == list(group.numbers)), None)
        outcome.waiting.append(waiting_entry(group, verdict.wrong, old))
        outcome.unused.append(made.file)
        name, place = f"{group.label}, waits", made.file
    else:
        entry = _entry(press, group, made, known, taken=names(before))
        name, place = entry["name"], making / entry["name"]
        made.file.replace(place)
        outcome.files.append(entry)
        outcome.signed += [signed_entry(one, group.numbers, made.digests) for one in verdict.signed]
    outcome.findings[name], outcome.places[name] = findings, place
    outcome.told = Package(
        {**outcome.told.pages, name: group.numbers},
        {
            **outcome.told.answers,
            **{one.key: f"{one.key}: waits" for one in verdict.wrong},
            **{one.key: f"{one.key}: {one.name} signed, {one.reason}" for one in verdict.signed},
        },
        {**outcome.told.digests, **({name: made.sha256} if made.sha256 else {})},
    )


def _on_paper(press: PressPass, outcome: Outcome, making: Path) -> None:
    from epaper.sinks.press.papers import write_report_paper  # as above

    title = f"{press.issue.title}, {press.settings.name}"
    write_report_paper(making, title, outcome.findings, outcome.places, told=outcome.told)


def _manifest(
    press: PressPass, outcome: Outcome, before: Mapping[str, Any], plated: Mapping[str, Any]
) -> dict[str, Any]:
    issue, settings, files = press.issue, press.settings, outcome.files
    return {
        "title": issue.title,
        "code": issue.publication.code,
        "date": issue.date.isoformat(),
        "language": issue.language,
        "edition": issue.zone,
        "shop": settings.name,
        "standard": settings.standard.value,
        "condition": settings.condition,
        "contact": list(settings.contact),
        "paper_contact": list(issue.printing.contact),
        "print_run": issue.printing.print_run,
        "press_start": issue.printing.press_start,
        "run": settings.run,
        "copies": settings.copies,
        "pages": len(issue.pages),
        "colour_pages": [p.number for p in issue.pages if settings.in_colour(p.number)],
        "order": _order(issue),
        "files": files,
        "waiting": outcome.waiting,
        "signed": [*(signed_entry(one) for one in issue.signed), *outcome.signed],
        "withdrawn": sorted(names(before) - {entry["name"] for entry in files}),
        "jumps": _jumps(issue),
        "remake": remake([*old_versions(plated), *plated.get("files", ())], files),
    }


def _order(issue: Issue) -> list[dict[str, Any]]:
    """The sections in the order of their pages, as the press takes them; a page without one goes
    with the page before.
    """
    runs: list[dict[str, Any]] = []
    for page in issue.pages:
        if runs and page.section in ("", runs[-1]["section"]):
            runs[-1]["pages"].append(page.number)
        else:
            runs.append({"section": page.section, "pages": [page.number]})
    return runs


def _all_made(
    press: PressPass, groups: Sequence[Group], making: Path, last: LastPackage
) -> list[Made]:
    """Every file, those that are not in the last package on all cores; each hangs on its own pages
    alone, so their order does not matter."""
    files = [making / f"{at}.page" for at in range(len(groups))]
    known = {
        at: found
        for at, group in enumerate(groups)
        if (found := made_before(press, group, last, files[at]))
    }
    todo = [at for at in range(len(groups)) if at not in known]
    if todo:
        made = _made_anew(press, [groups[at] for at in todo], [files[at] for at in todo])
        known |= dict(zip(todo, made, strict=True))
    return [known[at] for at in range(len(groups))]


def _made_anew(press: PressPass, groups: Sequence[Group], files: Sequence[Path]) -> list[Made]:
    pages = [page for group in groups for page in group.pages]
    # what makes files and papers is slow to load, and meanwhile their plates are made
    with contextlib.suppress(EpaperError), press.preparing(pages):
        importlib.import_module("epaper.sinks.press.making")
        importlib.import_module("epaper.sinks.press.papers").load_faces()
    # the page whose picture could not be prepared says so itself
    from epaper.sinks.press.making import make_file

    def made(at: int) -> Made:
        one = make_file(press, groups[at], files[at])
        keep_made(press, groups[at], one)
        return one

    with Hands(made, min(press.works.jobs, len(groups)), "press") as hands:
        return hands.do(range(len(groups)))


def _entry(
    press: PressPass, group: Group, made: Made, known: Sequence[Mapping[str, Any]], taken: set[str]
) -> dict[str, Any]:
    """What the manifest says of a file, its version among it; `taken`: names of earlier files."""
    settings = press.settings
    colour = "CMYK" if any(map(settings.in_colour, group.numbers)) else "K"

    def named(version: int) -> str:
        return file_name(press.issue, settings, group, {"colour": colour, "version": version})

    version = int(known[0]["version"]) if known else 1
    if not known or not _same(known[0], group, made):
        version += bool(known)
        while "{version" in settings.file_name and named(version) in taken:
            version += 1  # pages that went together before, or apart, had this name
    trim = group.pages[0].size
    return {
        "name": named(version),
        "pages": list(group.numbers),
        "sections": sorted({page.section for page in group.pages}),
        "colour": colour,
        "version": version,
        "bytes": made.bytes,
        "sha256": made.sha256,
        "trim_mm": [round(to_mm(trim.width), 1), round(to_mm(trim.height), 1)],
        "codes": dict(made.codes),
        "digests": dict(zip(made.codes, made.digests, strict=True)),
        "plates": {page: dict(inks) for page, inks in made.plates.items()},
    }


def _same(known: Mapping[str, Any], group: Group, made: Made) -> bool:
    return (
        known["pages"] == list(group.numbers)
        and known["codes"] == made.codes
        and known["plates"] == made.plates
        and list(known.get("digests", {}).values()) in ([], list(made.digests))
    )


def _jumps(issue: Issue) -> dict[str, list[int]]:
    """The pages that each page's turn lines lead to."""
    pages = sorted(issue.pages, key=lambda page: page.number)
    gists = ((page.number, page_gist(page)) for page in pages)
    return {str(number): list(gist.goals) for number, gist in gists if gist.goals}
