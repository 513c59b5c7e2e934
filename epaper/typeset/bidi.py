"""Words that run to the left inside a text that runs to the right: which way each part of a line
goes, and in which order the parts stand (Unicode Standard Annex 9).

The text itself keeps the order in which it is read; only places on the line change.  Levels come
from python-bidi, whose algorithm is that of the annex.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional

# Hebrew to Arabic Extended, their presentation forms, and the scripts of the right in plane 1:
# Unicode's blocks whose letters are of class R or AL
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FIGURES = "0-9\u0660-\u0669\u06f0-\u06f9"  # of any kind, which run to the right
_CLASS = re.compile(f"(?![{_FIGURES}])[{_LEFTWARD}]")
# letters that run to the left with the marks on them; what stands between them goes its own way
_PARTS = re.compile(
    f"(?:(?![{_FIGURES}])[{_LEFTWARD}\u200c\u200d\u0300-\u036f])+|"
    f"(?:(?![{_LEFTWARD}])[^{_FIGURES}])+|[{_FIGURES}]+"
)

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_LETTERS = {"L": "a", "R": "\u05d0"}
_SIGNS = "()[]{}<>“”‘’«»\"'.,:;!?…"

# classes that python-bidi does not know, by a character that goes the same way: of no class yet
# (UAX 44: as letters of the left), ends of paragraphs, isolates, which are neutral from outside
_STANDS_FOR = {"": "a", **dict.fromkeys(("B", "S", "LRI", "RLI", "FSI", "PDI"), " ")}


def runs_left(text: str) -> bool:
    """Whether any of a text runs to the left."""
    return not text.isascii() and _CLASS.search(text) is not None


def is_rightward(parts: Sequence[str]) -> bool:
    """Whether a text has letters that run to the right and none of the others: it does so as a
    whole, its quotes and stops with it, wherever it stands (the annex's rules P2 and P3)."""
    letters = {bidirectional(char) for part in parts for char in part}
    return "L" in letters and not letters & {"R", "AL"}


def parted_signs(text: str) -> list[str]:
    """A word that runs to the right, and the brackets, quotes and stops before and after it, which
    stand where the text around it is read."""
    word = text.strip(_SIGNS)
    if not word or word == text:
        return [text]
    at = text.index(word)
    return [part for part in (text[:at], word, text[at + len(word) :]) if part]


def parts_of(text: str) -> list[tuple[str, bool]]:
    """A word in its parts, and whether each runs to the left."""
    return [(part, runs_left(part)) for part in _PARTS.findall(text)]


def levels_of(lines: Sequence[tuple[Sequence[str], bool]], leftward: bool) -> list[tuple[int, ...]]:
    """The levels of the parts (words, spaces, signs) of each of a paragraph's lines, as the whole
    paragraph has them: a comma at a line's end belongs to the Latin words before and after it.

    lines: the parts of each, and whether a word goes on in the next.  `leftward`: the text as a
    whole is read from the right.
    """
    ends = ["" if goes_on else " " for _, goes_on in lines]
    text = "".join("".join(parts) + end for (parts, _), end in zip(lines, ends, strict=True))
    levels, at = _levels(text, leftward), 0
    found: list[tuple[int, ...]] = []
    for (parts, _), end in zip(lines, ends, strict=True):
        own: list[int] = []
        for part in parts:
            own.append(max(levels[at : at + len(part)], default=0))
            at += len(part)
        found.append(tuple(own))
        at += len(end)
    return found


def order_on_line(
    parts: Sequence[str], leftward: bool, levels: Sequence[int] = ()
) -> tuple[list[int], list[bool]]:
    """The places of a line's parts from left to right, and which of them are inside text that runs
    to the left: there brackets are turned round.  `levels` as the paragraph has them; without any
    the line is one.
    """
    of_parts = levels or levels_of([(parts, False)], leftward)[0]
    order = list(range(len(parts)))
    for level in range(max(of_parts, default=0), 0, -1):  # rule L2
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of_parts[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order, [level % 2 == 1 for level in of_parts]


def _paired(text: str, leftward: bool) -> str:
    """The text with its pairs of brackets as letters of the way that they go (the annex's rule N0,
    which python-bidi's readable algorithm has not)."""
    own, other = ("R", "L") if leftward else ("L", "R")
    found = list(text)
    open_ones: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char in _BRACKETS:
            open_ones.append(at)
        elif open_ones and char == _BRACKETS[text[open_ones[-1]]]:
            pairs.append((open_ones.pop(), at))
    for start, end in sorted(pairs):
        inside = {_way(char) for char in found[start + 1 : end]}
        before = next((way for char in reversed(found[:start]) if (way := _way(char))), own)
        way = own if own in inside else other if other in inside and before == other else own
        if inside - {""}:
            found[start] = found[end] = _LETTERS[way]
    return "".join(found)


def _way(char: str) -> str:
    """ "L" or "R", numbers as of the right; empty for what has no way of its own."""
    return {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}.get(bidirectional(char), "")


def _levels(text: str, leftward: bool) -> list[int]:
    """The embedding level of each character in a line of a text that runs to the left or right."""
    from bidi import algorithm  # only pages with such words need it

    text = "".join(_STANDS_FOR.get(bidirectional(char), char) for char in text)
    text = _paired(text, leftward)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if leftward else (0, "L")
    algorithm.get_embedding_levels(text, storage)
    chars = list(storage["chars"])  # marks of direction leave the storage, not this list
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(char["level"]) for char in chars]
