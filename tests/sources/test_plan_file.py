"""plan.yaml: wishes by the very names of stories."""

from __future__ import annotations

from pathlib import Path

from epaper.settings.notes import Notes
from epaper.sources.plan import read_plan


def plan(folder: Path, text: str, *slugs: str) -> tuple[dict[str, int], list[str]]:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    notes = Notes("plan.yaml")
    wishes, _ = read_plan(folder, dict.fromkeys(slugs, ""), notes)
    return {wish.slug: wish.page for wish in wishes}, [str(finding) for finding in notes.found]


def test_capitals_and_both_marks_are_told_apart(tmp_path: Path) -> None:
    text = "stories:\n  Bridge-Shut: {page: 1}\n  rain-gauge: {page: 2}\n  rain_gauge: {page: 3}\n"
    wishes, told = plan(tmp_path, text, "Bridge-Shut", "rain-gauge", "rain_gauge")
    assert wishes == {"Bridge-Shut": 1, "rain-gauge": 2, "rain_gauge": 3}
    assert told == []


def test_a_story_that_is_not_there(tmp_path: Path) -> None:
    wishes, told = plan(tmp_path, "stories:\n  bridge-shut:\n    page: 1\n", "Bridge-Shut")
    assert wishes == {}
    assert told == [
        "plan.yaml:2:stories.bridge-shut: bridge-shut is wished for, and there is no such story in "
        "the day; did you mean 'Bridge-Shut'?"
    ]


def test_every_mistake_of_the_plan(tmp_path: Path) -> None:
    text = "stories:\n  a: {page: 500, colums: 2, off: [x]}\n"
    text += "pages:\n  0: {lock: yes}\n  3: {lok: no}\n"
    _, told = plan(tmp_path, text, "a")
    assert told == [
        "plan.yaml:2:stories.a.off: 'x' in off is no page; write page numbers from 1 to 400, "
        "[1, 8]",
        "plan.yaml:2:stories.a.page: page is '500'; allowed: a whole number from 0 to 400",
        "plan.yaml:2:stories.a.colums: there is no field 'colums'; did you mean 'columns'?",
        "plan.yaml:4:pages.0: '0' is no page; write a page number from 1 to 400",
        "plan.yaml:5:pages.3.lok: there is no field 'lok'; did you mean 'lock'?",
    ]
