"""Pictures of parts of the printed page: a module to be clipped, a chart, an advertisement, and the
card that a shared story shows.  They are drawn from the page as readers print it, so any script
comes out as it was set."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

from epaper.geometry import Rect
from epaper.issue.codec import page_digest
from epaper.issue.issue import Issue
from epaper.page.page import Page
from epaper.sinks.screen import print_screen
from epaper.site.pictures import MORE, QUALITY, Encoded, encoded
from epaper.work.kept import kept
from epaper.work.scratch import scratch

SCALE = 2.0  # pixels a point
MARGIN = 6.0  # points of paper round a module
CARD = (1200, 630)  # pixels, as Open Graph's users show it
PAPER = (255, 255, 255)
INSET = 36  # pixels round a module on a card


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of a page, by name: modules that are clipped, and parts that are shown as pictures."""

    clips: Mapping[str, Rect]
    parts: Mapping[str, Rect]


@dataclass(frozen=True, slots=True)
class Prints:
    """WebP of a clip and JPEG of its card, by name; a part in all its sizes."""

    clips: Mapping[str, bytes]
    cards: Mapping[str, bytes]
    parts: Mapping[str, tuple[Encoded, ...]]


def prints_of(issue: Issue, wanted: Mapping[int, Wanted], jobs: int) -> dict[int, Prints]:
    """By page.  The issue is printed once where any is not known from before."""
    printed: list[bytes] = []

    def document() -> bytes:
        if not printed:
            with scratch("site") as folder:
                print_screen(issue, folder / "issue.pdf", jobs)
                printed.append((folder / "issue.pdf").read_bytes())
        return printed[0]

    looks = (issue.palette, sorted(issue.faces.items()))
    found: dict[int, Prints] = {}
    for place, page in enumerate(issue.pages):
        asked = wanted[page.number]
        facts = (SCALE, looks, page_digest(page), _told(asked.clips), _told(asked.parts))

        def drawn(place: int = place, page: Page = page, asked: Wanted = asked) -> Prints:
            return _prints(_raster(document(), place), page, asked)

        found[page.number] = kept("web prints", facts, drawn)
    return found


def _told(rects: Mapping[str, Rect]) -> Sequence[object]:
    return [(name, rect.x, rect.y, rect.width, rect.height) for name, rect in rects.items()]


def _raster(pdf: bytes, place: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[place]
        bitmap = page.render(scale=SCALE, draw_annots=False)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    return image


def _prints(whole: Image.Image, page: Page, asked: Wanted) -> Prints:
    clips: dict[str, bytes] = {}
    cards: dict[str, bytes] = {}
    for name, rect in asked.clips.items():
        image = _cut(whole, rect, MARGIN, page)
        clips[name] = _packed(image, "WEBP")
        cards[name] = _packed(_card(image), "JPEG")
    parts = {name: encoded(_cut(whole, rect, 0.0, page)) for name, rect in asked.parts.items()}
    return Prints(clips, cards, parts)


def _cut(whole: Image.Image, rect: Rect, margin: float, page: Page) -> Image.Image:
    left, top = max(0.0, rect.x - margin), max(0.0, rect.y - margin)
    right = min(page.size.width, rect.right + margin)
    bottom = min(page.size.height, rect.bottom + margin)
    box = (round(left * SCALE), round(top * SCALE), round(right * SCALE), round(bottom * SCALE))
    return whole.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))


def _card(clip: Image.Image) -> Image.Image:
    """The head of a module on paper."""
    width, height = CARD[0] - 2 * INSET, CARD[1] - INSET
    scale = min(width / clip.width, 1.0)
    shown = clip.resize((round(clip.width * scale), round(clip.height * scale)))
    card = Image.new("RGB", CARD, PAPER)
    card.paste(shown.crop((0, 0, shown.width, min(shown.height, height))), (INSET, INSET))
    return card


def picture_card(data: bytes) -> bytes:
    """A story's picture as its card."""
    with Image.open(io.BytesIO(data)) as image:
        return _packed(ImageOps.fit(image.convert("RGB"), CARD), "JPEG")


def _packed(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form, quality=QUALITY[form], **MORE[form])
    return out.getvalue()
