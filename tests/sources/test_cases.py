"""The shared cases of text and pictures, where they are there."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from epaper.model.finding import Severity
from epaper.model.text import ListBlock, Paragraph, plain
from epaper.sources.folder import read_edition
from epaper.sources.pictures import look_at

CASES = Path(__file__).parents[2].parent / "shared" / "cases"
DATE = datetime.date(2026, 11, 23)
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="no shared cases")


@pytest.fixture
def day(tmp_path: Path) -> Path:
    folder = tmp_path / DATE.isoformat()
    folder.mkdir()
    text = "publication: {name: The Test}\nsections: [World]\n"
    (folder / "edition.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["q_hash.md", "m_quotehead.md"])
def test_a_cut_headline_is_an_error_with_its_remedy(day: Path, name: str) -> None:
    (day / name).write_bytes((CASES / "text" / name).read_bytes())
    (finding,) = read_edition(day.parent, DATE)[1]
    assert finding.severity is Severity.ERROR
    assert finding.line == 4
    assert "put the whole value in quotes" in finding.remedy


def test_a_year_opens_a_paragraph(day: Path) -> None:
    (day / "a.md").write_bytes((CASES / "text" / "a_year.md").read_bytes())
    edition, findings = read_edition(day.parent, DATE)
    body = edition.stories[0].body
    assert not findings
    year = next(b for b in body if isinstance(b, Paragraph) and plain(b.text).startswith("1984"))
    assert plain(year.text).startswith("1984. That was the year")
    assert any(isinstance(b, ListBlock) and plain(b.items[0])[:12] == "Nobody knew," for b in body)


def test_pictures(day: Path) -> None:
    found = {path.name: look_at(path) for path in sorted((CASES / "pictures").iterdir())}
    told = {name: [p.fact for p in one.problems] for name, one in found.items() if one.problems}
    assert told == {"23_phone.heic": ["is a HEIC file that cannot be read"]}
