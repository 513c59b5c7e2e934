"""A mark knows how wide it is printed: exactly what its glyphs, spaces and stretch make."""

from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.typesetter import Typesetter

TEXT = (
    "A paragraph of some words, long enough to be justified over several lines of its measure. " * 3
)
STYLES = (
    TextStyle("justified", "serif", 9, 11, align="justify", hyphenate=True),
    TextStyle("tracked", "sans", 8, 11, align="left", tracking=0.08),
)


def test_the_width_of_every_run_is_that_of_its_glyphs(typesetter: Typesetter) -> None:
    book = typesetter.book
    for style in STYLES:
        lines = typesetter.set_text(rich(TEXT), style, 150, Origin(Element.BODY))
        assert len(lines) > 3
        for run in (run for line in lines for run in line.runs):
            units = book.metrics(run.face).units_per_em
            letters = run.size * sum(word.width for word in run.words) / units
            tracking = run.tracking * sum(len(word.glyphs) for word in run.words)
            printed = run.stretch * (letters + tracking) + run.gap * (len(run.words) - 1)
            assert abs(run.width - printed) < 1e-6
            assert run.width > 0
