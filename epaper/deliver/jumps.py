"""Jumps read back from finished pages: whoever follows one must arrive, and find the way back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from epaper.model.finding import Finding, Severity
from epaper.words.words import Words


def one_way(jumps: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """(page, goal) for each jump whose goal does not point back; jumps by page."""
    return [
        (page, goal)
        for page, goals in sorted(jumps.items())
        for goal in goals
        if page not in jumps.get(goal, ())
    ]


def check_jumps(
    pdf: Path, runs: Iterable[tuple[str, Sequence[int]]], words: Words
) -> list[Finding]:
    """Read every page of a finished edition that says `words`; `runs` are stories on several pages,
    with those in order.
    """
    runs = list(runs)
    jumps: dict[int, tuple[int, ...]] = {}
    document = pdfium.PdfDocument(pdf)
    try:
        if runs:  # most days have few jumps, and reading text takes its time
            for at in range(len(document)):
                jumps[at + 1] = words.jumps_in(document[at].get_textpage().get_text_bounded())
    finally:
        document.close()
    found = []
    for (
        slug,
        pages,
    ) in runs:  # a story's own words may speak of pages: only what was laid out is asked for
        for here, there in itertools.pairwise(pages):
            if there not in jumps[here]:
                fact = (
                    f"{slug} goes on from page {here} to page {there}, and page {here} does not "
                    "say so"
                )
                found.append(
                    Finding(Severity.ERROR, "jump.silent", fact, "report it", story=slug, page=here)
                )
            if here not in jumps[there]:
                fact = f"{slug} comes from page {here}, and page {there} does not say so"
                found.append(
                    Finding(
                        Severity.ERROR, "jump.one-way", fact, "report it", story=slug, page=there
                    )
                )
    return found
