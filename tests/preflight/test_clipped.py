"""What a clip takes away breaks no rule."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name, Stream

from epaper.model.press import Standard
from tests.preflight.sheets import SETTINGS, Break, paint, rules, write

X4, X4S = Standard.X4, SETTINGS[Standard.X4]
CLIP = "60 60 100 100 re W n"


SMALL = "0.5 0.5 0.5 0 k BT /F1 5 Tf 1 0 0 1 {} 200 Tm <0001> Tj ET"


AWAY = {
    "a line beyond its right": f"{CLIP} 0 0 0 1 K 0.1 w 180 50 m 180 300 l S",
    "a line above it": f"{CLIP} 0 0 0 1 K 0.1 w 50 180 m 200 180 l S",
    "a thin area": f"{CLIP} 0 0 0 1 k 180 50 0.1 200 re f",
    "type": f"{CLIP} {SMALL.format(20)}",
    "an area in RGB": f"{CLIP} 1 0 0 rg 200 200 50 50 re f",
    "a picture in the content": f"{CLIP} q 50 0 0 50 200 200 cm BI /W 1 /H 1 /BPC 8 /CS /RGB "
    "ID abc EI Q",
    "a line in one of two clips": f"60 60 40 90 re W n {CLIP} 0 0 0 1 K 0.1 w 120 50 m 120 300 l S",
    "all where two clips do not meet": f"{CLIP} 200 200 50 50 re W n 1 0 0 rg 60 60 300 300 re f",
}


@pytest.mark.parametrize("code", AWAY.values(), ids=AWAY)
def test_what_a_clip_takes_away_is_not_told(tmp_path: Path, code: str) -> None:
    assert rules(write(tmp_path / "a.pdf", X4, paint(code)), X4S) == set()
    unclipped = code.replace("W n", "n")
    assert rules(write(tmp_path / "b.pdf", X4, paint(unclipped)), X4S)


def test_what_the_box_of_a_form_takes_away_is_not_told(tmp_path: Path) -> None:
    marks = b"0 0 0 1 K 0.1 w 5 110 m 5 120 l S 110 5 m 120 5 l S 0 0 0 1 k 120 0 0.1 90 re f"

    def placed(box: int) -> Break:
        def broken(pdf: pikepdf.Pdf) -> None:
            paint("1 0 0 1 60 60 cm /F Do")(pdf)
            form = Stream(
                pdf, marks, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, box, box])
            )
            pdf.pages[0].Resources.XObject.F = form

        return broken

    assert rules(write(tmp_path / "a.pdf", X4, placed(100)), X4S) == set()
    assert rules(write(tmp_path / "b.pdf", X4, placed(200)), X4S) == {"rule.weight"}


def test_what_a_clip_leaves_in_part_is_told(tmp_path: Path) -> None:
    for code in (
        "0 0 0 1 K 0.1 w 50 100 m 200 100 l S",
        "0 0 0 1 K 0.1 w 50 160.04 m 200 160.04 l S",  # its weight reaches in
        "1 0 0 rg 155 155 50 50 re f",
    ):
        assert rules(write(tmp_path / "a.pdf", X4, paint(f"{CLIP} {code}")), X4S), code
