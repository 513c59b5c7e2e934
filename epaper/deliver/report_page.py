"""report.html: the night's page for the production editor: pages to look at, what went where, what needs care."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#666;--line:#d8d4cc;--paper:#faf8f4;--accent:#a81c21}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--soft:#aaa;--line:#444;--paper:#1b1b1a;--accent:#ff8a80}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:1180px;padding:32px 24px}
h1{font:700 34px/1.1 Georgia,serif;margin:0}h2{font:700 20px/1.2 Georgia,serif;border-top:2px solid var(--ink);padding-top:8px;margin:40px 0 12px}
.sub{color:var(--soft);margin:6px 0 24px}.facts{display:flex;flex-wrap:wrap;gap:28px}.facts b{display:block;font:700 26px/1.1 Georgia,serif}
.pages{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:20px}.pages figure{margin:0}
.pages img{width:100%;display:block;background:#fff;box-shadow:0 1px 5px #0004}.pages figcaption{font-size:13px;color:var(--soft);margin-top:6px}
table{border-collapse:collapse;width:100%;font-size:14px}th{text-align:left;font-weight:600;border-bottom:1px solid var(--ink)}
td,th{padding:5px 10px 5px 0;vertical-align:top}td{border-bottom:1px solid var(--line)}.n{text-align:right;font-variant-numeric:tabular-nums}
.error{color:var(--accent);font-weight:700}.warning{color:var(--accent)}.scroll{overflow-x:auto}
"""


def report_page(data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    """One self-contained page; `pictures` are JPEGs of the pages in order (or none)."""
    title = f"{data['publication']}, {data['date']}"
    held = [s for s in data["stories"] if s["status"] == "held"]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p class=sub>{escape(data.get('edition') or 'Edition')} · {data['pages']} pages</p>",
        _facts(data, held),
        _findings(data["findings"]),
        _pages(data, pictures),
        _stories("What went where", [s for s in data["stories"] if s["status"] != "held"]),
        _stories("Held", held) if held else "",
        _metrics(data["metrics"]),
        _pairs("Ledger, in characters", data["ledger"]),
        _pairs("Seconds", data["timings"]),
        _pairs("Files", {f["path"]: f"{f['bytes']:,} bytes · SHA-256 {f['sha256'][:16]}…" for f in data["files"]}),
    ]
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
    head += '<meta name="viewport" content="width=device-width,initial-scale=1">'
    return f"{head}<style>{STYLE}</style><body>{''.join(parts)}</body></html>\n"


def _facts(data: Mapping[str, Any], held: Sequence[Any]) -> str:
    counts = {
        "stories placed": sum(s["status"] != "held" for s in data["stories"]),
        "jumped": sum(s["status"] == "jumped" for s in data["stories"]),
        "held": len(held),
        "findings to mind": sum(f["severity"] != "info" for f in data["findings"]),
        "characters lost": data["ledger"]["lost"],
        "seconds": data["timings"].get("total", 0),
    }
    return "<div class=facts>" + "".join(f"<div><b>{v}</b>{escape(k)}</div>" for k, v in counts.items()) + "</div>"


def _pages(data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    names: dict[int, list[str]] = {}
    for module in data["modules"]:
        if module["story"]:
            names.setdefault(module["page"], []).append(module["story"])
    figures = []
    pdf = data["files"][0]["path"] if data["files"] else ""
    for number, picture in enumerate(pictures, 1):
        source = "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii")
        count = len(names.get(number, []))
        figures.append(
            f'<figure id="page-{number}"><a href="{escape(pdf)}#page={number}"><img src="{source}" alt="Page {number}"></a>'
            f"<figcaption>Page {number} · {count} {'story' if count == 1 else 'stories'}</figcaption></figure>"
        )
    return f"<h2>Pages</h2><div class=pages>{''.join(figures)}</div>" if figures else ""


def _stories(title: str, stories: Sequence[Mapping[str, Any]]) -> str:
    rows = []
    for s in stories:
        pages = ", ".join(f'<a href="#page-{p}">{p}</a>' for p in s["pages"]) or "–"
        note = s["reason"] or "; ".join(f"cut: {rule} ({n})" for rule, n in s["cut"].items())
        rows.append(
            f"<tr><td>{escape(s['section'])}<td>{escape(s['headline'])}<td class=n>{s['urgency']}<td class=n>{s['words']}"
            f"<td>{pages}<td>{escape(s['status'])}<td>{escape(note)}"
        )
    head = "<tr><th>Section<th>Headline<th class=n>Urgency<th class=n>Words<th>Pages<th>Status<th>Note"
    return f"<h2>{escape(title)}</h2><div class=scroll><table>{head}{''.join(rows)}</table></div>"


def _findings(findings: Sequence[Mapping[str, Any]]) -> str:
    if not findings:
        return "<h2>Findings</h2><p>None.</p>"
    rows = "".join(
        f"<tr><td class={f['severity']}>{f['severity']}<td>{escape(f['message'])}<td>{escape(f.get('remedy', ''))}"
        f"<td>{escape(str(f.get('file') or f.get('story', '')))}{':' + str(f['line']) if f.get('line') else ''}"
        f"<td>{f.get('page', '')}"
        for f in findings
    )
    head = "<tr><th>Severity<th>What<th>Remedy<th>Where<th>Page"
    return f"<h2>Findings</h2><div class=scroll><table>{head}{rows}</table></div>"


def _metrics(metrics: Sequence[Mapping[str, Any]]) -> str:
    terms = list(dict.fromkeys(name for m in metrics for name in m["cost"]))
    head = "<tr><th>Page<th class=n>White<th class=n>Lines<th class=n>Loose<th class=n>Hyphens<th class=n>Widows"
    head += "<th class=n>Orphans" + "".join(f"<th class=n>{escape(t)}" for t in terms)
    rows = "".join(
        f"<tr><td>{m['page']}<td class=n>{m['white_share']:.1%}<td class=n>{m['lines']}<td class=n>{m['loose_lines']}"
        f"<td class=n>{m['hyphenated_lines']}<td class=n>{m['widows']}<td class=n>{m['orphans']}"
        + "".join(f"<td class=n>{m['cost'].get(t, 0):g}" for t in terms)
        for m in metrics
    )
    return f"<h2>Pages in figures, and what each costs</h2><div class=scroll><table>{head}{rows}</table></div>"


def _pairs(title: str, pairs: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr><td>{escape(str(k))}<td class=n>{escape(str(v))}" for k, v in pairs.items())
    return f"<h2>{escape(title)}</h2><table>{rows}</table>"
