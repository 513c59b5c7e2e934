"""Bytes of a source into text: byte order marks, declarations, and what to do when they are wrong.

Text that cannot be decoded for certain is refused with the position of the first bad byte: mojibake
never gets to the page.  Text that was garbled before it came here is repaired only where `ftfy` is
certain of it, and the repair is told.
"""

from __future__ import annotations

import codecs
import re

from epaper.errors import WireError
from epaper.settings.notes import Notes, shown
from epaper.sources.legacy import likeness

# Longest first: the mark of UTF-32 LE starts with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<" or "{" in two or four bytes, as XML 1.0 appendix F has it
_SHAPES = (
    (re.compile(rb"[<{\[]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[<{\[]"), "utf-32-be"),
    (re.compile(rb"[<{\[]\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00[<{\[]\x00[^\x00]"), "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,60})["']""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,60})""", re.IGNORECASE)
_META_AT = re.compile(rb"<[Mm][Ee][Tt][Aa]")  # much faster to look for
_LATIN = {
    "iso8859-1",
    "ascii",
}  # read as windows-1252, as all browsers do (WHATWG Encoding Standard)
_SINGLE = re.compile(r"cp125\d|iso8859-\d+|koi8-[ru]|mac-\w+|cp8\d\d")
_REPAIRABLE = re.compile(
    "[\x80-\xff\u0100-\u017f\u0400-\u045f\u2018-\u2022√]"
)  # what mojibake cannot do without


def decode(raw: bytes, notes: Notes, encoding: str = "") -> str:
    """The text of a source.  `encoding` is the user's word and wins.  Raises WireError when there
    is no certain way.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], name, len(mark))
    if encoding:
        return _strict(raw, _known(encoding) or encoding, 0)
    head = raw.lstrip()[:4]
    for shape, name in _SHAPES:
        if shape.match(head) or shape.match(raw[:4]):
            return _strict(raw, name, 0)
    found = _DECLARED.search(raw[:1024])
    if found is None and _META_AT.search(raw[:4096]):
        found = _META.search(raw[:4096])
    declared = found.group(1).decode("latin-1") if found else ""
    codec = _known(declared)
    if declared and not codec:
        notes.warning(
            "wire.encoding",
            f"declares the encoding {shown(declared)}, which is none; read as UTF-8",
        )
    if codec.startswith(("utf-16", "utf-32")):
        codec = "utf-8"  # the declaration itself was read as ASCII
    if not codec or codec == "utf-8":
        return _legacy(raw, notes) or _strict(raw, "utf-8", 0)
    if _SINGLE.fullmatch(codec) or codec == "ascii":
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return _strict(raw, "cp1252" if codec in _LATIN else codec, 0)
        if not text.isascii():
            notes.warning("wire.encoding", f"declares {declared} but is UTF-8; read as UTF-8")
        return text
    return _strict(raw, codec, 0)


def _legacy(raw: bytes, notes: Notes) -> str:
    """Text for an eight-bit font, which no file declares: bytes that are no UTF-8, and in
    windows-1252 surely such text; empty for any other."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    found = likeness(text)
    if found is None or not found.sure:
        return ""
    fact = f"is read as windows-1252, as text for the font {found.font} is written"
    notes.info("wire.encoding", fact)
    return text


def _known(name: str) -> str:
    """Python's own name of a text encoding; "" when there is none."""
    if not name:
        return ""
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    return info.name if getattr(info, "_is_text_encoding", False) else ""


def _strict(raw: bytes, codec: str, skipped: int) -> str:
    try:
        return raw.decode(codec)
    except LookupError:
        raise WireError(
            f"there is no encoding called {codec}; try --encoding windows-1252"
        ) from None
    except UnicodeDecodeError as error:
        place = error.start + skipped
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{raw[error.start]:02X} " if error.start < len(raw) else ""
        raise WireError(
            f"is not {codec.upper()}: {byte}at offset {place}, line {line}{_guess(raw)}; "
            "save it as UTF-8 or name its encoding with --encoding"
        ) from None


_WESTERN = set(
    "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0¡£§©ª«®°²³´·º»¼½¾¿ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖ×ØÙÚÛÜßàáâäåæçèéêëìíîïñòóôöøùúûüãõÃÕ"
)


def _guess(raw: bytes) -> str:
    """What the encoding looks like, for the message only: a guess is not good enough for print.

    Few bytes beyond ASCII, all of them letters of western Europe or quotes and dashes, are
    windows-1252, whatever a statistic makes of so little.
    """
    high = [byte for byte in raw[:200_000] if byte > 0x7F]
    western = bytes(high).decode("cp1252", "replace")
    if high and len(high) * 4 < len(raw[:200_000]) and not set(western) - _WESTERN:
        return ", it looks like windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:20_000]).best()
    return f", it looks like {_PRINTED.get(best.encoding, best.encoding)}" if best else ""


_PRINTED = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "cp1250": "windows-1250",
    "mac_iceland": "macintosh",
    "mac_roman": "macintosh",
}
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_STRONG = re.compile(
    "[ÂÃâ\x80-\x9f]"
)  # what UTF-8 read as windows-1252 begins with, and the controls it leaves


def repaired(text: str, notes: Notes, field: str) -> str:
    """Text with certain mojibake put right ("donâ€™t", C1 controls as windows-1252), each repair
    noted.

    Certain is: the text is not plausible as it stands (ftfy's measure), the characters are exactly
    the bytes of an encoding, and there is more than one such accident or one of the common kind.
    Text that is not plausible for another reason is left as it is, and said to be so.
    """
    if text.isascii() or not _REPAIRABLE.search(text):
        return text
    import ftfy
    from ftfy.badness import is_bad

    if not is_bad(text) and not _C1.search(text):
        return text
    right = ftfy.fix_encoding(text)
    if right != text and not _STRONG.search(text) and len(text) - len(right) < 4:
        right = text
    if right != text:
        at = next((i for i, (a, b) in enumerate(zip(text, right, strict=False)) if a != b), 0)
        before, after = text[max(0, at - 12) : at + 16], right[max(0, at - 12) : at + 12]
        fact = f"garbled characters put right: {shown(before)} is {shown(after)}"
        notes.warning("wire.mojibake", fact, "compare with the source", 0, field=field)
    elif is_bad(text):
        fact = f"looks garbled and is left as it came: {shown(text, 40)}"
        notes.info("wire.garbled", fact, "compare with the source", 0, field=field)
    return right
