"""The rules about what a page shows: ink, type, rules, pictures, overprint, boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from epaper.adverts.facts import spot_names
from epaper.adverts.plates import mean_over_windows
from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.content import Box, Met, Shown, meet, page_content
from epaper.preflight.coverage import Sheet, page_box, worst_pixel
from epaper.preflight.inks import UNDECODED, Pixels, family, picture_inks
from epaper.preflight.plates import PlateDigests
from epaper.preflight.rules import finding
from epaper.preflight.within import check_within
from epaper.units import to_mm

SLACK = 0.02
SMALL_BLACK = 12  # points: black text below this overprints
FOLD = 0.5  # points: a panorama's half that begins no farther from the left edge lies right of it
THIN_FILL = 3.0  # points: a filled box thinner than this is a rule


class PageCheck:
    """One page; `number` counts from 1, and `label` is the page of the paper that it is.

    `across`: where type may run off the page because the facing one goes on with it, from the top
    left of the trim.  `plates` are told all that is painted; when the check has `run`, `whole` is
    whether that was everything.
    """

    def __init__(
        self,
        page: pikepdf.Page,
        number: int,
        settings: PressSettings,
        label: int = 0,
        across: Sequence[Rect] = (),
        plates: PlateDigests | None = None,
    ) -> None:
        self.page, self.number, self.settings = page, number, settings
        self.label, self.across = label or number, across
        self.trim = page_box(page)
        self.plates, self.whole = plates, False
        self.said: set[tuple[str, int, int]] = set()
        # the picture in hand, its inks, and why it has none
        self._decoded: tuple[Any, Pixels | None, str] = (None, None, "")

    def run(self) -> Iterator[Finding]:
        yield from self._boxes()
        yield from self._annotations()
        sheet = Sheet(self.trim)
        met: list[Met] = []
        blank = True
        try:
            for shown in page_content(self.page, met):
                if self.plates is not None:
                    self.plates.add(shown, self._pixels)
                if meet(shown.box, self.trim):
                    blank = False
                    yield from self._shown(shown, sheet)
            self.whole = True
        except pikepdf.PdfError as error:
            yield self._say("file.damaged", f"the page's content cannot be read ({error})")
            blank = False
        if blank and not met:
            yield self._say("page.blank", "the page shows nothing")
        yield from self._ink(sheet)
        yield from check_within(met, self.number, self.trim, self.settings)

    def _pixels(self, image: Any) -> Pixels | None:
        """Decoded once for all who ask; None also for a picture that is damaged."""
        if self._decoded[0] is not image:
            try:
                self._decoded = image, picture_inks(image), ""
            except UNDECODED as error:
                self._decoded = image, None, f"{type(error).__name__}: {error}"[:120]
        return self._decoded[1]

    def _say(self, rule: str, message: str, box: Box | None = None) -> Finding:
        rect = None
        if box is not None:
            rect = Rect(
                box[0] - self.trim[0], self.trim[3] - box[3], box[2] - box[0], box[3] - box[1]
            )
        return finding(rule, message, self.number, rect)

    def _boxes(self) -> Iterator[Finding]:
        o = self.page.obj
        media, bleed = _box(self.page.mediabox), _box(o.get("/BleedBox", self.page.mediabox))
        if "/TrimBox" not in o or "/ArtBox" in o:
            yield self._say(
                "pdfx.boxes",
                "the page has no TrimBox" if "/TrimBox" not in o else "the page has an ArtBox",
            )
        elif not _within(self.trim, bleed) or not _within(bleed, media):
            yield self._say(
                "pdfx.boxes", "TrimBox, BleedBox and MediaBox do not lie inside each other"
            )
        wanted = self.settings.trim
        if wanted is not None:
            unit = float(o.get("/UserUnit", 1))
            width, height = (
                (self.trim[2] - self.trim[0]) * unit,
                (self.trim[3] - self.trim[1]) * unit,
            )
            if int(o.get("/Rotate", 0)) % 180:
                width, height = height, width
            widths = (1, 2) if self.settings.panoramas else (1,)
            fits = any(abs(width - wanted.width * times) <= 1 for times in widths)
            if not fits or abs(height - wanted.height) > 1:
                sizes = [
                    f"{to_mm(w):.1f} x {to_mm(h):.1f} mm"
                    for w, h in ((width, height), (wanted.width, wanted.height))
                ]
                yield self._say("page.size", f"the trim is {sizes[0]}, {sizes[1]} wanted")

    def _annotations(self) -> Iterator[Finding]:
        bleed = _box(self.page.obj.get("/BleedBox", self.page.trimbox))
        for note in self.page.obj.get("/Annots", []):
            kind = str(note.get("/Subtype", "/?"))[1:]
            if kind not in ("PrinterMark", "TrapNet") and meet(
                _box(note.get("/Rect", [0, 0, 0, 0])), bleed
            ):
                yield self._say(
                    "pdfx.annotation", f"there is a {kind} annotation on the page", _box(note.Rect)
                )
        if "/AA" in self.page.obj:
            yield self._say("pdfx.action", "the page acts when it is opened")

    def _shown(self, shown: Shown, sheet: Sheet) -> Iterator[Finding]:
        if shown.kind == "image":
            yield from self._picture(shown, sheet)
            if not shown.image.get("/ImageMask", False):
                return
        yield from self._colour(shown)
        if shown.kind == "text":
            yield from self._type(shown)
        elif shown.kind != "image":
            yield from self._rule(shown)
            if shown.kind == "fill":
                sheet.paint(shown)
        yield from self._overprint(shown)
        if shown.ink.family != "rgb" and shown.ink.total > self.settings.ink_limit + 0.5:
            yield from self._once(
                "ink.total-worst",
                f"{shown.kind} has {shown.ink.total:.0f} % ink, "
                f"{self.settings.ink_limit:.0f} % at most",
                shown,
            )

    def _once(self, rule: str, message: str, shown: Shown) -> Iterator[Finding]:
        """One finding for what stands close together: 20 lines of a paragraph are one matter."""
        key = (rule, int(shown.box[0] // 200), int(shown.box[1] // 200))
        if key not in self.said:
            self.said.add(key)
            yield self._say(rule, message, shown.box)

    def _colour(self, shown: Shown) -> Iterator[Finding]:
        if shown.ink.family in ("rgb", "lab"):
            yield from self._once(
                "colour.rgb", f"{shown.kind} is in {shown.ink.family.upper()}", shown
            )
        for name, _ in shown.ink.spots:
            if self.settings.spot(name) != "keep":
                yield from self._once(
                    "colour.spot", f"{shown.kind} is in the spot colour {name}", shown
                )
        if not self.settings.in_colour(self.label) and not (
            shown.ink.white or shown.ink.black_only
        ):
            yield from self._once(
                "colour.on-black-page",
                f"{shown.kind} is in colour on black-only page {self.label}",
                shown,
            )

    def _type(self, shown: Shown) -> Iterator[Finding]:
        s, ink, size = self.settings, shown.ink, shown.size + SLACK
        if ink.white and size < s.smallest_type_reversed:
            yield from self._once(
                "type.size-reversed",
                f"reversed type of {shown.size:.1f} pt, {s.smallest_type_reversed:g} pt at least",
                shown,
            )
        elif ink.count > 1 and size < s.smallest_type_many_inks:
            yield from self._type_in_inks(shown)
        elif size < s.smallest_type:
            yield from self._once(
                "type.size", f"type of {shown.size:.1f} pt, {s.smallest_type:g} pt at least", shown
            )
        if ink.family in ("cmyk", "rgb") and ink.cmyk[3] > 0.84 and ink.count > 1:
            yield from self._once(
                "colour.rich-black-text",
                f"black text of {shown.size:.1f} pt in {ink.count} inks",
                shown,
            )
        gap = self._gap(shown.box)
        if gap < self.settings.type_to_trim - SLACK and not ink.white:
            yield from self._once(
                "type.near-trim",
                f"type {max(0.0, to_mm(gap)):.1f} mm from the trim, "
                f"{to_mm(self.settings.type_to_trim):.1f} mm at least",
                shown,
            )

    def _type_in_inks(self, shown: Shown) -> Iterator[Finding]:
        """Inks are never quite in register: two of them can be borne in type that is not too
        small, three blur it."""
        two, many = self.settings.smallest_type_two_inks, self.settings.smallest_type_many_inks
        if shown.ink.count > 2:
            rule, least = "type.size-inks", many
        elif shown.size + SLACK < two:
            rule, least = "type.size-inks", two
        else:
            rule, least = "type.size-two-inks", many
        fact = f"type of {shown.size:.1f} pt in {shown.ink.count} inks, {least:g} pt at least"
        yield from self._once(rule, fact, shown)

    def _gap(self, box: Box) -> float:
        """Points from the nearest edge of the trim; the fold is none for a panorama's type."""
        left, bottom, right, top = self.trim
        gaps = [box[0] - left, right - box[2], box[1] - bottom, top - box[3]]
        for part in self.across:
            x, y = (box[0] + box[2]) / 2 - left, top - (box[1] + box[3]) / 2
            if part.x <= x <= part.right and part.y <= y <= part.bottom:
                gaps[0 if part.x < FOLD else 1] = math.inf
        return min(gaps)

    def _rule(self, shown: Shown) -> Iterator[Finding]:
        weight = shown.size
        if shown.kind == "fill":
            if len(shown.polygons) != 1:
                return
            sides = (shown.box[2] - shown.box[0], shown.box[3] - shown.box[1])
            weight = min(sides)
            if weight > THIN_FILL or max(sides) < 8 * THIN_FILL:
                return
        least = (
            self.settings.smallest_rule_reversed if shown.ink.white else self.settings.smallest_rule
        )
        if weight + 0.005 < least:
            rule = "rule.weight-reversed" if shown.ink.white else "rule.weight"
            yield from self._once(rule, f"a rule of {weight:.2f} pt, {least:g} pt at least", shown)

    def _overprint(self, shown: Shown) -> Iterator[Finding]:
        ink = shown.ink
        if shown.overprint and ink.white:
            yield from self._once(
                "overprint.white", f"white {shown.kind} overprints and will not show", shown
            )
        elif shown.overprint and ink.black_only and shown.mode == 0 and ink.family != "spot":
            yield from self._once(
                "overprint.wrong",
                f"black {shown.kind} overprints in mode 0, which knocks out",
                shown,
            )
        elif (
            shown.overprint
            and not ink.black_only
            and ink.family != "spot"
            and shown.kind != "image"
        ):
            yield from self._once("overprint.wrong", f"coloured {shown.kind} overprints", shown)
        full = ink.black_only and ink.cmyk[3] > 0.99
        if shown.kind == "text" and full and shown.size < SMALL_BLACK and not shown.overprint:
            yield from self._once(
                "overprint.missing", f"black text of {shown.size:.1f} pt knocks out", shown
            )

    def _picture(self, shown: Shown, sheet: Sheet) -> Iterator[Finding]:
        image, m, s = shown.image, shown.matrix, self.settings
        masked = bool(image.get("/ImageMask", False))
        kind = "" if masked else family(image.get("/ColorSpace"))
        width, height = (m[0] ** 2 + m[1] ** 2) ** 0.5, (m[2] ** 2 + m[3] ** 2) ** 0.5
        if int(image.Width) > 1 and width > 0 and height > 0:  # a single pixel is a tint
            ppi = min(int(image.Width) / width, int(image.Height) / height) * 72
            if ppi + 0.5 < s.picture_ppi_warn:
                low = ppi + 0.5 < s.picture_ppi_error
                rule, least = (
                    ("picture.resolution", s.picture_ppi_error)
                    if low
                    else ("picture.resolution-low", s.picture_ppi_warn)
                )
                yield from self._once(
                    rule, f"a picture of {ppi:.0f} ppi, {least:g} at least", shown
                )
        if kind in ("rgb", "lab"):
            yield from self._once("colour.rgb", f"a picture is in {kind.upper()}", shown)
        for name in () if masked else spot_names(image.get("/ColorSpace")):
            if (
                name not in ("Cyan", "Magenta", "Yellow", "Black", "None")
                and s.spot(name) != "keep"
            ):
                yield from self._once(
                    "colour.spot", f"a picture is in the spot colour {name}", shown
                )
        pixels = None if masked else self._pixels(image)
        if pixels is None:
            if not masked and (why := self._decoded[2]):
                yield from self._once("file.damaged", f"a picture cannot be decoded ({why})", shown)
            return
        if not s.in_colour(self.label) and int(pixels[..., :3].max(initial=0)) > 2:
            yield from self._once(
                "colour.on-black-page",
                f"a picture is in colour on black-only page {self.label}",
                shown,
            )
        worst = worst_pixel(pixels)
        if worst > s.ink_limit + 0.5:
            yield from self._once(
                "ink.total-worst",
                f"a picture has a pixel of {worst:.0f} % ink, {s.ink_limit:.0f} % at most",
                shown,
            )
        sheet.place(shown, pixels)

    def _ink(self, sheet: Sheet) -> Iterator[Finding]:
        mean, row, column = mean_over_windows(sheet.total())
        if mean > self.settings.ink_limit + 0.5:
            x, y = sheet.left + column, sheet.top - row
            yield self._say(
                "ink.total-mean",
                f"{mean:.0f} % ink over 15 mm2, {self.settings.ink_limit:.0f} % at most",
                (x, y - 11, x + 11, y),
            )


def _box(values: object) -> Box:
    a, b, c, d = (float(v) for v in values)  # type: ignore[attr-defined]
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 0.01
        and inner[1] >= outer[1] - 0.01
        and inner[2] <= outer[2] + 0.01
        and inner[3] <= outer[3] + 0.01
    )
