"""Advertisers' pages made fit for the plate: RGB paint and pictures become inks, greys stay
black."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name

from epaper.sinks.pdf.numbers import num
from epaper.sinks.press.colour import Separation, black_of, limited, rgb_inks
from epaper.sinks.press.plates import packed

RGB = ("/DeviceRGB", "/RGB", "/CalRGB")


@dataclass(slots=True)
class AdvertConverter:
    """Converts a form and all that it uses, each object once."""

    pdf: pikepdf.Pdf
    separation: Separation
    colour: bool
    done: set[tuple[int, int]] = field(default_factory=set)

    def form(self, form: Any) -> None:
        if form.objgen in self.done:
            return
        self.done.add(form.objgen)
        resources = form.get("/Resources", Dictionary())
        form.write(pikepdf.unparse_content_stream(self._content(form, resources)))
        group = form.get("/Group")
        if group is not None and _is_rgb(group.get("/CS")):
            group.CS = Name.DeviceCMYK
        placed = resources.get("/XObject", {})
        for name in sorted(placed.keys()):
            if placed[name].get("/Subtype") == "/Form":
                self.form(placed[name])
            elif placed[name].get("/Subtype") == "/Image":
                self.picture(placed[name])

    def _content(self, form: Any, resources: Any) -> list[Any]:
        spaces = resources.get("/ColorSpace", {})
        current = {"fill": False, "stroke": False}  # is the named colour space RGB
        stack: list[dict[str, bool]] = []
        out: list[Any] = []
        for instruction in pikepdf.parse_content_stream(form):
            operator, operands = str(instruction.operator), list(instruction.operands)
            side = "stroke" if operator in ("RG", "K", "G", "CS", "SC", "SCN") else "fill"
            if operator in ("q", "Q"):
                if operator == "q":
                    stack.append(dict(current))
                elif stack:
                    current = stack.pop()
            elif operator in ("cs", "CS"):
                name = str(operands[0])
                current[side] = _is_rgb(spaces.get(name, operands[0]))
                if current[side]:
                    out.append(_set(side, (0, 0, 0, 1)))
                    continue
            elif operator in ("rg", "RG") or (
                operator in ("sc", "scn", "SC", "SCN") and current[side]
            ):
                rgb = tuple(float(v) for v in operands)
                if len(rgb) == 3:
                    out.append(_set(side, self._inks((rgb[0], rgb[1], rgb[2]))))
                    continue
            elif operator in ("k", "K"):
                c, m, y, k = (float(v) for v in operands)
                out.append(_set(side, self._within((c, m, y, k))))
                continue
            out.append(instruction)
        return out

    def _inks(self, rgb: tuple[float, float, float]) -> tuple[float, float, float, float]:
        return self._within(rgb_inks(rgb, self.separation))

    def _within(self, cmyk: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        if not self.colour:
            return 0.0, 0.0, 0.0, black_of(cmyk)
        surplus = sum(cmyk) - self.separation.limit / 100
        if surplus <= 0:
            return cmyk
        share = 1 - surplus / max(1e-9, sum(cmyk[:3]))
        return cmyk[0] * share, cmyk[1] * share, cmyk[2] * share, cmyk[3]

    def picture(self, image: Any) -> None:
        if image.objgen in self.done or image.get("/ImageMask", False):
            return
        self.done.add(image.objgen)
        if "/SMask" in image:
            self.done.add(image.SMask.objgen)
        space = image.get("/ColorSpace")
        try:
            shown = pikepdf.PdfImage(image).as_pil_image()
        except (pikepdf.PdfError, NotImplementedError, ValueError, TypeError):
            return  # preflight says what is wrong with it
        if shown.mode == "CMYK":
            raw = np.asarray(shown)
            if [float(v) for v in image.get("/Decode", [0])][:1] == [1.0]:
                raw = 255 - raw
            inks = (
                limited(raw, self.separation.limit)
                if self.colour
                else self.separation.inks(shown, False)
            )
        elif _is_rgb(space) or not self.colour:
            inks = self.separation.inks(shown, self.colour)
        else:
            return
        self._write(image, inks)

    @staticmethod
    def _write(image: Any, inks: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
        plates = packed(inks)
        image.write(plates.data, filter=Name.FlateDecode)
        for key in ("/Decode", "/Intent", "/Alternates", "/DecodeParms"):
            if key in image:
                del image[key]
        image.ColorSpace = Name.DeviceGray if plates.channels == 1 else Name.DeviceCMYK
        image.BitsPerComponent, image.Width, image.Height = 8, plates.width, plates.height


def _is_rgb(space: Any) -> bool:
    if isinstance(space, pikepdf.Name):
        return str(space) in RGB
    if isinstance(space, pikepdf.Array) and len(space):
        head = str(space[0])
        if head == "/ICCBased":
            return int(space[1].get("/N", 0)) == 3
        return _is_rgb(space[1]) if head in ("/Indexed", "/I") else head in RGB
    return False


def _set(side: str, cmyk: tuple[float, ...]) -> Any:
    operator = pikepdf.Operator("k" if side == "fill" else "K")
    return pikepdf.ContentStreamInstruction(
        [pikepdf.Object.parse(num(v).encode()) for v in cmyk], operator
    )
