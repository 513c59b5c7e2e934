"""Small documents made straight from shaped words, without the typesetter."""

import atexit
import datetime
import io
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from PIL import Image, ImageDraw

from epaper.geometry import Rect, Size
from epaper.issue.issue import Issue, PageGrid
from epaper.issue.shelf import Shelf
from epaper.issue.structuring import Alternatives, StoryFacts, structure_of
from epaper.model.edition import Publication
from epaper.page.asset import Asset, AssetKind
from epaper.page.marks import AdMark, Element, GlyphRun, Mark, Origin, PictureMark, Word
from epaper.page.page import OutlineEntry, Page
from epaper.sinks.screen import print_screen
from epaper.words.reader import words_for

FONTS = Path(__file__).parents[2] / "fonts"
FACES = {path.stem: path for path in sorted(FONTS.glob("*.ttf"))}
SHELF = Shelf(Path(tempfile.mkdtemp(prefix="epaper-samples-")))
atexit.register(shutil.rmtree, SHELF.folder, True)
ASSETS: dict[str, Asset] = {}
FACE_ASSETS = {face: SHELF.put(path.read_bytes()) for face, path in FACES.items()}
BODY = Origin(Element.BODY, "bridge")
TRICKY = Path(__file__).parents[3] / "shared" / "corpus" / "pictures-tricky"


@lru_cache
def font(face: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FACES[face]))))


@lru_cache
def word(text: str, face: str = "serif", features: tuple[str, ...] = (), shown: str = "") -> Word:
    """`shown` is drawn in place of the text when both have as many characters."""
    buffer = hb.Buffer()
    buffer.add_str(shown or text.replace("\u00ad", "-"))
    buffer.guess_segment_properties()
    hb.shape(font(face), buffer, dict.fromkeys(features, True))
    starts = [info.cluster for info in buffer.glyph_infos]
    ends = [min([s for s in starts if s > start], default=len(text)) for start in starts]
    clusters = [
        "" if i and starts[i - 1] == start else text[start:end]
        for i, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    advances = tuple(p.x_advance for p in buffer.glyph_positions)
    offsets = tuple((p.x_offset, p.y_offset) for p in buffer.glyph_positions)
    return Word(
        text,
        tuple(info.codepoint for info in buffer.glyph_infos),
        advances,
        tuple(clusters),
        sum(advances),
        offsets if any(x or y for x, y in offsets) else (),
    )


def run(
    text: str,
    x: float,
    y: float,
    face: str = "serif",
    size: float = 10,
    gap: float = 3,
    origin: Origin = BODY,
    features: tuple[str, ...] = (),
    **more: object,
) -> GlyphRun:
    words = tuple(word(part, face, features) for part in text.split(" "))
    made = GlyphRun(x, y, face, size, words, gap, origin, **more)  # type: ignore[arg-type]
    return replace(made, width=printed_width(made))


def printed_width(mark: GlyphRun) -> float:
    """The formula of GlyphRun's docstring."""
    upem = font(mark.face).face.upem
    letters = mark.size * sum(w.width for w in mark.words) / upem
    tracking = mark.tracking * sum(len(w.glyphs) for w in mark.words)
    return mark.stretch * (letters + tracking) + mark.gap * (len(mark.words) - 1)


def page(marks: Sequence[Mark], number: int = 1, section: str = "City") -> Page:
    return Page(number, Size(400, 600), section, tuple(marks))


def issue_of(pages: Sequence[Page], outline: Sequence[OutlineEntry] = ()) -> Issue:
    """An issue of hand-made pages; its files are those that `shelved` took in."""
    slugs = {mark.origin.story for sheet in pages for mark in sheet.marks if mark.origin.story}
    facts = {slug: StoryFacts("City", "A headline", "") for slug in slugs}
    words = Alternatives(words_for("en-GB"))
    return Issue(
        publication=Publication("The Sample", "SMP", language="en-GB"),
        date=datetime.date(2026, 11, 23),
        title="The Sample",
        pages=tuple(pages),
        grid=PageGrid("sample", Size(400, 600), Rect(20, 20, 360, 560), 2, 50, 11, 12),
        author="The Desk",
        subject="A sample",
        outline=tuple(outline),
        structure=structure_of(pages, facts, "en-GB", words),
        faces=dict(FACE_ASSETS),
        assets=dict(ASSETS),
        shelf=SHELF,
    )


def rendered(pages: Sequence[Page], outline: Sequence[OutlineEntry] = (), jobs: int = 1) -> bytes:
    out = io.BytesIO()
    print_screen(issue_of(pages, outline), out, jobs)
    return out.getvalue()


def shelved(path: Path, kind: AssetKind) -> str:
    """A file taken into the samples' shelf; its digest."""
    data = path.read_bytes()
    media = "application/pdf" if data.startswith(b"%PDF") else "image/jpeg"
    digest = SHELF.put(data)
    ASSETS[digest] = Asset(digest, kind, media, len(data), path.name)
    return digest


def picture_file(path: Path, size: tuple[int, int] = (600, 400), **save: object) -> Path:
    """Red on the left, blue on the right, a white bar on top."""
    image = Image.new("RGB", size, (200, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((size[0] // 2, 0, *size), fill=(20, 40, 180))
    draw.rectangle((0, 0, size[0], size[1] // 10), fill="white")
    image.save(path, **save)  # type: ignore[arg-type]
    return path


def picture(
    path: Path, rect: Rect, pixels: tuple[int, int] = (600, 400), alt: str = "Two fields"
) -> PictureMark:
    asset = shelved(path, AssetKind.PICTURE) if path.is_file() else ""
    return PictureMark(
        rect, asset, path.name, (0, 0, 1, 1), pixels, alt, Origin(Element.PICTURE, "bridge")
    )


def advert(path: Path, rect: Rect) -> AdMark:
    asset = shelved(path, AssetKind.ADVERTISEMENT)
    return AdMark(rect, asset, "A-17", Origin(Element.ADVERTISEMENT))
