"""The sample edition, published once; only to be read or copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import put

from epaper.issue.store import read_issue
from tests.conftest import Once


@pytest.fixture(scope="session")
def public(once: Once, sample_built: Path) -> Path:
    issue = read_issue(sample_built / "issue")
    return once("sample-site", lambda folder: put(issue, folder / "public")) / "public"
