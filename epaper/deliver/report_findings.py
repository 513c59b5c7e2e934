"""The findings of report.html and the pages they are marked on: each has one number, which stands
in the list and on the page's picture, and leads from one to the other."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from epaper.units import counted

SEVERITIES = {"error": "Errors", "warning": "Warnings", "info": "For the record"}
Rows = Sequence[Mapping[str, Any]]
Box = tuple[float, float, float, float]  # x, y, width, height in points from the trim's top left
Spots = dict[int, dict[Box | None, list[int]]]  # page -> place on it -> numbers of findings

# A finding that the filter hides is shown again when somebody follows a mark to it.
SCRIPT = """
addEventListener("hashchange",show);show();
function show(){var at=document.getElementById(location.hash.slice(1));
if(at&&at.matches(".finding")&&!at.offsetParent){document.getElementById("show-all").checked=true;
at.scrollIntoView()}}
"""


def findings_part(data: Mapping[str, Any], spots: Spots) -> str:
    """The list, by severity, with the filter above it."""
    findings: Rows = data["findings"]
    if not findings:
        return (
            "<p class=none>None: nothing in the day's folder or on its pages needs a second "
            "look.</p>"
        )
    counts = Counter(finding["severity"] for finding in findings)
    on_page = {n: page for page, places in spots.items() for ns in places.values() for n in ns}
    parts = [_filter(counts)]
    for severity, heading in SEVERITIES.items():
        items = [
            _finding(number, finding, on_page.get(number))
            for number, finding in enumerate(findings, 1)
            if finding["severity"] == severity
        ]
        if items:
            parts.append(
                f'<div class="group {severity}"><h3 class={severity}>{heading} '
                f"<i>{len(items)}</i></h3><ul class=findings>{''.join(items)}</ul></div>"
            )
    return "".join(parts)


def _filter(counts: Mapping[str, int]) -> str:
    """Radio buttons that the style sheet obeys, so that no script is needed."""
    if len(counts) < 2:
        return ""
    ways = {"all": ("All", sum(counts.values()))}
    ways |= {s: (heading, counts[s]) for s, heading in SEVERITIES.items() if counts.get(s)}
    buttons = "".join(
        f'<input type=radio name=show id="show-{name}"{" checked" if name == "all" else ""}>'
        f'<label for="show-{name}">{heading} {count}</label>'
        for name, (heading, count) in ways.items()
    )
    return f"<fieldset class=filter><legend>Show</legend>{buttons}</fieldset>"


def _finding(number: int, finding: Mapping[str, Any], page: int | None) -> str:
    where = ":".join(str(finding[k]) for k in ("file", "line", "field") if finding.get(k))
    where = where or finding.get("story", "")
    chip = f"<b class=number>{number}</b>"
    seen = ""
    if page:
        label = f'aria-label="Finding {number}, show it on page {page}"'
        chip = f'<a class=number href="#m{number}" {label}>{number}</a>'
        seen = f'<a href="#page-{page}">page {page}</a>'
    remedy = f"<p class=remedy>{escape(finding['remedy'])}</p>" if finding.get("remedy") else ""
    told = "".join(
        f"<span>{one}</span>"
        for one in (
            seen,
            f"<code>{escape(where)}</code>" if where else "",
            f"<code>{escape(finding['rule'])}</code>",
            f"<code>{finding['key']}</code>",
        )
        if one
    )
    return (
        f'<li id="f{number}" class="finding {finding["severity"]}">{chip}<div>'
        f"<p>{escape(finding['message'])}</p>{remedy}<p class=where>{told}</p></div></li>"
    )


def spots_of(data: Mapping[str, Any]) -> Spots:
    """Where each finding (counted from 1) is marked: at its own place, else on the story's or the
    advertisement's that it names; None: somewhere on the page."""
    spots: Spots = {}
    for number, finding in enumerate(data["findings"], 1):
        page, box = finding.get("page", 0), finding.get("box")
        if not box:
            page, box = _module_place(finding, page, data["modules"])
        if 0 < page <= data["pages"]:
            place = (box[0], box[1], box[2], box[3]) if box else None
            spots.setdefault(page, {}).setdefault(place, []).append(number)
    return spots


def _module_place(
    finding: Mapping[str, Any], page: int, modules: Rows
) -> tuple[int, Sequence[float] | None]:
    """The largest module of what the finding is about."""
    story, booking = finding.get("story"), finding["message"].partition(":")[0]
    about = [
        module
        for module in modules
        if page in (0, module["page"])
        and (
            (story and module["story"] == story)
            or (module["kind"] == "advertisement" and module["note"].partition(",")[0] == booking)
        )
    ]
    if not about:
        return page, None
    about.sort(key=lambda m: (m["page"], -m["box"][2] * m["box"][3]))
    return about[0]["page"], about[0]["box"]


def pages_part(data: Mapping[str, Any], pictures: Sequence[bytes], spots: Spots) -> str:
    """The pages' pictures with their marks; without pictures the marks stand in a list."""
    heads = {story["slug"]: story["headline"] for story in data["stories"]}
    sizes = {metric["page"]: metric["size"] for metric in data["metrics"]}
    severities = [finding["severity"] for finding in data["findings"]]
    forms = {form["page"]: form for form in data.get("architectures", ())}
    pdf = next((file["path"] for file in data["files"] if file["kind"] == "screen"), "")
    numbers = range(1, len(pictures) + 1) if pictures else sorted(spots)
    figures = []
    for number in numbers:
        shown = ""
        here = spots.get(number, {})
        if pictures:
            source = "data:image/jpeg;base64," + base64.b64encode(pictures[number - 1]).decode()
            image = f'<img src="{source}" alt="Page {number}, open it in the PDF">'
            link = f'<a href="{escape(pdf)}#page={number}">{image}</a>' if pdf else image
            marks = "".join(
                _mark(box, found, sizes.get(number), severities) for box, found in here.items()
            )
            shown = f"<div class=sheet>{link}{marks}</div>"
        loose = here.get(None, ()) if pictures else [n for found in here.values() for n in found]
        chips = "".join(_chip(n, severities[n - 1]) for n in loose)
        chips = f"<div class=chips>{chips}</div>" if chips else ""
        caption = _caption(number, data["modules"], heads) + _form(forms.get(number))
        figures.append(
            f'<figure id="page-{number}">{shown}<figcaption>{caption}{chips}</figcaption></figure>'
        )
    return f"<div class=pages>{''.join(figures)}</div>" if figures else ""


def _caption(number: int, modules: Rows, heads: Mapping[str, str]) -> str:
    here = [m for m in modules if m["page"] == number and m["story"]]
    here.sort(key=lambda m: (-m["box"][2] * m["box"][3], m["story"]))
    kinds = dict.fromkeys(module["kind"] for module in modules if module["page"] == number)
    if not here:
        return f"<b>{number}</b> {escape(', '.join(kinds))}"
    lead = escape(heads.get(here[0]["story"], ""))
    return f"<b>{number}</b> {lead} <i>{counted(len(here), 'story')}</i>"


def _form(form: Mapping[str, Any] | None) -> str:
    """The skeleton that a page keeps to, and the next best."""
    if form is None or not form["skeleton"]:
        return ""
    told = f"{_named(form)}, {form['fit']:.0%} of it kept"
    if "next" in form:
        more = form["next"]["cost"] - form["cost"]
        told += f"; next best {_named(form['next'])}, {more:+.0f}"
    return f"<small>{escape(told)}</small>"


def _named(form: Mapping[str, Any]) -> str:
    return f"{form['skeleton']}{', mirrored' if form['mirrored'] else ''}"


def _mark(
    box: Box | None, found: Sequence[int], size: Sequence[float] | None, severities: Sequence[str]
) -> str:
    if box is None or not size:
        return ""
    across, down = (100 / side for side in size)
    x, y = min(max(box[0] * across, 0), 99), min(max(box[1] * down, 0), 99)
    width, height = min(box[2] * across, 100 - x), min(box[3] * down, 100 - y)
    place = f"left:{x:.1f}%;top:{y:.1f}%;width:{width:.1f}%;height:{height:.1f}%"
    worst = min((severities[n - 1] for n in found), key=list(SEVERITIES).index)
    chips = "".join(_chip(n, severities[n - 1]) for n in found)
    return f'<div class="mark {worst}" style="{place}">{chips}</div>'


def _chip(number: int, severity: str) -> str:
    return (
        f'<a id="m{number}" class="number {severity}" href="#f{number}" '
        f'aria-label="Finding {number}">{number}</a>'
    )
