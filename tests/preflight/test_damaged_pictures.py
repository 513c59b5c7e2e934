"""A picture that cannot be decoded is told, and costs no other check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name

from epaper.model.press import Standard
from epaper.preflight.files import check_file, checked_file
from epaper.preflight.plates import plate_digests
from tests.preflight.sheets import SETTINGS, Break, picture, write

X4, X4S, CMYK = Standard.X4, SETTINGS[Standard.X4], Name.DeviceCMYK
INDEXED = Array([Name.Indexed, Name.DeviceCMYK, 1])  # and its table is missing


BROKEN = [
    (b"no deflate", {"Filter": Array([Name.FlateDecode, Name.DCTDecode])}, CMYK),
    (b"\0" * 900, {}, INDEXED),
    (b"\0" * 9, {"BitsPerComponent": 1}, Name.DeviceGray),  # too short
]


def broken_picture(at: int, raw: bytes, more: dict[str, Any], space: object) -> Break:
    """A picture that cannot be decoded at the left, and type in RGB after it and on page 2."""

    def broken(pdf: pikepdf.Pdf) -> None:
        picture(raw, 30, 30, space, f"q 10 0 0 10 {at} 60")(pdf)
        for key, value in more.items():
            pdf.pages[0].Resources.XObject.Im[f"/{key}"] = value
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].Contents = pdf.make_stream(b"1 0 0 rg 60 60 40 40 re f")
        pdf.pages[0].Contents = pdf.make_stream(content + b" Q 1 0 0 rg 60 90 40 40 re f")

    return broken


@pytest.mark.parametrize(("raw", "more", "space"), BROKEN)
def test_a_picture_that_cannot_be_decoded_costs_no_other_check(
    tmp_path: Path, raw: bytes, more: dict[str, Any], space: object
) -> None:
    shown = write(tmp_path / "a.pdf", X4, broken_picture(60, raw, more, space))
    outside = write(tmp_path / "b.pdf", X4, broken_picture(-90, raw, more, space))
    for file, told in ((shown, 1), (outside, 0)):
        checked = checked_file(file, X4S)
        assert checked.findings == check_file(file, X4S)
        assert [f.page for f in checked.findings if f.rule == "colour.rgb"] == [1, 2]
        damaged = [f.message for f in checked.findings if f.rule == "file.damaged"]
        assert len(damaged) == told
        assert all("a picture cannot be decoded" in message for message in damaged)
        assert "file.unreadable" not in {f.rule for f in checked.findings}
        assert set(checked.plates) == {0, 1}
        assert checked.plates[0] == plate_digests(file)


def test_who_asks_for_no_plates_decodes_nothing_outside_the_trim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.pdf", X4, picture(b"\0" * 3600, 30, 30, CMYK, "10 0 0 10 -90 60"))
    asked: list[int] = []
    monkeypatch.setattr("epaper.preflight.pages.picture_inks", lambda _: asked.append(1))
    assert check_file(file, X4S) == ()
    assert not asked
    assert checked_file(file, X4S).findings == ()
    assert asked == [1]
