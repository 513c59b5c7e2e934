"""Sheets of paper to draw on: points from the top left, y down, as everywhere in the program.

Everything is laid out first and drawn at the end, when the number of sheets is known.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from epaper.geometry import Rect, Size
from epaper.paperwork.faces import BOLD, OWN, REGULAR, face, part_width, pieces, text_width
from epaper.paperwork.shaped import draw_shaped, is_shaped
from epaper.paperwork.words import shortened
from epaper.units import mm

A4 = Size(mm(210), mm(297))
A4_LANDSCAPE = Size(A4.height, A4.width)
MARGIN = mm(12)
FOOT = mm(8)  # the footer's room above the lower margin
PRODUCER = "epaper"

SEEN, UNSEEN = 0, 3  # of PDF's ways to draw text

BLACK, DARK, GREY, LIGHT, WHITE = 0.0, 0.35, 0.6, 0.9, 1.0  # shares of white
RED = (0.7, 0.0, 0.1)
AMBER = (0.7, 0.42, 0.0)
Ink = float | tuple[float, float, float]

Drawing = Callable[[Canvas], None]


@dataclass(slots=True)
class Sheets:
    """A document of equal sheets with a footer: its title on the left, "2 of 3" on the right."""

    size: Size
    title: str
    language: str = "en"
    footer: bool = True
    _sheets: list[list[Drawing]] = field(default_factory=lambda: [[]])

    @property
    def inner(self) -> Rect:
        """What may be drawn on: the sheet without margins and footer."""
        width, height = self.size.width - 2 * MARGIN, self.size.height - 2 * MARGIN
        return Rect(MARGIN, MARGIN, width, height - FOOT)

    @property
    def count(self) -> int:
        return len(self._sheets)

    def new(self) -> None:
        """Go on on a new sheet."""
        self._sheets.append([])

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        name: str = REGULAR,
        ink: Ink = BLACK,
        align: str = "left",
    ) -> None:
        """One line with its baseline on y; `align` "left", "right" or "centre" of x."""
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        start = x - share * text_width(text, name, size)

        def draw(canvas: Canvas) -> None:
            x, base = start, self.size.height - y
            line = canvas.beginText(x, base)
            _fill(canvas, ink)
            for font, part in pieces(text, name):
                unseen, width = is_shaped(part), part_width(font, part, size)
                if unseen:
                    draw_shaped(canvas, part, font.removeprefix(OWN), (x, base), size=size)
                    line.setTextRenderMode(UNSEEN)
                    line.setHorizScale(100 * width / (stringWidth(part, font, size) or width))
                line.setFont(font, size)
                line.textOut(part)
                x += width
                if unseen:
                    line.setTextRenderMode(SEEN)
                    line.setHorizScale(100)
                    line.setTextOrigin(x, base)
            canvas.drawText(line)

        self._sheets[-1].append(draw)

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5) -> None:
        height = self.size.height

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeGray(BLACK)
            canvas.setLineWidth(weight)
            canvas.line(x0, height - y0, x1, height - y1)

        self._sheets[-1].append(draw)

    def box(
        self, rect: Rect, *, fill: Ink | None = None, stroke: Ink | None = None, weight: float = 0.5
    ) -> None:
        def draw(canvas: Canvas) -> None:
            if fill is not None:
                _fill(canvas, fill)
            if stroke is not None:
                _stroke(canvas, stroke)
                canvas.setLineWidth(weight)
            bottom = self.size.height - rect.bottom
            canvas.rect(
                rect.x, bottom, rect.width, rect.height, stroke is not None, fill is not None
            )

        self._sheets[-1].append(draw)

    def picture(self, rect: Rect, jpeg: bytes) -> None:
        """A JPEG, which goes into the file as it is, once however often it is shown."""

        def draw(canvas: Canvas) -> None:
            bottom = self.size.height - rect.bottom
            image = ImageReader(io.BytesIO(jpeg))
            canvas.drawImage(image, rect.x, bottom, rect.width, rect.height)

        self._sheets[-1].append(draw)

    def pdf(self) -> bytes:
        """The document; the same drawings make the same bytes."""
        out = io.BytesIO()
        with _plain_streams():
            canvas = Canvas(
                out,
                pagesize=(self.size.width, self.size.height),
                pageCompression=1,
                invariant=1,
                initialFontName=face(REGULAR).fontName,  # else every page names Helvetica
                lang=self.language,
            )
            canvas.setTitle(self.title)
            canvas.setAuthor("")
            canvas.setSubject("")
            canvas.setCreator(PRODUCER)
            canvas.setProducer(PRODUCER)
            box = (0, 0, self.size.width, self.size.height)
            for number in range(1, self.count + 1):
                canvas.setTrimBox(box)
                for draw in self._sheets[number - 1]:
                    draw(canvas)
                if self.footer:
                    self._foot(canvas, number)
                canvas.showPage()
            canvas.save()
        return out.getvalue()

    def _foot(self, canvas: Canvas, number: int) -> None:
        foot = Sheets(self.size, self.title)
        y = self.size.height - MARGIN
        right = self.size.width - MARGIN
        foot.rule(MARGIN, y - 11, right, y - 11, weight=0.5)
        place = f"{number} of {self.count}"
        room = right - MARGIN - text_width(place, BOLD, 8) - 12
        foot.text(MARGIN, y, shortened(self.title, room, REGULAR, 8), size=8, ink=DARK)
        foot.text(right, y, place, size=8, name=BOLD, align="right")
        for draw in foot._sheets[0]:
            draw(canvas)


def _fill(canvas: Canvas, ink: Ink) -> None:
    if isinstance(ink, tuple):
        canvas.setFillColorRGB(*ink)
    else:
        canvas.setFillGray(ink)


def _stroke(canvas: Canvas, ink: Ink) -> None:
    if isinstance(ink, tuple):
        canvas.setStrokeColorRGB(*ink)
    else:
        canvas.setStrokeGray(ink)


@contextmanager
def _plain_streams() -> Iterator[None]:
    """No ASCII85, which is slow and a quarter larger; the library knows it as a global setting."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before
