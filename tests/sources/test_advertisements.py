"""Advertisers' files come to what the corpus says of each; mistakes in `ads:` are named."""

from __future__ import annotations

import datetime
import json
import shutil
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from epaper.sources.ad_files import look_at_files
from epaper.sources.eps import eps_as_pdf
from epaper.sources.folder import read_edition

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ads"
DAY = datetime.date(2026, 1, 1)
EDITION = "publication: {name: The Test}\nsections: [News]\n"
STORY = "---\nsection: News\nheadline: A headline\n---\nA paragraph of text.\n"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_the_corpus_comes_to_what_its_index_says(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "ads")
    outcomes: set[str] = set()
    fonts: list[str] = []
    entries = json.loads((CORPUS / "ads.json").read_text(encoding="utf-8"))
    looked = look_at_files(tmp_path, [f"ads/{entry['file']}" for entry in entries])
    for entry in entries:
        seen = looked[f"ads/{entry['file']}"]
        file = seen.file
        outcome, name = entry["outcome"], entry["file"]
        if name.endswith(".eps") and shutil.which("gs") is None:
            continue
        outcomes.add(outcome)
        if outcome in ("ok", "warned"):
            assert not file.fault, (name, file.fault)
        if outcome == "refused":
            assert file.fault, name
        if not file.fault and file.width and entry.get("trim_mm") and name.endswith(".pdf"):
            shown = [file.width / 72 * 25.4, file.height / 72 * 25.4]
            assert shown == pytest.approx(entry["trim_mm"], abs=0.4), name
        said = " ".join(fact.fact for fact in seen.facts)
        for font in (not file.fault and entry.get("fonts_not_embedded")) or ():
            assert font in said, (name, font, said)
            fonts.append(font)
        if entry.get("pages", 1) > 1 and not file.fault:
            assert f"{entry['pages']} pages" in said, name
    assert outcomes >= {"ok", "warned", "refused"}
    assert fonts


def read(folder: Path, ads: str):  # type: ignore[no-untyped-def]
    day = folder / DAY.isoformat()
    day.mkdir()
    (day / "edition.yaml").write_text(EDITION + ads, encoding="utf-8")
    (day / "story.md").write_text(STORY, encoding="utf-8")
    return read_edition(folder, DAY)


def test_a_bad_file_is_a_labelled_blank(tmp_path: Path) -> None:
    edition, findings = read(
        tmp_path, "ads: [{booking: A1, advertiser: Firm, file: gone.pdf, size: 2 x 100}]\n"
    )
    (ad,) = edition.advertisements
    assert (ad.booking, ad.columns, round(ad.depth)) == ("A1", 2, 283)
    assert "cannot be read" in ad.file.fault
    assert [f.rule for f in findings] == ["ad.file"]


def test_a_name_longer_than_any_file_may_have_is_no_file(tmp_path: Path) -> None:
    """Of advertisements and pictures."""
    long = "x" * 5000
    name = f"ads/{long}.pdf"
    assert "cannot be read" in look_at_files(tmp_path, [name])[name].file.fault
    day = tmp_path / DAY.isoformat()
    day.mkdir()
    (day / "edition.yaml").write_text(EDITION, encoding="utf-8")
    shown = STORY.replace("---\nA", f"pictures: [{{file: pictures/{long}.jpg}}]\n---\nA")
    (day / "story.md").write_text(shown, encoding="utf-8")
    _, findings = read_edition(tmp_path, DAY)
    assert "picture.missing" in {finding.rule for finding in findings}


def test_mistakes_are_named_with_the_nearest_spelling(tmp_path: Path) -> None:
    ads = (
        "ads:\n- {booking: A1, size: quarter pag, file: x.pdf}\n- {booking: A2, size: 2 x 100, "
        "colum: 3}\n- {size: strip}\n"
    )
    _, findings = read(tmp_path, ads)
    told = " ".join(str(finding) for finding in findings)
    assert "quarter page" in told
    assert "colum" in told
    assert "no booking number" in told


def colourful(path: Path, colour: bool) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), (200, 200))
    canvas.setFillColorCMYK(0, 1 if colour else 0, 0, 0 if colour else 0.7)
    canvas.rect(20, 20, 100, 100, stroke=0, fill=1)
    canvas.save()


@pytest.mark.parametrize("colour", [True, False])
def test_colour_in_a_file_that_is_booked_in_black(tmp_path: Path, colour: bool) -> None:
    (tmp_path / DAY.isoformat()).mkdir()
    colourful(tmp_path / DAY.isoformat() / "a.pdf", colour)
    (tmp_path / DAY.isoformat() / "edition.yaml").write_text(
        EDITION + "ads: [{booking: A1, file: a.pdf, size: 2 x 100, colour: black}]\n",
        encoding="utf-8",
    )
    (tmp_path / DAY.isoformat() / "story.md").write_text(STORY, encoding="utf-8")
    _, findings = read_edition(tmp_path, DAY)
    assert ("ad.colour" in {f.rule for f in findings}) is colour


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_name_of_a_file_in_another_unicode_form(
    tmp_path: Path, form: Literal["NFC", "NFD"]
) -> None:
    day = tmp_path / DAY.isoformat()
    (day / "ads").mkdir(parents=True)
    name = "ads/Bäckerei.pdf"
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    written = unicodedata.normalize(other, name)
    colourful(day / unicodedata.normalize(form, name), True)
    (day / "edition.yaml").write_text(
        f"{EDITION}ads: [{{booking: A1, file: {written}, size: strip}}]\n", encoding="utf-8"
    )
    (day / "story.md").write_text(STORY, encoding="utf-8")
    edition, findings = read_edition(tmp_path, DAY)
    assert not edition.advertisements[0].file.fault
    assert not [f for f in findings if f.rule == "file.unread"]


def test_a_file_each(tmp_path: Path) -> None:
    ads = tmp_path / DAY.isoformat() / "ads"
    ads.mkdir(parents=True)
    (ads / "one.yaml").write_text(
        "{booking: A1, advertiser: One, size: strip, page: 3}", encoding="utf-8"
    )
    (ads / "two.yaml").write_text("{booking: A1, size: strip}", encoding="utf-8")
    (ads.parent / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (ads.parent / "story.md").write_text(STORY, encoding="utf-8")
    edition, findings = read_edition(tmp_path, DAY)
    assert [(ad.booking, ad.size, ad.page) for ad in edition.advertisements] == [("A1", "strip", 3)]
    assert any("stands twice" in f.message and f.file == "ads/two.yaml" for f in findings)


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Debian's ghostscript")
def test_an_eps_gives_the_same_pdf_each_time_and_leaves_the_day_alone(tmp_path: Path) -> None:
    (tmp_path / "box.eps").write_text(
        "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 72 36\n0 setgray 0 0 72 36 rectfill showpage\n"
    )
    first = eps_as_pdf(tmp_path / "box.eps")
    assert isinstance(first, Path)
    data = first.read_bytes()
    first.unlink()
    again = eps_as_pdf(tmp_path / "box.eps")
    assert isinstance(again, Path)
    assert again.read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["box.eps"]
    (tmp_path / "not.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\nthis is no PostScript\n")
    assert eps_as_pdf(tmp_path / "not.eps") == "is an EPS that cannot be read"
