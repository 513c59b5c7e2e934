"""What went into an issue, by digest; what has changed since is named with its story and pages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.issue.issue import Input, Issue
from epaper.make.inputs import InputChange, changes_since, file_digest, inputs_of
from epaper.paths import DayPaths

DAY = datetime.date(2026, 1, 5)


@pytest.fixture
def paths(tmp_path: Path) -> DayPaths:
    day = tmp_path / "editions" / DAY.isoformat()
    (day / "city").mkdir(parents=True)
    (day / "edition.yaml").write_text("sections: [City]\n")
    (day / "city" / "bridge.md").write_text("A bridge.\n")
    (day / ".hidden").write_text("no input\n")
    (day / ".wire" / "killed").mkdir(parents=True)
    (day / ".wire" / "killed" / "old.md").write_text("It is told as killed.\n")
    (day / ".wire" / "killed" / "old.jpg").write_text("no input\n")
    (day / "city" / ".draft.md").write_text("no input\n")
    (tmp_path / "editions" / "publication.yaml").write_text("name: The Test\n")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text("name: own\n")
    return DayPaths(DAY, tmp_path / "editions", tmp_path / "dist")


def test_every_visible_file_in_the_order_of_paths(paths: DayPaths) -> None:
    found = inputs_of(paths, [paths.paper / "layouts" / "own.yaml", paths.layout("tabloid")])
    assert [one.path for one in found] == [
        "editions/2026-01-05/.wire/killed/old.md",
        "editions/2026-01-05/city/bridge.md",
        "editions/2026-01-05/edition.yaml",
        "editions/publication.yaml",
        "layouts/own.yaml",
        "shipped/tabloid.yaml",
    ]
    assert all(len(one.digest) == 64 for one in found)
    assert found == inputs_of(
        paths, [paths.layout("tabloid"), paths.paper / "layouts" / "own.yaml"]
    )


def test_a_day_that_is_gone_has_its_settings_alone(paths: DayPaths, tmp_path: Path) -> None:
    empty = DayPaths(DAY, tmp_path / "nowhere" / "editions")
    assert [one.path for one in inputs_of(empty, [paths.layout("tabloid")])] == [
        "shipped/tabloid.yaml"
    ]
    assert file_digest(tmp_path / "nothing") == ""


def test_changes_are_named_with_their_story_and_pages(paths: DayPaths, sample: Issue) -> None:
    story = replace(sample.stories[0], slug="bridge", file="city/bridge.md", pages=(1, 3))
    issue = replace(sample, date=DAY, stories=(story,), inputs=inputs_of(paths, []))
    assert changes_since(issue, inputs_of(paths, [])) == []
    (paths.day / "city" / "bridge.md").write_text("Another bridge.\n")
    (paths.day / "late.md").write_text("Late news.\n")
    (paths.day / "edition.yaml").unlink()
    found = changes_since(issue, inputs_of(paths, []))
    assert found == [
        InputChange("editions/2026-01-05/city/bridge.md", "changed", "bridge", (1, 3)),
        InputChange("editions/2026-01-05/edition.yaml", "gone"),
        InputChange("editions/2026-01-05/late.md", "new"),
    ]
    assert [str(one) for one in found] == [
        "editions/2026-01-05/city/bridge.md has changed, on pages 1, 3",
        "editions/2026-01-05/edition.yaml is gone",
        "editions/2026-01-05/late.md is new",
    ]


def test_an_issue_without_inputs_knows_all_as_new(sample: Issue) -> None:
    bare = replace(sample, inputs=())
    assert [one.what for one in changes_since(bare, (Input("editions/a.md", "x"),))] == ["new"]
