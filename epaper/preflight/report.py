"""Preflight for people: a page with each spot marked on the page's picture."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.model.finding import Finding
from epaper.model.told import by_kind
from epaper.preflight.told import Package
from epaper.units import pages_told
from epaper.work.kept import kept

PICTURE_WIDTH = 620  # pixels
STYLE = """body{font:15px/1.45 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;
color:#1a1a1a}
h2{overflow-wrap:anywhere}ol{overflow-wrap:break-word}
figure{position:relative;max-width:620px;margin:0 0 1em;outline:1px solid #bbb}
img{display:block;width:100%;height:auto}
figure a{position:absolute;border:2px solid #b3001b;min-width:8px;min-height:8px;
box-sizing:border-box}
figure a.warning{border-color:#b26a00}li{margin:.4em 0}.rule{font-family:monospace}
.none{color:#1c6b2a}"""


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page of a file, counted from 1; `digest`: the file's SHA-256, empty where nobody knows."""

    file: Path
    digest: str
    number: int

    @property
    def data(self) -> bytes:
        return self.file.read_bytes()  # pdfium would not take a name that is no UTF-8

    @property
    def known(self) -> str:
        return self.digest or hashlib.sha256(self.data).hexdigest()


PLAIN = Package()  # files that are no package


def as_page(
    found: Mapping[str, Sequence[Finding]], files: Mapping[str, Path], package: Package = PLAIN
) -> str:
    """A page that stands alone: pictures are inside it."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Preflight</title>",
        '<meta name=viewport content="width=device-width,initial-scale=1">',
        f"<style>{STYLE}</style>",
        "<main><h1>Preflight</h1>",
    ]
    shared = _shared(found)
    if shared:
        parts += ["<h2>In several files</h2><ol>", *(_item(alike, package) for alike in shared)]
        parts.append("</ol>")
    told = {id(f) for alike in shared for f in alike}
    for name, findings in found.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        own = [f for f in findings if id(f) not in told]
        if not findings:
            parts.append("<p class=none>Fit to print: no rule is broken.</p>")
        elif not own:
            parts.append("<p>Only what is said of several files above.</p>")
        for page in sorted({f.page for f in own if f.rect is not None}):
            at, here = package.at(name, page), [f for f in own if f.page == page]
            file = PageOf(files[name], package.digests.get(name, ""), at)
            parts.append(_figure(file, here, page))
        if own:
            items = [_item(alike, package) for alike in by_kind(own)]
            parts += ["<ol>", *items, "</ol>"]
    return "\n".join(parts) + "</main></html>\n"


def _shared(found: Mapping[str, Sequence[Finding]]) -> list[list[Finding]]:
    """Kinds of findings that several files have and that no picture shows."""
    kinds = by_kind(f for findings in found.values() for f in findings if f.rect is None)
    files = {id(f): name for name, findings in found.items() for f in findings}
    return [alike for alike in kinds if len({files[id(f)] for f in alike}) > 1]


def _item(alike: Sequence[Finding], package: Package) -> str:
    """Findings of one kind as one entry of a list, those that differ in a figure below it."""
    e, first = html.escape, alike[0]
    times = f", {len(alike)} times" if len(alike) > 1 else ""
    facts = list(dict.fromkeys((f.page, f.message) for f in alike))
    pages = sorted({f.page for f in alike if f.page})
    where = f"{pages_told(pages)}: " if pages else ""
    several = len({message for _, message in facts}) > 1
    text = "" if several else f"{e(first.message)}; "
    inner = [f"<li>{f'page {page}: ' if page else ''}{e(fact)}</li>" for page, fact in facts]
    answers = dict.fromkeys(package.answers.get(f.key, "") for f in alike)
    answer = e("; ".join(filter(None, answers)))
    return (
        f"<li><b>{first.severity.name.lower()}{times}</b> <span class=rule>{first.rule}</span> "
        f"{where}{text}<i>{e(first.remedy)}</i>"
        f"{f' <b class=answer>{answer}</b>' if answer else ''}"
        f"{'<ul>' + ''.join(inner) + '</ul>' if several else ''}</li>"
    )


def _figure(file: PageOf, findings: Sequence[Finding], page: int) -> str:
    """`page`: what it is called."""
    try:
        picture, wide, deep, left, top = _picture(file)
    except (RuntimeError, OSError, IndexError):
        return f"<p>Page {page} cannot be shown.</p>"
    marks = []
    for f in findings:
        if f.rect is not None:
            x, y = 100 * (f.rect.x + left) / wide, 100 * (f.rect.y + top) / deep
            width, height = 100 * f.rect.width / wide, 100 * f.rect.height / deep
            size = f"left:{x:.1f}%;top:{y:.1f}%;width:{width:.1f}%;height:{height:.1f}%"
            title = html.escape(f"{f.rule}: {f.message}", quote=True)
            marks.append(f'<a class={f.severity.name.lower()} style="{size}" title="{title}"></a>')
    image = f'<img width={PICTURE_WIDTH} alt="page {page}" src="data:image/jpeg;base64,{picture}">'
    return f"<figure>{image}{''.join(marks)}</figure>"


def _picture(file: PageOf) -> tuple[str, float, float, float, float]:
    """The page as a JPEG in base64, its width, its height and where the trim begins, in points."""
    facts = (file.known, file.number, PICTURE_WIDTH)
    return kept("preflight pictures", facts, lambda: _drawn(file.data, file.number))


def _drawn(data: bytes, number: int) -> tuple[str, float, float, float, float]:
    import pypdfium2 as pdfium  # slow to load, and most pages are drawn already

    document = pdfium.PdfDocument(data)
    try:
        page = document[number - 1]
        scale = PICTURE_WIDTH / page.get_width()
        media, trim = page.get_mediabox(), page.get_trimbox()
        buffer = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=70)
        return (
            base64.b64encode(buffer.getvalue()).decode("ascii"),
            page.get_width(),
            page.get_height(),
            trim[0] - media[0],
            media[3] - trim[3],
        )
    finally:
        document.close()
