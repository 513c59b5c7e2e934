"""The sample edition, published once; only to be read or copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.site.publish import Published, publish_issue
from epaper.site.settings import SiteSettings
from epaper.work.step import Works
from epaper.work.store import Store
from tests.conftest import Once

ADDRESS = "https://epaper.example/"


def put(issue: Issue, site: Path) -> Published:
    store = Store(site.parent / ".store")
    from epaper.work.kept import keeping

    with keeping(store):
        return publish_issue(issue, site, SiteSettings(ADDRESS), Works(store, 1))


@pytest.fixture(scope="session")
def public(once: Once, sample_built: Path) -> Path:
    issue = read_issue(sample_built / "issue")
    return once("sample-site", lambda folder: put(issue, folder / "public")) / "public"
