"""Text that its own file says to be in a legacy font, by the face of an element of HTML."""

from __future__ import annotations

from collections.abc import Iterator

from epaper.sources.legacy import converted_line, converts, face_named, may_be_legacy, note_of
from epaper.sources.wire.visible import face_of

_VOID = {"br", "img", "hr", "input", "meta", "link", "wbr", "source", "col"}


class OpenFaces:
    """The legacy fonts of the elements that are open while HTML is read."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []  # name of the element, its font
        self._met: dict[str, None] = {}

    def start(self, name: str, attrs: dict[str, str]) -> None:
        names = face_of(attrs) if attrs else ""
        font = face_named(names) if names else ""
        inside = bool(self._open) and (bool(names) or self._open[-1][0] == name)
        if name not in _VOID and (font or inside):
            self._open.append((name, font if names else self._open[-1][1]))

    def end(self, name: str) -> None:
        if self._open and self._open[-1][0] == name:
            self._open.pop()

    def read(self, words: str) -> str:
        """Words of the innermost element, in Unicode."""
        font = self._open[-1][1] if self._open else ""
        if not font or not may_be_legacy(words):
            return words
        self._met[font] = None
        return converted_line(words.replace("\n", " "), font) if converts(font) else words

    def told(self) -> Iterator[tuple[str, str, str]]:
        """Rule, fact and remedy for each font that was met."""
        return map(note_of, self._met)
