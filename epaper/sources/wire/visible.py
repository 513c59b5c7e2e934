"""What a reader of a page sees: hidden elements, true addresses of pictures that load late."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from epaper.model.letters import IN_WORD
from epaper.sources.wire.item import Rendition

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",  # off the page
    re.IGNORECASE,
)
_SHIFTED_STYLE = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_HIDDEN_CLASSES = {
    "screen-reader-text",
    "screen-reader-only",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "visually-hidden-text",
    "assistive-text",
    "offscreen",
    "off-screen",
    "a11y-hidden",
    "print-only",
    "is-hidden",
    "u-hidden",
}
_SHEET = re.compile(r"<style\b[^>]{0,500}>([^<]{0,200000})", re.IGNORECASE)
_MOST_SHEETS = 4_000_000  # characters of a page that are searched
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SETS_SIGHT = re.compile(r"\b(?:display|visibility)\s*:", re.IGNORECASE)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PLAIN_CLASS = re.compile(r"(?:p|div|span|section|aside)?\.([\w-]{1,100})")
_CLASS = re.compile(r"\.([\w-]{1,100})")
_LATE = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-hi-res-src",
    "data-full-src",
    "data-large-file",
    "data-image",
    "data-url",
)
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|placeholder|spacer|pixel|1x1|loading|loader|transparent|lazy|lazyload|"
    r"grey|gray)(?:[_.-][\w-]*)?\.(?:gif|png|jpe?g|svg|webp)(?:$|\?)|^about:",
    re.IGNORECASE,
)
_ENTRY = re.compile(  # address, width or density
    r"(?:^|[\s,])\s*([^\s,]\S*[^\s,])(?:\s+(\d{1,6})w|\s+(\d{1,3}(?:\.\d{1,6})?)x)?(?=\s*(?:,|$))"
)
_FAMILY = re.compile(r"font-family\s*:\s*([^;]{1,300})", re.IGNORECASE)
_DATA = re.compile(r"data:(image/[\w.+-]+)?((?:;[\w=-]+)*),", re.IGNORECASE)
_LEAST_DATA = 2_000  # bytes; less is a placeholder or an icon
_MOST_DATA = 64_000_000
_ENDINGS = {"jpeg": ".jpg", "svg+xml": ".svg", "tiff": ".tif", "x-png": ".png"}


NOTHING: frozenset[str] = frozenset()


def is_hidden(name: str, attrs: Mapping[str, str], by_sheet: frozenset[str] = NOTHING) -> bool:
    """Is an element made so that readers of the page do not see it?  `by_sheet`: classes that the
    page's style sheets hide.
    """
    if not attrs:
        return name == "dialog"
    classes = set(attrs.get("class", "").lower().split())
    return (
        ("hidden" in attrs and attrs["hidden"].lower() != "until-found")
        or (
            attrs.get("aria-hidden", "").lower() == "true"
            and name not in ("img", "picture", "figure")
        )
        or bool(classes & _HIDDEN_CLASSES or classes & by_sheet)
        or classes == {"hidden"}
        or (name == "dialog" and "open" not in attrs)
        or bool(_HIDDEN_STYLE.search(attrs.get("style", "")))
    )


def classes_hidden_in(html: str) -> frozenset[str]:
    """The classes that a page's own style sheets hide from everyone.  Only a plain rule (.name)
    tells it, and none that another rule may take back, so that no text is lost by mistake.
    """
    found: set[str] = set()
    doubted: set[str] = set()
    for sheet in _SHEET.findall(html[:_MOST_SHEETS]):
        for names, rule in _RULE.findall(_COMMENT.sub("", sheet)):
            if not _SETS_SIGHT.search(rule):
                continue
            for name in (part.strip() for part in names.split(",")):
                plain = _PLAIN_CLASS.fullmatch(name)
                if plain and _HIDES.search(rule):
                    found.add(plain[1].lower())
                else:
                    doubted |= {other.lower() for other in _CLASS.findall(name)}
    return frozenset(found - doubted)


def is_struck(name: str, attrs: Mapping[str, str]) -> bool:
    """Are the words of an element withdrawn?"""
    return name in ("del", "s", "strike") or bool(_STRUCK_STYLE.search(attrs.get("style", "")))


def shift_of(attrs: Mapping[str, str]) -> str:
    """ "sup" or "sub" where only a style lifts or lowers the words of an element, as office
    programs paste them; else "".
    """
    found = _SHIFTED_STYLE.search(attrs.get("style", ""))
    return {"super": "sup", "sub": "sub"}[found[1].lower()] if found else ""


def renditions(attrs: Mapping[str, str], sources: Sequence[str] = ()) -> tuple[Rendition, ...]:
    """The files of an <img>, the widest first; `sources` are the sets of the <picture> around it.
    Placeholders are none.
    """
    found: dict[str, int] = {}
    for entries in (*sources, *(attrs[name] for name in _LATE_SETS if name in attrs)):
        for href, width in _set_of(entries):
            found.setdefault(href, width)
    for name in (*_LATE, "src"):
        if href := attrs.get(name, "").strip():
            found.setdefault(href, _width(attrs))
    height = _width(attrs, "height")
    files: list[Rendition] = []
    for href, width in sorted(found.items(), key=lambda pair: -pair[1]):
        if href.lower().startswith("data:"):
            if (file := from_data(href)) is not None:
                files.append(file)
        elif not _PLACEHOLDER.search(href):
            own = width == _width(attrs) and href == attrs.get("src", "").strip()
            files.append(Rendition(href[:4000], width, height if own else 0))
    return tuple(files)


def _width(attrs: Mapping[str, str], name: str = "width") -> int:
    found = re.match(r"\s*(\d{1,6})(?!\s*%)", attrs.get(name, ""))
    return int(found.group(1)) if found else 0


def _set_of(entries: str) -> list[tuple[str, int]]:
    """(address, width) of a srcset, the densest first where it gives no widths; an address may hold
    commas, not spaces.
    """
    found: list[tuple[float, str, int]] = []
    for entry in _ENTRY.finditer(entries):
        found.append((float(entry[3] or 1), entry[1], int(entry[2] or 0)))
    return [(href, width) for _, href, width in sorted(found, key=lambda entry: -entry[0])]


def from_data(address: str) -> Rendition | None:
    """The picture that an address of the kind data: holds itself; None for placeholders."""
    found = _DATA.match(address)
    if not found or not found[1] or len(address) > _MOST_DATA:
        return None
    try:
        raw = unquote_to_bytes(address[found.end() :])
        if ";base64" in found[2].lower():
            raw = base64.b64decode(raw, validate=False)
    except (binascii.Error, ValueError):
        return None
    return enclosed(raw, found[1].lower()) if len(raw) >= _LEAST_DATA else None


def face_of(attrs: dict[str, str]) -> str:
    """The faces that an element names for its text, the first one first."""
    found = _FAMILY.search(attrs.get("style", ""))
    return (found[1] if found else attrs.get("face", "")).strip(" \"'")


def enclosed(raw: bytes, kind: str, name: str = "") -> Rendition:
    """A picture that came inside the file of its story, named by its content."""
    ending = kind.rsplit("/", 1)[-1]
    digest = hashlib.blake2b(raw, digest_size=5).hexdigest()
    stem = re.sub(f"[^{IN_WORD}-]+", "-", name.rsplit("/", 1)[-1].rsplit(".", 1)[0]).strip("-")[:40]
    return Rendition(
        f"{stem or 'enclosed'}-{digest}{_ENDINGS.get(ending, f'.{ending}')}", kind=kind, data=raw
    )
