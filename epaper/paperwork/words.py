"""Words and numbers fitted into their room."""

from __future__ import annotations

from epaper.paperwork.faces import text_width


def shortened(text: str, width: float, name: str, size: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if text_width(text, name, size) <= width:
        return text
    while text and text_width(text.rstrip() + "…", name, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, name: str, size: float) -> list[str]:
    """Lines of whole words; a word that is wider than the line breaks after a hyphen of its own,
    else where it must.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        if line and text_width(f"{line} {word}", name, size) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while len(rest) > 1 and text_width(rest, name, size) > width:
            end = len(rest) - 1
            while end > 1 and text_width(rest[:end], name, size) > width:
                end -= 1
            end = rest.rfind("-", 0, end) + 1 or end
            lines.append(rest[:end])
            rest = rest[end:]
        line = rest
    return [*lines, line] if line else lines
