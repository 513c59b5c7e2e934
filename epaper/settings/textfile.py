"""A text file from disk: UTF-8, without control characters, in Unicode NFC, lines ended by a line
feed.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from epaper.settings.notes import Notes, shown
from epaper.units import counted, file_size

STORY_BYTES = 4_000_000  # some 600,000 words; more is not a story
SETTINGS_BYTES = 256_000

# C0 but tab and line feed, DEL, C1, direction overrides (they turn honest text round), byte order
# marks inside the text, specials (those for an object and for a lost letter too) and noncharacters.
# Joiners, marks and isolates of direction stay:
# scripts need them.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufeff\ufff9-\ufffd\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "\ud800-\udfff]"
)
LOST = "\ufffd"  # what a program writes for bytes that it could not read
MOST_LOST = 20  # that are told one by one
AROUND = 20  # characters of a text that a message shows on either side
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


# Hangul fillers, the blank of Braille: letters and signs by their class, and nothing to see
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")  # Unicode's general categories


def visible(text: str) -> bool:
    """Is there anything to see?  Joiners and marks of direction alone are nothing."""
    if text.isascii():
        return bool(text.strip())
    return any(
        unicodedata.category(char) not in _UNSEEN
        and char not in _BLANKS
        and not "\ufe00" <= char <= "\ufe0f"
        for char in text
    )


# Zero width joiner and non-joiner: letters of Arabic, Syriac, the Indic scripts, Burmese, Khmer and
# Mongolian, and pictographs, change with them; Latin ones do not, but for the ligatures that German
# parts at a seam ("Auf|lage").  Anywhere else they are what web pages and mails leave behind.
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\u1cd0-\u1cff\ua8e0-\ua8ff"
    "\ufb50-\ufdff\ufe0f\ufe70-\ufefe\u2190-\u2bff\U00011000-\U00011fff\U0001f000-\U0001faff"
)
_STRAY_JOINER = re.compile(
    f"(?<![{_JOINING}])(?!(?<=[fF])\u200c[bfhijklt])[\u200c\u200d]+(?![{_JOINING}])"
)

# A text of nothing else is clean as it stands, and most texts are of nothing else: ASCII that is
# seen, and the dashes, quotes and dots of Latin type (U+2013, 2014, 2018, 2019, 201C, 201D, 2026).
# In UTF-8, whose bytes are many times faster to look through than letters.
_SEEN = bytes(range(0x20, 0x7F))
_TYPE = re.compile(rb"(?:\xe2\x80[\x93\x94\x98\x99\x9c\x9d\xa6])+")


def usual(text: str) -> bool:
    """Is there nothing in a text that `clean` could take out, or that could be garbled?"""
    try:
        rest = text.encode().translate(None, _SEEN)
    except UnicodeEncodeError:  # half a character
        return False
    return not rest or _TYPE.fullmatch(rest) is not None


def clean(text: str) -> str:
    """The text without control characters and stray joiners, in NFC; odd line separators become
    line feeds."""
    if usual(text):
        return text
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text))
    return normal(_STRAY_JOINER.sub("", text) if _has_joiners(text) else text)


def _has_joiners(text: str) -> bool:
    """Most texts have none, and need not be searched for stray ones letter by letter."""
    return "\u200c" in text or "\u200d" in text


MOST_MARKS = 30  # on one letter, UAX #15, 13: Stream-Safe Text Format; no script has so many
_FLOOD = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")


def normal(text: str) -> str:
    """The text in NFC, with no more marks on a letter than MOST_MARKS: putting them in order takes
    time by the square of their number."""
    return unicodedata.normalize("NFC", _FLOOD.sub(_few_marks, text))


def _few_marks(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in found.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def note_controls(text: str, notes: Notes, line: int = 0, field: str = "") -> None:
    """Say which control characters `clean` will take out; `line` is that of the text's first line,
    0 for a file.
    """
    if usual(text):
        return
    _note_floods(text, notes, line, field)
    _note_joiners(text, notes, line, field)
    hits = list(_CONTROL.finditer(text))
    _note_lost([hit for hit in hits if hit.group() == LOST], text, notes, line, field=field)
    hits = [hit for hit in hits if hit.group() != LOST]
    if not hits:
        return
    names = ", ".join(sorted({f"U+{ord(hit.group()):04X}" for hit in hits})[:5])
    before = text[: hits[0].start()]
    row, column = before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1
    count = counted(len(hits), "control character")
    where = f"the first at column {column}" if not field else "in the text"
    notes.warning(
        "text.control",
        f"{count} ({names}) left out, {where}",
        "delete it in the file",
        (line or 1) + row,
        field=field,
    )


def _note_lost(lost: list[re.Match[str]], text: str, notes: Notes, line: int, field: str) -> None:
    """Each letter that was lost with the words around it; of many, the first few."""
    for number, hit in enumerate(lost[:MOST_LOST], start=1):
        around = text[max(0, hit.start() - AROUND) : hit.end() + AROUND]
        fact = f"a letter was lost before the file was saved (U+FFFD), at {shown(around)}"
        if number == MOST_LOST and len(lost) > MOST_LOST:
            fact += f", and {len(lost) - MOST_LOST} more"
        row = (line or 1) + text.count("\n", 0, hit.start())
        notes.warning("text.lost", fact, "write the letter again", row, field=field)


def _note_joiners(text: str, notes: Notes, line: int, field: str) -> None:
    """Say how many stray joiners `clean` takes out; nobody sees one, and nothing needs mending."""
    found = list(_STRAY_JOINER.finditer(text)) if _has_joiners(text) else []
    if found:
        count = counted(sum(len(hit.group()) for hit in found), "joiner")
        fact = f"{count} without a letter to join (U+200C, U+200D) left out"
        row = (line or 1) + text.count("\n", 0, found[0].start())
        notes.info("text.joiner", fact, line=row, field=field)


def _note_floods(text: str, notes: Notes, line: int, field: str) -> None:
    """Say where `clean` leaves out marks."""
    for found in _FLOOD.finditer(text):
        if left := len(found.group()) - len(_few_marks(found)):
            fact = f"{left} of the marks on one letter left out, {MOST_MARKS} stay"
            row = (line or 1) + text.count("\n", 0, found.start())
            notes.warning("text.marks", fact, "delete them in the file", row, field=field)
            return


def read_text(path: Path, notes: Notes, most_bytes: int = STORY_BYTES) -> str | None:
    """The file's clean text; None, with a finding, when it cannot be read as text.  Reads no more
    than `most_bytes`.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(most_bytes + 1)
    except OSError as error:
        notes.error(
            "file.unreadable",
            f"cannot be read ({error.strerror})",
            "check the file and its permissions",
        )
        return None
    if len(raw) > most_bytes:
        notes.error(
            "file.size",
            f"is larger than {file_size(most_bytes)}",
            "split it; pictures go into their own files",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        known = _BYTE_ORDER_MARKS.get(raw[:2])
        guess = f", it looks like {known}" if known else ""
        notes.error(
            "file.encoding",
            f"is not UTF-8: byte 0x{raw[offset]:02X} at offset {offset}{guess}",
            "save the file as UTF-8",
            raw.count(b"\n", 0, offset) + 1,
        )
        return None
    text = _LINE_ENDS.sub("\n", text)
    note_controls(text, notes)
    return clean(text)
