"""report.html: the night's page for the production editor: pages to look at, what went where, what
needs care.

One file that needs nothing else: style and pictures are inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from epaper.deliver.html_table import table
from epaper.deliver.report_findings import SCRIPT, Rows, findings_part, pages_part, spots_of
from epaper.deliver.report_style import STYLE
from epaper.model.stop import StopKind
from epaper.units import counted


def report_page(data: Mapping[str, Any], pictures: Sequence[bytes]) -> str:
    """The whole page; `pictures` are JPEGs of the pages in order (or none)."""
    title = f"{data['publication']}, {data['date']}"
    held = [story for story in data["stories"] if story["status"] == "held"]
    placed = sorted(
        (s for s in data["stories"] if s["status"] != "held"),
        key=lambda s: (s["pages"][:1], s["urgency"]),
    )
    spots = spots_of(data)
    parts = {
        "withheld": ("Withheld", _withheld(data)),
        "signed": ("Signed for", _signed(data["signed"])),
        "findings": ("Findings", findings_part(data, spots)),
        "held": ("Held", _held(held)),
        "stopped": ("Stopped advertisements", _stopped(data["stopped"])),
        "pages": ("Pages", pages_part(data, pictures, spots)),
        "stories": ("What went where", _stories(placed)),
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
        f"class=day>{escape(data['date'])}</p>{_facts(data)}"
        f'<nav aria-label="Chapters">{menu}</nav></header><main>{body}</main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


FACTS = {  # of the report's summary
    "pages": "pages",
    "placed": "stories placed",
    "jumped": "of them jumped",
    "held": "held",
    "white": "white",
    "error": "errors",
    "warning": "warnings",
    "lost": "characters lost",
}
ONE = {
    "pages": "page",
    "placed": "story placed",
    "error": "error",
    "warning": "warning",
    "lost": "character lost",
}
WRONG = ("error", "warning", "lost")  # somebody has to look at these


def _facts(data: Mapping[str, Any]) -> str:
    """The day in figures, and under each what it was in the issue before."""
    summary, before = data["summary"], data["before"]
    then = before["summary"] if before else {}
    boxes = []
    for name, label in FACTS.items():
        bad = " class=bad" if name in WRONG and summary[name] else ""
        was = f"<dd class=was>before: {_fact(name, then[name])}</dd>" if then else ""
        label = ONE.get(name, label) if summary[name] == 1 else label
        boxes.append(f"<div{bad}><dt>{label}</dt><dd>{_fact(name, summary[name])}</dd>{was}</div>")
    told = f"<p class=note>Before: the issue of {escape(before['date'])}.</p>" if before else ""
    return f"<dl class=facts>{''.join(boxes)}</dl>{told}"


def _fact(name: str, value: float) -> str:
    return f"{value:.1%}" if name == "white" else f"{value:,}"


def _withheld(data: Mapping[str, Any]) -> str:
    """Why the edition goes nowhere: before anything else on the page."""
    if not data["withheld"]:
        return ""
    signed = {one["key"] for one in data["signed"]}
    wrong = [f for f in data["findings"] if f["severity"] == "error" and f["key"] not in signed]
    rows = [
        (f"<code class=key>{f['key']}</code>", escape(f["message"]), escape(f.get("remedy") or ""))
        for f in wrong
    ]
    return (
        "<p>This edition went nowhere; the last good one is as it was. Mend what would be wrong, "
        "or answer for it with <code>--anyway NAME REASON</code>, for one alone with "
        "<code>--finding KEY</code>.</p>"
        + table("What would be wrong", ("Key", "What would be wrong", "What to do"), rows)
    )


def _signed(signed: Rows) -> str:
    """What went out on a person's word."""
    rows = [(escape(s["message"]), escape(s["name"]), escape(s["reason"])) for s in signed]
    return table("Signed for", ("What", "Who answers for it", "Reason"), rows) if rows else ""


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
                f"{escape(rule)} ({counted(count, 'character')})"
                for rule, count in story["cut"].items()
            ),
        )
        for story in stories
    ]
    return table(
        "Stories placed",
        ("Page", "Story", "Section", "Urgency", "Words", "Status", "Left out"),
        rows,
    )


def _held(stories: Rows) -> str:
    """Why each does not stand in the paper, on whose word, and what would let it in."""
    rows = [
        (
            f"<b>{escape(s['headline'])}</b><small>{escape(s.get('file') or s['slug'])}</small>",
            escape(s["reason"]),
            escape(s.get("remedy") or ""),
            _who(s),
            escape(s["section"]),
            s["urgency"],
            s["words"],
        )
        for s in stories
    ]
    heads = ("Story", "Why", "What would let it in", "Who and when", "Section", "Urgency", "Words")
    return table("Stories held", heads, rows) if rows else ""


def _stopped(bookings: Rows) -> str:
    """Advertisements that are booked and not printed, on whose word, and where that stands."""
    rows = [
        (
            f"<b>{escape(one['booking'])}</b><small>{escape(one['advertiser'])}</small>"
            f"<small>{escape(_place(one))}</small>",
            StopKind(one["stop"]).told,
            escape(one.get("reason") or "no reason is given"),
            escape(one.get("remedy") or ""),
            _who(one),
        )
        for one in bookings
    ]
    heads = ("Booking", "State", "Why", "What would let it in", "Who and when")
    return table("Advertisements stopped", heads, rows) if rows else ""


def _place(record: Mapping[str, Any]) -> str:
    return ":".join(str(record[name]) for name in ("file", "line") if record.get(name))


def _who(record: Mapping[str, Any]) -> str:
    return escape(", ".join(str(record[name]) for name in ("by", "at") if record.get(name)))


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
    return table("Ledger", ("Characters", "Number"), rows, "narrow")


FIGURES = (  # heading and key, in the report's order
    ("Lines", "lines"),
    ("Loose", "loose_lines"),
    ("Wide spaces", "wide_lines"),
    ("Short lines", "short_lines"),
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
    pages = table(
        "Figures of each page", ("Page", "White", *(heading for heading, _ in FIGURES)), rows
    )
    joints = [
        (escape(name), *(f"{value:.1f}" for value in values))
        for name, values in whole.get("joints", {}).items()
    ]
    sizes = ", ".join(f"{size:g}" for size in whole.get("headline_sizes", ()))
    heads = f"<p>Headline sizes: {sizes or 'none'}.</p>"
    return (
        pages
        + heads
        + table("Lines between", ("Lines between", "Least", "Median", "Most"), joints, "narrow")
    )


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
        table(
            "Cost of each page",
            ("Page", *(escape(term) for term in terms), "All", "At least", "Gap"),
            rows,
        )
        if terms
        else ""
    )


def _timings(timings: Mapping[str, float]) -> str:
    longest = max(timings.values(), default=0) or 1
    rows = [
        (
            escape(stage),
            f"{seconds:.2f} s",
            f'<span class=bar style="width:{100 * seconds / longest:.0f}%"></span>',
        )
        for stage, seconds in timings.items()
    ]
    return table("Time", ("Stage", "Seconds", "Share"), rows, "narrow")


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
    return table("Files", ("File", "For", "Pages", "Bytes", "SHA-256"), rows)


def _links(pages: Sequence[int | None]) -> str:
    return ", ".join(f'<a href="#page-{page}">{page}</a>' for page in pages if page)
