"""The lines above a pasted story: navigation, section, headline, standfirst, byline, time."""

from __future__ import annotations

from epaper.sources.wire.clipping import (
    BY,
    BYLINE,
    STAMP,
    Clipping,
    is_headline,
    is_label,
    name_after_by,
    printed_time,
)

_DEEPEST_STAMP = 16  # lines of navigation and headline that may stand above "By ... | Published"
_DEEPEST_NAME = 8  # and above a bare "By NAME"


def take_top(lines: list[str], parts: Clipping) -> list[str]:
    """Headline, byline, standfirst and labels; the lines that are left.  A line that gives byline
    or time tells the rest by its place: the headline is above it.
    """
    at = next(
        (
            i
            for i, line in enumerate(lines[:_DEEPEST_STAMP])
            if i and (BYLINE.fullmatch(line) or STAMP.fullmatch(line))
        ),
        -1,
    )
    if at < 0:
        return _by_name(lines, parts)
    found = BYLINE.fullmatch(lines[at])
    if stamp := STAMP.fullmatch(lines[at]):
        parts.time = printed_time(stamp.group(1))
    elif found:
        parts.byline, parts.time = name_after_by(found["by"]), printed_time(found["time"])
    above, below = lines[:at], lines[at + 1 :]
    while not parts.byline and len(above) > 1 and BY.match(above[-1]):
        parts.byline = name_after_by(above.pop())
    while below and (stamp := STAMP.fullmatch(below[0])):
        parts.updated = printed_time(stamp.group(1))
        below = below[1:]
    if not parts.byline and below and BY.match(below[0]) and len(below[0].split()) <= 8:
        parts.byline = name_after_by(below[0])
        below = below[1:]
    _named(above, parts)
    return below


def _by_name(lines: list[str], parts: Clipping) -> list[str]:
    at = next(
        (
            i
            for i, line in enumerate(lines[:_DEEPEST_NAME])
            if i and BY.match(line) and len(line.split()) <= 8 and not line.endswith(".")
        ),
        -1,
    )
    if at > 0:
        parts.byline = name_after_by(lines[at])
        _named(lines[:at], parts)
        return lines[at + 1 :]
    labels = next((i for i, line in enumerate(lines) if not is_label(line)), len(lines))
    if labels and (labels == len(lines) or not is_headline(lines[labels])):
        labels -= 1  # a short headline right above the text, or a text of labels only
    if labels > 3 or len(lines) - labels < 2:
        labels = 0
    parts.labels += lines[:labels]
    parts.headline = lines[labels]
    return lines[labels + 1 :]


def _named(above: list[str], parts: Clipping) -> None:
    """The lines above the byline: [navigation,] headline [, standfirst].  The headline is the last
    of them; only a whole sentence under a line that may be a headline is the standfirst.
    """
    parts.headline = above.pop()
    if above and _is_standfirst(parts.headline) and is_headline(above[-1]):
        parts.headline, parts.deck = above.pop(), parts.headline
    parts.labels += above


def _is_standfirst(line: str) -> bool:
    return line.endswith((".", "…", "।")) or len(line) > 130
