"""What a print shop gets: page files, each preflighted, a manifest for machines and people, a remake list, a proof."""

from __future__ import annotations

import hashlib
import html
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from epaper.errors import OutputError, PreflightError
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings
from epaper.page.page import Document, Page
from epaper.preflight.files import check_file, check_pages
from epaper.preflight.plates import plate_digests
from epaper.preflight.report import as_page, as_text
from epaper.render.press import PressPass
from epaper.units import to_mm

MANIFEST, MANIFEST_PAGE, REPORT, PROOF = "manifest.json", "manifest.html", "preflight.html", "proof.jpg"


def make_package(press: PressPass, folder: Path, title: str, only: Sequence[int] = ()) -> dict[str, Any]:
    """Write the pages into `folder`; returns the manifest.

    A page whose plates are as before keeps its file and version; a changed one gets the next.  PreflightError when a
    file has errors: that file is then taken away again, and the manifest stays as it was.
    """
    document, settings = press.document, press.settings
    folder.mkdir(parents=True, exist_ok=True)
    before = read_manifest(folder)
    known = {tuple(f["pages"]): f for f in before.get("files", [])}
    findings: dict[str, Sequence[Finding]] = {}
    files: list[dict[str, Any]] = []
    groups = _groups(document, settings)
    press.prepare([p for g in groups for p in g if not only or any(q.number in only for q in g)])
    for group in groups:
        numbers = tuple(page.number for page in group)
        if only and not set(numbers) & set(only) and numbers in known:
            files.append(known[numbers])
            continue
        if only and not set(numbers) & set(only):
            continue
        files.append(_file(press, group, folder, title, known.get(numbers), findings))
    numbers_written = [n for f in files for n in f["pages"]]
    whole = () if only else check_pages(numbers_written, len(document.pages), settings.page_multiple)
    if whole:
        findings["the whole paper"] = whole
    _release(folder, findings)
    manifest = {
        "title": document.title, "code": press.issue.code, "date": document.date.isoformat(),
        "edition": press.issue.edition, "shop": settings.name, "standard": settings.standard.value,
        "condition": settings.condition, "pages": len(document.pages), "files": files,
        "remake": remake(before.get("files", []), files),
    }  # fmt: skip
    _write(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    _write(folder / MANIFEST_PAGE, manifest_page(manifest))
    _proof(folder, files)
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _groups(document: Document, settings: PressSettings) -> list[list[Page]]:
    if settings.one_file == "page":
        return [[page] for page in document.pages]
    return [list(document.pages)]


def _file(press: PressPass, group: Sequence[Page], folder: Path, title: str, known: dict[str, Any] | None,
          findings: dict[str, Sequence[Finding]]) -> dict[str, Any]:  # fmt: skip
    settings, document = press.settings, press.document
    colour = any(settings.in_colour(page.number) for page in group)
    temporary = folder / ".page.pdf"
    written = press.write(group, temporary)
    found = check_file(temporary, settings, [page.number for page in group])
    plates = {str(p.number): plate_digests(temporary, at) for at, p in enumerate(group)}
    codes = {str(page.number): str(page.code) for page in written}
    same = known is not None and known["codes"] == codes and known["plates"] == plates
    version = known["version"] if known and same else (known["version"] + 1 if known else 1)
    name = settings.file_name.format(
        title=title, code=press.issue.code, date=f"{document.date:%Y%m%d}", edition=press.issue.edition or "main",
        section="A", page=group[0].number, colour="CMYK" if colour else "K", version=version,
    )  # fmt: skip
    findings[name] = found
    if any(f.severity is Severity.ERROR for f in found):
        _write(folder / REPORT, as_page({name: found}, {name: temporary}))
        temporary.unlink()
    else:
        temporary.replace(folder / name)
        if known and known["name"] != name:
            (folder / known["name"]).unlink(missing_ok=True)
    data = (folder / name).read_bytes() if (folder / name).is_file() else b""
    return {
        "name": name, "pages": [page.number for page in group], "sections": sorted({page.section for page in group}),
        "colour": "CMYK" if colour else "K", "version": version, "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(), "trim_mm": [round(to_mm(group[0].size.width), 1),
                                                                round(to_mm(group[0].size.height), 1)],
        "codes": codes, "plates": plates,
    }  # fmt: skip


def _release(folder: Path, findings: dict[str, Sequence[Finding]]) -> None:
    bad = {name: found for name, found in findings.items() if any(f.severity is Severity.ERROR for f in found)}
    if bad:
        errors = {name: [f for f in found if f.severity is Severity.ERROR] for name, found in bad.items()}
        raise PreflightError(f"{len(bad)} press files are not released; mend this and print again:\n{as_text(errors)}")
    _write(folder / REPORT, as_page(findings, {name: folder / name for name in findings}))


def remake(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each replaced page: which plates change and which do not."""
    old = {page: plates for file in before for page, plates in file["plates"].items()}
    out = []
    for file in after:
        for page, plates in file["plates"].items():
            if page in old and old[page] != plates:
                inks = sorted(set(plates) | set(old[page]))
                changed = [ink for ink in inks if plates.get(ink) != old[page].get(ink)]
                out.append({"page": int(page), "version": file["version"], "change": changed,
                            "keep": [ink for ink in inks if ink not in changed]})  # fmt: skip
    return out


def manifest_page(manifest: dict[str, Any]) -> str:
    e = html.escape
    rows = [
        f"<tr><td>{', '.join(map(str, f['pages']))}<td>{e(', '.join(f['sections']))}<td>{f['colour']}<td>{f['version']}"
        f"<td>{f['trim_mm'][0]} x {f['trim_mm'][1]} mm<td>{f['bytes']:,}<td><code>{e(f['name'])}</code>"
        f"<td><code>{f['sha256']}</code>"
        for f in manifest["files"]
    ]
    plates = [f"<li>page {r['page']}, version {r['version']}: make {', '.join(r['change'])}; "
              f"keep {', '.join(r['keep']) or 'none'}</li>" for r in manifest["remake"]]  # fmt: skip
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{e(manifest['title'])}, {manifest['date']}</title>"
        "<style>body{font:15px/1.4 system-ui,sans-serif;margin:2em}td,th{padding:.2em .8em;text-align:left}"
        "tr:nth-child(even){background:#f2f2f2}</style>"
        f"<h1>{e(manifest['title'])}, {manifest['date']}</h1><p>{manifest['pages']} pages, {manifest['standard']}, "
        f"{e(manifest['condition'])}, for {e(manifest['shop'])}</p><table><tr><th>Page<th>Section<th>Ink<th>Version"
        f"<th>Trim<th>Bytes<th>File<th>SHA-256{''.join(rows)}</table>"
        f"<h2>Plates to remake</h2><ul>{''.join(plates) or '<li>none</li>'}</ul><img src={PROOF} alt=proof></html>\n"
    )


def _proof(folder: Path, files: Sequence[dict[str, Any]]) -> None:
    """Spreads as the reader holds them, in low resolution: 8-1, 2-3 ..., never for plates."""
    pictures: dict[int, Image.Image] = {}
    for file in files:
        document = pdfium.PdfDocument(folder / file["name"])
        for at, number in enumerate(file["pages"]):
            page = document[at]
            pictures[number] = page.render(scale=240 / page.get_width()).to_pil().convert("RGB")
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
                sheet.paste(pictures[number], (10 + (at % 2) * 500 + side * 241, 10 + at // 2 * (height + 10)))
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=75)
    (folder / PROOF).write_bytes(buffer.getvalue())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path.name} cannot be written ({error.strerror}); free the folder and run again") from error
