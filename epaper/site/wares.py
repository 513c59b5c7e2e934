"""The reader's own files, style sheets and modules, named by content like all others."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from epaper.site.files import ContentFiles, content_path

ROOM = Path(__file__).parent / "assets"
STYLES = ("base", "controls", "bar", "replica", "article", "house", "print")  # in this order
DEVICE = r"@media (prefers-color-scheme: dark) {\n:root:not([data-theme=light]) {\1\n}\n}"
WORKER = "sw.js"  # stands at the root, for its scope
_COMMENT = re.compile(r"^ *(?:/\*\*.*?\*/|//[^\n]*)\n", re.M | re.S)  # of whole lines
_DARK = re.compile(r'^:root\[data-theme="dark"\] \{(.*?)\n\}', re.M | re.S)
_IMPORT = re.compile(r'(from |import |import\()"\./([\w-]+\.js)"')


@dataclass(frozen=True, slots=True)
class Wares:
    """Paths from the site's root."""

    style: str
    reader: str  # the module with which all begins
    first: str  # runs before the first paint
    icon: str
    files: Mapping[str, bytes]

    def add_to(self, content: ContentFiles) -> None:
        content.files |= self.files


@functools.cache
def wares() -> Wares:
    files: dict[str, bytes] = {}
    paths: dict[str, str] = {}

    def taken(data: bytes, ending: str) -> str:
        path = content_path(data, ending)
        files[path] = data
        return path

    def module(name: str) -> str:
        """A module after those that it imports, which it then asks for by their names."""
        if name not in paths:
            text = _COMMENT.sub("", (ROOM / name).read_text("utf-8"))
            named = _IMPORT.sub(lambda m: f'{m[1]}"./{Path(module(m[2])).name}"', text)
            paths[name] = taken(named.encode(), "js")
        return paths[name]

    style = "\n".join((ROOM / f"{name}.css").read_text("utf-8") for name in STYLES)
    style = _DARK.sub(rf"{DEVICE}\n\g<0>", style)
    return Wares(
        style=taken(style.encode(), "css"),
        reader=module("reader.js"),
        first=module("first.js"),
        icon=taken((ROOM / "icon.svg").read_bytes(), "svg"),
        files=files,
    )


def worker() -> bytes:
    return (ROOM / WORKER).read_bytes()
