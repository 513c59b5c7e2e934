"""Preflight for people: a page with each spot marked on the page's picture."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from epaper.model.finding import Finding

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
class Package:
    """How a report tells of a press package: `pages`, which pages of the paper the pages of each
    file are; `answers`, what a person is to know of an error by the finding's key.
    """

    pages: Mapping[str, Sequence[int]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def at(self, name: str, page: int) -> int:
        """The page of the file, from 1, that a finding's page is."""
        numbers = self.pages.get(name)
        return list(numbers).index(page) + 1 if numbers and page in numbers else page


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
    count = 0
    for name, findings in found.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        if not findings:
            parts.append("<p class=none>Fit to print: no rule is broken.</p>")
        for page in sorted({f.page for f in findings if f.rect is not None}):
            at, here = package.at(name, page), [f for f in findings if f.page == page]
            parts.append(_figure(files[name], at, here, page))
        parts.append("<ol>")
        for f in findings:
            count += 1
            where = f"page {f.page}: " if f.page else ""
            answer = html.escape(package.answers.get(f.key, ""))
            parts.append(
                f"<li id=f{count}><b>{f.severity.name.lower()}</b> <span "
                f"class=rule>{f.rule}</span> "
                f"{where}{html.escape(f.message)}; <i>{html.escape(f.remedy)}</i>"
                f"{f' <b class=answer>{answer}</b>' if answer else ''}</li>"
            )
        parts.append("</ol>")
    return "\n".join(parts) + "</main></html>\n"


def _figure(file: Path, at: int, findings: Sequence[Finding], page: int) -> str:
    """`at`: the page of the file; `page`: what it is called."""
    try:
        picture, wide, deep, left, top = _picture(file, at)
    except (pdfium.PdfiumError, OSError, IndexError):
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


def _picture(file: Path, number: int) -> tuple[str, float, float, float, float]:
    """The page as a JPEG in base64, its width, its height and where the trim begins, in points."""
    document = pdfium.PdfDocument(file.read_bytes())  # its name may be no UTF-8
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
