"""What is in a file?  Goes by content, not by name, and hands it to the reader of its format.

A reader is loaded with the first file of its format: all of them take longer than many a day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from epaper.errors import WireError
from epaper.settings.notes import Notes, shown
from epaper.settings.yamltree import read_yaml
from epaper.sources.wire import jsonfeed, jsontext, ninjs
from epaper.sources.wire.apart import apart
from epaper.sources.wire.encoding import decode
from epaper.sources.wire.fence import fenced, may_hold_halves, told, without_halves
from epaper.sources.wire.finish import finished
from epaper.sources.wire.item import Read, Refusal
from epaper.sources.wire.kinds import MOST_BYTES, is_mail, is_office, is_telegraph

_FIRST = re.compile(
    r"(?:\s|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>)*<([A-Za-z_][\w.:-]*)",
    re.DOTALL | re.IGNORECASE,
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html\b|<html\b)",
    re.DOTALL | re.IGNORECASE,
)
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)


def read_items(raw: bytes, file: str, encoding: str = "") -> Iterator[Read]:
    """Every item in the bytes of one file, finished; what cannot be read comes as a refusal with
    the reason.

    Never raises for what a file holds.
    """
    notes = Notes(file)
    try:
        if len(raw) > MOST_BYTES:
            raise WireError(f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
        for mark, name in _BINARY:
            if raw.startswith(mark):
                raise WireError(f"is {name}, not a story; save it as text, HTML or a wire format")
    except WireError as error:
        yield Refusal(file, str(error))
        return
    reads = fenced(file, "", lambda: _read(raw, file, notes, encoding))
    nothing = True
    for item in apart(item for read in reads for item in _with(read, notes)):
        nothing = False
        yield item
    if nothing:  # drafts alone, or an empty list
        yield Refusal(file, "holds no story that may be printed")


def _read(raw: bytes, file: str, notes: Notes, encoding: str) -> Iterator[Read]:
    if is_office(raw[:512]):
        from epaper.sources.wire.office import read_office

        return read_office(raw, file)
    if raw.startswith(b"{\\rtf"):
        from epaper.sources.wire.rtf import read_rtf

        return read_rtf(raw, file)
    if is_telegraph(raw):
        from epaper.sources.wire.telegraph import read_telegraph

        return read_telegraph(raw, file, encoding)
    if is_mail(raw) and not file.lower().endswith((".json", ".xml", ".yaml", ".yml")):
        from epaper.sources.wire.mail import read_mail

        return read_mail(raw, file, lambda inner, name: read_items(inner, name, encoding))
    return _dispatch(without_halves(decode(raw, notes, encoding), []), file, notes)


def _with(read: Read, notes: Notes) -> Iterator[Read]:
    if isinstance(read, Refusal):
        yield read
        return
    item = replace(read, findings=(*notes.found, *read.findings)) if notes.found else read
    yield from fenced(item.file, shown(item.headline or item.id), lambda: finished(item))


def _dispatch(text: str, file: str, notes: Notes) -> Iterator[Read]:
    name = file.lower()
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if name.endswith((".yaml", ".yml")):
        yield _yaml(text, file)
    elif name.endswith((".svg", ".svgz")):
        yield Refusal(file, "SVG drawings can hold scripts and are not read; send a JPEG or PNG")
    elif (
        start in "{[" and start and (name.endswith((".json", ".jsonl")) or _is_json(text))
    ) or name.endswith((".json", ".jsonl")):
        yield from _json(text, file)
    elif _HTML.match(text) or (name.endswith((".html", ".htm")) and start == "<"):
        yield from _page(text, file, notes)
    elif name.endswith((".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml")) or (
        start == "<" and _FIRST.match(text)
    ):
        yield from _xml(text, file, notes)
    else:
        from epaper.sources.wire.pasted import read_pasted

        yield from read_pasted(text, file)


def _page(text: str, file: str, notes: Notes) -> Iterator[Read]:
    from epaper.sources.wire.html_page import read_page

    if "<!ENTITY" in text[:100_000].upper():
        from epaper.sources.wire.xml import parse_xml

        parse_xml(text, notes)
    yield from read_page(text, file)


def _is_json(text: str) -> bool:
    """Text in brackets that begins as JSON does; "[24/11/26, 10:15] Desk: ..." does not."""
    return re.match(r'\s*(?:\{\s*(?:"|\})|\[\s*[\[{"\]])', text) is not None


def _xml(text: str, file: str, notes: Notes) -> Iterator[Read]:
    from epaper.sources.wire.html_page import read_page
    from epaper.sources.wire.newsml_1 import read_newsml_1
    from epaper.sources.wire.newsml_g2 import FRAGMENTS, read_newsml_g2
    from epaper.sources.wire.nitf import read_nitf
    from epaper.sources.wire.syndication import is_feed, read_feed
    from epaper.sources.wire.wxr import is_wxr, read_wxr
    from epaper.sources.wire.xml import local, parse_xml

    root = parse_xml(text, notes)
    name = local(root)
    if name in ("newsItem", "packageItem", "newsMessage") or name in FRAGMENTS:
        yield from read_newsml_g2(root, file)
    elif name == "NewsML":
        yield from read_newsml_1(root, file)
    elif name == "nitf":
        yield from read_nitf(root, file)
    elif is_feed(root):
        yield from read_wxr(root, file) if is_wxr(root) else read_feed(root, file)
    elif name == "html":
        yield from read_page(text, file)
    elif name == "svg":
        yield Refusal(file, "SVG drawings can hold scripts and are not read; send a JPEG or PNG")
    else:
        yield Refusal(
            file,
            f"is XML with the root <{name[:60]}>: neither a feed nor a wire format that is known",
        )


def _json(text: str, file: str) -> Iterator[Read]:
    try:
        data = json.loads(text)
    except RecursionError:
        raise WireError("is nested too deeply to be read") from None
    except json.JSONDecodeError as error:
        records = list(islice(_lines(text, file), 1)) if error.msg == "Extra data" else []
        if not records:
            raise WireError(
                f"is broken JSON at line {error.lineno}, column {error.colno} ({error.msg})"
            ) from None
        yield from _lines(text, file)
        return
    except ValueError as error:
        raise WireError(f"is JSON that cannot be read: {error}") from None
    yield from _sound(data, file, "", may_hold_halves(text))


def _sound(data: object, file: str, what: str, halves: bool) -> Iterator[Read]:
    """What a JSON value holds, without halves of characters, if it may hold any."""
    if isinstance(data, list) and not all(isinstance(entry, str) for entry in data):
        for number, entry in enumerate(data, start=1):
            yield from _sound(entry, file, f"item {number}", halves)
        return
    names: list[str] = []
    if halves:
        data = without_halves(data, names)
    yield from told(fenced(file, what, lambda: _value(data, file)), names)


def _lines(text: str, file: str) -> Iterator[Read]:
    """JSON Lines: an item a line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Refusal(file, f"line {number} is broken JSON: {str(error)[:120]}")
            continue
        yield from _sound(data, file, f"line {number}", may_hold_halves(line))


def _value(data: object, file: str) -> Iterator[Read]:
    if isinstance(data, list):
        if data and all(isinstance(entry, str) for entry in data):
            yield from jsontext.read_texts(data, file)
            return
        yield Refusal(file, "an empty list: nothing to import")
    elif not isinstance(data, Mapping):
        yield Refusal(file, "is JSON, but no item")
    elif ninjs.looks_like(data):
        yield from ninjs.read_ninjs(data, file)
    elif jsonfeed.looks_like(data):
        yield from jsonfeed.read_json_feed(data, file)
    elif jsontext.looks_like(data):
        yield from jsontext.read_record(data, file)
    else:
        names = ", ".join(str(name)[:30] for name in islice(data, 5))
        yield Refusal(file, f"is JSON of no known wire format (it has {names or 'no fields'})")


def _yaml(text: str, file: str) -> Refusal:
    """YAML is no wire format; where it is broken, say that first."""
    notes = Notes(file)
    read_yaml(text, notes)
    broken = [str(finding).removeprefix(f"{file}:") for finding in notes.found]
    return Refusal(file, f"line {broken[0]}" if broken else "is YAML, which is no wire format")
