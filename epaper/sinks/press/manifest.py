"""The manifest of a press package, for machines and for people; which plates are to be remade."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from epaper.units import counted, pages_told
from epaper.work.versions import newest

MANIFEST, MANIFEST_PAGE, REPORT = "manifest.json", "manifest.html", "preflight.html"
DELIVERED = "delivered.json"  # the manifest as it was last handed over
OLD = "old"  # the folder of last good versions of pages that wait
PROOF, TICKET, REPORT_PAPER = "proof.jpg", "job-ticket.pdf", "preflight.pdf"


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Any]:
    """A package's manifest; empty where there is none.  Read by the package's pointer: links beside
    that may not be made yet."""
    place = newest(folder)
    try:
        data = json.loads(
            ((place if (place / name).exists() else folder) / name).read_text("utf-8")
        )
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def remake(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
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
        f"<tr><td>{', '.join(map(str, f['pages']))}<td>{e(', '.join(f['sections']))}"
        f"<td>{f['colour']}<td>{f['version']}"
        f"<td>{f['trim_mm'][0]} x {f['trim_mm'][1]} "
        f"mm<td>{f['bytes']:,}<td><code>{e(f['name'])}</code>"
        f"<td><code>{f['sha256']}</code>"
        for f in manifest["files"]
    ]
    waiting = [
        f"<li><b>{pages_text(w['pages'])}</b><ul>"
        + "".join(
            f"<li><code>{f['key']}</code> {e(f['rule'])}: {e(f['found'])}; <i>{e(f['remedy'])}</i>"
            for f in w["findings"]
        )
        + (f"<li>last good version: <code>{OLD}/{e(w['old']['name'])}</code>" if "old" in w else "")
        + "</ul>"
        for w in manifest["waiting"]
    ]
    answers = [
        f"<li>{pages_text(s['pages'])}: <code>{s['key']}</code> {e(s['message'])}: "
        f"<b>{e(s['name'])}</b>, {e(s['reason'])}"
        for s in manifest["signed"]
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
        f"<h1>{e(manifest['title'])}, {manifest['date']}</h1>"
        f"<p>{counted(manifest['pages'], 'page')}, {manifest['standard']}, "
        f"{e(manifest['condition'])}, for "
        f"{e(manifest['shop'])}</p><table><tr><th>Page<th>Section<th>Ink<th>Version"
        f"<th>Trim<th>Bytes<th>File<th>SHA-256{''.join(rows)}</table>"
        + _list("Pages that wait: do not print an older version of them as the new one", waiting)
        + _list("Signed for", answers)
        + _list("Withdrawn", [f"<li><code>{e(name)}</code>" for name in manifest["withdrawn"]])
        + f"<h2>Plates to remake</h2><ul>{''.join(plates) or '<li>none</li>'}</ul>"
        + (f"<img src={PROOF} alt=proof>" if manifest["files"] else "")
        + "</html>\n"
    )


def _list(title: str, items: Sequence[str]) -> str:
    return f"<h2>{title}</h2><ul>{''.join(items)}</ul>" if items else ""


def pages_text(numbers: Sequence[int]) -> str:
    if not numbers:
        return "the edition"
    return pages_told(numbers)
