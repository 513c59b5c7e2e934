"""Advertisers' pages made fit for the plate: all paint becomes inks within the limit, wherever it
stands: content, forms, patterns, glyphs, soft masks, shades, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Operator, Stream

from epaper.adverts.inline import inline_facts
from epaper.adverts.walk import Painter, painters, shadings, states_of, values
from epaper.sinks.pdf.numbers import num
from epaper.sinks.press.adpictures import convert_picture
from epaper.sinks.press.adshades import convert_shade
from epaper.sinks.press.inkspaces import Cmyk, InkSpaces, base_of, first_values, kind_of

STROKES = ("RG", "K", "G", "CS", "SC", "SCN")
SETS = ("sc", "scn", "SC", "SCN")
INLINE = "/EpInline"


@dataclass(slots=True)
class AdvertConverter:
    """Converts a page and all that it draws, each object once.  RefusedError, and whatever damaged
    objects raise, where that cannot be done."""

    pdf: pikepdf.Pdf
    inks: InkSpaces
    x1a: bool = False
    done: set[tuple[int, int]] = field(default_factory=set)
    changed: bool = False  # whether anything was written anew

    def page(self, page: pikepdf.Page) -> None:
        found = list(painters(page))  # before anything is changed
        for painter in found:
            self._content(painter)
            self._group(painter.owner.get("/Group"))
        for painter in found:
            self._resources(painter)

    def _content(self, painter: Painter) -> None:
        writer = _Writer(self, painter.resources)
        out = writer.run(painter.instructions())
        if writer.changed:
            self.changed = True
            painter.rewrite(self.pdf, out)

    def _group(self, group: Any) -> None:
        """Blending is done in the inks of the page."""
        if isinstance(group, Dictionary) and group.get("/CS", Name.DeviceGray) != "/DeviceGray":
            self.changed |= str(group.CS) not in ("/DeviceCMYK", "/DeviceGray")
            group.CS = Name.DeviceCMYK if self.inks.colour else Name.DeviceGray

    def _resources(self, painter: Painter) -> None:
        resources = painter.resources
        for shade in shadings(painter):
            if self._first(shade):
                self.changed |= convert_shade(self.pdf, shade, self.inks)
        for thing in values(resources, "/XObject"):
            if (
                isinstance(thing, Stream)
                and thing.get("/Subtype") == "/Image"
                and self._first(thing)
            ):
                self._picture(thing)
        for state in states_of(resources):
            self._backdrop(state.get("/SMask"))
        self._spaces(resources.get("/ColorSpace"))

    def _picture(self, image: Any) -> None:
        self.changed |= convert_picture(self.pdf, image, self.inks, self.x1a)
        for key in ("/SMask", "/Mask"):
            if isinstance(image.get(key), Stream):
                self.changed |= convert_picture(self.pdf, image[key], self.inks, self.x1a)

    def _backdrop(self, mask: Any) -> None:
        """The colour on which a soft mask lies, in the space of its group."""
        if isinstance(mask, Dictionary) and "/BC" in mask:
            given = [float(v) for v in mask.BC]
            kind = {1: Name.DeviceGray, 3: Name.DeviceRGB}.get(len(given))
            blended = str(mask.G.get("/Group", Dictionary()).get("/CS", ""))
            if kind is not None and blended == "/DeviceCMYK":
                mask.BC = Array([float(v) for v in self.inks.inks(kind, tuple(given))])
            elif kind is not None and blended == "/DeviceGray":
                mask.BC = Array([1 - self.inks.inks(kind, tuple(given))[3]])

    def _spaces(self, named: Any) -> None:
        """Spaces that nothing is painted in any more go, among them those that stand for the
        device's."""
        if not isinstance(named, Dictionary):
            return
        for name in sorted(named.keys()):
            space = named[name]
            if kind_of(space) == "pattern":
                if base_of(space) is not None and self.inks.converts(space):
                    named[name] = Array([Name.Pattern, Name.DeviceCMYK])
                    self.changed = True
            elif name.startswith("/Default") or self.inks.converts(space):
                del named[name]
                self.changed = True

    def _first(self, thing: Any) -> bool:
        if thing.objgen == (0, 0):
            return True
        new = thing.objgen not in self.done
        self.done.add(thing.objgen)
        return new


class _Writer:
    """Goes through a content stream; `space` is the colour space of fills and of strokes where it
    has to be converted, or limited."""

    def __init__(self, converter: AdvertConverter, resources: Any) -> None:
        self.converter, self.inks, self.resources = converter, converter.inks, resources
        self.space: dict[str, Any] = {"fill": None, "stroke": None}
        self.stack: list[dict[str, Any]] = []
        self.out: list[Any] = []
        self.changed = False

    def run(self, instructions: Any) -> list[Any]:
        for instruction in instructions:
            if isinstance(instruction, ContentStreamInlineImage):
                self._inline(instruction)
                continue
            operator, operands = str(instruction.operator), list(instruction.operands)
            written = self._written(operator, operands)
            if written is None:
                self.out.append(instruction)
            else:
                self.out += written
                self.changed = True
        return self.out

    def _written(self, operator: str, operands: list[Any]) -> list[Any] | None:
        """What stands instead of an operator; None where it stays."""
        side = "stroke" if operator in STROKES else "fill"
        if operator == "q":
            self.stack.append(dict(self.space))
        elif operator == "Q":
            if self.stack:
                self.space = self.stack.pop()
        elif operator in ("cs", "CS"):
            return self._begin(side, operands[0])
        elif operator in ("g", "G"):
            self.space[side] = None
        elif operator in ("rg", "RG", "k", "K"):
            self.space[side] = None
            space = Name.DeviceRGB if len(operands) == 3 else Name.DeviceCMYK
            return self._set(side, space, operands)
        elif operator in SETS and self.space[side] is not None:
            return self._colour(side, operator, operands)
        return None

    def _begin(self, side: str, name: Any) -> list[Any] | None:
        known = self.resources.get("/ColorSpace")
        space = known.get(str(name), name) if isinstance(known, Dictionary) else name
        kind = kind_of(space)
        self.space[side] = space if self.inks.converts(space) or kind == "cmyk" else None
        if not self.inks.converts(space):
            return None
        if kind == "pattern":
            return None  # the resource itself is put in CMYK
        return self._set(side, space, list(first_values(space)))

    def _colour(self, side: str, operator: str, operands: list[Any]) -> list[Any] | None:
        space = self.space[side]
        if operands and isinstance(operands[-1], Name):
            base, name = base_of(space), operands[-1]
            if base is None or len(operands) == 1:
                return None
            inks = self.inks.inks(base, tuple(float(v) for v in operands[:-1]))
            return [_instruction(operator, [*map(_number, inks), name])]
        return self._set(side, space, operands)

    def _set(self, side: str, space: Any, operands: list[Any]) -> list[Any] | None:
        given = tuple(float(v) for v in operands)
        inks = self.inks.inks(space, given)
        if isinstance(space, Name) and kind_of(space) == "cmyk" and _same(given, inks):
            return None
        return [_set(side, inks)]

    def _inline(self, instruction: Any) -> None:
        """An inline picture that has to be converted becomes one by name."""
        image = instruction.iimage
        made = self._by_name(image)
        if made is None or not convert_picture(
            self.converter.pdf, made, self.inks, self.converter.x1a
        ):
            self.out.append(instruction)
            return
        if "/XObject" not in self.resources:
            self.resources.XObject = Dictionary()
        number = sum(name.startswith(INLINE) for name in sorted(self.resources.XObject.keys()))
        name = f"{INLINE}{number}"
        self.resources.XObject[name] = made
        self.out.append(_instruction("Do", [Name(name)]))
        self.changed = True

    def _by_name(self, image: Any) -> Any | None:
        facts = inline_facts(image, self.resources)
        if facts.get("/ImageMask", False):
            return None
        made = self.converter.pdf.make_stream(image.read_raw_bytes())
        for key, value in facts.items():
            made[key] = value
        made.Type, made.Subtype = Name.XObject, Name.Image
        return made


def _same(given: tuple[float, ...], inks: Cmyk) -> bool:
    return all(abs(a - b) < 1e-6 for a, b in zip(given, inks, strict=False))


def _set(side: str, inks: Cmyk) -> Any:
    return _instruction("k" if side == "fill" else "K", list(map(_number, inks)))


def _number(value: float) -> Any:
    return pikepdf.Object.parse(num(value).encode())


def _instruction(operator: str, operands: list[Any]) -> Any:
    return pikepdf.ContentStreamInstruction(operands, Operator(operator))
