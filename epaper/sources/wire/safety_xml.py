"""Safety fields of XML formats that stand in no fixed place: an embargo in an element, a meta field
or a property of any name that speaks of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from epaper.sources.wire.safety import Clearance
from epaper.sources.wire.xml import Element, attributes, local, words

_NAMES = ("name", "FormalName", "property", "qcode")
_VALUES = ("content", "Value", "norm", "value", "date")
_TEXT = {"body.content", "inlineXML", "inlineData", "DataContent", "encoded", "description"}


def embargoes_in(root: Element | None, clearance: Clearance) -> None:
    """Every embargo among the data of an item; its text is passed by."""
    for part in _data(root) if root is not None else ():
        name, values = local(part), attributes(part)
        speaks = next(
            (values[key] for key in _NAMES if "embargo" in values.get(key, "").lower()), ""
        )
        if "embargo" in name.lower():
            if not name.lower().endswith("reason"):
                clearance.embargo(_value(part, values))
        elif speaks and name in ("meta", "Property"):
            clearance.embargo(_value(part, values))


def _value(part: Element, values: dict[str, str]) -> str:
    return words(part) or next((values[key] for key in _VALUES if key in values), "")


def _data(element: Element) -> Iterator[Element]:
    for part in element:
        if isinstance(part.tag, str) and local(part) not in _TEXT:
            yield part
            yield from _data(part)
