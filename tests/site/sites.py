"""An issue put on a site, with a store beside it."""

from __future__ import annotations

from pathlib import Path

from epaper.issue.issue import Issue
from epaper.paths import store_folder
from epaper.site.publish import publish_issue
from epaper.site.settings import SiteSettings
from epaper.site.work import Published
from epaper.work.kept import keeping
from epaper.work.step import Works
from epaper.work.store import Store

ADDRESS = "https://epaper.example/"


def put(issue: Issue, site: Path) -> Published:
    store = Store(store_folder(site.parent))
    with keeping(store):
        return publish_issue(issue, site, SiteSettings(ADDRESS), Works(store, 1))
