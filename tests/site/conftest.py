"""The sample edition and that of a tiny paper, published once; only to be read or copied."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest
from sites import put

from epaper.build import build
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.make.request import Request
from tests.conftest import Once

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from tiny_paper import DAY, write_tiny_paper


@pytest.fixture(autouse=True)
def _warm(warm: None) -> None:
    """What a site shows of a page or a picture is made once."""


@pytest.fixture(scope="session")
def public(once: Once, sample_built: Path) -> Path:
    issue = read_issue(sample_built / "issue")
    return once("sample-site", lambda folder: put(issue, folder / "public")) / "public"


@pytest.fixture(scope="session")
def tiny(once: Once) -> Issue:
    """The issue of a paper of four pages."""

    def make(folder: Path) -> None:
        paper = write_tiny_paper(folder)
        date = datetime.date.fromisoformat(DAY)
        build(Request(date, paper / "editions", out=paper / "dist", jobs=1))

    return read_issue(once("tiny-built", make) / "dist" / DAY / "issue")


@pytest.fixture(scope="session")
def tiny_public(once: Once, tiny: Issue) -> Path:
    return once("tiny-site", lambda folder: put(tiny, folder / "public")) / "public"
