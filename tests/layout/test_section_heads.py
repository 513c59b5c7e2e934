"""A section's heading stands clear of the rule over it and of the one under it."""

from __future__ import annotations

import pytest

from epaper.layout.design.reader import load_design
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.furniture import section_head
from epaper.layout.measure.copyfit import Copyfitter
from epaper.page.marks import GlyphRun, Rule
from epaper.resources import shipped
from epaper.typeset.typesetter import Typesetter

CLEAR = 3.5  # points


@pytest.mark.parametrize("name", ["broadsheet", "broadsheet-8", "berliner", "evening", "tabloid"])
def test_no_rule_touches_a_section_heading(name: str, setter: Typesetter) -> None:
    design = load_design(shipped("layouts") / f"{name}.yaml")
    marks = section_head("Sport", Composer(design, Copyfitter(design, setter)))
    over, under = (mark for mark in marks if isinstance(mark, Rule))
    (word,) = (mark for mark in marks if isinstance(mark, GlyphRun))
    style = design.styles["section_head"]
    metrics = setter.book.metrics(style.face)
    cap, descent = (
        style.size * part / metrics.units_per_em for part in (metrics.cap_height, metrics.descent)
    )
    assert word.y - cap - over.y1 - over.weight / 2 >= CLEAR
    assert under.y1 - word.y - abs(descent) - under.weight / 2 >= 0
