"""The readers' PDF is accessible as it claims, on days with advertisements and without; and what
would break the claim is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from render_samples import advert, issue_of, page, run

from epaper.geometry import Rect
from epaper.page.marks import Element, Origin
from epaper.sinks.screen import print_screen
from epaper.witness.accessible import check_accessible, claims, marked_content

ADS = Path(__file__).parents[3] / "shared/corpus/ads"
SPACE = Rect(100, 300, 150, 200)


def facts(pdf: Path) -> list[str]:
    return [one.message for one in check_accessible(pdf)]


def test_the_sample_is_accessible(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        assert claims(pdf)
    assert facts(sample_pdf) == []


def adverts() -> list[str]:
    if not ADS.is_dir():
        return []
    told = json.loads((ADS / "ads.json").read_text("utf-8"))
    entries = told if isinstance(told, list) else told["ads"]
    return sorted(one["file"] for one in entries if one["outcome"] in ("ok", "warned"))


@pytest.mark.parametrize("name", adverts() or [""])
def test_a_day_with_an_advertisement_is_accessible_where_it_claims_to_be(
    name: str, tmp_path: Path
) -> None:
    if not name:
        pytest.skip("needs the corpus")
    words = run("Bridge", 20, 60, origin=Origin(Element.HEADLINE, "bridge"))
    text = run("opens", 20, 90, origin=Origin(Element.BODY, "bridge"))
    out = tmp_path / "day.pdf"
    print_screen(issue_of([page([words, text, advert(ADS / name, SPACE)])]), out)
    assert facts(out) == []


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def loose(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes() + b"\n0 0 m 9 9 l S"
    pdf.pages[0].Contents = pdf.make_stream(content)


def untagged(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(content.replace(b"<</MCID 1>>", b"<</MCID 901>>"))


def first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind
    )


def mute(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "/Figure").Alt


def leaping(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/H3").S = pikepdf.Name("/H6")


def astray(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/Art").P = pdf.Root.StructTreeRoot.K


def speechless(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


def away(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def unlinked(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].StructParent


def direct_away(pdf: pikepdf.Pdf) -> None:
    """A font that is in no object of its own and not in the file, and a good one after it."""
    fonts = pdf.pages[0].Resources.Font
    good = fonts[sorted(fonts.keys())[0]]
    bad = pikepdf.Dictionary({key: good[key] for key in good.keys()})  # noqa: SIM118
    del bad["/DescendantFonts"]
    again = pikepdf.Dictionary({key: good[key] for key in good.keys()})  # noqa: SIM118
    for name in list(fonts.keys()):
        del fonts[name]
    fonts["/A"], fonts["/B"] = bad, again


def direct_tag(pdf: pikepdf.Pdf) -> None:
    """A tag that stands within its parent: nothing can lead back to it."""
    paragraph = first(pdf, "/P")
    parent = paragraph.P
    kids = parent.K if isinstance(parent.K, pikepdf.Array) else [parent.K]
    own = {key: paragraph[key] for key in paragraph.keys()}  # noqa: SIM118
    parent.K = pikepdf.Array(
        pikepdf.Dictionary(own) if kid.objgen == paragraph.objgen else kid for kid in kids
    )


def direct_links(pdf: pikepdf.Pdf) -> None:
    """Links that stand within their page, and within the tag of one: no tag can name them."""
    notes = pdf.pages[0].Annots
    pdf.pages[0].Annots = pikepdf.Array(
        pikepdf.Dictionary({key: note[key] for key in note.keys()})  # noqa: SIM118
        for note in notes
    )
    link = first(pdf, "/Link")
    for kid in link.K:
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            kid.Obj = pikepdf.Dictionary(Type=pikepdf.Name.Annot)


@pytest.mark.parametrize(
    ("broken", "fact"),
    [
        (without_language, "no language"),
        (without_title, "not named by its title"),
        (loose, "1 mark painted that no tag holds"),
        (untagged, "do not name each other"),
        (mute, "Figure"),
        (leaping, "a heading of level 6 follows"),
        (astray, "names another parent"),
        (speechless, "have no text"),
        (away, "is not in the file"),
        (unlinked, "does not lead back"),
        (direct_away, "is not in the file"),
        (direct_tag, "is no object of its own"),
        (direct_links, "a link is in no tag"),
    ],
)
def test_what_breaks_the_claim_is_seen(
    sample_pdf: Path, tmp_path: Path, broken: Callable[[pikepdf.Pdf], None], fact: str
) -> None:
    out = tmp_path / "broken.pdf"
    with pikepdf.open(sample_pdf) as pdf:
        broken(pdf)
        pdf.save(out)
    found = facts(out)
    assert any(fact in one for one in found), found


def test_strings_and_names_paint_nothing() -> None:
    content = b"/Artifact BMC (S f EMC \\) Do) Tj EMC /S gs /f 9 Tf 1 w\n"
    content += b"/P <</MCID 3>> BDC <aa> Tj EMC"
    assert marked_content(content) == ({3: 1}, 0)
    assert marked_content(b"q 0 0 m 1 1 l S Q BT [(a)]TJ ET /Im1 Do")[1] == 3
