"""Whether a day is as it was when its issue was built: told by digests, without reading a story."""

from __future__ import annotations

import datetime
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.issue.issue import Issue
from epaper.issue.store import RECORD, read_issue
from epaper.make import since
from epaper.make.inputs import untouched
from epaper.make.request import Request
from epaper.paths import DayPaths
from tests.cli.conftest import DAY

Change = Callable[[DayPaths], object]

CHANGES: dict[str, Change] = {
    "a story": lambda p: _more(next(p.day.rglob("*.md"))),
    "a story gone": lambda p: next(p.day.rglob("*.md")).unlink(),
    "a new story": lambda p: (p.day / "late.md").write_text("---\nheadline: Late\n---\nNews.\n"),
    "a withdrawal": lambda p: _put(p.day / ".wire" / "killed" / "old.md", "---\n---\n"),
    "the publication": lambda p: _put(p.editions / "publication.yaml", "price: 2\n"),
    "standing matter": lambda p: _put(p.editions / "standing" / "city" / "poem.md", "A poem.\n"),
    "a layout of the paper's own": lambda p: _copy(p.layouts[-1] / "tabloid.yaml", p.layouts[0]),
    "words of the paper's own": lambda p: _put(p.paper / "words" / "en.yaml", "{}\n"),
    "a face of the paper's own": lambda p: _put(p.fonts / "fonts.yaml", "{}\n"),
    "a print shop": lambda p: _put(p.shops[0] / "new.yaml", "{}\n"),
}


@pytest.fixture
def issue_and_paths(built: Path) -> tuple[Issue, DayPaths]:
    paths = DayPaths(datetime.date.fromisoformat(DAY), built / "editions", built / "dist")
    return read_issue(paths.issue), paths


def test_a_day_that_nobody_touched_is_not_read(
    issue_and_paths: tuple[Issue, DayPaths], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, paths = issue_and_paths
    assert untouched(issue, paths)
    monkeypatch.setattr("epaper.day.judge_day", lambda *_, **__: pytest.fail("the day was read"))
    monkeypatch.setattr("epaper.day.open_day", lambda *_, **__: pytest.fail("the day was read"))
    request = Request(issue.date, paths.editions, out=paths.out)
    assert since.changed_since(issue, request) == ()
    assert since.stopped_now(issue, request) == ()


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(issue_and_paths: tuple[Issue, DayPaths], change: str) -> None:
    issue, paths = issue_and_paths
    CHANGES[change](paths)
    assert not untouched(issue, paths)


def test_a_layout_that_lay_there_unused_is_no_change(
    issue_and_paths: tuple[Issue, DayPaths],
) -> None:
    issue, paths = issue_and_paths
    _copy(paths.layouts[-1] / "berliner.yaml", paths.layouts[0])
    time.sleep(0.05)  # longer than a tick of any clock by which files are dated
    _put(paths.issue / RECORD, "a record of a build after it")
    assert untouched(issue, paths)


def _more(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _copy(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / path.name)
