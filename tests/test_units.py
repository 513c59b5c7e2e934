"""Figures as messages write them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import epaper
from epaper.units import counted, file_size, pages_told


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (0, ("finding",), "0 findings"),
        (1, ("finding",), "1 finding"),
        (2, ("finding",), "2 findings"),
        (1, ("story",), "1 story"),
        (1204, ("story",), "1,204 stories"),
        (2, ("day",), "2 days"),
        (1, ("thing is", "things are"), "1 thing is"),
        (3, ("thing is", "things are"), "3 things are"),
    ],
)
def test_a_number_and_its_noun(number: int, words: tuple[str, ...], told: str) -> None:
    assert counted(number, *words) == told


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9949, "9.9 kB"),
        (34_567, "35 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (12_345_678, "12 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_a_file_is_never_of_no_size(size: int, told: str) -> None:
    assert file_size(size) == told


def test_pages_are_told() -> None:
    assert (pages_told([3]), pages_told([3, 4])) == ("page 3", "pages 3, 4")


# nouns that messages count, where the number comes out of the program
_COUNTED = re.compile(
    r"\{[^{}]*\} (?:stories|pages|files|findings|mistakes|errors|warnings|things|columns wide"
    r"|characters|paragraphs|items|messages|numbers|runners-up|senders|bytes)\b"
)
_ALWAYS_MORE = {  # a limit, or a number that is never one
    "{} characters in, ",
    "the kicker has {} characters",
    "is a mail whose {} has {} characters",
    "{} to {} pages",
    "folds {} pages at a time",
    "has {} pages, the first is printed",
    "more than {} files",
    "{} items of this file",
}


def test_no_message_counts_one_pages() -> None:
    """A count goes through `counted`, so that 1 finding is no 1 findings."""
    wrong = []
    for path in sorted(Path(epaper.__file__).parent.rglob("*.py")):
        if path.parts[-2] in ("paperwork", "pdf") or path.name.startswith("report"):
            continue  # tables and drawings
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(
                    part.value if isinstance(part, ast.Constant) else "{}"  # type: ignore[misc]
                    for part in node.values
                )
                told = any(known in text for known in _ALWAYS_MORE)
                if _COUNTED.search(text) and not told:
                    wrong.append(f"{path.name}:{node.lineno}: {text}")
    assert wrong == []
