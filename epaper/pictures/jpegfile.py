"""JPEG files as a row of segments: what can be copied as it is, and what must not go along."""

from __future__ import annotations

_KEPT = frozenset({0xE0, 0xEE})  # JFIF and Adobe markers say how to read the colours
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def pixels_only(data: bytes) -> bytes | None:
    """The file without notes, thumbnails, places and profiles; None when it is not a whole JPEG
    file.

    Markers are those of ITU-T T.81, annex B.  Everything from the first scan to the last end mark
    is kept.
    """
    end = data.rfind(b"\xff\xd9")
    if not data.startswith(b"\xff\xd8") or end < 0:
        return None
    kept = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xDA:
            return b"".join(kept) + data[at : end + 2] if end > at else None
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        drop = (0xE0 <= marker <= 0xEF and marker not in _KEPT) or marker == 0xFE
        if not drop:
            kept.append(data[at : at + size])
        at += size
    return None
