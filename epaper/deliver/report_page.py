"""report.html: the night's page for the production editor: pages to look at, what went where, what
needs care.

One file that needs nothing else: style and pictures are inside it.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from epaper.deliver.report_style import STYLE

SEVERITIES = {"error": "Errors", "warning": "Warnings", "info": "For the record"}
Rows = Sequence[Mapping[str, Any]]


def report_page(data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    """The whole page; `pictures` are JPEGs of the pages in order (or none)."""
    title = f"{data['publication']}, {data['date']}"
    held = [story for story in data["stories"] if story["status"] == "held"]
    placed = sorted(
        (s for s in data["stories"] if s["status"] != "held"),
        key=lambda s: (s["pages"][:1], s["urgency"]),
    )
    parts = {
        "withheld": ("Withheld", _withheld(data)),
        "signed": ("Signed for", _signed(data["signed"])),
        "pages": ("Pages", _pages(data, pictures)),
        "findings": ("Findings", _findings(data["findings"])),
        "stories": ("What went where", _stories(placed)),
        "held": ("Held", _held(held)),
        "ledger": ("Ledger", _ledger(data["ledger"], data["stories"])),
        "figures": ("Pages in figures", _figures(data["metrics"], data["figures"])),
        "cost": ("What the layout cost", _cost(data["metrics"])),
        "time": ("Time", _timings(data["timings"])),
        "files": ("Files", _files(data["files"])),
    }
    shown = {name: part for name, part in parts.items() if part[1]}
    menu = "".join(f'<a href="#{name}">{heading}</a>' for name, (heading, _) in shown.items())
    body = "".join(
        f'<section id="{name}"><h2>{heading}</h2>{part}</section>'
        for name, (heading, part) in shown.items()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta '
        f'charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body><header><p class=over>{escape(data['edition'] or 'Edition')} · production "
        "report</p>"
        f"<h1>{escape(data['publication'])}</h1><p "
        f"class=day>{escape(data['date'])}</p>{_facts(data, len(held))}"
        f"<nav>{menu}</nav></header><main>{body}</main></body></html>\n"
    )


def _facts(data: Mapping[str, Any], held: int) -> str:
    severe = Counter(finding["severity"] for finding in data["findings"])
    counts = {
        "pages": data["pages"],
        "stories placed": len(data["stories"]) - held,
        "of them jumped": sum(story["status"] == "jumped" for story in data["stories"]),
        "held": held,
        "errors": severe["error"],
        "warnings": severe["warning"],
        "characters lost": data["ledger"]["lost"],
    }
    wrong = {"errors", "warnings", "characters lost"}
    return (
        "<dl class=facts>"
        + "".join(
            f"<div{' class=bad' if name in wrong and count else ''}><dt>{name}</dt>"
            f"<dd>{count:,}</dd></div>"
            for name, count in counts.items()
        )
        + "</dl>"
    )


def _pages(data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    if not pictures:
        return ""
    heads = {story["slug"]: story["headline"] for story in data["stories"]}
    pdf = next((file["path"] for file in data["files"] if file["kind"] == "screen"), "")
    figures = []
    for number, picture in enumerate(pictures, 1):
        here = [m for m in data["modules"] if m["page"] == number and m["story"]]
        here.sort(key=lambda m: (-m["box"][2] * m["box"][3], m["story"]))
        source = "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii")
        lead = escape(heads.get(here[0]["story"], "")) if here else ""
        kinds = dict.fromkeys(
            module["kind"] for module in data["modules"] if module["page"] == number
        )
        count = (
            f"{len(here)} {'story' if len(here) == 1 else 'stories'}" if here else ", ".join(kinds)
        )
        figures.append(
            f'<figure id="page-{number}"><a href="{escape(pdf)}#page={number}"><img '
            f'src="{source}" alt="Page {number}">'
            f"</a><figcaption><b>{number}</b> {lead} <i>{count}</i></figcaption></figure>"
        )
    return f"<div class=pages>{''.join(figures)}</div>"


def _withheld(data: Mapping[str, Any]) -> str:
    """Why the edition goes nowhere: before anything else on the page."""
    if not data["withheld"]:
        return ""
    signed = {one["key"] for one in data["signed"]}
    wrong = [f for f in data["findings"] if f["severity"] == "error" and f["key"] not in signed]
    rows = [(f"<code>{f['key']}</code>", escape(f["message"])) for f in wrong]
    return (
        "<p>This edition went nowhere; the last good one is as it was. Mend what would be wrong, "
        "or answer for it with <code>--anyway NAME REASON</code>, for one alone with "
        "<code>--finding KEY</code>.</p>" + _table(("Key", "What would be wrong"), rows)
    )


def _signed(signed: Rows) -> str:
    """What went out on a person's word."""
    rows = [(escape(s["message"]), escape(s["name"]), escape(s["reason"])) for s in signed]
    return _table(("What", "Who answers for it", "Reason"), rows) if rows else ""


def _findings(findings: Rows) -> str:
    if not findings:
        return (
            "<p class=none>None: nothing in the day's folder or on its pages needs a second "
            "look.</p>"
        )
    parts = []
    for severity, heading in SEVERITIES.items():
        found = [finding for finding in findings if finding["severity"] == severity]
        rows = [
            (_where(f), escape(f["message"]), escape(f.get("remedy", "")), _links([f.get("page")]))
            for f in found
        ]
        if rows:
            parts.append(f"<h3 class={severity}>{heading} <i>{len(rows)}</i></h3>")
            parts.append(_table(("Where", "What", "Remedy", "Page"), rows))
    return "".join(parts)


def _where(finding: Mapping[str, Any]) -> str:
    place = ":".join(str(finding[name]) for name in ("file", "line", "field") if finding.get(name))
    return f"<code>{escape(place or finding.get('story', ''))}</code>"


def _stories(stories: Rows) -> str:
    rows = [
        (
            _links(story["pages"]),
            f"<b>{escape(story['headline'])}</b><small>{escape(story['slug'])}</small>",
            escape(story["section"]),
            story["urgency"],
            story["words"],
            escape(story["status"]),
            "; ".join(
                f"{escape(rule)} ({count} characters)" for rule, count in story["cut"].items()
            ),
        )
        for story in stories
    ]
    return _table(("Page", "Story", "Section", "Urgency", "Words", "Status", "Left out"), rows)


def _held(stories: Rows) -> str:
    rows = [
        (
            f"<b>{escape(s['headline'])}</b><small>{escape(s['slug'])}</small>",
            escape(s["section"]),
            s["urgency"],
            s["words"],
            escape(s["reason"]),
        )
        for s in stories
    ]
    return _table(("Story", "Section", "Urgency", "Words", "Why"), rows) if rows else ""


def _ledger(ledger: Mapping[str, int], stories: Rows) -> str:
    rules: Counter[str] = Counter()
    for story in stories:
        rules.update(story["cut"])
    rows = [
        (label, ledger[key])
        for key, label in (
            ("characters_in", "In the day's stories"),
            ("placed", "Placed on pages"),
            ("held", "Held with their stories"),
        )
    ]
    rows += [(f"Cut: {escape(rule)}", count) for rule, count in sorted(rules.items())] or [
        ("Cut", 0)
    ]
    rows.append(("<b>Lost</b>", ledger["lost"]))
    return _table(("Characters", "Number"), rows, "narrow")


FIGURES = (  # heading and key, in the report's order
    ("Lines", "lines"),
    ("Loose", "loose_lines"),
    ("Wide spaces", "wide_lines"),
    ("Hyphens", "hyphenated_lines"),
    ("Ladders", "ladders"),
    ("Widows", "widows"),
    ("Orphans", "orphans"),
    ("Off grid", "off_grid_lines"),
    ("Legs not level", "uneven_legs"),
    ("Like heads", "tombstones"),
    ("Order wrong", "importance_wrong"),
    ("Heading wrong", "heading_wrong"),
    ("Grey fields", "grey_fields"),
    ("No entry", "without_entry"),
    ("Stretched", "stretched_joints"),
)


def _figures(metrics: Rows, whole: Mapping[str, Any]) -> str:
    rows = [
        (_links([m["page"]]), f"{m['white_share']:.1%}", *(m[key] for _, key in FIGURES))
        for m in metrics
    ]
    pages = _table(("Page", "White", *(heading for heading, _ in FIGURES)), rows)
    joints = [
        (escape(name), *(f"{value:.1f}" for value in values))
        for name, values in whole.get("joints", {}).items()
    ]
    sizes = ", ".join(f"{size:g}" for size in whole.get("headline_sizes", ()))
    heads = f"<p>Headline sizes: {sizes or 'none'}.</p>"
    return pages + heads + _table(("Lines between", "Least", "Median", "Most"), joints, "narrow")


def _cost(metrics: Rows) -> str:
    """The terms that cost something on some page."""
    terms = [
        term
        for term in dict.fromkeys(t for m in metrics for t in m["cost"])
        if any(m["cost"].get(term) for m in metrics)
    ]
    rows = [
        (
            _links([m["page"]]),
            *(f"{m['cost'].get(term, 0):.1f}" for term in terms),
            f"{sum(m['cost'].values()):.1f}",
            f"{m.get('bound', 0):.1f}",
            f"{m.get('gap', 0):.1f}",
        )
        for m in metrics
        if m["cost"]
    ]
    return (
        _table(("Page", *(escape(term) for term in terms), "All", "At least", "Gap"), rows)
        if terms
        else ""
    )


def _timings(timings: Mapping[str, float]) -> str:
    longest = max(timings.values(), default=0) or 1
    rows = [
        (
            escape(stage),
            f"{seconds:.2f} s",
            f"<span class=bar style=width:{100 * seconds / longest:.0f}%></span>",
        )
        for stage, seconds in timings.items()
    ]
    return _table(("Stage", "Seconds", ""), rows, "narrow")


def _files(files: Rows) -> str:
    rows = [
        (
            f'<a href="{escape(f["path"])}">{escape(f["path"])}</a>',
            escape(f["kind"]),
            f["pages"],
            f"{f['bytes']:,}",
            f"<code>{f['sha256']}</code>",
        )
        for f in files
    ]
    return _table(("File", "For", "Pages", "Bytes", "SHA-256"), rows)


def _links(pages: Sequence[int | None]) -> str:
    return ", ".join(f'<a href="#page-{page}">{page}</a>' for page in pages if page)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]], kind: str = "") -> str:
    """Cells are HTML; numbers, and columns of them, are set to the right."""
    right = [all(_is_number(row[i]) for row in rows) for i in range(len(heads))]
    mark = [" class=n" if number else "" for number in right]
    head = "".join(f"<th{m}>{text}</th>" for m, text in zip(mark, heads, strict=True))
    lines = (
        "<tr>"
        + "".join(
            f"<td{m}>{f'{c:,}' if isinstance(c, int) else c}</td>"
            for m, c in zip(mark, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<div class="scroll '
        f'{kind}"><table><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )


def _is_number(cell: object) -> bool:
    return (
        isinstance(cell, int)
        or str(cell)
        .removesuffix("%")
        .removesuffix(" s")
        .replace(",", "")
        .replace(".", "")
        .isdigit()
    )
