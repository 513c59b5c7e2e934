"""Office files (ZIP packages of XML), opened with limits: sizes, number of parts, no DTD.

Limits are counted on what is unpacked, whatever a package says about its sizes.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from epaper.errors import WireError

MOST_PARTS = 4_000
MOST_OF_ONE = 64_000_000  # bytes
MOST_OF_ALL = 200_000_000
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "a presentation",
    "application/vnd.oasis.opendocument.graphics": "a drawing",
    "application/epub+zip": "an e-book",
}
_TEXT_TYPES = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
)
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))


def read_package(raw: bytes) -> dict[str, bytes]:
    """The parts of a package by name.  Raises WireError for one that is damaged, locked or too
    large.
    """
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            if len(members) > MOST_PARTS:
                raise WireError(f"is an office file of more than {MOST_PARTS} parts")
            for member in members:
                if member.is_dir():
                    continue
                with package.open(member) as part:
                    data = part.read(MOST_OF_ONE + 1)
                total += len(data)
                if len(data) > MOST_OF_ONE or total > MOST_OF_ALL:
                    raise WireError(
                        f"is an office file that unpacks to more than {MOST_OF_ONE // 1_000_000} MB"
                    )
                parts.setdefault(member.filename, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise WireError(
            f"is a damaged office file, or one with a password ({str(error)[:80]})"
        ) from None
    except NotImplementedError:
        raise WireError("is an office file packed in a way that cannot be read") from None
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and any(mark in data for mark in _DOCTYPES):
            raise WireError(f"is an office file whose part {name[:60]} declares a document type")
    return parts


def kind_of(parts: dict[str, bytes]) -> str:
    """ "docx" or "odt".  Raises WireError with the name of what else it is."""
    kind = parts.get("mimetype", b"").decode("ascii", "replace").strip()
    if "word/document.xml" in parts:
        return "docx"
    if kind in _TEXT_TYPES and "content.xml" in parts:
        return "odt"
    name = _OTHERS.get(kind) or next(
        (what for part, what in _OTHERS.items() if part in parts), "an office file without a text"
    )
    raise WireError(f"is {name}, not a story; save its text as .docx, .odt or text")
