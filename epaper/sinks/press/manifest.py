"""The manifest of a press package, for machines and for people; which plates are to be remade."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from epaper.units import page_list, pages_told
from epaper.work.versions import newest

MANIFEST, MANIFEST_PAGE, REPORT = "manifest.json", "manifest.html", "preflight.html"
DELIVERED = "delivered.json"  # the manifest as it was last handed over
OLD = "old"  # the folder of last good versions of pages that wait
PROOF, TICKET, REPORT_PAPER = "proof.jpg", "job-ticket.pdf", "preflight.pdf"
STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1240px;padding:20px;
overflow-wrap:anywhere}
h1{font:700 32px/1.2 Georgia,serif;margin:0 0 16px}h2{font:700 21px/1.3 Georgia,serif;
margin:32px 0 8px;border-top:2px solid;padding-top:8px}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:14px 24px;margin:0}
dt{font-size:13px}dd{margin:0;font-weight:700;white-space:pre-line}.wide{grid-column:1/-1}
@media(min-width:768px){.contact{grid-column:span 2}}
@media(max-width:767px){.contact{grid-column:1/-1}}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid #8886}
th,td{overflow-wrap:normal}td code{overflow-wrap:anywhere}
@media(min-width:901px){td:nth-child(n+4):nth-child(-n+7){white-space:nowrap}}
code{font-size:12px}.row{display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;list-style:none}
.row a{display:inline-block;padding:4px 0}a{color:inherit}img{max-width:100%;height:auto}
@media(max-width:900px){table,tbody{display:block}thead{display:none}
tr{display:block;padding:10px 0;border-bottom:1px solid #8886}
td{display:flex;gap:12px;border:0;padding:2px 0}
td:before{content:attr(data-label);flex:0 0 84px;font-size:13px}}
"""


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
    heads = ("Page", "Section", "Ink", "Version", "Trim", "Bytes", "File", "SHA-256")
    rows = [
        _row(
            heads,
            (
                ", ".join(map(str, f["pages"])),
                e(", ".join(filter(None, f["sections"]))) or "–",
                "cyan, magenta, yellow, black" if f["colour"] == "CMYK" else "black",
                f"<b>{f['version']}</b>" if f["version"] > 1 else "1",
                f"{f['trim_mm'][0]} x {f['trim_mm'][1]} mm",
                f"{f['bytes']:,}",
                f'<a href="{e(f["name"])}"><code>{e(f["name"])}</code></a>',
                f"<code>{f['sha256']}</code>",
            ),
        )
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
    columns = "".join(f"<th scope=col>{head}</th>" for head in heads)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{e(manifest['title'])}, {manifest['date']}</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style></head>\n<body><main>"
        f"<h1>{e(manifest['title'])}</h1>{_facts(manifest)}"
        + _list("Pages that wait: do not print an older version of them as the new one", waiting)
        + f"<h2>Plates to remake</h2>{NEW_VERSION if plates else ''}"
        f"<ul>{''.join(plates) or '<li>none</li>'}</ul>"
        + _list("Withdrawn: destroy", [f"<li><code>{e(n)}</code>" for n in manifest["withdrawn"]])
        + "<h2>Files</h2><table><caption>Files of the package</caption>"
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        + _list("Signed for", answers)
        + _proofs(manifest)
        + "</main></body></html>\n"
    )


NEW_VERSION = (
    "<p>A file of a higher version replaces every earlier one of its page. Make the plates that "
    "are named, keep the others, and destroy the plates that the new ones replace, and the old "
    "files: two versions of a page must never run together.</p>"
)


def _facts(manifest: Mapping[str, Any]) -> str:
    """What the press room asks first; what nobody has said is left out."""
    copies, print_run = manifest.get("copies", 0), manifest.get("print_run", 0)
    facts = {
        "Print shop": manifest["shop"],
        "Run": manifest.get("run", ""),
        "Press start": manifest.get("press_start", ""),
        "Copies": f"{copies:,}" if copies else "",
        "Print run of the edition": f"{print_run:,}" if print_run else "",
        "Pages": str(manifest["pages"]),
        "Colour pages": page_list(manifest["colour_pages"]) or "none",
        "Standard": f"PDF/{manifest['standard'].upper()}, {manifest['condition']}",
        "Contact at the print shop": "\n".join(manifest.get("contact", ())),
        "Contact at the paper": "\n".join(manifest.get("paper_contact", ())),
        "Print order": order_text(manifest),
    }
    kinds = {"Print order": " class=wide"} | {
        name: " class=contact" for name in facts if name.startswith("Contact")
    }
    return "".join(
        (
            "<dl>",
            *(
                f"<div{kinds.get(name, '')}><dt>{name}</dt><dd>{html.escape(told)}</dd></div>"
                for name, told in facts.items()
                if told
            ),
            "</dl>",
        )
    )


def order_text(manifest: Mapping[str, Any]) -> str:
    """The print order, "1–2 City; 3 Sport"."""
    runs = manifest.get("order", ())
    return "; ".join(f"{page_list(run['pages'])} {run['section']}" for run in runs)


def _proofs(manifest: Mapping[str, Any]) -> str:
    if not manifest["files"]:
        return ""
    links = "".join(
        f'<li><a href="{html.escape(one["name"])}">page {one["page"]}</a>'
        for one in manifest.get("proofs", ())
    )
    return (
        f"<h2>Proof</h2><p>To be read, never for plates.</p><ul class=row>{links}</ul>"
        f'<img src="{PROOF}" alt="All pages as spreads">'
    )


def _row(heads: Sequence[str], cells: Sequence[str]) -> str:
    told = zip(heads, cells, strict=True)
    return "<tr>" + "".join(f'<td data-label="{h}">{cell}</td>' for h, cell in told) + "</tr>"


def _list(title: str, items: Sequence[str]) -> str:
    return f"<h2>{title}</h2><ul>{''.join(items)}</ul>" if items else ""


def pages_text(numbers: Sequence[int]) -> str:
    if not numbers:
        return "the edition"
    return pages_told(numbers)
