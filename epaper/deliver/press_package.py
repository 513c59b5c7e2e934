"""What a print shop gets: page files, each preflighted, a manifest for machines and people, a
remake list, a proof.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from epaper.deliver.publish import release, workshop
from epaper.errors import OutputError, PreflightError, UsageError
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings
from epaper.page.page import Document, Page
from epaper.page.spread import spread
from epaper.preflight.files import check_file, check_pages
from epaper.preflight.plates import plate_digests
from epaper.preflight.report import as_page, as_text
from epaper.render.press import PressPass
from epaper.units import to_mm

MANIFEST, MANIFEST_PAGE, REPORT, PROOF = (
    "manifest.json",
    "manifest.html",
    "preflight.html",
    "proof.jpg",
)


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


def make_package(
    press: PressPass, folder: Path, title: str, only: Sequence[int] = ()
) -> dict[str, Any]:
    """Write the pages into `folder`; returns the manifest.

    A page whose plates are as before keeps its file and version; a changed one gets the next.
    PreflightError when a file has errors: then nothing but the preflight report is released, and
    the last good package stays as it was. OutputError when the folder cannot be written.
    """
    document, settings = press.document, press.settings
    unknown = sorted(set(only) - {page.number for page in document.pages})
    if unknown:
        raise UsageError(
            f"the edition has no page {unknown[0]}; it has pages 1 to {len(document.pages)}"
        )
    before = read_manifest(folder)
    known = {tuple(f["pages"]): f for f in before.get("files", [])}
    groups = _groups(document, settings)
    todo = [g for g in groups if not only or set(g.numbers) & set(only)]
    with workshop(folder) as making:
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
                entry = _entry(press, group, made[numbers], title, known.get(numbers))
                findings[entry["name"]] = made[numbers].findings
                made[numbers].file.replace(making / entry["name"])
                files.append(entry)
            elif numbers in known:
                files.append(known[numbers])
        whole = check_pages(
            [n for f in files for n in f["pages"]], len(document.pages), settings.page_multiple
        )
        if whole and not only:
            findings["the whole paper"] = whole
        _write(making / REPORT, as_page(findings, {name: making / name for name in findings}))
        _refuse(findings, making, folder)
        manifest = {
            "title": document.title,
            "code": press.issue.code,
            "date": document.date.isoformat(),
            "edition": press.issue.edition,
            "shop": settings.name,
            "standard": settings.standard.value,
            "condition": settings.condition,
            "pages": len(document.pages),
            "files": files,
            "remake": remake(before.get("files", []), files),
        }
        _write(making / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        _write(making / MANIFEST_PAGE, manifest_page(manifest))
        _proof(making, folder, files)
        release(making, folder)
        for name in sorted({f["name"] for f in known.values()} - {f["name"] for f in files}):
            (folder / name).unlink(missing_ok=True)
    return manifest


def _refuse(findings: Mapping[str, Sequence[Finding]], making: Path, folder: Path) -> None:
    """Raise PreflightError where a file has errors; its report is left for people to see."""
    errors = {
        name: wrong
        for name, found in findings.items()
        if (wrong := [f for f in found if f.severity is Severity.ERROR])
    }
    if errors:
        os.replace(making / REPORT, folder / REPORT)
        raise PreflightError(
            f"{len(errors)} press files are not released; mend this and print again, "
            f"{folder / REPORT} shows where:\n"
            f"{as_text(errors)}"
        )


_work: list[tuple[PressPass, Sequence[Sequence[Page]], Path]] = []  # one entry, in a worker only


def _all_made(press: PressPass, groups: Sequence[Sequence[Page]], making: Path) -> list[Made]:
    """Every file, on all cores; each hangs on its own pages alone, so their order does not
    matter."""
    if press.jobs < 2 or len(groups) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [_made(press, group, making / f"{at}.page") for at, group in enumerate(groups)]
    context = multiprocessing.get_context(
        "fork"
    )  # workers see pages, fonts and plates without a copy
    with context.Pool(min(press.jobs, len(groups)), _start, (press, groups, making)) as pool:
        return pool.map(_one, range(len(groups)), chunksize=1)


def _start(press: PressPass, groups: Sequence[Sequence[Page]], making: Path) -> None:
    _work[:] = [(press, groups, making)]


def _one(at: int) -> Made:
    press, groups, making = _work[0]
    return _made(press, groups[at], making / f"{at}.page")


def _made(press: PressPass, group: Sequence[Page], file: Path) -> Made:
    written = press.write(group, file)
    plates = {str(page.number): plate_digests(file, at) for at, page in enumerate(group)}
    found = check_file(file, press.settings, [page.number for page in group])
    return Made(file, {str(page.number): str(page.code) for page in written}, plates, tuple(found))


def _entry(
    press: PressPass, group: Group, made: Made, title: str, known: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the manifest says of a file, its version among it."""
    settings, document = press.settings, press.document
    colour = "CMYK" if any(map(settings.in_colour, group.numbers)) else "K"
    same = known is not None and known["codes"] == made.codes and known["plates"] == made.plates
    version = known["version"] + (not same) if known else 1
    name = settings.file_name.format(
        title=title,
        code=press.issue.code,
        date=f"{document.date:%Y%m%d}",
        edition=press.issue.edition or "main",
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


def read_manifest(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _groups(document: Document, settings: PressSettings) -> list[Group]:
    """The files to make: a page each, a panorama as one page of double width, or all pages in
    one."""
    by_number = {page.number: page for page in document.pages}
    groups: list[Group] = []
    done: set[int] = set()
    for page in document.pages:
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


def remake(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """For each replaced page: which plates change and which do not."""
    old = {page: plates for file in before for page, plates in file["plates"].items()}
    out = []
    for file in after:
        for page, plates in file["plates"].items():
            if page in old and old[page] != plates:
                inks = sorted(set(plates) | set(old[page]))
                changed = [ink for ink in inks if plates.get(ink) != old[page].get(ink)]
                out.append(
                    {
                        "page": int(page),
                        "version": file["version"],
                        "change": changed,
                        "keep": [ink for ink in inks if ink not in changed],
                    }
                )
    return out


def manifest_page(manifest: dict[str, Any]) -> str:
    e = html.escape
    rows = [
        f"<tr><td>{', '.join(map(str, f['pages']))}<td>{e(', '.join(f['sections']))}<td>{f['colour']}<td>{f['version']}"
        f"<td>{f['trim_mm'][0]} x {f['trim_mm'][1]} "
        f"mm<td>{f['bytes']:,}<td><code>{e(f['name'])}</code>"
        f"<td><code>{f['sha256']}</code>"
        for f in manifest["files"]
    ]
    plates = [
        f"<li>page {r['page']}, version {r['version']}: make {', '.join(r['change'])}; "
        f"keep {', '.join(r['keep']) or 'none'}</li>"
        for r in manifest["remake"]
    ]
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{e(manifest['title'])}, "
        f"{manifest['date']}</title>"
        "<style>body{font:15px/1.4 system-ui,sans-serif;margin:2em}td,th{padding:.2em "
        ".8em;text-align:left}"
        "tr:nth-child(even){background:#f2f2f2}</style>"
        f"<h1>{e(manifest['title'])}, {manifest['date']}</h1><p>{manifest['pages']} pages, "
        f"{manifest['standard']}, "
        f"{e(manifest['condition'])}, for "
        f"{e(manifest['shop'])}</p><table><tr><th>Page<th>Section<th>Ink<th>Version"
        f"<th>Trim<th>Bytes<th>File<th>SHA-256{''.join(rows)}</table>"
        f"<h2>Plates to remake</h2><ul>{''.join(plates) or '<li>none</li>'}</ul><img src={PROOF} "
        "alt=proof></html>\n"
    )


def _proof(making: Path, folder: Path, files: Sequence[dict[str, Any]]) -> None:
    """Spreads as the reader holds them, in low resolution: 8-1, 2-3 ..., never for plates.

    A file that is not made anew stands in `folder` still.
    """
    pictures: dict[int, Image.Image] = {}
    for file in files:
        path = making / file["name"]
        document = pdfium.PdfDocument(path if path.is_file() else folder / file["name"])
        numbers = file["pages"]
        for at, page in enumerate(document):
            wide = len(numbers) == len(document) + 1 and page.get_width() > page.get_height()
            shown = (
                page.render(scale=(480 if wide else 240) / page.get_width()).to_pil().convert("RGB")
            )
            if wide:  # a panorama: its halves stand in their places
                pictures[numbers[at + 1]] = shown.crop((240, 0, 480, shown.height))
                shown = shown.crop((0, 0, 240, shown.height))
            pictures[numbers[at]] = shown
        document.close()
    if not pictures:
        return
    last = max(pictures)
    pairs = [(last, 1)] if last > 1 else [(0, 1)]
    pairs += [(n, n + 1) for n in range(2, last, 2)]
    height = max(p.height for p in pictures.values())
    sheet = Image.new("RGB", (4 * 250 + 20, (len(pairs) + 1) // 2 * (height + 10) + 10), "#888")
    for at, pair in enumerate(pairs):
        for side, number in enumerate(pair):
            if number in pictures:
                sheet.paste(
                    pictures[number],
                    (10 + (at % 2) * 500 + side * 241, 10 + at // 2 * (height + 10)),
                )
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=75)
    (making / PROOF).write_bytes(buffer.getvalue())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written ({error.strerror}); free the folder and run again"
        ) from error
