"""The sample day as an issue, made once for all tests."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from epaper.build import Request, make
from epaper.day import open_day
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.make.inputs import day_inputs
from epaper.work.step import Works

DAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Issue:
    editions = Path(__file__).parents[1] / "editions"
    if not (editions / DAY.isoformat()).is_dir():
        pytest.skip("needs the sample day")
    folder = tmp_path_factory.mktemp("issue")
    request = Request(DAY, editions, out=folder / "nothing-built")
    files = day_inputs(request.paths)
    make(open_day(request.paths), request, Works(), folder / "issue", files=files)
    return read_issue(folder / "issue")
