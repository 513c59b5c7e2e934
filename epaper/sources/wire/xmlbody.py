"""Inline XHTML and NITF bodies: an element's events for the body reader."""

from __future__ import annotations

from lxml import etree

from epaper.settings.notes import Notes
from epaper.sources.wire.body import Body
from epaper.sources.wire.body_reader import BodyReader
from epaper.sources.wire.xml import Element, attributes, local

_NITF_NAMES = {"media": "figure", "fn": "p", "ul": "ul"}


def read_element(element: Element, skip: tuple[str, ...] = (), notes: Notes | None = None) -> Body:
    """The body that an element holds.  `skip` names elements left out, with all they hold."""
    reader = BodyReader()
    skipping: Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            if event == "end" and node is not element:
                reader.text(node.tail or "")
            continue
        name = local(node)
        if event == "start":
            if skipping is None and name in skip and node is not element:
                skipping = node
            if skipping is None:
                _start(reader, name, node)
                reader.text(node.text or "")
        else:
            if skipping is None:
                reader.end(_NITF_NAMES.get(name, name.lower()))
            elif skipping is node:
                skipping = None
            if skipping is None and node is not element:
                reader.text(node.tail or "")
    return reader.finish().tell(notes)


def line_of(element: Element | None, notes: Notes | None = None) -> str:
    """The words of a headline or another single line, its fractions and raised figures right."""
    if element is None:
        return ""
    return read_element(element, (), notes).line


def _start(reader: BodyReader, name: str, node: Element) -> None:
    attrs = attributes(node)
    if name == "media-reference":  # NITF: the picture of a <media>
        source = attrs.get("source") or attrs.get("data-location", "")
        reader.start("img", {"src": source, "alt": attrs.get("alternate-text", ""), **_size(attrs)})
        return
    reader.start(_NITF_NAMES.get(name, name.lower()), attrs)


def _size(attrs: dict[str, str]) -> dict[str, str]:
    return {name: attrs[name] for name in ("width", "height") if name in attrs}
