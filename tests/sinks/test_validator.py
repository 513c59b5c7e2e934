"""The readers' PDF by veraPDF, which knows all of PDF/UA-1 that a program can see."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from render_samples import advert, issue_of, page, run
from test_accessible_files import ADS, adverts
from test_right_to_left import set_page
from ua_validator import failures

from epaper.geometry import Rect
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.sinks.screen import print_screen
from epaper.witness.accessible import claims

NASTALIQ = TextStyle("body", "nastaliq", 10, 22)
SPACE = Rect(100, 300, 150, 200)


def test_a_word_whose_end_stands_before_its_beginning_passes(tmp_path: Path) -> None:
    """In Nastaliq a letter under the one before it leads the pen back, which no font can say."""
    out = tmp_path / "day.pdf"
    print_screen(issue_of([set_page("خچر پل پر", style=NASTALIQ)]), out)
    assert failures([out]) == []


def test_days_with_advertisements_pass_or_claim_nothing(tmp_path: Path) -> None:
    files = []
    for name in adverts():
        words = run("Bridge", 20, 60, origin=Origin(Element.HEADLINE, "bridge"))
        text = run("opens", 20, 90, origin=Origin(Element.BODY, "bridge"))
        out = tmp_path / f"{Path(name).stem}.pdf"
        print_screen(issue_of([page([words, text, advert(ADS / name, SPACE)])]), out)
        with pikepdf.open(out) as pdf:
            if claims(pdf):
                files.append(out)
    if not files:
        pytest.skip("needs the corpus")
    assert failures(files) == []
