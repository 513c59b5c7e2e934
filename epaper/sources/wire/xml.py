"""A hardened XML reader: no entity declarations, no DTD, no network, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as _escaped
from html.entities import html5
from typing import Any

from lxml import etree

from epaper.errors import WireError
from epaper.model.letters import in_word
from epaper.settings.notes import Notes
from epaper.units import counted

Element = Any  # lxml ships no types

MOST_CHARACTERS = 64_000_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\s+(%\s*)?([^\s>]{0,60})", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[[^\]]*\])?\s*>", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));")
_CORE = {"amp", "lt", "gt", "quot", "apos"}
# Characters that XML 1.0 does not allow (section 2.2)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMESPACE_DOMAIN = etree.ErrorDomains.NAMESPACE
_NAMESPACE_CODES = range(200, 300)  # of libxml2: XML_NS_ERR_*


def parse_xml(text: str, notes: Notes) -> Element:
    """The root of an XML text.  Raises WireError with line and column for what is not well-formed.

    Entity declarations are refused, not expanded; the document type is taken off, so nothing it
    points to is read.
    """
    if len(text) > MOST_CHARACTERS:
        raise WireError(
            f"has more than {MOST_CHARACTERS // 1_000_000} million characters; split it"
        )
    if entity := _ENTITY.search(text):
        line = text.count("\n", 0, entity.start()) + 1
        raise WireError(
            f"declares the entity '{entity.group(2)}' in a DTD (line {line}); entities are not "
            "expanded"
        )
    text = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(text)
    if declaration:
        text = "\n" * declaration.group().count("\n") + text[declaration.end() :]
    text = _DOCTYPE.sub(lambda found: "\n" * found.group().count("\n"), text, count=1)
    if "&#" in text:
        text = _NUMBERED.sub(_character, text)
    if bad := _FORBIDDEN.findall(text):
        notes.warning(
            "wire.control", f"{counted(len(bad), 'control character')} left out, which XML forbids"
        )
        text = _FORBIDDEN.sub("", text)
    if "&" in text:
        text = _NAMED.sub(_reference, text)
    return _parsed(text, notes)


def _character(found: re.Match[str]) -> str:
    """A character by its number, when XML forbids it, as a control that is told; others stay."""
    number = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    known = number < 0x110000 and not 0xD800 <= number < 0xE000
    return found.group() if known and not _FORBIDDEN.match(chr(number)) else "\0"


def _reference(found: re.Match[str]) -> str:
    """HTML's named characters, which need a DTD in XML, by their value."""
    name = found.group(1)
    value = html5.get(f"{name};", "") if name not in _CORE else ""
    return _escaped(value) if value else found.group()


def _parsed(text: str, notes: Notes) -> Element:
    parser = _parser(recover=False)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        # the parser's own log: that of the error is shared by all that a process parses
        domains = {entry.domain for entry in parser.error_log}
        if domains == {_NAMESPACE_DOMAIN} or (not domains and error.code in _NAMESPACE_CODES):
            fact = f"{_words(error)}; read all the same"
            notes.warning("wire.xml", fact, "tell the sender", error.lineno or 0)
            root = etree.fromstring(text.encode("utf-8"), _parser(recover=True))
            if root is not None:
                return root
        line, column = error.position
        raise WireError(
            f"is not well-formed XML: {_words(error)} at line {line}, column {column}"
        ) from None


def _words(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or "cannot be read").split(", line ")[0]


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=False,
    )


def local(element: Element) -> str:
    """The name without its namespace or its undeclared prefix."""
    name = str(element.tag)
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def namespace(element: Element) -> str:
    """The namespace, or the prefix when that was never declared."""
    name = str(element.tag)
    if name.startswith("{"):
        return name[1:].split("}", 1)[0]
    return name.split(":", 1)[0] if ":" in name else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Child elements of these local names, or all."""
    if element is None:
        return
    for child in element:
        if isinstance(child.tag, str) and (not names or local(child) in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    for found in element.iter():
        if isinstance(found.tag, str) and local(found) in names:
            yield found


def words(element: Element | None) -> str:
    """All the text in an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def parted(element: Element | None) -> str:
    """The text in an element on one line, its parts (persons, places, dates) never run together."""
    line = ""
    for part in element.itertext() if element is not None else ():
        piece = " ".join(part.split())
        if not piece:
            line += " " if line else ""
        elif line and not line[-1:].isspace() and not part[:1].isspace():
            apart = in_word(line[-1:]) and in_word(piece[:1])
            line += f"{', ' if apart else ''}{piece}"
        else:
            line += f" {piece}" if line and part[:1].isspace() else piece
        line += " " if part[-1:].isspace() and piece else ""
    return " ".join(line.split())


def attributes(element: Element) -> dict[str, str]:
    return {str(name).rsplit("}", 1)[-1]: str(value) for name, value in element.attrib.items()}
