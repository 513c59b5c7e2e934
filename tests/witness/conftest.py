"""The sample day, built once: its issue and the readers' PDF."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from witness_samples import Built

from epaper.build import Request, build
from epaper.issue.store import read_issue

DAY = datetime.date(2026, 11, 23)
EDITIONS = Path(__file__).parents[2] / "editions"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    if not (EDITIONS / DAY.isoformat()).is_dir():
        pytest.skip("needs the sample day")
    request = Request(DAY, EDITIONS, out=tmp_path_factory.mktemp("dist"))
    build(request)
    issue = read_issue(request.paths.issue)
    return Built(issue, request.paths.target / f"{issue.publication.slug}-{DAY}.pdf")
