"""A page that is as it was is not printed again, and its file is the same byte for byte."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from press_samples import SHOP, near_trim, two_pages

from epaper.issue.issue import Issue
from epaper.issue.store import read_issue, write_issue
from epaper.sinks.press.manifest import read_manifest
from epaper.sinks.press.printing import PressPass
from epaper.sinks.press.sink import PressSink
from epaper.sinks.sink import Options
from epaper.work.kept import keeping
from epaper.work.store import Store

Printed = list[tuple[int, ...]]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """The pages of each file that is written."""
    found: Printed = []
    write = PressPass.write

    def noted(self: PressPass, pages: Any, out: Path) -> Any:
        found.append(tuple(page.number for page in pages))
        return write(self, pages, out)

    monkeypatch.setattr(PressPass, "write", noted)
    return found


def pressed(issue: Issue, place: Path, **shop: Any) -> dict[str, bytes]:
    """The files of the package, by name."""
    settings = replace(SHOP, **shop)
    PressSink(settings, Store(place / "store")).print(issue, Options(1), place / "package")
    folder = place / "package" / "current"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_pages_that_changed_alone_are_printed(
    sample: Issue, tmp_path: Path, printed: Printed
) -> None:
    issue = two_pages(sample)
    first = pressed(issue, tmp_path)
    assert printed == [(1,), (2,)]
    assert pressed(issue, tmp_path) == first
    assert printed == [(1,), (2,)]
    changed = replace(issue, pages=(issue.pages[0], near_trim(issue.pages[1])))
    pressed(changed, tmp_path)
    assert printed[2:] == [(2,)]
    other = replace(issue, date=issue.date.replace(day=1))
    pressed(other, tmp_path)
    assert printed[3:] == [(1,), (2,)]


def test_a_press_of_one_page_decodes_no_other(
    sample: Issue, tmp_path: Path, printed: Printed
) -> None:
    """24 pages were decoded for one."""
    (tmp_path / "issue").mkdir()
    small = two_pages(sample)
    more = [replace(page, number=page.number + 2) for page in small.pages]  # the press folds four
    first = replace(small, pages=(*small.pages, *more))
    changed = replace(first, pages=(first.pages[0], near_trim(first.pages[1]), *more))
    with keeping(Store(tmp_path / "store")):
        for issue in (first, changed):
            write_issue(issue, tmp_path / "issue")
            read = read_issue(tmp_path / "issue")
            object.__setattr__(read, "shelf", sample.shelf)  # `replace` would read all of it
            pressed(read, tmp_path)
    assert printed == [(1,), (2,), (3,), (4,), (2,)]
    assert [page.number for page in read.pages if "marks" in page.unread] == [1, 3, 4]
    assert {"structure", "stories"} <= set(read.unread)


def test_a_file_that_somebody_spoilt_is_printed_again(
    sample: Issue, tmp_path: Path, printed: Printed
) -> None:
    issue = two_pages(sample)
    first = pressed(issue, tmp_path)
    folder = tmp_path / "package" / "current"
    spoilt = folder / read_manifest(folder)["files"][0]["name"]
    os.chmod(spoilt, 0o600)
    spoilt.write_bytes(b"%PDF-1.4")
    assert pressed(issue, tmp_path) == first
    assert printed[2:] == [(1,)]


def test_another_shop_setting_is_another_file(
    sample: Issue, tmp_path: Path, printed: Printed
) -> None:
    issue = two_pages(sample)
    pressed(issue, tmp_path)
    pressed(issue, tmp_path, bleed=9.0)
    assert printed == [(1,), (2,)] * 2
