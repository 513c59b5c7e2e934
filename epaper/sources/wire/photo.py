"""Words inside a picture file: caption, credit, rights and alt text from IPTC-IIM, XMP and EXIF.

IPTC-IIM 4.2 (datasets 2:120 and so on) says its encoding in 1:90; without it text is UTF-8 if it
reads as such, else Latin-1.  XMP wins over IPTC-IIM, and IPTC over EXIF (IPTC Photo Metadata
Standard, mapping guidelines).
"""

from __future__ import annotations

import contextlib
import re
import warnings
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from epaper.errors import WireError
from epaper.settings.notes import Notes
from epaper.sources.pictures import FORMATS
from epaper.sources.wire.encoding import repaired
from epaper.sources.wire.item import WirePicture
from epaper.sources.wire.xml import attributes, descendants, parse_xml, words

_XMP = {
    "description": "caption",
    "AltTextAccessibility": "alt",
    "Credit": "credit",
    "creator": "creator",
    "rights": "rights",
    "Headline": "headline",
    "UsageTerms": "terms",
    "Instructions": "note",
}
_IPTC = {
    (2, 120): "caption",
    (2, 105): "headline",
    (2, 110): "credit",
    (2, 80): "creator",
    (2, 116): "rights",
    (2, 40): "note",
}
_EXIF = {
    ExifTags.Base.ImageDescription: "caption",
    ExifTags.Base.Artist: "creator",
    ExifTags.Base.Copyright: "rights",
}
_MOST_XMP = 2_000_000
_NAMED = {"caption", "headline", "creator", "alt"}  # fields that cameras fill by themselves
_CAMERA = re.compile(  # what cameras, telephones and programs write where nobody wrote anything
    r"(?:OLYMPUS|KONICA MINOLTA|MINOLTA|SONY|SAMSUNG|CANON|NIKON|FUJIFILM|KODAK|PANASONIC|PENTAX|"
    r"RICOH|CASIO|DCF|DSC|LEICA|GE|JVC|HP|VIVITAR|POLAROID)"
    r"(?: (?:DIGITAL (?:STILL )?CAMERA|DSC|CORPORATION|IMAGING CORP\.?|TECHWIN CO\.?,? ?LTD\.?))?|"
    r"(?:MINOLTA |KONICA MINOLTA )?DIGITAL CAMERA|DCIM|<?Digimax [\w ,]+>?|"
    r"(?:IMG|DSC[FN]?|PICT|DCIM|MVI|P|DSCN|_DSC|_MG|GOPR|PXL|SAM|HPIM|CIMG|IMAG|WP)[_-]?\d{3,8}"
    r"(?:[_-]\d+)*(?:\.jpe?g)?|\d{8}[_-]\d{6}(?:\.jpe?g)?|"
    r"(?:SONY|OLYMPUS|SAMSUNG|Exif|EXIF|Default|default)[ _]?(?:DSC|DIGITAL CAMERA|JPEG PICTURE|"
    r"JPEG|PICTURE)?|Exif_JPEG_PICTURE|JPEG_PICTURE|cof|rhdr|hdr|edf|oznor|dav|mde|ptr|rpt|bty|"
    r"(?:sdr|hdr|rbt|btf|fhdr|dpl|nor|cof|rhdr|gpb|bokeh|ozn|qrf|oplus|0)_?\d*|"
    r"File written by Adobe Photoshop.*|Created with (?:GIMP|The GIMP).*|Screenshot|"
    r"Processed with VSCO.*|LEAD Technologies.*|ASCII|charset=Ascii.*|untitled|unknown|"
    r"my beautiful picture|type your caption here|user comments?|"
    r"photographer|artist name|your name(?: here)?|owner(?:'s)? name|picasa|copyright|\W*|\d{1,4}",
    re.IGNORECASE,
)


def photo_words(path: Path, notes: Notes) -> WirePicture:
    """The words that a picture file carries; empty ones for a file that cannot be read (its reader
    says why).
    """
    found: dict[str, str] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                for source in (_xmp(image, notes), _iptc(image), _exif(image)):
                    for name, text in source.items():
                        if text.strip("\x00 \t\r\n"):
                            found.setdefault(name, text.strip("\x00 \t\r\n"))
    except Exception:
        return WirePicture()
    found = {
        name: repaired(text, notes, name)
        for name, text in found.items()
        if name not in _NAMED or not _CAMERA.fullmatch(" ".join(text.split()))
    }
    credit = "/".join(
        dict.fromkeys(part for part in (found.get("creator", ""), found.get("credit", "")) if part)
    )
    rights = "; ".join(part for part in (found.get("rights", ""), found.get("terms", "")) if part)
    return WirePicture(
        caption=" ".join(found.get("caption", "").split()),
        credit=" ".join(credit.split()),
        rights=rights,
        alt=" ".join(found.get("alt", "").split()),
        headline=found.get("headline", ""),
        note=found.get("note", ""),
    )


def _xmp(image: Image.Image, notes: Notes) -> dict[str, str]:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    if not text.strip("\x00 ") or len(text) > _MOST_XMP:
        return {}
    try:
        root = parse_xml(text.strip("\x00"), notes)
    except WireError:
        return {}
    found: dict[str, str] = {}
    for name, field in _XMP.items():
        for part in descendants(root, name):
            found.setdefault(field, words(next(descendants(part, "li"), part)))
    for part in descendants(root, "Description"):
        for name, value in attributes(part).items():
            if name in _XMP:
                found.setdefault(_XMP[name], value)
    return found


def _iptc(image: Any) -> dict[str, str]:
    data = IptcImagePlugin.getiptcinfo(image) or {}
    marked = data.get((1, 90), b"")
    utf8 = isinstance(marked, bytes) and b"\x1b%G" in marked
    return {name: _decoded(data[key], utf8) for key, name in _IPTC.items() if key in data}


def _decoded(value: object, utf8: bool) -> str:
    raw = (
        b", ".join(part for part in value if isinstance(part, bytes))
        if isinstance(value, list)
        else value
    )
    if not isinstance(raw, bytes):
        return str(raw or "")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if utf8 else raw.decode("cp1252", "replace")


def _exif(image: Image.Image) -> dict[str, str]:
    """EXIF is ASCII by its standard; cameras and agencies write UTF-8 and Latin-1, which Pillow
    reads as Latin-1.
    """
    found: dict[str, str] = {}
    exif = image.getexif()
    for tag, name in _EXIF.items():
        value = exif.get(tag)
        if isinstance(value, str):
            with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
                value = value.encode("latin-1").decode("utf-8")
        if isinstance(value, str | bytes):
            found[name] = value if isinstance(value, str) else _decoded(value, False)
    return found
