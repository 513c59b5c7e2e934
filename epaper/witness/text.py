"""The text of each page as a reader finds and copies it, against the page's glyph runs; and the
number of its pictures.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from epaper.model.finding import Finding
from epaper.page.marks import SOFT_HYPHEN, AdMark, GlyphRun, PictureMark
from epaper.page.page import Page
from epaper.page.painting import painted
from epaper.units import counted
from epaper.witness.content import UNKNOWN, CodeTable, Shown, shown_by
from epaper.witness.reading import WitnessFile
from epaper.witness.told import told
from epaper.work.kept import kept

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u2060"))  # soft hyphens; what stands for no character
QUOTED = 40  # characters of a run that a finding shows
LISTED = 12  # characters that a finding lists


def check_content(
    file: WitnessFile, place: int, page: Page, digest: str = ""
) -> tuple[Finding, ...]:
    """Text run by run in the order of painting, white space and soft hyphens aside; pictures and
    advertisements by their number.

    `digest`: of the page.  What was found of the same content, fonts and page is kept by it.
    """
    content, fonts = file.content(place), file.fonts(place)

    def check() -> _Checked:
        heard = {name: _Heard(decoder) for name, decoder in fonts.items()}
        found = tuple(_checked(file, place, page, shown_by(content, heard)))
        return _Checked(found, {name: one.texts() for name, one in heard.items()})

    def holds(known: _Checked) -> bool:
        return all(
            name in fonts and texts.items() <= fonts[name].texts.items()
            for name, texts in known.texts.items()
        )

    if not digest:
        return tuple(_checked(file, place, page, shown_by(content, fonts)))
    facts = digest, hashlib.sha256(content).hexdigest(), sorted(file.objects(place))
    return kept("read back", facts, check, holds).findings


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found of a page, and the texts that the codes of its content stood for, by font:
    where fonts say the same of them, the same is found again."""

    findings: tuple[Finding, ...]
    texts: Mapping[str, Mapping[int, str]]


class _Heard:
    """A decoder that remembers what it was asked."""

    def __init__(self, table: CodeTable) -> None:
        self.table = table
        self.asked: set[int] = set()

    def __call__(self, data: bytes) -> str:
        self.asked.update(self.table.codes(data))
        return self.table(data)

    def texts(self) -> dict[int, str]:
        return {code: self.table.texts.get(code, UNKNOWN) for code in sorted(self.asked)}


def _checked(file: WitnessFile, place: int, page: Page, shown: Shown) -> Iterator[Finding]:
    marks = (mark for _, mark in painted(page.marks))
    runs = [mark for mark in marks if isinstance(mark, GlyphRun) and bare(mark.text)]
    fact = difference(runs, [text for one in shown.texts if (text := bare(one))])
    if fact:
        yield told("text", fact, page.number)
    at_hand = file.objects(place)
    placed = sum(name in at_hand for name in shown.objects)
    wanted = sum(isinstance(mark, PictureMark | AdMark) for mark in page.marks)
    if placed != wanted:
        fact = f"the PDF shows {placed} pictures and advertisements, the page has {wanted}"
        yield told("picture", fact, page.number)


def bare(text: str) -> str:
    """Without white space and soft hyphens."""
    return "".join(text.translate(_UNSEEN).split())


def difference(runs: Sequence[GlyphRun], texts: Sequence[str]) -> str:
    """What the texts lack or have too much, and where they first differ; empty where they are the
    runs'.
    """
    wanted = Counter("".join(bare(run.text) for run in runs))
    got = Counter("".join(texts))
    for run, text in zip_longest(runs, texts):
        if run is None or text is None or not _same(run, text):
            break
    else:
        return ""
    parts = []
    if lacking := wanted - got:
        parts.append(f"lacks {_listed(lacking)}")
    foreign = got - wanted
    foreign["-"] -= sum(run.text.endswith(SOFT_HYPHEN) for run in runs)
    if foreign := +foreign:
        parts.append(f"has {_listed(foreign)} too much")
    fact = " and ".join(parts) or "stands in another order"
    there = f"{text[:QUOTED]!r}" if text else "nothing"
    here = f"{bare(run.text)[:QUOTED]!r}" if run else "nothing"
    return f"the PDF's text {fact}; it first differs where it has {there} for {here}"


def _same(run: GlyphRun, text: str) -> bool:
    """Glyphs of a script that runs to the left are painted in another order than they are read, and
    a soft hyphen may stand in the file as a hyphen, by which viewers join a word."""
    want = bare(run.text)
    if run.text.endswith(SOFT_HYPHEN):
        text = text.removesuffix("-")
    return text == want or (run.direction == "rtl" and sorted(text) == sorted(want))


def _listed(characters: Counter[str]) -> str:
    count = characters.total()
    some = "".join(sorted(characters)[:LISTED])
    return f"{counted(count, 'character')} ({some})"
