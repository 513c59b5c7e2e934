"""A paper that would be wrong goes nowhere, until it is mended or somebody answers for it."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
from command import run
from tiny_paper import DAY, write_tiny_paper

from epaper.build import build
from epaper.errors import WithheldError
from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.model.signoff import SignOff

DATE = datetime.date.fromisoformat(DAY)
LOCK = "pages: {3: {lock: yes}}\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_paper(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def paper(tiny: Path) -> Path:
    """The tiny paper with its own settings, and the output of nobody."""
    (tiny / "editions" / DAY / "plan.yaml").unlink(missing_ok=True)
    return tiny


def book(paper: Path, page: int, booking: str = "A1") -> None:
    settings = paper / "editions" / DAY / "edition.yaml"
    lines = settings.read_text("utf-8").splitlines()
    ad = f"booking: {booking}, advertiser: Firm, file: ads/firm.pdf, size: strip, page: {page}"
    kept = [line for line in lines if not line.startswith("ads:")]
    settings.write_text("\n".join([*kept, f"ads: [{{{ad}}}]", ""]), encoding="utf-8")


def request(paper: Path, out: Path, *by: SignOff) -> Request:
    return Request(DATE, paper / "editions", out=out, signoffs=by)


def test_an_advertisement_without_a_place_withholds_the_paper(paper: Path, tmp_path: Path) -> None:
    book(paper, 3)
    build(request(paper, tmp_path))
    pdf = next((tmp_path / DAY).glob("*.pdf"))
    good = pdf.read_bytes()
    book(paper, 9)
    with pytest.raises(WithheldError, match=r"A1 \(Firm\) is not in the paper") as stop:
        build(request(paper, tmp_path))
    assert pdf.read_bytes() == good
    report = json.loads((tmp_path / DAY / "withheld" / "report.json").read_text("utf-8"))
    assert report == stop.value.report
    assert report["withheld"]
    key = next(f["key"] for f in report["findings"] if f["severity"] == "error")
    assert key in str(stop.value)
    with pytest.raises(WithheldError) as stop:
        build(request(paper, tmp_path, SignOff("The desk", "agreed", ("000000", key[::-1]))))
    assert stop.value.report is not None
    unknown = [f for f in stop.value.report["findings"] if f["rule"] == "signoff.unknown"]
    assert unknown[0]["message"] == "no finding has the key 000000"  # it was said by press alone
    assert len(unknown) == 2
    data = build(request(paper, tmp_path, SignOff("The desk", "agreed", (key,)))).report
    assert [(s["name"], s["reason"]) for s in data["signed"]] == [("The desk", "agreed")]
    assert [s.key for s in read_issue(tmp_path / DAY / "issue").signed] == [key]
    assert not (tmp_path / DAY / "withheld").exists()


CANCELLED = """\
ads:
  - {booking: A2, advertiser: Firm, file: ads/firm.pdf, size: strip, page: 3}
  - booking: A1
    advertiser: Firm
    size: strip
    cancelled: {reason: the fair is off, by: Sales, at: 21:40}
"""
WISHES = "stories: {mill: {page: 2}, tram: {page: 2}, baths: {page: 2}}\n"


def test_what_is_cancelled_killed_or_gone_is_told_and_not_printed(
    tiny: Path, tmp_path: Path
) -> None:
    paper = shutil.copytree(tiny, tmp_path / "paper")
    day = paper / "editions" / DAY
    book(paper, 3)
    first = build(request(paper, tmp_path)).issue
    settings = (day / "edition.yaml").read_text("utf-8").splitlines()
    kept = [line for line in settings if not line.startswith("ads:")]
    (day / "edition.yaml").write_text("\n".join([*kept, CANCELLED]), encoding="utf-8")
    (day / "plan.yaml").write_text(LOCK + WISHES, encoding="utf-8")
    mill = (day / "mill.md").read_text("utf-8")
    kill = "---\nkill: {reason: the court forbids it, by: The desk, at: 22:10}\n"
    (day / "mill.md").write_text(mill.replace("---\n", kill, 1), encoding="utf-8")
    (day / "tram.md").unlink()
    built = build(request(paper, tmp_path))
    data, issue = built.report, read_issue(tmp_path / DAY / "issue")
    told = {f["page"]: f["message"] for f in data["findings"] if f["rule"] == "plan.unlocked"}
    assert told.keys() == {1, 3}  # a story of page 1 goes on there
    assert "A1 is cancelled by Sales, 21:40: the fair is off" in told[3]
    assert "bridge runs over to it" in told[1]
    assert {b.booking for b in issue.bookings} == {"A2"}
    assert [one["booking"] for one in data["stopped"]] == ["A1"]
    assert [(one.stop, one.by) for one in issue.stopped] == [("cancelled", "Sales")]
    record = next(story for story in data["stories"] if story["slug"] == "mill")
    assert {name: record[name] for name in ("status", "reason", "stop", "by", "at", "remedy")} == {
        "status": "held",
        "reason": "killed: the court forbids it",
        "stop": "kill",
        "by": "The desk",
        "at": "22:10",
        "remedy": "it stays out; if that is wrong, delete `kill:` in mill.md, line 2",
    }
    wishes = [f["message"] for f in data["findings"] if f["rule"] == "plan.unmet"]
    assert "mill is wished for and is killed by The desk, 22:10: the court forbids it" in wishes
    (pages,) = (story.pages for story in first.stories if story.slug == "tram")
    where = f"in which it stood on page {pages[0]}" if pages else "in which it was held"
    gone = "tram is wished for, and its file tram.md is gone since the last build, "
    assert any(told.startswith(gone + where) for told in wishes)
    html = (tmp_path / DAY / "report.html").read_text("utf-8")
    assert "the court forbids it" in html
    assert "the fair is off" in html


def test_the_command_says_how_to_answer_for_it(paper: Path, tmp_path: Path) -> None:
    book(paper, 9)
    told = run("check", "--date", DAY, cwd=paper)
    assert told.returncode == 3
    assert "A1 (Firm) is not in the paper" in told.stdout
    out = ("build", "--date", DAY, "--out", str(tmp_path))
    done = run(*out, "--json", cwd=paper)
    assert done.returncode == 16
    assert json.loads(done.stdout)["withheld"]
    assert '--anyway "your name" "the reason"' in done.stderr
    assert run(*out, "--finding", "abcdef", cwd=paper).returncode == 2
    assert run(*out, "--anyway", "The desk", " ", cwd=paper).returncode == 2
    done = run(*out, "--anyway", "The desk", "the client agreed", cwd=paper)
    assert done.returncode == 0, done.stderr
    assert "The desk, the client agreed: edition.yaml:4: A1" in done.stderr
