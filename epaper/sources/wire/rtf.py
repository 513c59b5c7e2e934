"""Stories in RTF, their codes taken off by striprtf.

Codes that change what figures say are read before: raised and lowered figures become characters,
words that are struck out, deleted or hidden are left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from epaper.errors import WireError
from epaper.settings.notes import Notes
from epaper.sources.legacy import face_named
from epaper.sources.wire.body import told_of
from epaper.sources.wire.item import Read, WireItem
from epaper.sources.wire.pasted import read_pasted
from epaper.sources.wire.raised import lowered, raised

_MOST_RTF = 16_000_000  # bytes
_RUN = re.compile(  # a code, further codes, and the words up to the next code or brace
    r"\\(super|sub|up\d+|dn\d+|striked?1?|deleted|v)(?![a-z0-9-])"
    r"((?:\\(?:f|fs|cf|lang|langfe|langnp|kerning|b|i|insrsid|charrsid|rtlch|ltrch|af|afs|hich|dbch|"
    r"loch|revauthdel|revdttmdel|nosupersub)-?\d*)*) ?([^\\{}]*)"
)


def read_rtf(raw: bytes, file: str) -> Iterator[Read]:
    """The text of an RTF document, by striprtf; its emphasis is lost with its codes, and told."""
    from striprtf.striprtf import rtf_to_text

    notes = Notes(file)
    if len(raw) > _MOST_RTF:
        raise WireError(
            f"is an RTF document of more than {_MOST_RTF // 1_000_000} MB; save it as text"
        )
    try:
        text = rtf_to_text(_marked(raw.decode("latin-1"), notes), errors="replace")
    except Exception as error:  # whatever a library makes of a broken document
        raise WireError(f"is an RTF document that cannot be read ({str(error)[:80]})") from None
    notes.info("wire.rtf", "bold and italic of an RTF document are not kept")
    for read in read_pasted(text, file, _face(raw)):
        if isinstance(read, WireItem):
            read = replace(read, format="rtf", findings=(*read.findings, *notes.found))
        yield read


def _face(raw: bytes) -> str:
    """The legacy font in the document's table of fonts; empty where it has none."""
    found = re.search(rb"\\fonttbl(.{0,20000}?)\}\}", raw[:200_000], re.DOTALL)
    names = found[1].decode("latin-1").split(";") if found else []
    return next(filter(None, map(face_named, names)), "")


def _marked(rtf: str, notes: Notes) -> str:
    left: dict[str, list[str]] = {}

    def run(found: re.Match[str]) -> str:
        code, codes, words = found.groups()
        if not words.strip() or "nosupersub" in codes:
            return found.group()
        if code in ("v", "deleted") or code.startswith("strike"):
            left.setdefault("hidden" if code == "v" else "struck", []).append(words.strip())
            return f"{codes} " if codes else ""
        if code in ("super", "sub") or len(words.strip()) <= 4:
            up = code.startswith(("super", "up"))
            new, exact = (
                raised(words, rtf[max(0, found.start() - 40) : found.start()])
                if up
                else lowered(words)
            )
            if not exact:
                left.setdefault("lifted", []).append(new)
            return (f"{codes} " if codes else "") + "".join(
                c if ord(c) < 256 else f"\\u{ord(c)}?" for c in new
            )
        return found.group()

    marked = _RUN.sub(run, rtf)
    for rule, fact, remedy in told_of(left):
        notes.warning(rule, fact, remedy, field="body")
    return marked
