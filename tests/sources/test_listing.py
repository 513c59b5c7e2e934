"""Nothing in a day's folder is passed over in silence."""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from epaper.model.finding import Finding, Severity, printable
from epaper.sources import listing
from epaper.sources.folder import read_edition

DATE = datetime.date(2026, 3, 14)
DAY = f"editions/{DATE}"
STORY = "---\nsection: News\nheadline: A bridge\n{}---\nText.\n"


class Paper:
    def __init__(self, folder: Path) -> None:
        self.editions = folder / "editions"
        self.day = self.editions / DATE.isoformat()
        self.write("edition.yaml", "publication: {name: The Test}\nsections: [News]\n")
        self.write("a.md", STORY.format(""))

    def write(self, name: str, text: str) -> Path:
        path = self.day / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def told(self) -> list[str]:
        findings = read_edition(self.editions, DATE)[1]
        return [f"{finding.severity.name} {finding}" for finding in findings]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def test_a_quiet_day(paper: Paper) -> None:
    for name in (".hidden.docx", "README.txt", "a.md~", "Thumbs.db", "plan.yaml", "wire.yaml"):
        paper.write(name, "")
    paper.write(".wire/old/b.txt", "x")
    assert paper.told() == []


def test_a_folder_that_cannot_be_opened(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    paper.write("sport/b.md", STORY.format(""))
    scandir = os.scandir

    def shut(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder.name == "sport":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)  # type: ignore[return-value]

    monkeypatch.setattr(listing.os, "scandir", shut)
    assert paper.told() == [
        "ERROR sport: sport cannot be opened (Permission denied): its stories are not read; check "
        "its permissions"
    ]


def test_links_that_lead_nowhere_round_or_to_a_folder(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name, target in (("gone.md", "none"), ("round.md", "round.md"), ("far", tmp_path / "far")):
        (paper.day / name).symlink_to(target)
    told = paper.told()
    assert [one.split(":")[0] for one in told] == ["ERROR far", "ERROR gone.md", "ERROR round.md"]
    assert "is a link to a folder" in told[0]
    assert "leads nowhere" in told[1]


def test_a_name_that_is_no_utf8(paper: Paper) -> None:
    os.close(os.open(os.fsencode(paper.day) + b"/caf\xe9.md", os.O_CREAT))
    (told,) = paper.told()
    assert told == (
        "ERROR caf\\xe9.md: caf\\xe9.md has a name that is no UTF-8 and is not read; rename it"
    )


def test_a_pipe_is_not_waited_for(paper: Paper) -> None:
    os.mkfifo(paper.day / "pipe.md")
    assert "is no file" in paper.told()[0]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("my story.docx", f"take it in: epaper import '{DAY}/my story.docx' --date {DATE}"),
        ("sport/b.md.txt", f"take it in: epaper import {DAY}/sport/b.md.txt --date {DATE}"),
        ("b.rtf", f"take it in: epaper import {DAY}/b.rtf --date {DATE}"),
        ("b.markdown", "rename it to .md"),
        ("b.zip", "move it out of the day's folder"),
        ("ads/b.pdf", "book it: write its file, booking and size into edition.yaml"),
    ],
)
def test_a_file_that_nobody_reads(paper: Paper, name: str, remedy: str) -> None:
    paper.write(name, "x")
    (told,) = paper.told()
    assert told.startswith(f"WARNING {name}: nobody reads this file")
    assert remedy in told


def test_pictures_that_nobody_uses(paper: Paper) -> None:
    for name in ("used", "one", "two"):
        path = paper.write(f"pictures/{name}.png", "")
        Image.new("L", (40, 30)).save(path)
    paper.write("a.md", STORY.format("pictures: [{file: pictures/used.png, alt: x}]\n"))
    assert paper.told() == [
        "WARNING pictures/one.png, pictures/two.png: no story names them; list them under "
        "pictures: of a story, or delete them"
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_in_another_unicode_form_is_the_same(paper: Paper, form: str) -> None:
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    path = paper.write(unicodedata.normalize(form, "pictures/café.png"), "")
    Image.new("L", (40, 30)).save(path)
    name = unicodedata.normalize(other, "pictures/café.png")
    paper.write("a.md", STORY.format(f"pictures: [{{file: {name}, alt: x}}]\n"))
    assert paper.told() == []


def test_nothing_steers_the_terminal() -> None:
    name = "a\x1b]0;x\x07\u202eb\udce9\x9b2J.md"
    finding = Finding(Severity.ERROR, "x", "fact", file=name)
    assert str(finding) == "a\\x1b]0;x\\x07\\u202eb\\xe9\\x9b2J.md: fact"
    assert printable("two\nlines") == "two\nlines"
