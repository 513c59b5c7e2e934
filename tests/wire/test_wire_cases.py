"""The cases beside the repository, each with what `cases.json` says is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from wire_reading import lines, one, refused

from epaper.model.text import Table, plain
from epaper.settings.notes import Notes
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.photo import photo_words
from epaper.sources.wire.reader import read_items

CASES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


def case(name: str) -> WireItem:
    return one((CASES / "wire" / name).read_bytes(), name)


def test_the_story_pasted_from_a_site_with_two_labels() -> None:
    item = case("pasted_two_labels.txt")
    assert item.headline.startswith("Canal board says")
    assert (item.credit, len(item.tags), len(item.related)) == ("PTI/UNI", 6, 3)
    assert [line[:10] for line in lines(item)] == ["The canal ", '"We hope t', "Two member"]
    assert all(not title.startswith(("Maha", "National")) for title in item.related)
    assert not lines(item)[-1].endswith(")")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("supsub.xml", ["10⁶", "4.2×10⁹", "km²", "CO₂"]),
        ("frac.xml", ["6½ percent"]),
        ("struck.xml", ["on Wednesday", "cost 300", "the deputy"]),
        ("wrapped.txt", ["offices.", "engineer", "not get."]),
        ("short_head.txt", ["found forty"]),
        ("press_release.eml", ["board’s engineer said on"]),
        ("story.odt", ["put out by noon"]),
        ("escaped_cdata.xml", ["The tide will"]),
        ("word.xml", ["Lock one closes on Monday"]),
        ("whatsapp.txt", ["Forty stalls burnt."]),
    ],
)
def test_words_of_the_cases(name: str, words: list[str]) -> None:
    text = "\n".join(lines(case(name)))
    assert [word for word in words if word not in text] == []
    assert not any(mark in text for mark in ("<", "]]", "![", "Tuesday  ", "500 300"))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("results_plain.xml", 6),
        ("br_lines.xml", 9),
        ("hidden.html", 2),
        ("nested_article.html", 2),
        ("two_pages.html", 4),
        ("wxr_classic_quote.xml", 5),
        ("wxr_shortcodes.xml", 5),
        ("word.xml", 4),
        ("wrapped.txt", 3),
    ],
)
def test_paragraphs_of_the_cases(name: str, count: int) -> None:
    assert len(lines(case(name))) == count


def test_tables_pictures_and_names_of_the_cases() -> None:
    table = next(block for block in case("rowspan.html").body if isinstance(block, Table))
    assert [plain(cell) for cell in table.rows[1]] == ["", "Run", "1"]
    hrefs = [p.renditions[0].href for p in case("lazy.html").pictures]
    assert hrefs == ["lazy_files/bridge.jpg", "lazy_files/boat.jpg"]
    blocks = case("wxr_blocks.xml")
    assert blocks.byline == "Meera Joshi"
    assert [p.caption for p in blocks.pictures] == ["First: the wheel.", "Second: the tent."]
    assert case("byline2.xml").byline == "Asha Rao, Ben Sen, Delhi"
    raw = (CASES / "wire" / "double_atom.xml").read_bytes()
    first, second = [item for item in read_items(raw, "a.xml") if isinstance(item, WireItem)]
    assert "<STAFF>" in lines(first)[0]
    assert lines(second)[1] == "It's the second paragraph, said O'Neil."
    assert second.headline == "Twice & more"


def test_encodings_and_camera_words_of_the_cases() -> None:
    raw = (CASES / "wire" / "win1252.txt").read_bytes()
    assert "looks like windows-1252" in refused(raw).reason
    paths = sorted((CASES / "pictures").glob("camera_caption_*.jpg"))
    assert len(paths) == 2
    assert [photo_words(path, Notes("a")).caption for path in paths] == ["", ""]
