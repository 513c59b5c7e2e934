"""What a single value of a settings file reads as."""

from __future__ import annotations

import math
import re

from epaper.settings.yamltree import Mapping, Node, Scalar, Sequence

MOST_PAGES = 400
YES = {"yes", "true", "on", "y"}
A_FLAG = "a yes or no"
NO = {"no", "false", "off", "n"}
# YAML 1.1, types bool and timestamp: other programs make something else than words of these
_FLAG = re.compile(r"yes|no|true|false|on|off", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?")


def kind_of(node: Node) -> str:
    """The node's kind as messages name it."""
    match node:
        case Scalar():
            return "text"
        case Sequence():
            return "list"
        case Mapping():
            return "mapping"


def number_of(node: Node) -> float | None:
    """A finite number; None when the node holds none."""
    if not isinstance(node, Scalar):
        return None
    try:
        number = float(node.text.replace("\u2212", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def page_of(word: str) -> int | None:
    """The page that a word names, from 1 to MOST_PAGES; None when it names none."""
    if not (word.isdecimal() and len(word) <= len(str(MOST_PAGES))):
        return None
    return page if 1 <= (page := int(word)) <= MOST_PAGES else None


def reads_as(scalar: Scalar) -> str:
    """What a value without quotes may have been meant as, where words belong: "a yes or no", "a
    date"; "" when it is plainly words.
    """
    text = scalar.text.strip()
    if scalar.quoted:
        return ""
    if _FLAG.fullmatch(text):
        return A_FLAG
    return "a date" if _DATE.fullmatch(text) else ""


def field_name(key: str) -> str:
    """A field's name as the program knows it: `Short-headline` and `short headline` are
    `short_headline`.
    """
    return re.sub(r"[-\s]+", "_", key.strip().lower())
