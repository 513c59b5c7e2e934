"""What of an advertiser's page reaches the paper: what prints, and no more."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from epaper.adverts.cleaned import AdvertError, clean_page
from epaper.adverts.walk import painters
from tests.adverts.ad_samples import Ad, rendered

BOX = b"0 0 1 0 k 10 10 50 50 re f"
SECRET = b"1 0 0 0 k 100 10 50 50 re f"
WHITE = (255, 255, 255)


def shows_secret(data: bytes) -> bool:
    return rendered(data).getpixel((125, 85)) != WHITE


def contents(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [p.owner for p in painters(pdf.pages[0])]
        return b"".join(
            (p if isinstance(p, pikepdf.Stream) else p.Contents).read_bytes() for p in parts
        )


def in_content(usage: bool = False, member: str = "") -> Ad:
    ad = Ad(BOX + b"\n/OC /L BDC q " + SECRET + b" Q EMC\n")
    off = {"Print": Dictionary(PrintState=Name.OFF)}
    layer = ad.layer(on=usage, **(off if usage else {}))
    if member:
        layer = ad.pdf.make_indirect(
            Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name(f"/{member}"))
        )
    return ad.named("Properties", L=layer)


def by_form(nested: bool) -> Ad:
    ad = Ad(BOX + b" /F Do")
    form = ad.form(SECRET, OC=ad.layer())
    if nested:
        form = ad.form(b"/F Do", Resources=Dictionary(XObject=Dictionary(F=form)))
    return ad.named("XObject", F=form)


def by_picture() -> Ad:
    ad = Ad(BOX + b" q 50 0 0 50 100 10 cm /I Do Q")
    ink = ad.picture(b"\xff" * 960, ColorSpace=Name.DeviceGray, Decode=Array([1, 0]), OC=ad.layer())
    return ad.named("XObject", I=ink)


def by_expression() -> Ad:
    ad = in_content()
    layer = ad.page.obj.Resources.Properties.L
    member = Dictionary(Type=Name.OCMD, VE=Array([Name.And, layer]))
    return ad.named("Properties", L=ad.pdf.make_indirect(member))


def by_note() -> Ad:
    ad = Ad(BOX)
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        F=4,
        Rect=Array([100, 10, 150, 60]),
        OC=ad.layer(),
        AP=Dictionary(N=ad.form(b"1 0 0 0 k 0 0 50 50 re f", BBox=Array([0, 0, 50, 50]))),
    )
    ad.page.obj.Annots = Array([ad.pdf.make_indirect(note)])
    return ad


HIDDEN = {
    "off in content": in_content,
    "off for print": lambda: in_content(usage=True),
    "member of one that is off": lambda: in_content(member="AnyOn"),
    "by an expression": by_expression,
    "by a form": lambda: by_form(nested=False),
    "by a form in a form": lambda: by_form(nested=True),
    "by a picture": by_picture,
    "by a note": by_note,
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_layer_that_does_not_print_is_gone(how: str) -> None:
    made = clean_page(HIDDEN[how]().data)
    assert made.layers == ("Draft",)
    assert not shows_secret(made.data)
    assert rendered(made.data).getpixel((30, 85)) != WHITE
    assert b"100 10 50 50" not in contents(made.data)


def test_layers_that_print_stay_and_state_outlives_a_hidden_one() -> None:
    ad = Ad(b"/OC /L BDC " + SECRET + b" EMC")
    made = clean_page(ad.named("Properties", L=ad.layer(on=True)).data)
    assert made.layers == ()
    assert shows_secret(made.data)
    ad = Ad(b"/OC /L BDC 1 0 0 0 k EMC 100 10 50 50 re f")
    made = clean_page(ad.named("Properties", L=ad.layer()).data)
    assert rendered(made.data).getpixel((125, 85)) != (0, 0, 0)


def test_only_what_is_allowed_comes_along() -> None:
    ad = Ad(BOX + b" /F Do /I Do")
    bad = {
        "AF": Array([Dictionary(Type=Name.Filespec, F=String("price-list.xls"))]),
        "Metadata": ad.pdf.make_stream(b"secret words"),
        "PieceInfo": Dictionary(Tool=Dictionary(Private=String("secret words"))),
        "OPI": Dictionary(),
        "Ref": Dictionary(F=String("other.pdf")),
        "AA": Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("secret words"))),
        "NobodyKnows": String("secret words"),
    }
    picture = ad.picture(
        b"\0" * 960,
        ColorSpace=Name.DeviceGray,
        Alternates=Array([Dictionary(Image=ad.picture(b"secret words"))]),
        **bad,
    )
    inner = ad.form(b"/I Do", Resources=Dictionary(XObject=Dictionary(I=picture)), **bad)
    ad.named("XObject", F=inner, I=picture)
    for key, value in bad.items():
        ad.page.obj[f"/{key}"] = value
    ad.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("secret words"))
    data = clean_page(ad.data).data
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    for word in (
        b"secret",
        b"price-list",
        b"other.pdf",
        b"JavaScript",
        *(f"/{k}".encode() for k in bad),
    ):
        assert word not in out.getvalue(), word


def test_content_with_nothing_to_take_out_keeps_its_bytes_and_runs_agree() -> None:
    ad = Ad(b"0 0 1 0 k\n10 10   50 50 re\tf % as it came")
    first = clean_page(ad.data).data
    assert contents(first) == b"0 0 1 0 k\n10 10   50 50 re\tf % as it came"
    assert clean_page(ad.data).data == first


def test_what_a_page_inherits_stands_in_it() -> None:
    ad = Ad(b"/S gs " + BOX).named("ExtGState", S=Dictionary(Type=Name.ExtGState, LW=3))
    node, page = ad.pdf.Root.Pages, ad.page.obj
    for key in ("/Resources", "/MediaBox"):
        node[key] = page[key]
        del page[key]
    node.Rotate = 90
    with pikepdf.open(io.BytesIO(clean_page(ad.data).data)) as pdf:
        assert int(pdf.pages[0].obj.Rotate) == 90
        assert int(pdf.pages[0].obj.Resources.ExtGState.S.LW) == 3


def test_pages_beyond_measure_are_refused() -> None:
    ad = Ad(BOX)
    ad.page.obj.MediaBox = Array([0, 0, 57_600, 57_600])
    with pytest.raises(AdvertError, match="20 m, 5 m at most"):
        clean_page(ad.data)
    with pytest.raises(AdvertError, match="MB of drawing"):
        clean_page(Ad(b"0 0 1 1 re f\n" * 4_000_000).data)
