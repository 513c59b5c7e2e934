"""An issue on disk: read back equal, whole wherever it is copied, refused when it is not whole."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.errors import IssueError
from epaper.issue.codec import pack, unpack
from epaper.issue.issue import Issue
from epaper.issue.shelf import Shelf
from epaper.issue.store import ASSETS, RECORD, read_issue, write_issue
from epaper.page.dump import dump_page
from epaper.page.marks import AdMark, GlyphRun, PictureMark
from epaper.sinks.screen import print_screen


def copied(sample: Issue, folder: Path) -> Path:
    shutil.copytree(sample.shelf.folder.parent, folder)
    return folder


def test_an_issue_comes_back_equal(sample: Issue, tmp_path: Path) -> None:
    again = unpack(json.loads(json.dumps(pack(sample))), sample.shelf)
    assert again == sample
    assert [dump_page(page) for page in again.pages] == [dump_page(page) for page in sample.pages]
    (tmp_path / "issue").mkdir()
    write_issue(sample, tmp_path / "issue")
    assert read_issue(tmp_path / "issue") == sample


def test_two_writings_are_the_same_bytes(sample: Issue, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_issue(sample, tmp_path / name)
    assert (tmp_path / "a" / RECORD).read_bytes() == (tmp_path / "b" / RECORD).read_bytes()
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [RECORD]


def test_a_copied_issue_prints_the_same_bytes(sample: Issue, tmp_path: Path) -> None:
    moved = read_issue(copied(sample, tmp_path / "elsewhere"))
    here, there = io.BytesIO(), io.BytesIO()
    print_screen(sample, here)
    print_screen(moved, there, jobs=2)
    assert there.getvalue() == here.getvalue()


def test_nothing_in_the_record_names_the_machine(sample: Issue) -> None:
    record = sample.shelf.folder.parent / RECORD
    text = gzip.decompress(record.read_bytes()).decode()
    for part in (str(Path(__file__).parents[2]), str(sample.shelf.folder), str(Path.home())):
        assert part not in text


def test_every_file_that_a_page_shows_is_on_the_shelf(sample: Issue) -> None:
    shown = {
        mark.asset
        for page in sample.pages
        for mark in page.marks
        if isinstance(mark, PictureMark | AdMark)
    }
    faces = {
        mark.face for page in sample.pages for mark in page.marks if isinstance(mark, GlyphRun)
    }
    assert len(shown) > 10
    assert shown <= sample.assets.keys()
    assert faces <= sample.faces.keys()
    assert set(sample.faces.values()) <= sample.assets.keys()
    for digest, asset in sample.assets.items():
        assert len(sample.shelf.read(digest)) == asset.bytes
    kept = {path.name for path in sample.shelf.folder.iterdir()}
    assert kept == sample.assets.keys()


def test_pictures_are_cut_and_name_their_originals(sample: Issue) -> None:
    cut = [asset for asset in sample.assets.values() if asset.kind == "picture"]
    assert cut
    assert all(len(asset.original) == 64 and asset.original != asset.sha256 for asset in cut)
    by_digest = {m.asset: m for p in sample.pages for m in p.marks if isinstance(m, PictureMark)}
    for asset in cut:
        mark = by_digest[asset.sha256]
        shape = mark.rect.width / mark.rect.height
        assert asset.pixels[0] / asset.pixels[1] == pytest.approx(shape, rel=0.02), asset.name


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda record: record.unlink(), "there is no issue"),
        (lambda record: record.write_bytes(record.read_bytes()[:500]), "cannot be read"),
        (lambda record: record.write_bytes(b"PK"), "cannot be read"),
        (lambda record: record.write_bytes(gzip.compress(b"[]")), "not an issue's record"),
        (
            lambda record: record.write_bytes(
                gzip.compress(b'{"format":"epaper-issue","version":99,"words":[],"issue":{}}')
            ),
            "has format 99",
        ),
        (
            lambda record: record.write_bytes(
                gzip.compress(b'{"format":"epaper-issue","version":1,"words":[],"issue":{}}')
            ),
            "cannot be read",
        ),
    ],
)
def test_what_is_no_whole_issue_is_named(  # type: ignore[no-untyped-def]
    sample: Issue, tmp_path: Path, damage, words: str
) -> None:
    folder = copied(sample, tmp_path / "issue")
    damage(folder / RECORD)
    with pytest.raises(IssueError, match=words):
        read_issue(folder)


def test_a_damaged_or_missing_file_is_found_when_it_is_printed(
    sample: Issue, tmp_path: Path
) -> None:
    folder = copied(sample, tmp_path / "issue")
    issue = read_issue(folder)
    digest = next(d for d, asset in issue.assets.items() if asset.kind == "picture")
    file = folder / ASSETS / digest
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(IssueError, match=f"{digest[:12]} is damaged"):
        print_screen(issue, io.BytesIO())
    file.unlink()
    with pytest.raises(IssueError, match=f"{digest[:12]} cannot be read"):
        print_screen(issue, io.BytesIO())


def test_the_shelf_keeps_what_it_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    one, two = shelf.put(b"one"), shelf.put(b"two")
    assert shelf.put(b"one") == one
    assert shelf.read(one) == b"one"
    assert sorted(path.name for path in shelf.folder.iterdir()) == sorted([one, two])


def test_a_shelf_takes_files_over_from_an_earlier_one(tmp_path: Path) -> None:
    earlier = Shelf(tmp_path / "earlier")
    good, damaged = earlier.put(b"good"), earlier.put(b"damaged")
    earlier.path(damaged).write_bytes(b"else")
    shelf = Shelf(tmp_path / "shelf", earlier.folder)
    assert [shelf.put(data) for data in (b"good", b"damaged")] == [good, damaged]
    assert [shelf.read(digest) for digest in (good, damaged)] == [b"good", b"damaged"]
    assert shelf.path(good).samefile(earlier.path(good))
    assert not shelf.path(damaged).samefile(earlier.path(damaged))
    assert earlier.path(damaged).read_bytes() == b"else"


def test_equal_means_the_content_not_the_place(sample: Issue) -> None:
    assert replace(sample, shelf=Shelf(Path("nowhere"))) == sample
    assert replace(sample, title="Another") != sample
