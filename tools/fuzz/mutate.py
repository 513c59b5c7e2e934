"""Mutations of trees, texts and bytes, each drawn from a seeded source of chance.

A tree is made of dicts, lists, scalars and `E`, an element of XML.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tools.fuzz import odd


@dataclass(slots=True)
class E:
    """An element of XML: name, attributes, and texts or elements in it."""

    tag: str
    attributes: dict[str, Any] = field(default_factory=dict)
    inside: list[Any] = field(default_factory=list)


Box = dict[Any, Any] | list[Any]


def _boxes(tree: Any, depth: int = 0) -> Iterator[Box]:
    """Every mapping and list in a tree, attributes and content of elements among them."""
    if depth > 60:
        return
    if isinstance(tree, E):
        yield from _boxes(tree.attributes, depth + 1)
        yield from _boxes(tree.inside, depth + 1)
    elif isinstance(tree, dict | list):
        if tree:
            yield tree
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _boxes(value, depth + 1)


def tree(rng: Random, whole: Any, most: int = 4) -> Any:
    """The tree with up to `most` changes; half of all trees stay as they are."""
    if rng.random() < 0.4:
        return whole
    whole = copy.deepcopy(whole)
    for _ in range(rng.randint(1, most)):
        boxes = list(_boxes(whole))
        if boxes:
            box = rng.choice(boxes)
            keys = list(box) if isinstance(box, dict) else list(range(len(box)))
            _change(rng, box, rng.choice(keys), boxes)
    return whole


def _change(rng: Random, box: Any, key: Any, boxes: list[Box]) -> None:
    """One change of what stands under a key."""
    kind = rng.randrange(9)
    if kind == 0:
        del box[key]
    elif kind == 1 and isinstance(box, list):
        box[key:key] = [copy.deepcopy(box[key])] * rng.choice((1, 1, 2, 40))
    elif kind == 2 and isinstance(box, dict):
        name = rng.choice((str(key).upper(), f"{key} ", odd.text(rng)[:60], str(key)[:-1], key))
        box[name] = box.pop(key)
    elif kind == 3:
        other = rng.choice(boxes)
        values = list(other.values() if isinstance(other, dict) else other)
        box[key] = copy.deepcopy(rng.choice(values)) if values else None
    elif kind == 4:
        box[key] = rng.choice(([box[key]], {"value": box[key]}, str(box[key])[:2000]))
    elif kind == 5 and isinstance(box[key], str):
        words = box[key]
        at = rng.randint(0, len(words))
        box[key] = words[:at] + rng.choice((odd.text(rng), odd.characters(rng))) + words[at:]
    elif kind == 6 and isinstance(box[key], int | float) and not isinstance(box[key], bool):
        box[key] = rng.choice((-box[key], box[key] * 1000, box[key] + 0.5, 0, str(box[key])))
    else:
        box[key] = odd.value(rng)


# -- texts -----------------------------------------------------------------------------------------

YAML_PIECES = (
    "\t",
    "---\n",
    "...\n",
    "? [a, b]\n: c\n",
    "<<: *a\n",
    "a: &a [*a]\n",
    "a: &a {b: *a}\n",
    "a: *nobody\n",
    "!!python/object/apply:os.getcwd []\n",
    "!!binary aGVsbG8=\n",
    "!!set {a, b}\n",
    "%YAML 9.9\n---\n",
    "|9\n",
    ">-\n",
    "'",
    '"',
    '"\\ud800"',
    '"\\x00"',
    "[" * 400,
    "{a: " * 400,
    "- " * 300,
    "a: b: c\n",
    "a: &x0 [lol, lol, lol, lol, lol]\n"
    + "".join(f"b{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 12)),
)
XML_PIECES = (
    '<!DOCTYPE a [<!ENTITY b "lol">]>',
    '<!DOCTYPE a [<!ENTITY x "y">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]>",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>&b;',
    '<!DOCTYPE a SYSTEM "http://localhost:9/a.dtd">',
    "&b;",
    "&x8;",
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&#1114112;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.1' encoding='utf-7'?>",
    "<?php echo 1 ?>",
    "<a>" * 3000,
    "<div>" * 600,
    "</a></a>",
    '<x:y xmlns:x="urn:z"/>',
    "<table><tr><td rowspan=99999 colspan=99999>x",
    "<table><tr><td>" * 40,
    "<ul><li>" * 200,
    "<b><i>" * 200,
    "<p>" * 500,
    "<img src='data:image/png;base64,AAAA'>",
    "<base href='//[::1'>",
    "<meta charset=utf-16>",
)
JSON_PIECES = (
    "NaN",
    "-Infinity",
    "1e999",
    "1" * 5000,
    '"\\ud800"',
    '"\\udc00\\ud800"',
    "[" * 3000,
    '{"a":' * 3000,
    "/* no */",
    ",,",
    "\x00",
    '"a":1,"a":2,',
)
REPEATED = ("x", " ", "'", '"', "x@", "a. ", "- ", "<b>", "&amp;", "1/", "(", "[", "*", "_", "\n")
TEXT_PIECES = (
    "\n\n\n",
    "\r",
    "\x0c",
    "---\n",
    "# ",
    "> ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "[x](y)",
)


def text(rng: Random, whole: str, pieces: tuple[str, ...] = TEXT_PIECES, most: int = 3) -> str:
    """The text with up to `most` changes; more than half of all texts stay as they are."""
    if rng.random() < 0.6:
        return whole
    if rng.random() < 0.02:  # what takes time by the square of its length shows here
        at, piece = rng.randint(0, len(whole)), rng.choice((*pieces, *REPEATED))
        return whole[:at] + piece * (60_000 // max(1, len(piece))) + whole[at:]
    for _ in range(rng.randint(1, most)):
        kind, at = rng.randrange(7), rng.randint(0, len(whole))
        end = min(len(whole), at + rng.choice((1, 3, 10, 60, 400)))
        lines = whole.splitlines(keepends=True)
        if kind == 0:
            whole = whole[:at]
        elif kind == 1:
            whole = whole[:at] + whole[end:]
        elif kind == 2:
            whole = whole[:at] + rng.choice((odd.text(rng), odd.characters(rng))) + whole[at:]
        elif kind == 3:
            whole = whole[:at] + rng.choice(pieces) + whole[at:]
        elif kind == 4 and lines:
            rng.shuffle(lines) if rng.random() < 0.2 else lines.append(rng.choice(lines))
            whole = "".join(lines)
        elif kind == 5 and lines:
            line = rng.randrange(len(lines))
            lines[line] = rng.choice(("  ", "\t", "- ", "", "#")) + lines[line].lstrip()
            whole = "".join(lines)
        else:
            whole = whole[:at] + whole[at:end] * rng.choice((2, 20)) + whole[end:]
    return whole


ENCODINGS = ("utf-16", "utf-32", "latin-1", "cp1252", "gb18030", "shift_jis", "koi8-r", "utf-8-sig")


def encoded(rng: Random, whole: str) -> bytes:
    """Bytes of a text: UTF-8 with lone surrogates as they come, now and then another encoding."""
    if rng.random() < 0.04:
        return whole.encode(rng.choice(ENCODINGS), "replace")
    return whole.encode("utf-8", "surrogatepass")


# -- bytes -----------------------------------------------------------------------------------------


def raw(rng: Random, whole: bytes, share: float = 0.3, most: int = 6) -> bytes:
    """The bytes with up to `most` changes, a `share` of all inputs."""
    if rng.random() >= share or not whole:
        return whole
    data = bytearray(whole)
    for _ in range(rng.randint(1, most)):
        if not data:
            break
        kind, at = rng.randrange(7), rng.randrange(len(data))
        end = min(len(data), at + rng.choice((1, 4, 16, 256)))
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.choice((0, 255, 127, 128, rng.randrange(256)))
        elif kind == 2 and rng.random() < 0.4:
            del data[at:]
        elif kind == 3:
            del data[at:end]
        elif kind == 4:
            other = rng.randrange(len(data))
            data[at:at] = data[other : other + (end - at)]
        elif kind == 5:
            big = rng.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
            data[at : at + 4] = big.to_bytes(4, rng.choice(("big", "little")))
        else:
            data[at:end] = rng.randbytes(end - at)
    return bytes(data)


def digits(rng: Random, whole: bytes, share: float = 0.5) -> bytes:
    """Numbers in a text format, such as PDF, changed for odd ones."""
    if rng.random() >= share:
        return whole
    data = bytearray(whole)
    for _ in range(rng.randint(1, 4)):
        places = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
        if places:
            at = rng.choice(places)
            new = rng.choice((b"0", b"-1", b"9", b"99999", b"1e9", b".", b"2147483648", b"null"))
            data[at : at + 1] = new
    return bytes(data)
