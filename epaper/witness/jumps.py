"""Jumps as links: who follows one on the screen must arrive, and find the way back."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from epaper.model.finding import Finding
from epaper.witness.reading import FAULTS, WitnessFile, opened
from epaper.witness.told import told


def witness_jumps(
    pdf: Path | WitnessFile, runs: Iterable[tuple[str, Sequence[int]]]
) -> tuple[Finding, ...]:
    """`runs`: stories on several pages, with the numbers of those in order.

    As many links have to lead from a page to another as stories go on there, and as many back; a
    page's number is its label in the file.
    """
    try:
        file = opened(pdf)
        labels = [str(label) for label in file.reader.page_labels]
        links = Counter(
            (labels[place], labels[goal.place])
            for place in range(len(file.pages))
            for _, goal in file.links(place)
            if goal.place >= 0
        )
    except FAULTS as error:
        return (told("file", f"the PDF cannot be read ({error})"),)
    found = []
    for slug, pages in runs:
        for here, there in itertools.pairwise(pages):
            for start, goal in ((here, there), (there, here)):
                links[str(start), str(goal)] -= 1
                if links[str(start), str(goal)] < 0:
                    way = "on" if start == here else "back"
                    fact = f"{slug} has no link on page {start} that leads {way} to page {goal}"
                    found.append(told("jump", fact, start, slug))
    return tuple(found)
