"""The folder of a new paper: a first day to learn from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from day_folder import DATE

from epaper.errors import OutputError
from epaper.model.text import Paragraph, plain
from epaper.sources.folder import read_edition
from epaper.sources.new import new_paper


def test_a_new_paper_has_no_findings(tmp_path: Path) -> None:
    new_paper(tmp_path, "The “Daily” News: a paper", DATE)
    edition, findings = read_edition(tmp_path / "editions", DATE)
    assert findings == ()
    assert edition.publication.name == "The “Daily” News: a paper"
    assert len([story for story in edition.stories if not story.standing]) == 21
    assert len([story for story in edition.stories if story.standing]) == 6
    texts = [path.read_text(encoding="utf-8") for path in edition.folder.glob("*.md")]
    assert not [text for text in texts if "{" in text.split("---", 2)[2]]  # the name is put in
    leader = edition.story("editorial-first-page").body[0]
    assert isinstance(leader, Paragraph)
    assert "first number of The “Daily” News: a paper, and" in plain(leader.text)
    with pytest.raises(OutputError, match=r"publication\.yaml is there already"):
        new_paper(tmp_path, "Other", DATE)


def test_what_a_folder_holds_is_told_in_two_columns(tmp_path: Path) -> None:
    new_paper(tmp_path, "The Example", DATE)
    lines = (tmp_path / "README.md").read_text(encoding="utf-8").split("\n\n")[1].splitlines()
    assert len({re.match(r"\S+ +", line).end() for line in lines}) == 1  # type: ignore[union-attr]


def test_the_lines_for_the_print_shop_are_settings(tmp_path: Path) -> None:
    new_paper(tmp_path, "The Example", DATE)
    path = tmp_path / "editions" / "publication.yaml"
    text = re.sub(r"^# (?=\w+: )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    edition, findings = read_edition(tmp_path / "editions", DATE)
    assert findings == ()
    assert edition.printing.press_start == "01:30"


def test_the_first_day_shows_every_field_of_a_story_once(tmp_path: Path) -> None:
    """It teaches by example: who looks for a field finds it in use."""
    new_paper(tmp_path, "The Example", DATE)
    day = tmp_path / "editions" / DATE.isoformat()
    fronts = [path.read_text(encoding="utf-8").split("---")[1] for path in day.glob("*.md")]
    used = {name for front in fronts for name in re.findall(r"^(\w+):", front, re.MULTILINE)}
    told = (tmp_path / "README.md").read_text(encoding="utf-8").split("are needed:")[1]
    fields = set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", told.split(".")[0])))
    assert len(fields) == 25
    assert fields <= used


def test_what_a_new_paper_brings_is_light_and_credited(tmp_path: Path) -> None:
    new_paper(tmp_path, "The Example", DATE)
    pictures = sorted((tmp_path / "editions" / DATE.isoformat() / "pictures").iterdir())
    assert sum(path.stat().st_size for path in pictures) < 1_200_000
    credits = next(p for p in pictures if p.name == "CREDITS.txt").read_text(encoding="utf-8")
    assert all(path.name in credits for path in pictures if path.suffix == ".jpg")


@pytest.mark.parametrize(
    ("name", "given", "language", "layout"),
    [
        ("दैनिक सह्याद्री", "", "hi", "hindi"),
        ("दैनिक सह्याद्री", "mr", "mr", "marathi"),
        ("দৈনিক নমুনা", "", "bn", "broadsheet"),
        ("தின மாதிரி", "", "ta", "broadsheet"),
        ("روزنامہ سحر", "", "ur", "urdu"),
        ("The Example", "hi-IN", "hi-IN", "hindi"),
        ("Der Bote", "de", "de", "broadsheet"),
        ("Der Bote", "", "en-GB", "broadsheet"),
        ("ਪੰਜਾਬੀ", "", "en-GB", "broadsheet"),  # there are no words for Punjabi
    ],
)
def test_a_new_paper_in_its_language(
    tmp_path: Path, name: str, given: str, language: str, layout: str
) -> None:
    new_paper(tmp_path, name, DATE, given)
    edition, findings = read_edition(tmp_path / "editions", DATE)
    assert findings == ()
    assert edition.publication.name == name
    assert (edition.publication.language, edition.publication.layout) == (language, layout)
    assert edition.pages.least == (4 if language in ("bn", "ur") else 2)
    lead = edition.story("river-runs-clear")
    own = language if language[:2] in ("hi", "mr", "bn", "ta", "ur") else "en-GB"
    assert lead.language == own
    assert {story.language for story in edition.stories} == {own, "en-GB", "fr"}
    news = [story for story in edition.stories if not story.standing]
    assert {story.section for story in news} <= {s.name for s in edition.sections}
