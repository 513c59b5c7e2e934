"""One number for all that a page of a press file shows and how a press takes it: boxes, rotation,
user unit, contents, fonts, pictures, forms, states and spaces, notes on it, the output intent and
the layers.

Objects are told in the order in which they are met from the page, each once, and never by their
numbers: the same page in another file, or in the same file saved anew, has the same digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # ISO 32000-1, 7.7.3.4
OF_THE_FILE = (
    "/OutputIntents",
    "/OCProperties",
    "/AcroForm",
)  # what else a press takes into account
DEEPEST_TREE = 64  # page tree nodes over a page
_CLOSE = object()  # on the stack: a container ends


def page_digests(file: Path) -> list[str]:
    """64 hex digits for each page.  pikepdf.PdfError, OSError as for any file that cannot be
    read."""
    with pikepdf.open(file, attempt_recovery=False) as pdf:
        return [page_digest(pdf, page) for page in pdf.pages]


def page_digest(pdf: pikepdf.Pdf, page: pikepdf.Page) -> str:
    teller = _Teller()
    for name, value in sorted(_facts(page.obj).items()):
        teller.told(f"page {name}".encode())
        teller.tell(value)
    for name in OF_THE_FILE:
        if name in pdf.Root:
            teller.told(f"file {name}".encode())
            teller.tell(pdf.Root[name])
    return teller.digest.hexdigest()


def _facts(page: Any) -> dict[str, Any]:
    """All keys of a page, those among them that it has from the tree above it."""
    facts = {str(name): page[name] for name in page.keys() if name != "/Parent"}  # noqa: SIM118
    node = page
    for _ in range(DEEPEST_TREE):
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            break
        for name in INHERITED:
            if name in node:
                facts.setdefault(name, node[name])
    return facts


class _Teller:
    """Objects to a digest, without recursion: a file may nest as deeply as it likes."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.met: dict[tuple[int, int], int] = {}

    def told(self, words: bytes) -> None:
        self.digest.update(str(len(words)).encode() + b":" + words)

    def tell(self, value: Any) -> None:
        stack: list[Any] = [value]
        while stack:
            item = stack.pop()
            if item is _CLOSE:
                self.told(b"end")
            elif isinstance(item, _Key):
                self.told(b"key " + item.name.encode("utf-8", "surrogatepass"))
            elif isinstance(item, pikepdf.Object) and self._known(item):
                continue
            else:
                stack += reversed(list(self._parts(item)))

    def _known(self, item: Any) -> bool:
        """Met before: told by its place in the order, which also ends cycles."""
        if not item.is_indirect:
            return False
        if item.objgen in self.met:
            self.told(f"again {self.met[item.objgen]}".encode())
            return True
        self.met[item.objgen] = len(self.met)
        return False

    def _parts(self, item: Any) -> Iterator[Any]:
        """Tells what the item is; what it holds is still to be told."""
        if isinstance(item, pikepdf.Stream):
            self.told(b"stream")
            self.told(hashlib.sha256(item.read_raw_bytes()).digest())
            yield from _entries(item, ("/Length",))
        elif isinstance(item, pikepdf.Dictionary):
            self.told(b"dictionary")
            yield from _entries(item)
        elif isinstance(item, pikepdf.Array):
            self.told(b"array")
            yield from item
            yield _CLOSE
        elif isinstance(item, pikepdf.Object):
            self.told(item.unparse())
        else:  # numbers, yes and no, nothing
            self.told(f"{type(item).__name__} {item}".encode())


class _Key:
    def __init__(self, name: str) -> None:
        self.name = name


def _entries(item: Any, left_out: tuple[str, ...] = ()) -> Iterator[Any]:
    for name in sorted(str(key) for key in item.keys()):  # noqa: SIM118
        if name not in left_out:
            yield _Key(name)
            yield item[name]
    yield _CLOSE
