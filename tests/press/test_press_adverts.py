"""Advertisements in inks: what the advertiser sent is what is plated, or somebody is told."""

from __future__ import annotations

import io
import shutil
import zlib
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from epaper.adverts.cleaned import clean_page
from epaper.adverts.facts import uses_rgb
from epaper.adverts.walk import painters
from epaper.model.press import PressSettings, Standard
from epaper.resources import shipped
from epaper.sinks.press import adpress
from epaper.sinks.press.adpress import PressAdvert, press_advert
from epaper.sinks.press.colour import Separation
from epaper.sinks.press.functions import value_of
from epaper.sources.press import find_press
from tests.adverts.ad_samples import Ad, cmyk_jpeg, rendered

SHOP = find_press("indian-coldset-broadsheet", shipped("layouts") / "press")
BOX = b"0 0 1 0 k 10 10 50 50 re f "


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children are tested by themselves."""
    monkeypatch.setattr(adpress, "in_child", lambda work, _seconds: work())


def pressed(ad: Ad, colour: bool = True, settings: PressSettings = SHOP) -> PressAdvert:
    assert settings.profile is not None
    separation = Separation(settings.profile, settings.intent, settings.ink_limit, 0)
    return press_advert(clean_page(ad.data).data, separation, settings, colour)


def with_picture(data: bytes, **keys: object) -> Ad:
    ad = Ad(BOX + b"q 100 0 0 60 80 30 cm /I Do Q")
    return ad.named("XObject", I=ad.picture(data, **keys))


TURNED = Array([1, 0] * 4)


@pytest.mark.parametrize("adobe", [True, False])
@pytest.mark.parametrize("decode", [True, False])
@pytest.mark.parametrize("limit", [240, 150])
def test_a_cmyk_jpeg_is_no_negative(adobe: bool, decode: bool, limit: float) -> None:
    inks = (20, 230, 40, 10)
    stored = tuple(255 - ink for ink in inks) if decode else inks
    keys = {"Decode": TURNED} if decode else {}
    jpeg = cmyk_jpeg(stored, adobe)  # type: ignore[arg-type]
    ad = with_picture(jpeg, ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode, **keys)
    for colour in (True, False):
        made = pressed(ad, colour, replace(SHOP, ink_limit=limit))
        assert made.problems == ()
        was, now = (rendered(data).getpixel((130, 60)) for data in (ad.data, made.data))
        light = [sum(pixel) / 3 for pixel in (was, now)]
        assert abs(light[0] - light[1]) < 60
        if colour:
            assert now[1] < 100 < now[0]  # magenta, as it was
    if not decode:
        kept = pressed(ad).data
        with pikepdf.open(io.BytesIO(kept)) as pdf:  # nothing was wrong: its bytes stay
            assert pdf.pages[0].obj.Resources.XObject.I.read_raw_bytes() == jpeg


def rgb_shade() -> Dictionary:
    ends = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
    )
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 200, 0]), Function=ends
    )


def in_shade() -> Ad:
    ad = Ad(BOX + b"q 80 10 90 90 re W n /S sh Q")
    return ad.named("Shading", S=rgb_shade())


def in_shade_pattern() -> Ad:
    ad = Ad(BOX + b"/Pattern cs /P scn 80 10 90 90 re f")
    return ad.named("Pattern", P=Dictionary(PatternType=2, Shading=rgb_shade()))


def in_tile(content: bytes = b"1 0 0 rg 0 0 10 10 re f", coloured: bool = True) -> Ad:
    ad = Ad(BOX + b"/Pattern cs /P scn 80 10 90 90 re f")
    tile = ad.pdf.make_stream(
        content if coloured else b"0 0 10 10 re f",
        PatternType=1,
        PaintType=1 if coloured else 2,
        TilingType=1,
        BBox=Array([0, 0, 12, 12]),
        XStep=12,
        YStep=12,
        Resources=Dictionary(),
    )
    return ad.named("Pattern", P=tile)


def in_uncoloured_tile() -> Ad:
    ad = in_tile(coloured=False)
    ad.page.obj.Contents = ad.pdf.make_stream(BOX + b"/PC cs 1 0 0 /P scn 80 10 90 90 re f")
    return ad.named("ColorSpace", PC=Array([Name.Pattern, Name.DeviceRGB]))


def in_nested_form() -> Ad:
    ad = Ad(BOX + b"/F Do")
    inner = ad.form(b"1 0 0 RG 4 w 80 10 90 90 re S")
    outer = ad.form(b"/G Do", Resources=Dictionary(XObject=Dictionary(G=inner)))
    return ad.named("XObject", F=outer)


def in_profile() -> Ad:
    from PIL import ImageCms

    ad = Ad(BOX + b"/P cs 1 0.2 0 sc 80 10 90 90 re f")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return ad.named("ColorSpace", P=Array([Name.ICCBased, ad.pdf.make_stream(srgb, N=3)]))


def in_lab() -> Ad:
    ad = Ad(BOX + b"/L cs 50 60 40 sc 80 10 90 90 re f")
    facts = Dictionary(WhitePoint=Array([0.964, 1, 0.825]))
    return ad.named("ColorSpace", L=Array([Name.Lab, facts]))


def in_palette() -> Ad:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\xff\x00\x00\x00\x00\xff")])
    return with_picture(bytes(([0] * 20 + [1] * 20) * 24), ColorSpace=space)


def in_inline_picture() -> Ad:
    data = zlib.compress(bytes([255, 0, 0]) * 4)
    head = b"q 90 0 0 90 80 10 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /Fl ID "
    return Ad(BOX + head + data + b"\nEI Q")


def in_drawn_type() -> Ad:
    ad = Ad(BOX + b"BT /T 80 Tf 80 20 Td (a) Tj ET")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=ad.pdf.make_stream(b"900 0 d0 1 0 0 rg 0 0 900 900 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name("/a")])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([900]),
    )
    return ad.named("Font", T=font)


def in_soft_mask() -> Ad:
    ad = Ad(BOX + b"/M gs 0 1 0 0 k 80 10 90 90 re f")
    group = ad.form(
        b"1 1 1 rg 80 10 90 90 re f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    )
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group, BC=Array([0, 0, 0]))
    return ad.named("ExtGState", M=Dictionary(Type=Name.ExtGState, SMask=mask))


PLACES = {
    "shade": in_shade,
    "shade as a pattern": in_shade_pattern,
    "tile": in_tile,
    "tile without colours": in_uncoloured_tile,
    "form in a form": in_nested_form,
    "profile": in_profile,
    "Lab": in_lab,
    "palette": in_palette,
    "inline picture": in_inline_picture,
    "drawn type": in_drawn_type,
    "soft mask": in_soft_mask,
}


def far(a: bytes, b: bytes) -> float:
    one, two = (np.asarray(rendered(data)).astype(int) for data in (a, b))
    return float(np.abs(one - two).mean())


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_rgb_is_converted_wherever_it_stands(place: str, colour: bool) -> None:
    ad = PLACES[place]()
    made = pressed(ad, colour)
    assert [p.fact for p in made.problems if p.blank] == []
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not uses_rgb(pdf.pages[0])
        if not colour:
            pixels = np.asarray(rendered(made.data)).astype(int)
            assert (pixels.max(axis=2) - pixels.min(axis=2)).max() < 12
    assert far(ad.data, made.data) < 60
    assert far(made.data, Ad(BOX).data) > 1.5  # it is there


def test_too_much_ink_is_taken_back_where_we_paint() -> None:
    made = pressed(Ad(b"1 1 1 1 k 10 10 100 80 re f"))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        painted = pikepdf.parse_content_stream(pdf.pages[0])[0]
    assert sum(float(v) for v in painted.operands) * 100 <= SHOP.ink_limit
    assert made.problems == ()


MULTIPLY = b"/G gs .6 .5 .5 .4 k 20 20 100 80 re f 40 30 100 80 re f"


def multiplied() -> Ad:
    return Ad(MULTIPLY).named("ExtGState", G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Debian's ghostscript")
def test_ink_is_what_blends_add_up_to() -> None:
    made = pressed(multiplied())
    (problem,) = made.problems
    assert (problem.rule, problem.blank) == ("advertisement.ink", False)
    assert "mm from its left" in problem.fact
    finding = problem.finding("A1 (Firm)", "ads/a.pdf", 3)
    assert str(finding).startswith("ads/a.pdf: A1 (Firm): ads/a.pdf adds up to ")
    assert pressed(multiplied(), settings=replace(SHOP, ink_limit=320)).problems == ()


def test_without_ghostscript_ink_of_blends_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epaper.adverts.plates.shutil.which", lambda _name: None)
    (problem,) = pressed(multiplied()).problems
    assert (problem.rule, problem.blank) == ("advertisement.ink-unknown", False)
    assert "sign for it" in problem.remedy


def test_transparency_for_x1a_and_fonts_left_out_are_refused_by_name() -> None:
    made = pressed(multiplied(), settings=replace(SHOP, standard=Standard.X1A))
    assert made.blank
    assert "PDF/X-1a" in made.problems[0].fact
    ad = Ad(BOX + b"BT /F 20 Tf 80 20 Td (a) Tj ET")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    assert "does not embed Helvetica" in pressed(ad.named("Font", F=font)).problems[0].fact


def test_damaged_and_odd_pictures_are_refused_or_stay() -> None:
    whole = io.BytesIO()
    Image.effect_noise((40, 24), 90).convert("RGB").save(whole, "JPEG")
    keys = {"ColorSpace": Name.DeviceRGB, "Filter": Name.DCTDecode}
    cut = pressed(with_picture(whole.getvalue()[:-300], **keys))
    assert cut.blank
    assert "damaged" in cut.problems[0].fact
    scan = with_picture(
        b"no JBIG2 at all", ColorSpace=Name.DeviceGray, Filter=Name.JBIG2Decode, BitsPerComponent=1
    )
    assert pressed(scan).problems == ()  # grey, and X-4 takes it as it is
    refused = pressed(scan, settings=replace(SHOP, standard=Standard.X1A))
    assert "nobody can read" in refused.problems[0].fact
    fine = io.BytesIO()
    Image.new("RGB", (40, 24), (200, 30, 30)).save(fine, "JPEG2000")
    wavelets = with_picture(fine.getvalue(), ColorSpace=Name.DeviceRGB, Filter=Name.JPXDecode)
    assert pressed(wavelets).problems == ()


def test_spot_inks_are_done_as_the_shop_says() -> None:
    def spot() -> Ad:
        ad = Ad(b"/R cs 0.8 scn 20 20 100 80 re f")
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1
        )
        space = Array([Name.Separation, Name("/Market Red"), Name.DeviceCMYK, tint])
        return ad.named("ColorSpace", R=space)

    process = pressed(spot(), settings=replace(SHOP, other_spots="process"))
    keep = pressed(spot(), settings=replace(SHOP, other_spots="keep"))
    with pikepdf.open(io.BytesIO(process.data)) as pdf:
        page = pdf.pages[0]
        assert "R" not in page.obj.Resources.get("/ColorSpace", {})
        second = pikepdf.parse_content_stream(page)[1]
        assert [round(float(v), 2) for v in second.operands] == [0, 0.8, 0.8, 0]
    with pikepdf.open(io.BytesIO(keep.data)) as pdf:
        assert next(painters(pdf.pages[0])).resources.ColorSpace.R[1] == "/Market Red"


def test_a_picture_that_comes_out_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adpress.AdvertConverter, "page", _negative)
    made = pressed(Ad(b"0 0 0 0.1 k 10 10 180 100 re f"))
    assert made.blank
    assert "looks otherwise once it is converted: 7" in made.problems[0].fact


def _negative(self: adpress.AdvertConverter, page: pikepdf.Page) -> None:
    self.changed = True
    page.obj.Contents = self.pdf.make_stream(b"0 0 0 0.9 k 10 10 180 100 re f")


def test_whatever_is_raised_is_a_problem_of_the_advertisement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(self: adpress.AdvertConverter, page: pikepdf.Page) -> None:
        raise ZeroDivisionError("of no use")

    monkeypatch.setattr(adpress.AdvertConverter, "page", fail)
    (problem,) = pressed(Ad(BOX)).problems
    assert problem.blank
    assert "of no use" in problem.fact


def test_results_are_kept_and_come_back_equal() -> None:
    made = pressed(multiplied(), settings=replace(SHOP, standard=Standard.X1A))
    packed = adpress._pack(made)
    assert packed is not None
    assert adpress._unpack(packed) == made
    passing = PressAdvert(b"", (replace(made.problems[0], passing=True),))
    assert adpress._pack(passing) is None


@pytest.mark.parametrize(
    ("program", "given", "wanted"),
    [
        (b"{ 1 exch sub dup 0 exch 0.5 mul }", [0.25], [0.75, 0, 0.375]),
        (b"{ dup 0.5 gt { pop 1 } { 2 mul } ifelse 0 0 }", [0.2], [0.4, 0, 0]),
        (b"{ 0.1 0.2 3 -1 roll }", [0.7], [0.1, 0.2, 0.7]),
        (b"{ 2 copy add 3 1 roll pop pop 0 0 }", [0.3, 0.4], [0.7, 0, 0]),
    ],
)
def test_programs_of_the_calculator(
    program: bytes, given: list[float], wanted: list[float]
) -> None:
    with pikepdf.new() as pdf:
        function = pdf.make_stream(
            program, FunctionType=4, Domain=Array([0, 1] * len(given)), Range=Array([0, 1] * 3)
        )
        assert value_of(function, given) == pytest.approx(wanted)
