"""A paper of one small day, with a story that jumps, a picture, a brief and an advertisement."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from epaper.resources import shipped

DAY = "2026-01-01"
SHOP = "digital-shortrun-tabloid"  # that can print it
ITEM = '{"uri": "urn:a:1", "headline": "A bridge", "body_text": "It is open.", "type": "text"}'
SENTENCE = "The council met on Monday evening to hear what the repair would cost the harbour."
PICTURE = "pictures: [{file: pictures/quay.png, caption: The quay on Sunday., credit: A Camera}]"
EDITION = """\
publication: {name: The Tiny Paper, code: TIN, language: en-GB, layout: tabloid}
sections: [City, World]
pages: {least: 4, most: 4, multiple: 1}
ads: [{booking: A1, advertiser: Firm, file: ads/firm.pdf, size: strip, page: 3}]
"""


def write_tiny_paper(folder: Path) -> Path:
    """The paper in `folder`, with the shipped tabloid and little effort; returns the folder."""
    day = folder / "editions" / DAY
    for name in ("pictures", "ads"):
        (day / name).mkdir(parents=True)
    write_quick_layout(folder, "tabloid")
    (day / "edition.yaml").write_text(EDITION, encoding="utf-8")
    Image.linear_gradient("L").convert("RGB").resize((900, 600)).save(day / "pictures" / "quay.png")
    canvas = Canvas(str(day / "ads" / "firm.pdf"), pagesize=(714, 205), invariant=True)
    canvas.setStrokeColorCMYK(0, 0, 0, 1)
    canvas.rect(4, 4, 706, 197)
    canvas.save()
    _story(day, "bridge", 1100, "urgency: 1", PICTURE)
    for number, name in enumerate(("ferry", "market", "school", "mill", "tram", "baths")):
        _story(day, name, 120 + 40 * number, f"urgency: {number + 2}")
    _story(day, "flood", 150, "urgency: 2", section="World")
    _story(day, "lamp", 30, "kind: brief")
    return folder


def write_quick_layout(folder: Path, name: str, effort: int = 4) -> None:
    """The shipped layout with little effort, for a paper in `folder`."""
    layout = (shipped("layouts") / f"{name}.yaml").read_text(encoding="utf-8")
    layout = re.sub(r"(?m)^effort: \d+", f"effort: {effort}", layout)
    layout = layout.replace("  contents: auto ", "  contents: page ")
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / f"{name}.yaml").write_text(layout, encoding="utf-8")


def _story(day: Path, name: str, words: int, *fields: str, section: str = "City") -> None:
    front = [f"section: {section}", f"headline: The {name} is to be mended in spring", *fields]
    count = len(SENTENCE.split())
    paragraph = f"{SENTENCE} {SENTENCE} {SENTENCE}\n\n"
    body = paragraph * max(1, words // (3 * count))
    text = "\n".join(["---", *front, "---", body])
    (day / f"{name}.md").write_text(text, encoding="utf-8")
