"""The generated day as an editions folder for epaper and as a document for Typst, from the same
articles and pictures.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy
import yaml
from PIL import Image

from epaper.sources.writer import markdown_escape, story_markdown
from tools.bench.text import Article

DATE = "2026-01-05"
SECTIONS = ("City", "Nation", "World", "Business", "Sport")
PICTURE_BYTES = 198_000
PICTURE_SIZE = (1200, 800)


def write_pictures(folder: Path, count: int) -> None:
    """`count` different JPEGs of about 198 kB each: soft shapes under grain."""
    folder.mkdir(parents=True)
    quality = 0
    for number in range(count):
        picture = _picture(number)
        quality = quality or _fitting_quality(picture)
        picture.save(folder / f"{number:03}.jpg", quality=quality)


def _picture(number: int) -> Image.Image:
    chance = numpy.random.default_rng(number)
    width, height = PICTURE_SIZE
    shapes = Image.fromarray(chance.integers(30, 220, (6, 9, 3), dtype=numpy.uint8)).resize(
        PICTURE_SIZE, Image.Resampling.BICUBIC
    )
    grain = chance.normal(0, 9, (height, width, 1))
    return Image.fromarray(
        numpy.clip(numpy.asarray(shapes, dtype=float) + grain, 0, 255).astype(numpy.uint8)
    )


def _fitting_quality(picture: Image.Image) -> int:
    """The JPEG quality that comes nearest to the wanted size from below."""
    for quality in range(95, 30, -1):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= PICTURE_BYTES:
            return quality
    return 30


def write_day(editions: Path, pictures: Path, articles: Sequence[Article], pages: int) -> None:
    """editions/DATE with a story an article; sections share them in turn of blocks, so that pages
    keep to a section.
    """
    day = editions / DATE
    (day / "pictures").mkdir(parents=True)
    settings = {
        "publication": {
            "name": "The Bench",
            "code": "BEN",
            "language": "en-GB",
            "layout": "broadsheet",
        },
        "number": "No. 1",
        "price": "1.00",
        "sections": list(SECTIONS),
        "pages": {"least": pages, "most": pages, "multiple": 2},
    }
    (day / "edition.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    for article in articles:
        front: dict[str, object] = {
            "section": SECTIONS[article.number * len(SECTIONS) // len(articles)],
            "urgency": 2 + article.number % 6,
            "headline": article.headline,
            "deck": article.deck,
            "byline": article.byline,
        }
        if article.picture is not None:
            name = f"pictures/{article.picture:03}.jpg"
            os.link(pictures / f"{article.picture:03}.jpg", day / name)
            front["pictures"] = [
                {
                    "file": name,
                    "caption": article.caption,
                    "credit": "Bench",
                    "alt": article.caption,
                }
            ]
        body = "\n\n".join(markdown_escape(p) for p in article.paragraphs)
        (day / f"article-{article.number:04}.md").write_text(
            story_markdown(front, body), encoding="utf-8"
        )


PREAMBLE = """\
#set document(title: "The Bench")
#set page(width: 350mm, height: 546mm, columns: 6,
  margin: (left: 11mm, right: 11mm, top: 29mm, bottom: 17mm),
  footer: context align(center, counter(page).display()))
#set columns(gutter: 4.6mm)
#set text(font: "Source Serif 4", size: 9pt, lang: "en", region: "GB", hyphenate: true)
#set par(justify: true, first-line-indent: 9pt, leading: LEADING, spacing: LEADING)
#show heading: it => block(above: 10.8pt, below: 5pt, sticky: true,
  par(justify: false, first-line-indent: 0pt, leading: 3pt,
    text(size: 17pt, hyphenate: false, it.body)))
#show figure.caption: it => text(size: 7.8pt, it.body)
#outline(title: "Contents", depth: 1)
#pagebreak()
"""
# between the foot of one line and the head of the next: 11 pt from baseline to baseline
LEADING = "4.8pt"


def typst_source(articles: Sequence[Article], pictures: str) -> str:
    """The same articles in order, six columns of the same measure, 9 on 11 points, justified and
    hyphenated.
    """
    parts = [PREAMBLE.replace("LEADING", LEADING)]
    for article in articles:
        parts.append(f"= {_escaped(article.headline)}\n")
        parts.append(
            f"#text(size: 11pt)[{_escaped(article.deck)}]\n\n*{_escaped(article.byline)}*\n"
        )
        if article.picture is not None:
            picture = f'image("{pictures}/{article.picture:03}.jpg", width: 100%)'
            parts.append(f"#figure({picture}, caption: [{_escaped(article.caption)}])\n")
        parts += [_escaped(p) + "\n" for p in article.paragraphs]
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in "\\#*_$@<>`~[]=+-/" else c for c in text)
