"""What a content stream shows (ISO 32000-1, 7.8.2, 9.4 and 14.9.4): text placed by text matrices,
and objects placed by name.

pypdf's own extraction and its parser of operators take some 0.2 s for a page of newspaper; this
reads the streams that pypdf decodes, and only the few operators that show something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Decoder = Callable[[bytes], str]  # the bytes of a shown string to the text they stand for

HEX = rb"<[0-9A-Fa-f\s]*>"
LITERAL = rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)"  # one pair of bare brackets in it at most
_STRING = re.compile(rb"%s|%s" % (HEX, LITERAL), re.DOTALL)
_OPERATORS = re.compile(
    rb"\[(?P<array>(?:%(hex)s|%(literal)s|[-+.\d\s])*)\]\s*TJ\b"
    rb"|(?P<string>%(hex)s|%(literal)s)\s*Tj\b"
    rb"|(?P<place>T[mdD*])(?=[\s\[<(]|$)"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b"
    rb"|/(?P<object>[^\s/<>\[\]()]+)\s+Do\b"
    rb"|<<(?P<tag>(?:%(hex)s|%(literal)s|[^<>()])*)>>\s*BDC\b"
    rb"|(?P<open>BDC|BMC)\b"
    rb"|(?P<close>EMC)\b" % {b"hex": HEX, b"literal": LITERAL},
    re.DOTALL,
)
_ACTUAL = re.compile(rb"/ActualText\s*(%s|%s)" % (HEX, LITERAL), re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Shown:
    """texts: one for each place that the text matrix was set to, in the content's order; objects:
    names of what Do places.
    """

    texts: tuple[str, ...]
    objects: tuple[str, ...]


def shown_by(content: bytes, fonts: Mapping[str, Decoder]) -> Shown:
    """Read a decoded content stream; `fonts` by their names in the page's resources.

    Text in marked content with an ActualText is that text.  KeyError for a font that is not there.
    """
    texts: list[list[str]] = [[]]
    objects: list[str] = []
    tags: list[bool] = []  # of each open tag: does it say what its content stands for?
    decode: Decoder | None = None
    for found in _OPERATORS.finditer(content):
        kind, value = found.lastgroup, found[found.lastgroup or 0]
        if kind in ("array", "string"):
            if decode is not None and True not in tags:
                texts[-1].append(decode(b"".join(map(string_bytes, _STRING.findall(value)))))
        elif kind == "place":
            texts.append([])
        elif kind == "font":
            decode = fonts[value.decode("latin-1")]
        elif kind == "object":
            objects.append(value.decode("latin-1"))
        elif kind == "close":
            if tags:
                tags.pop()
        else:
            actual = _ACTUAL.search(value) if kind == "tag" else None
            if actual and True not in tags:
                texts[-1].append(_text_string(string_bytes(actual[1])))
            tags.append(actual is not None)
    return Shown(tuple("".join(parts) for parts in texts), tuple(objects))


def string_bytes(token: bytes) -> bytes:
    """The bytes of a string as written, hexadecimal or literal (ISO 32000-1, 7.3.4)."""
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(found: re.Match[bytes]) -> bytes:
    value = found[1]
    if value[:1].isdigit():
        return bytes([int(value, 8) & 0xFF])
    return b"" if value in (b"\n", b"\r", b"\r\n") else _NAMED.get(value, value)


def _text_string(data: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2): UTF-16 with its mark, else Latin letters."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("latin-1")


UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Decodes strings of codes of one or two bytes; a code that it does not know is U+FFFD."""

    texts: Mapping[int, str]
    code_bytes: int

    def __call__(self, data: bytes) -> str:
        return "".join(self.texts.get(code, UNKNOWN) for code in self.codes(data))

    def codes(self, data: bytes) -> Iterable[int]:
        if self.code_bytes == 1:
            return data
        return (high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False))


def unicode_decoder(cmap: bytes, code_bytes: int) -> CodeTable:
    """A decoder by a ToUnicode map (ISO 32000-1, 9.10.3) of bfchar entries, as we write them."""
    texts: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        strings = [string_bytes(token) for token in _STRING.findall(block)]
        for code, text in zip(strings[::2], strings[1::2], strict=True):
            texts[int.from_bytes(code, "big")] = text.decode("utf-16-be", "replace")
    return CodeTable(texts, code_bytes)
