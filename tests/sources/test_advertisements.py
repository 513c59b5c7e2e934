"""Advertisers' files come to what the corpus says of each; mistakes in `ads:` are named."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from epaper.sources.advertisements import inspect
from epaper.sources.folder import read_edition
from epaper.sources.notes import Notes

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ads"
DAY = datetime.date(2026, 1, 1)
EDITION = "publication: {name: The Test}\nsections: [News]\n"
STORY = "---\nsection: News\nheadline: A headline\n---\nA paragraph of text.\n"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_the_corpus_comes_to_what_its_index_says(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "ads")
    for entry in json.loads((CORPUS / "ads.json").read_text(encoding="utf-8")):
        notes = Notes("edition.yaml")
        file = inspect(tmp_path, f"ads/{entry['file']}", notes)
        outcome, name = entry["outcome"], entry["file"]
        if name.endswith(".eps") and shutil.which("gs") is None:
            continue
        if outcome in ("ok", "warned"):
            assert not file.fault, (name, file.fault)
        if outcome == "refused":
            assert file.fault, name
            assert notes.found, name
        if not file.fault and file.width and entry.get("trim_mm") and name.endswith(".pdf"):
            shown = [file.width / 72 * 25.4, file.height / 72 * 25.4]
            assert shown == pytest.approx(entry["trim_mm"], abs=0.4), name
        said = " ".join(finding.message for finding in notes.found)
        for font in entry.get("fonts_not_embedded") or ():
            assert file.fault or font in said, (name, font, said)
        if entry.get("pages", 1) > 1 and not file.fault:
            assert f"{entry['pages']} pages" in said, name


def read(folder: Path, ads: str):  # type: ignore[no-untyped-def]
    day = folder / DAY.isoformat()
    day.mkdir()
    (day / "edition.yaml").write_text(EDITION + ads, encoding="utf-8")
    (day / "story.md").write_text(STORY, encoding="utf-8")
    return read_edition(folder, DAY)


def test_a_bad_file_is_a_labelled_blank(tmp_path: Path) -> None:
    edition, findings = read(tmp_path, "ads: [{booking: A1, advertiser: Firm, file: gone.pdf, size: 2 x 100}]\n")
    (ad,) = edition.advertisements
    assert (ad.booking, ad.columns, round(ad.depth)) == ("A1", 2, 283)
    assert "cannot be read" in ad.file.fault
    assert [f.rule for f in findings] == ["ad.file"]


def test_mistakes_are_named_with_the_nearest_spelling(tmp_path: Path) -> None:
    ads = "ads:\n- {booking: A1, size: quarter pag, file: x.pdf}\n- {booking: A2, size: 2 x 100, colum: 3}\n- {size: strip}\n"
    _, findings = read(tmp_path, ads)
    told = " ".join(str(finding) for finding in findings)
    assert "quarter page" in told
    assert "colum" in told
    assert "no booking number" in told
