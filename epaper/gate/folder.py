"""The site's folder as it is served: which file an address names, its type, tag and packed form."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import stat
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import brotli

CONTENT = "a"  # files named by content
HOUSE = (CONTENT, "archive")  # the paper's own folders; every other one is an edition's
INDEX = "index.html"
EDITION = "edition.json"
EDITIONS = "editions.json"  # the site's index
UNKNOWN = "application/octet-stream"
PACKED = 64_000_000  # bytes of packed files that are kept
LEAST_PACKED, MOST_PACKED = 600, 8_000_000  # bytes; less or more is sent as it is
CHUNK = 262_144  # bytes; a larger file is never in memory whole
LONGEST = 255  # bytes of a name: what file systems take
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".ico": "image/x-icon",
}
_SEGMENT = re.compile(r"[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True)
class Record:
    """Of an edition: names of stories' folders that it no longer has, and of its own pages where
    it was withdrawn; its style sheet of faces."""

    gone: frozenset[str] = frozenset()
    language: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it goes out: in memory, or to be read where it is larger than a CHUNK."""

    kind: str
    tag: str  # without quotes
    forever: bool  # named by content
    size: int
    data: bytes | None
    place: str
    sign: tuple[int, int]  # inode and time: what replaces it meanwhile is not sent for it

    def parts(self, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """Its bytes from `first` to `last` (not included)."""
        last = self.size if last is None else last
        if self.data is not None:
            yield self.data[first:last]
            return
        with open(self.place, "rb") as file:
            if _sign(os.fstat(file.fileno())) != self.sign:
                raise OSError(f"{self.place} was replaced while it was sent")
            file.seek(first)
            while first < last and (part := file.read(min(CHUNK, last - first))):
                first += len(part)
                yield part


class Folder:
    """`site`: read anew at every request, so that a publish is seen at once."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._tags: OrderedDict[tuple[str, int, int, int], str] = OrderedDict()
        self._packed: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._size = 0
        self._records: dict[str, tuple[tuple[int, int], Record]] = {}

    def segments(self, path: str) -> tuple[str, ...] | None:
        """The parts of an address's path, decoded; None for one that climbs, hides or is odd."""
        parts = path.removeprefix("/").split("/")
        if parts[-1] == "":
            parts[-1] = INDEX
        if all(_SEGMENT.fullmatch(part) and len(part.encode()) <= LONGEST for part in parts):
            return tuple(parts)
        return None

    def is_folder(self, parts: tuple[str, ...]) -> bool:
        place = self._place(parts)
        return place is not None and os.path.isdir(place)  # no error of a path that is too long

    def file(self, parts: tuple[str, ...]) -> Sent | None:
        """None where there is none, or it lies outside the site."""
        place = self._place(parts)
        if place is None:
            return None
        try:
            with place.open("rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    return None
                data = file.read() if found.st_size <= CHUNK else None
        except OSError:
            return None
        forever = len(parts) == 2 and parts[0] == CONTENT
        kind = TYPES.get(place.suffix.lower(), UNKNOWN)
        tag = place.stem if forever else self._tag(place, found, data)
        size = found.st_size if data is None else len(data)
        return Sent(kind, tag, forever, size, data=data, place=str(place), sign=_sign(found))

    def packed(self, sent: Sent, accepts: str) -> tuple[bytes, str]:
        """The data in the best form that a reader takes, and the name of that form; without a name
        it is sent as it is."""
        texts = sent.kind.startswith(("text/", "application/", "image/svg"))
        fits = LEAST_PACKED <= sent.size <= MOST_PACKED
        if not texts or not fits or sent.kind in (TYPES[".pdf"], UNKNOWN):
            return b"", ""
        form = next((name for name in ("br", "gzip") if name in _taken(accepts)), "")
        if not form:
            return b"", ""
        key = (sent.tag, form)
        data = self._packed.pop(key, None)
        if data is None:
            whole = b"".join(sent.parts())
            data = _brotli(whole) if form == "br" else gzip.compress(whole, 6, mtime=0)
            self._size += len(data)
        self._packed[key] = data
        while self._size > PACKED and len(self._packed) > 1:
            self._size -= len(self._packed.popitem(last=False)[1])
        return data, form

    def edition(self, parts: tuple[str, ...]) -> str:
        """The edition in which an address lies, by its name alone: one whose record is missing, or
        that is just being exchanged, is guarded as the others.  Empty for the paper's own pages."""
        return parts[0] if len(parts) > 1 and parts[0] not in HOUSE else ""

    def is_gone(self, edition: str, parts: tuple[str, ...]) -> bool:
        """Whether a story was killed, or the edition with all its pages."""
        return len(parts) > 1 and parts[1] in self.record(edition).gone

    def record(self, edition: str) -> Record:
        """An empty one where it has none that can be read."""
        place = self.site / edition / EDITION
        try:
            found = place.stat()
            sign = (found.st_mtime_ns, found.st_ino)
            known = self._records.get(edition)
            if known is None or known[0] != sign:
                told = json.loads(place.read_bytes())
                gone = frozenset(
                    unquote(str(one["path"])).strip("/") for one in told.get("gone", ())
                )
                language, style = str(told.get("language", "")), str(told.get("style", ""))
                known = self._records[edition] = (sign, Record(gone, language, style))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Record()
        return known[1]

    def _place(self, parts: tuple[str, ...]) -> Path | None:
        """A path inside the site; None where a link leads out of it."""
        root = os.path.realpath(self.site)
        place = os.path.realpath(os.path.join(root, *parts))
        inside = place == root or place.startswith(root + os.sep)
        return Path(place) if inside else None

    def _tag(self, place: Path, found: os.stat_result, data: bytes | None) -> str:
        """Of the content; of a large file of its place, size and time."""
        key = (str(place), found.st_ino, found.st_mtime_ns, found.st_size)
        known = self._tags.pop(key, None)
        told = repr(key).encode() if data is None else data
        tag = known or hashlib.sha256(told).hexdigest()[:20]
        self._tags[key] = tag
        if len(self._tags) > PACKED // 10_000:
            self._tags.popitem(last=False)
        return tag


def _sign(found: os.stat_result) -> tuple[int, int]:
    return found.st_ino, found.st_mtime_ns


def _taken(accepts: str) -> set[str]:
    """The forms of an Accept-Encoding whose weight is not nought (RFC 9110, 12.5.3)."""
    told = (one.replace(" ", "").partition(";q=") for one in accepts.lower().split(","))
    return {name for name, _, weight in told if weight.strip("0.") or not weight}


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=5)
    return packed
