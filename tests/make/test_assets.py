"""Files of an issue: each picture cut once, advertisements as they are, blanks where there are
none."""

from __future__ import annotations

import hashlib
import io
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "sinks"))
from render_samples import advert, page, picture, picture_file

from epaper.geometry import Rect
from epaper.issue.shelf import Shelf
from epaper.make.assets import Original, WithAssets, with_assets
from epaper.page.marks import AdMark, Mark, PictureMark
from epaper.pictures.cut import JPEG, PNG, cut_picture
from epaper.work.step import Works
from epaper.work.store import Store


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def made(tmp_path: Path, *marks: Mark, works: Works | None = None, ppi: float = 200) -> WithAssets:
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    originals = {digest(path): Original(path, f"pictures/{path.name}") for path in files}
    return with_assets(
        [page(list(marks))],
        originals,
        ppi=ppi,
        shelf=Shelf(tmp_path / "shelf"),
        works=works or Works(),
        blank=lambda mark: f"%PDF-1.4 {mark.booking}".encode(),
    )


def shown(path: Path, rect: Rect, crop: tuple[float, float, float, float]) -> PictureMark:
    return replace(picture(path, rect), asset=digest(path), crop=crop)


WHOLE = (0.0, 0.0, 1.0, 1.0)


def test_a_picture_is_cut_to_what_is_shown(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "a.jpg", (3000, 2000))
    found = made(tmp_path, shown(path, Rect(0, 0, 72, 72), (0.0, 0.0, 0.5, 0.75)))
    (mark,) = found.pages[0].marks
    assert isinstance(mark, PictureMark)
    asset = found.assets[mark.asset]
    assert asset.pixels == (200, 200)
    assert asset.original == digest(path)
    assert (asset.media_type, asset.name) == (JPEG, "a.jpg")
    kept = Image.open(tmp_path / "shelf" / mark.asset)
    assert kept.size == (200, 200)
    red, _, blue = kept.convert("RGB").getpixel((100, 150))  # type: ignore[misc]
    assert red > blue  # the left half


def test_one_picture_at_one_size_is_kept_once(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "a.jpg", (900, 600))
    marks = [shown(path, Rect(x, 0, 72, 48), WHOLE) for x in (0, 100)]
    other = shown(path, Rect(0, 200, 36, 24), WHOLE)
    found = made(tmp_path, *marks, other)
    names = [mark.asset for mark in found.pages[0].marks if isinstance(mark, PictureMark)]
    assert names[0] == names[1] != names[2]
    assert len(found.assets) == 2


def test_a_finer_printer_gets_a_finer_picture(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "a.jpg", (3000, 2000))
    mark = shown(path, Rect(0, 0, 72, 48), WHOLE)
    sizes = {
        ppi: next(iter(made(tmp_path, mark, ppi=ppi).assets.values())).pixels[0]
        for ppi in (100, 200, 300)
    }
    assert sizes == {100: 100, 200: 200, 300: 300}


def test_cutting_is_kept_between_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = picture_file(tmp_path / "a.jpg", (900, 600))
    mark = shown(path, Rect(0, 0, 72, 48), WHOLE)
    works = Works(Store(tmp_path / "store"))
    first = made(tmp_path, mark, works=works)

    def refuse(*_: object) -> None:
        raise AssertionError("cut again")

    monkeypatch.setattr("epaper.make.assets.cut_picture", refuse)
    assert made(tmp_path, mark, works=works) == first


def test_problems_of_a_picture_are_findings(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moves.gif", save_all=True, append_images=frames[1:])
    found = made(tmp_path, shown(tmp_path / "moves.gif", Rect(0, 0, 72, 48), WHOLE))
    (finding,) = found.findings
    assert finding.rule == "picture.frames"
    assert "several frames" in finding.message


def test_an_advertisement_is_kept_as_it_was_sent(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(tmp_path / "ad.pdf")
    mark = replace(
        advert(tmp_path / "ad.pdf", Rect(0, 0, 200, 100)), asset=digest(tmp_path / "ad.pdf")
    )
    found = made(tmp_path, mark)
    (asset,) = found.assets.values()
    assert asset.media_type == "application/pdf"
    kept = (tmp_path / "shelf" / asset.sha256).read_bytes()
    assert kept == (tmp_path / "ad.pdf").read_bytes()


def test_a_blank_is_drawn_where_there_is_no_file(tmp_path: Path) -> None:
    picture_file(tmp_path / "unused.jpg")
    mark = replace(advert(tmp_path / "unused.jpg", Rect(0, 0, 200, 100)), asset="")
    found = made(tmp_path, mark)
    (placed,) = found.pages[0].marks
    assert isinstance(placed, AdMark)
    assert (tmp_path / "shelf" / placed.asset).read_bytes() == b"%PDF-1.4 A-17"
    assert found.assets[placed.asset].name == "blank for A-17"


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", JPEG), ("RGB", JPEG), ("CMYK", JPEG), ("1", PNG), ("P", PNG)]
)
def test_kinds_of_colour_are_kept(mode: str, kind: str) -> None:
    image = Image.new("RGB", (300, 200), (200, 30, 30)).convert(mode)
    out = io.BytesIO()
    image.save(out, "TIFF")
    cut = cut_picture(out.getvalue(), "a.tif", WHOLE, (150, 100))
    assert (cut.width, cut.height) == (150, 100)
    kept = Image.open(io.BytesIO(cut.data))
    assert kept.mode == {"1": "L", "P": "RGB"}.get(mode, mode)
    assert cut.media_type in (kind, JPEG)


def test_a_profile_goes_along_unless_it_is_the_screens(tmp_path: Path) -> None:
    profile = (Path(__file__).parents[2] / "layouts" / "press" / "SNAP_TR002_240.icc").read_bytes()
    out = io.BytesIO()
    Image.new("CMYK", (300, 200), (10, 200, 180, 5)).save(out, "TIFF", icc_profile=profile)
    cut = cut_picture(out.getvalue(), "a.tif", WHOLE, (150, 100))
    assert Image.open(io.BytesIO(cut.data)).info["icc_profile"] == profile
    wrong = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(wrong, "TIFF", icc_profile=profile)
    cut = cut_picture(wrong.getvalue(), "b.tif", WHOLE, (150, 100))
    assert "icc_profile" not in Image.open(io.BytesIO(cut.data)).info
    assert [rule for rule, _, _ in cut.problems] == ["picture.profile"]


def test_a_picture_that_cannot_be_cut_is_a_labelled_blank(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "a.jpg", (3000, 2000))
    path.write_bytes(path.read_bytes()[:4000])
    found = made(tmp_path, shown(path, Rect(0, 0, 72, 36), WHOLE))
    (mark,) = found.pages[0].marks
    assert isinstance(mark, PictureMark)
    assert found.assets[mark.asset].pixels == (200, 100)
    (finding,) = found.findings
    assert finding.rule == "picture.blank"
    assert finding.message.startswith("a.jpg cannot be printed (is not a picture")
