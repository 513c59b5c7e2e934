"""Layers that are not printed, taken out of the content (ISO 32000-1, 8.11).

A layer is not printed when the default configuration has it off or its usage says so for print.
What draws in it is removed; what only sets the state of drawing stays, as later paint hangs on it.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Operator, Stream

from epaper.adverts.walk import Painter, painters

PATHS = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}
PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"}
SHOWS = {"Tj", "TJ", "Do", "sh", "INLINE IMAGE", "MP", "DP"}
MARKS = {"BMC", "BDC"}
DEEPEST = 30  # expressions within expressions


class Layers:
    """Which layers of a document are printed."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = pdf.Root.get("/OCProperties")
        self.off: set[tuple[int, int]] = set()
        self.left_out: dict[str, None] = {}  # names of the layers that had something to draw
        self.groups: list[Any] = []
        if not isinstance(properties, Dictionary):
            return
        self.groups = [one for one in _list(properties.get("/OCGs")) if isinstance(one, Dictionary)]
        config = properties.get("/D")
        config = config if isinstance(config, Dictionary) else Dictionary()
        if config.get("/BaseState") == "/OFF":
            self.off = {one.objgen for one in self.groups}
        self.off -= {one.objgen for one in _list(config.get("/ON"))}
        self.off |= {one.objgen for one in _list(config.get("/OFF"))}
        for one in self.groups:
            if _print_state(one) == "/OFF":
                self.off.add(one.objgen)
        for use in _list(config.get("/AS")):
            if isinstance(use, Dictionary) and use.get("/Event") == "/Print":
                on = {o.objgen for o in _list(use.get("/OCGs")) if _print_state(o) == "/ON"}
                self.off -= on

    @property
    def names_off(self) -> tuple[str, ...]:
        """The layers that are not printed, whether they draw anything or not."""
        return tuple(
            str(one.get("/Name", "")) or "(without a name)"
            for one in self.groups
            if one.objgen in self.off
        )

    def hides(self, content: Any) -> bool:
        """Whether a group, or a membership of groups, is not printed; its name is kept."""
        if not isinstance(content, Dictionary) or not self.off:
            return False
        hidden = not self._shown(content)
        if hidden:
            names = [str(one.get("/Name", "")) for one in _groups(content)]
            told = [name for name in names if name] or ["(without a name)"]
            self.left_out.update(dict.fromkeys(told))
        return hidden

    def _shown(self, content: Any) -> bool:
        if content.get("/Type") != "/OCMD":
            return content.objgen not in self.off
        if isinstance(content.get("/VE"), Array):
            return self._holds(content.VE)
        on = [one.objgen not in self.off for one in _groups(content)]
        if not on:
            return True
        match str(content.get("/P", "/AnyOn")):
            case "/AllOn":
                return all(on)
            case "/AnyOff":
                return not all(on)
            case "/AllOff":
                return not any(on)
            case _:
                return any(on)

    def _holds(self, expression: Any, depth: int = 0) -> bool:
        if isinstance(expression, Dictionary):
            return expression.objgen not in self.off
        if not isinstance(expression, Array) or not len(expression) or depth > DEEPEST:
            return False  # not understood: not printed
        parts = [self._holds(one, depth + 1) for one in list(expression)[1:]]
        match str(expression[0]):
            case "/Not":
                return not any(parts)
            case "/Or":
                return any(parts)
            case _:
                return all(parts)


def without_layers(pdf: pikepdf.Pdf, page: pikepdf.Page) -> tuple[str, ...]:
    """Take out of the page all that belongs to layers which are not printed, and all marks of
    layers; returns the names of those left out, in the order in which they are met."""
    layers = Layers(pdf)
    notes = page.obj.get("/Annots")
    if isinstance(notes, Array):
        page.obj.Annots = Array([n for n in notes if not layers.hides(_layer_of(n))])
    for painter in painters(page):
        _rewrite(pdf, painter, layers)
    return tuple(layers.left_out)


def _layer_of(thing: Any) -> Any:
    return thing.get("/OC") if isinstance(thing, Dictionary | Stream) else None


def _rewrite(pdf: pikepdf.Pdf, painter: Painter, layers: Layers) -> None:
    """The painter's content without marks that lead to properties, and without what is hidden; its
    bytes stay where there is nothing to take out."""
    placed = painter.resources.get("/XObject")
    placed = placed if isinstance(placed, Dictionary) else Dictionary()
    hidden = {name for name in sorted(placed.keys()) if layers.hides(_layer_of(placed[name]))}
    if b"BDC" not in painter.data() and not hidden:
        return
    properties = painter.resources.get("/Properties")
    properties = properties if isinstance(properties, Dictionary) else Dictionary()
    painter.rewrite(pdf, _Taker(layers, properties, hidden).run(painter.instructions()))


class _Taker:
    """Goes through a content stream; `marks` says of each open mark whether it is kept in the
    stream, and whether what stands in it is hidden."""

    def __init__(self, layers: Layers, properties: Any, hidden: set[str]) -> None:
        self.layers, self.properties, self.hidden = layers, properties, hidden
        self.marks: list[tuple[bool, bool]] = []
        self.out: list[Any] = []
        self.path: list[Any] = []  # of a hidden layer: kept where it cuts what comes later

    def run(self, instructions: Any) -> list[Any]:
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in MARKS:
                self._open(operator, instruction)
            elif operator == "EMC":
                kept = self.marks.pop()[0] if self.marks else False
                if kept:
                    self.out.append(instruction)
            elif not any(hides for _, hides in self.marks):
                if operator != "Do" or str(instruction.operands[0]) not in self.hidden:
                    self.out.append(instruction)
            else:
                self._unseen(operator, instruction)
        return self.out

    def _open(self, operator: str, instruction: Any) -> None:
        operands = list(instruction.operands)
        named = len(operands) > 1 and isinstance(operands[1], Name)
        layer = operator == "BDC" and operands[:1] == [Name.OC]
        if layer:
            content = self.properties.get(str(operands[1])) if named else operands[-1]
            self.marks.append((False, self.layers.hides(content)))
        elif any(hides for _, hides in self.marks):
            self.marks.append((False, False))
        elif named:  # the properties, which nobody prints, do not come along
            self._set("BMC", [operands[0]])
            self.marks.append((True, False))
        else:
            self.out.append(instruction)
            self.marks.append((True, False))

    def _unseen(self, operator: str, instruction: Any) -> None:
        """What stays of an operator in a hidden layer."""
        if isinstance(instruction, ContentStreamInlineImage) or operator in SHOWS:
            return
        if operator in PATHS:
            self.path.append(instruction)
        elif operator in PAINTS:
            if any(str(one.operator) in ("W", "W*") for one in self.path):  # it also cuts
                self.out += self.path
                self._set("n", [])
            self.path = []
        elif operator == "'":
            self._set("T*", [])
        elif operator == '"':
            self._set("Tw", [instruction.operands[0]])
            self._set("Tc", [instruction.operands[1]])
            self._set("T*", [])
        else:
            self.out.append(instruction)

    def _set(self, operator: str, operands: list[Any]) -> None:
        self.out.append(pikepdf.ContentStreamInstruction(operands, Operator(operator)))


def _groups(content: Any, depth: int = 0) -> list[Any]:
    """The layers that a layer, a membership or an expression stands for."""
    if isinstance(content, Array):
        inner = list(content) if depth < DEEPEST else []
        return [group for one in inner for group in _groups(one, depth + 1)]
    if not isinstance(content, Dictionary):
        return []
    if content.get("/Type") != "/OCMD":
        return [content]
    return _groups(content.get("/VE", content.get("/OCGs")), depth + 1)


def _print_state(group: Any) -> str:
    usage = group.get("/Usage") if isinstance(group, Dictionary) else None
    printing = usage.get("/Print") if isinstance(usage, Dictionary) else None
    return str(printing.get("/PrintState", "")) if isinstance(printing, Dictionary) else ""


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else []
