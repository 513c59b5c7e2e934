"""An issue is read as far as it is asked for: the marks of a page, and what else is long."""

from __future__ import annotations

import dataclasses
import gzip
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.errors import IssueError
from epaper.issue.issue import Issue
from epaper.issue.store import RECORD, read_issue, write_issue
from epaper.page.page import Page


@pytest.fixture
def stored(sample: Issue, tmp_path: Path) -> Path:
    write_issue(sample, tmp_path)
    return tmp_path


def unread(issue: Issue) -> list[int]:
    """Pages whose marks nobody has asked for."""
    return [page.number for page in issue.pages if "marks" in page.unread]


def written_anew(folder: Path, change: Callable[[str], str]) -> None:
    record = folder / RECORD
    text = gzip.decompress(record.read_bytes()).decode()
    record.write_bytes(gzip.compress(change(text).encode()))


def test_one_page_is_decoded_for_who_asks_for_one(sample: Issue, stored: Path) -> None:
    issue = read_issue(stored)
    every = [page.number for page in sample.pages]
    assert [page.number for page in issue.pages] == every
    assert [page.section for page in issue.pages] == [page.section for page in sample.pages]
    assert {page.size for page in issue.pages} == {page.size for page in sample.pages}
    assert unread(issue) == every
    assert issue.pages[1].marks == sample.pages[1].marks
    assert unread(issue) == [every[0], *every[2:]]
    assert "structure" in issue.unread
    assert issue.structure == sample.structure
    assert "structure" not in issue.unread


def test_a_page_that_is_not_read_yet_is_like_another(sample: Issue, stored: Path) -> None:
    issue = read_issue(stored)
    assert pickle.loads(pickle.dumps(issue.pages[0])) == sample.pages[0]
    assert dataclasses.replace(issue.pages[1], number=99).marks == sample.pages[1].marks
    assert hash(issue.pages[2]) == hash(sample.pages[2])
    assert repr(issue.pages[3]) == repr(sample.pages[3])
    with pytest.raises(AttributeError, match="Page has no mark"):
        issue.pages[3].mark  # type: ignore[attr-defined]  # noqa: B018
    assert dataclasses.replace(issue, title=sample.title) == sample


def test_a_page_that_is_made_has_nothing_to_read(sample: Issue) -> None:
    page = Page(1, sample.pages[0].size, "", ())
    assert page.unread == {}


def test_the_record_is_one_document_a_line_a_part(sample: Issue, stored: Path) -> None:
    text = gzip.decompress((stored / RECORD).read_bytes()).decode()
    record = json.loads(text)
    assert list(record) == ["format", "version", "words", "issue"]
    lines = text.split("\n")
    page = lines.index('"pages":[') + 1
    for number, data in enumerate(record["issue"]["pages"]):
        rest, marks, end = lines[page + 3 * number : page + 3 * number + 3]
        assert rest.endswith(',"marks":')
        assert json.loads(marks) == data["marks"]
        assert json.loads(rest + marks + "}") == data
        assert end in ("}", "},")
    assert lines[3] == json.dumps(record["words"][1], ensure_ascii=False, separators=(",", ":")) + (
        ","
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: json.dumps(json.loads(text)),  # as it was written before
        lambda text: json.dumps(json.loads(text), indent=1),
        lambda text: text.replace("\n", ""),
        lambda text: text.replace('"pages":[\n', '"pages":[\n\n'),
        lambda text: text.replace("]", "]\n"),
        lambda text: text.replace('"issue":{\n', '"issue":{'),
        lambda text: text + "\n",
    ],
)
def test_a_record_with_its_lines_elsewhere_is_read_whole(
    sample: Issue, stored: Path, change: Callable[[str], str]
) -> None:
    written_anew(stored, change)
    assert read_issue(stored) == sample


def test_words_with_every_sign_come_back(sample: Issue, tmp_path: Path) -> None:
    odd = dataclasses.replace(sample, title='"pages":[\n}}\n],\u2028"words":[')
    write_issue(odd, tmp_path)
    assert read_issue(tmp_path) == odd


def test_what_is_damaged_within_a_page_is_told_when_it_is_asked_for(stored: Path) -> None:
    written_anew(stored, lambda text: re.sub(r'"mark":"text"', '"mark":"nothing"', text, count=1))
    issue = read_issue(stored)
    hurt = next(page for page in issue.pages if page.number)
    with pytest.raises(IssueError, match=r"cannot be read \(KeyError.*build the day again"):
        _ = hurt.marks
    written_anew(stored, lambda text: text.replace(',"marks":\n[', ',"marks":\n{', 1))
    with pytest.raises(IssueError, match="cannot be read"):
        _ = read_issue(stored).pages[0].marks
