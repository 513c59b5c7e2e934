"""Pieces of text, each with its emphasis, into rich text: white space as HTML has it, lines where
they stay.
"""

from __future__ import annotations

import re

from epaper.model.text import Emphasis, RichText, Span, plain
from epaper.sources.wire.holders import joined
from epaper.sources.wire.lines import runs
from epaper.sources.wire.raised import with_fractions

BREAK = -1  # the style of a piece that stands for <br>
_EMPHASIS = (Emphasis.ROMAN, Emphasis.ITALIC, Emphasis.BOLD, Emphasis.BOLD_ITALIC)
_LINE = 64  # characters; verse, addresses and results have no longer lines

Piece = tuple[str, int]  # words and their emphasis, a place in _EMPHASIS


def lined(pieces: list[Piece], by_source: bool, typed: bool = False) -> list[RichText]:
    """Pieces as paragraphs.  Lines that <br> ends stay when they are short, as in verse, addresses
    and results, or where a sentence ends; `by_source` parts at the source's own lines too, all of
    which are meant where they are `typed`.
    """
    lines: list[list[Piece]] = [[]]
    for words, style in pieces:
        if style == BREAK:
            lines.append([])
        elif by_source and "\n" in words:
            first, *others = words.split("\n")
            lines[-1].append((first, style))
            lines += [[(other, style)] for other in others]
        else:
            lines[-1].append((words, style))
    if len(lines) < 2:
        return [collapsed(pieces)]
    if by_source and not any(style == BREAK for _, style in pieces):
        return _by_source(lines, typed)
    texts = [text for line in lines if (text := collapsed(line))]
    if all(len(plain(text)) <= _LINE for text in texts):
        return texts
    found: list[RichText] = []
    for text in texts:
        if found and not re.search(r"[.!?…।”\"’]$", plain(found[-1])):
            found[-1] = joined(found[-1], text)
        else:
            found.append(text)
    return found


def _by_source(lines: list[list[Piece]], typed: bool) -> list[RichText]:
    """Lines of the source as they are `typed` (<pre>); elsewhere a source's lines may be an
    editor's own, so only three or more short ones stay lines.
    """
    words = ["".join(piece for piece, _ in line) for line in lines]
    filled = [at for at, line in enumerate(words) if line.strip()]
    if not filled:
        return []
    parted = filled[-1] - filled[0] + 1 > len(filled)
    if not typed and len(filled) < 3 and not parted:
        return [_together(lines, filled)]
    found = runs(words)
    if not typed:
        found = [run for group in _groups(found) for run in _unbroken(group, words)]
    return [_together(lines, run) for run in found]


def _groups(found: list[list[int]]) -> list[list[list[int]]]:
    """Runs of lines with no empty line between them."""
    groups: list[list[list[int]]] = []
    for run in found:
        if groups and groups[-1][-1][-1] + 1 == run[0]:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _unbroken(group: list[list[int]], words: list[str]) -> list[list[int]]:
    """A group with a line too long for verse and results is one paragraph."""
    lines = [at for run in group for at in run]
    return [lines] if any(len(words[at].strip()) > _LINE for at in lines) else group


def _together(lines: list[list[Piece]], run: list[int]) -> RichText:
    return collapsed([piece for at in run for piece in (*lines[at], (" ", lines[at][-1][1]))])


_SPACE = re.compile(r"[ \t\n\r\f]+")


def _one_space(words: str) -> str:
    """Most texts are so already, which is soon seen."""
    return _SPACE.sub(" ", words) if any(run in words for run in _RUNS) else words


_RUNS = ("  ", "\n", "\t", "\r", "\f")


def collapsed(pieces: list[Piece]) -> RichText:
    """Pieces as spans: white space runs become one space across pieces, neighbours alike are
    joined.
    """
    if len(pieces) == 1:
        words, style = pieces[0]
        words = with_fractions(_one_space(words).strip(" "))
        return (Span(words, _EMPHASIS[max(style, 0)]),) if words else ()
    merged: list[tuple[int, list[str]]] = []
    space = True  # as after a space: leading white space falls away
    for words, style in pieces:
        style = max(style, 0)
        inner = _one_space(words)
        if space:
            inner = inner.lstrip(" ")
        if not inner:
            continue
        space = inner.endswith(" ")
        if merged and merged[-1][0] == style:
            merged[-1][1].append(inner)
        else:
            merged.append((style, [inner]))
    texts = [("".join(parts), style) for style, parts in merged]
    if texts:
        texts[-1] = (texts[-1][0].rstrip(" "), texts[-1][1])
    return tuple(Span(with_fractions(words), _EMPHASIS[style]) for words, style in texts if words)
