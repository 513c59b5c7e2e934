"""Text that a Word document says to be in a legacy font, by the face of a run."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.settings.notes import Notes
from epaper.sources.legacy import converted_line, converts, face_named, may_be_legacy, note_of
from epaper.sources.wire.xml import Element, attributes, child, children, descendants, local

_HOLDERS = ("p", "hyperlink", "ins", "smartTag")  # of runs
_MARKS = {"proofErr", "bookmarkStart", "bookmarkEnd", "pPr"}  # that part no words
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def runs_in_unicode(document: Element, notes: Notes) -> None:
    """Runs in a legacy font become Unicode where they stand; those that a spelling checker parted
    are put together before, for words to be whole."""
    fonts: dict[str, None] = {}
    for holder in descendants(document, *_HOLDERS):
        together: list[Element] = []
        for part in children(holder):
            if local(part) in _MARKS:
                continue
            if together and _key(part) != _key(together[0]):
                _convert(together, fonts)
                together = []
            if local(part) == "r" and _font(part):
                together.append(part)
        if together:
            _convert(together, fonts)
    for font in fonts:
        rule, fact, remedy = note_of(font)
        notes.warning(rule, fact, remedy, field="body")


def _font(run: Element) -> str:
    faces = child(run, "rPr", "rFonts")
    if faces is None or not attributes(faces):
        return ""
    named = attributes(faces)
    return face_named(named.get("ascii") or named.get("hAnsi", ""))


def _key(run: Element) -> tuple[str, list[str]]:
    """What two runs must share to be one: their font and their emphasis."""
    look = child(run, "rPr")
    parts = [part for part in children(look) if local(part) != "lang"]
    return _font(run), [f"{local(part)}{sorted(attributes(part).items())}" for part in parts]


def _convert(runs: Sequence[Element], fonts: dict[str, None]) -> None:
    texts = [text for run in runs for text in children(run, "t")]
    others = [part for run in runs for part in children(run) if local(part) not in ("t", "rPr")]
    font = _font(runs[0])
    groups = [[text] for text in texts] if others else [texts]
    for group in groups:
        line = "".join(text.text or "" for text in group)
        if not may_be_legacy(line):
            continue
        fonts[font] = None
        if converts(font):
            group[0].text = converted_line(line, font)
            group[0].set(_SPACE, "preserve")
            for text in group[1:]:
                text.text = ""
