"""What the first bytes of a file tell: enough to choose its reader, which is loaded only then."""

from __future__ import annotations

import re

MOST_BYTES = 64_000_000  # of a file that is read
PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x00\x0cjP  ",
)
_OFFICE = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"word/", b"mimetype")
_HEADING = re.compile(rb"\x01\s*[A-Za-z]{1,5}\s?\d{1,5}[ \x1d-\x1f]")
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n])")
_NAMES = re.compile(
    rb"^(from|to|subject|date|mime-version|content-type|message-id|received|return-path|"
    rb"delivered-to|reply-to|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_SURE = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"}


def is_picture(head: bytes) -> bool:
    """Is this the start of a picture file?  WebP and AVIF say so a little further in."""
    return (
        head.startswith(PICTURES)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in (b"ftypavif", b"ftypavis")
    )


def is_mail(raw: bytes) -> bool:
    """Do these bytes begin with the header of a mail or a web archive?"""
    if raw[:1] in (b"{", b"[", b"<"):
        return False
    head = raw[:20_000].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _HEADER.match(head):
        return False
    names = {found.group(1).lower() for found in _NAMES.finditer(head)}
    return (len(names) >= 2 and bool(names & _SURE)) or {b"from", b"subject", b"date"} <= names


def is_telegraph(raw: bytes) -> bool:
    """A heading and a text between the control characters of either standard?"""
    start = raw[:4_000].lstrip(b"\x00\r\n \x16")
    return b"\x02" in start and _HEADING.match(start) is not None


def is_office(head: bytes) -> bool:
    """Does a file begin as an office package does?  By the name of its first part, so that the
    first 512 bytes are enough.
    """
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return head[:4] == b"PK\x03\x04" and name.startswith(_OFFICE)


def is_archive(head: bytes, name: str) -> bool:
    return not is_office(head) and (
        head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\xfd7zXZ\x00"))
        or (head.startswith(b"BZh") and head[4:10] == b"1AY&SY")
        or head[257:262] == b"ustar"
        or name.lower().endswith(".tar")
    )
