"""Pictures and advertisements: upright, in the right colours, no larger than needed, and named when
unusable.
"""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from render_samples import TRICKY, advert, issue_of, page, picture, picture_file, rendered

from epaper.errors import PictureError
from epaper.geometry import Rect
from epaper.issue.shelf import Shelf
from epaper.make.assets import Original, with_assets
from epaper.pictures.cut import CutPicture, cut_picture
from epaper.sinks.pdf.rasters import PictureJob, Raster, screen_raster
from epaper.sinks.screen import print_screen
from epaper.work.step import Works

WHOLE = (0.0, 0.0, 1.0, 1.0)
NEEDS_CORPUS = pytest.mark.skipif(not TRICKY.is_dir(), reason="the tricky pictures are not here")
DAMAGED = [
    "truncated.jpg",
    "truncated-progressive.jpg",
    "truncated.png",
    "no-end-chunk.png",
    "bomb-16384.png",
]


def cut(
    path: Path,
    crop: tuple[float, float, float, float] = WHOLE,
    width: float = 108,
    height: float = 72,
) -> CutPicture:
    """The picture as an issue keeps it for a space of these points at 200 pixels an inch."""
    wanted = (round(width / 72 * 200), round(height / 72 * 200))
    return cut_picture(path.read_bytes(), path.name, crop, wanted)


def raster_of(
    path: Path,
    crop: tuple[float, float, float, float] = WHOLE,
    width: float = 108,
    height: float = 72,
) -> Raster:
    """The picture as the screen prints it from the issue."""
    job = PictureJob("", path.name, (width, height), 200)
    return screen_raster(cut(path, crop, width, height).data, job)


def pixels(raster: Raster) -> Image.Image:
    if raster.jpeg:
        return Image.open(io.BytesIO(raster.data))
    raise AssertionError("not a JPEG")


def test_a_fitting_jpeg_is_copied_without_its_notes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    path = picture_file(tmp_path / "a.jpg", (300, 200), exif=exif, comment=b"private")
    raster = raster_of(path)
    assert (raster.width, raster.height) == (300, 200)
    assert b"taken at home" not in raster.data
    assert b"private" not in raster.data
    assert pixels(raster).tobytes() == Image.open(path).tobytes()


def test_a_large_picture_is_cropped_and_reduced(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "a.jpg", (3000, 2000))
    raster = raster_of(path, (0.5, 0.2, 1.0, 1.0))
    assert (raster.width, raster.height) == (300, 200)
    red, _, blue = pixels(raster).convert("RGB").getpixel((5, 100))  # type: ignore[misc]
    assert blue > 150 > red


def test_a_turned_picture_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise: what was left is on top
    path = picture_file(tmp_path / "a.jpg", (400, 300), exif=exif)
    shown = pixels(raster_of(path, width=72, height=96)).convert("RGB")
    assert shown.size == (200, 267)
    red, _, blue = shown.getpixel((50, 60))  # type: ignore[misc]
    assert red > blue


def test_transparency_becomes_white_and_drawings_stay_exact(tmp_path: Path) -> None:
    image = Image.new("P", (100, 60), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.info["transparency"] = 0
    image.putpixel((3, 3), 1)
    image.save(tmp_path / "logo.png", transparency=0)
    raster = raster_of(tmp_path / "logo.png")
    assert not raster.jpeg
    pdf = rendered([page([advert(tmp_path / "logo.png", Rect(0, 0, 100, 60))])])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        shown = pikepdf.PdfImage(
            next(iter(opened.pages[0].Resources.XObject.values()))
        ).as_pil_image()
    assert shown.getpixel((50, 50)) == (255, 255, 255)
    assert shown.getpixel((3, 3)) == (0, 0, 255)


def test_a_picture_that_is_gone_or_changed_stops_the_build(tmp_path: Path) -> None:
    path = picture_file(tmp_path / "gone.jpg")
    mark = replace(picture(path, Rect(0, 0, 100, 60)), asset="0" * 64)
    sheet = page([mark])
    for wrong in (path, tmp_path / "missing.jpg"):
        originals = {"0" * 64: Original(wrong, wrong.name)}
        fact = "changed while" if wrong is path else "cannot be read .*put the file there"
        with pytest.raises(PictureError, match=rf"{wrong.name} {fact}"):
            with_assets(
                [sheet],
                originals,
                ppi=200,
                shelf=Shelf(tmp_path / "shelf"),
                works=Works(),
                blank=lambda _: b"",
            )


@NEEDS_CORPUS
@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_pictures_are_refused_by_name(name: str) -> None:
    with pytest.raises(PictureError, match=name):
        raster_of(TRICKY / name)


@NEEDS_CORPUS
@pytest.mark.parametrize("number", range(1, 9))
def test_all_orientations_look_alike(number: int) -> None:
    kind = "landscape" if number % 2 else "portrait"
    upright = (
        pixels(raster_of(TRICKY / f"{kind}_{1 if number % 2 else 8}.jpg"))
        .convert("L")
        .resize((9, 6))
    )
    shown = pixels(raster_of(TRICKY / f"{kind}_{number}.jpg")).convert("L").resize((9, 6))
    pairs = zip(upright.tobytes(), shown.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 60


@NEEDS_CORPUS
def test_colours_reach_srgb() -> None:
    swop = raster_of(TRICKY / "cmyk-swop.jpg")
    inverted = raster_of(TRICKY / "cmyk-adobe-inverted.jpg")
    means = [sum(pixels(raster).resize((1, 1)).getpixel((0, 0))) / 3 for raster in (swop, inverted)]  # type: ignore[arg-type]
    assert abs(means[0] - means[1]) < 40  # a negative would be far off
    assert raster_of(TRICKY / "grayscale.jpg").channels == 1
    assert raster_of(TRICKY / "16bit-grey-alpha.png").channels == 1
    assert cut(TRICKY / "rgb-with-cmyk-profile.png").problems[0][0] == "picture.profile"


def test_a_pdf_advertisement_fills_its_space_by_its_trim_turned(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(220, 120))
        sheet = pdf.pages[0]
        sheet.TrimBox = pikepdf.Array([10, 10, 210, 110])
        sheet.Rotate = 90
        sheet.obj.UserUnit = 2
        sheet.Contents = pdf.make_stream(
            b"0 0 1 rg 10 10 200 100 re f 1 0 0 rg 10 10 100 100 re f 0 g 0 0 220 10 re f"
        )
        pdf.save(tmp_path / "ad.pdf")
    out = io.BytesIO()
    marks = [advert(tmp_path / "ad.pdf", Rect(100, 100, 100, 200))]
    result = print_screen(issue_of([page(marks)]), out)
    assert result == ()
    with pypdfium2.PdfDocument(out.getvalue()) as opened:
        shown = opened[0].render(scale=1).to_pil().convert("RGB")
    assert shown.getpixel((150, 105)) == (
        255,
        0,
        0,
    )  # a clockwise quarter turn brings the left to the top
    assert shown.getpixel((150, 295)) == (0, 0, 255)
    assert shown.getpixel((102, 102)) == (255, 0, 0)
    assert shown.getpixel((98, 150)) == shown.getpixel((150, 303)) == (255, 255, 255)


def test_an_advertisement_of_another_shape_is_centred_and_reported(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
        pdf.save(tmp_path / "ad.pdf")
    out = io.BytesIO()
    sheet = page([advert(tmp_path / "ad.pdf", Rect(100, 100, 100, 200))])
    found = print_screen(issue_of([sheet]), out)
    assert [finding.rule for finding in found] == ["advertisement.file"]
    with pypdfium2.PdfDocument(out.getvalue()) as opened:
        shown = opened[0].render(scale=1).to_pil().convert("RGB")
    assert shown.getpixel((150, 200)) == (255, 0, 0)
    assert shown.getpixel((150, 110)) == (255, 255, 255)
