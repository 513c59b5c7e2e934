"""An issue is read as far as it is asked for: the marks of a page, and what else is long."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import json
import pickle
import re
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.errors import IssueError
from epaper.issue.codec import unpack_parts
from epaper.issue.issue import Issue
from epaper.issue.record import parts_of
from epaper.issue.shelf import Shelf
from epaper.issue.store import HEAD, RECORD, read_issue, write_issue
from epaper.page.page import Page

PAGES = '"pages":['


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


def with_pages(text: str, change: Callable[[str], str]) -> str:
    """The lines of the pages, without the line feed after them, changed."""
    start = text.index(PAGES + "\n")
    stop = text.index("\n],\n", start) + len("\n],")
    return text[:start] + change(text[start:stop]) + text[stop:]


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
        lambda text: with_pages(text, lambda pages: pages.replace("\n", "")),
        lambda text: with_pages(text, lambda pages: f"{PAGES}\n],\n{pages}"),  # the last one holds
        lambda text: with_pages(text, lambda pages: f'"pages":[],\n{pages}'),
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


def test_a_record_without_pages_is_no_issue(stored: Path) -> None:
    written_anew(stored, lambda text: with_pages(text, lambda _: "").replace("\n\n", "\n"))
    with pytest.raises(IssueError, match=r"cannot be read .*pages"):
        read_issue(stored)


@pytest.mark.parametrize("place", [0, 2, -1])
@pytest.mark.parametrize(
    ("old", "new"), [('"mark":"text"', '"mark":"nothing"'), (',"marks":\n[', ',"marks":\n{')]
)
def test_what_is_damaged_within_a_page_is_told_when_it_is_asked_for(
    sample: Issue, stored: Path, place: int, old: str, new: str
) -> None:
    def hurt(pages: str) -> str:
        lines = pages.split("\n")  # a head, three lines a page, and the end
        first = 1 + 3 * (place % len(sample.pages))
        page = "\n".join(lines[first : first + 3])
        assert old in page
        return pages.replace(page, page.replace(old, new, 1))

    written_anew(stored, lambda text: with_pages(text, hurt))
    issue = read_issue(stored)
    with pytest.raises(IssueError, match=r"cannot be read \(.*build the day again"):
        _ = issue.pages[place].marks
    assert unread(issue) == [page.number for page in issue.pages]
    others = [at for at in range(len(issue.pages)) if at != place % len(issue.pages)]
    assert all(issue.pages[at].marks == sample.pages[at].marks for at in others)


@pytest.mark.parametrize("name", ["stories", "structure"])
@pytest.mark.parametrize("change", ["[1", '"odd"', "[1]", "null"])
def test_a_damaged_field_is_told_when_it_is_asked_for(
    sample: Issue, stored: Path, name: str, change: str
) -> None:
    written_anew(stored, lambda text: re.sub(rf'\n"{name}":.*,\n', f'\n"{name}":{change},\n', text))
    issue = read_issue(stored)
    assert issue.title == sample.title
    with pytest.raises(IssueError, match=r"cannot be read \(.*build the day again"):
        getattr(issue, name)
    with pytest.raises(IssueError, match="cannot be read"):  # and again
        getattr(issue, name)


def test_a_field_that_is_left_out_has_its_usual_value(sample: Issue, stored: Path) -> None:
    assert sample.stories
    written_anew(stored, lambda text: re.sub(r'\n"stories":.*,\n', "\n", text))
    issue = read_issue(stored)
    assert issue.stories == ()
    assert dataclasses.replace(issue, stories=sample.stories) == sample


@pytest.mark.parametrize("name", ["publication", "date", "grid"])
def test_a_record_without_a_field_that_must_be_there_is_no_issue(stored: Path, name: str) -> None:
    written_anew(stored, lambda text: re.sub(rf'\n"{name}":.*,\n', "\n", text))
    with pytest.raises(IssueError, match=rf"cannot be read .*{name}"):
        read_issue(stored)


class Text(str):
    """One that tells when nobody holds it any more."""

    __slots__ = ("__weakref__",)


def test_what_is_left_unread_holds_its_own_text_alone(sample: Issue, stored: Path) -> None:
    text = gzip.decompress((stored / RECORD).read_bytes()).decode()
    parts = parts_of(text, HEAD)
    assert parts is not None
    pages = [(Text(rest), Text(marks)) for rest, marks in parts.pages]
    fields = {name: Text(value) for name, value in parts.fields.items()}
    held = [weakref.ref(part) for part in (*itertools.chain(*pages), *fields.values())]
    words = [Text(word) for word in parts.words]
    known = [weakref.ref(word) for word in words]
    made = dataclasses.replace(parts, pages=pages, fields=fields, words=words)
    issue = unpack_parts(made, Shelf(stored), lambda error: error)
    del parts, made, pages, fields, words
    own = [str(part) for one in held if (part := one()) is not None]
    marks = [page for page in issue.pages if page.unread]
    assert len(own) == len(marks) + len(issue.unread)
    first, *others = issue.pages
    del issue, marks
    for page in others:
        _ = page.marks
    assert sum(one() is not None for one in held) == 1
    assert any(one() is None for one in known)  # a word that is made needs no text
    assert first.marks == sample.pages[0].marks
