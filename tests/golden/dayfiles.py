"""The files of a tiny day: stories as text, pictures and advertisements of the size they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from prose import headline, prose
from reportlab.pdfgen.canvas import Canvas

SIZED = re.compile(r"(pictures|ads)/[a-z0-9]+-(\d+)x(\d+)\.(png|pdf)")
StoryFile = tuple[str, str]  # slug, text of the file


def story(slug: str, words: int = 0, body: str = "", **fields: Any) -> StoryFile:
    """A story's file; without a body, prose of so many words that is the same for a slug."""
    front = {"section": "City", "headline": headline(slug), **fields}
    text = body or prose(words or 60, slug)
    return slug, f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n{text}\n"


def picture(name: str, width: int, height: int, **words: Any) -> dict[str, Any]:
    """A picture of so many pixels; the harness paints it."""
    return {"file": f"pictures/{name}-{width}x{height}.png", **words}


def advertisement(booking: str, size: str, width: int, height: int, **more: Any) -> dict[str, Any]:
    """A booking with a PDF of so many points; the harness draws it."""
    file = f"ads/{booking.lower()}-{width}x{height}.pdf"
    advertiser = f"Firm {booking}"
    return {"booking": booking, "advertiser": advertiser, "file": file, "size": size, **more}


def write_settings(path: Path, settings: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = yaml.safe_dump(dict(settings), sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def make_files(day: Path, text: str) -> None:
    """The pictures and advertisements that a file names, as large as their names say."""
    for name in SIZED.finditer(text):
        path, size = day / name[0], (int(name[2]), int(name[3]))
        path.parent.mkdir(exist_ok=True)
        if name[4] == "png":
            Image.new("RGB", size, (90, 120, 150)).save(path)
        else:
            canvas = Canvas(str(path), pagesize=size, invariant=True)
            canvas.setStrokeColorCMYK(0, 1 if "colour" in name[0] else 0, 0, 1)
            canvas.rect(4, 4, size[0] - 8, size[1] - 8)
            canvas.save()
