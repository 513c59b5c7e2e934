"""What may not be printed any more keeps its pages back at the press."""

from __future__ import annotations

from pathlib import Path

from epaper.issue.issue import Issue
from epaper.make.request import Request
from epaper.make.since import stopped_now


def test_a_day_with_no_story_left_keeps_every_page_back(sample: Issue, tmp_path: Path) -> None:
    """The last of them may have been killed: an empty folder is no leave to print."""
    request = Request(sample.date, tmp_path / "editions", out=tmp_path / "dist")
    assert stopped_now(sample, request) == ()  # a day that was put away can be printed again
    request.paths.day.mkdir(parents=True)
    found = stopped_now(sample, request)
    assert {one.page for one in found} == {n for story in sample.stories for n in story.pages}
    assert all("is gone from the day" in one.message for one in found)
