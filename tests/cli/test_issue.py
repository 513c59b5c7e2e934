"""What subscribers read is what the press prints: whole runs of build, press, print and diff."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pypdf
import pytest
from command import ROOT, run
from small_paper import DAY, write

from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.make.since import changed_since

SHOP = "digital-shortrun-tabloid"


def edition(paper: Path) -> Path:
    (file,) = (paper / "dist" / DAY).glob("*.pdf")
    return file


def words(file: Path) -> list[list[str]]:
    return [page.extract_text().split() for page in pypdf.PdfReader(file).pages]


def plated(paper: Path) -> list[list[str]]:
    """The words of the press pages in their order."""
    folder = paper / "dist" / DAY / "press" / SHOP
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    by_page = {
        number: text
        for entry in files
        for number, text in zip(entry["pages"], words(folder / entry["name"]), strict=True)
    }
    return [by_page[number] for number in sorted(by_page)]


def test_press_prints_the_issue_and_names_what_has_changed_since(built: Path) -> None:
    before = words(edition(built))
    story = built / "editions" / DAY / "story-04.md"
    story.write_text(
        re.sub("headline: .*", "headline: Nobody has read this yet", story.read_text("utf-8")),
        encoding="utf-8",
    )
    (built / "editions" / DAY / "story-90.md").write_text(
        "---\nsection: City\nheadline: Late news\n---\nIt came late.\n", encoding="utf-8"
    )
    done = run("press", "--date", DAY, "--shop", SHOP, cwd=built)
    assert done.returncode == 0, done.stderr
    assert re.search(r"story-04\.md has changed, on page \d", done.stderr)
    assert "story-90.md is new" in done.stderr
    assert "--again" in done.stderr
    assert plated(built) == before
    assert words(edition(built)) == before
    again = run("press", "--date", DAY, "--shop", SHOP, "--again", cwd=built)
    assert again.returncode == 0, again.stderr
    assert "changed" not in again.stderr
    now = words(edition(built))
    assert "Nobody" in {word for page in now for word in page}
    assert plated(built) == now


def test_press_keeps_back_what_was_stopped_since_the_build(built: Path) -> None:
    """On paper it could not be called back: killed, held, or its file is gone."""
    report = json.loads((built / "dist" / DAY / "report.json").read_text("utf-8"))
    pages = {one["slug"]: one["pages"] for one in report["stories"]}
    day = built / "editions" / DAY
    for name, field in (("story-04", "kill: the court forbids it"), ("story-05", "hold: facts")):
        text = (day / f"{name}.md").read_text("utf-8")
        (day / f"{name}.md").write_text(text.replace("---\n", f"---\n{field}\n", 1), "utf-8")
    (day / "story-06.md").unlink()
    assert pages["story-04"]
    assert pages["story-05"]
    assert pages["story-06"]
    held = run("press", "--date", DAY, "--shop", SHOP, cwd=built)
    assert held.returncode == 11
    told = held.stdout + held.stderr
    assert "story-04 is killed: the court forbids it; the built issue has it" in told
    assert "story-05 is held: facts; the built issue has it" in told
    assert "story-06 is gone from the day; the built issue has it" in told
    assert "what has no key here, nobody can sign for" in told
    gone, changed = (run("explain", s, "--date", DAY, cwd=built) for s in ("story-06", "story-04"))
    assert "story-06.md is gone since the issue was built" in gone.stdout
    assert "story-04.md has changed since the issue was built" in changed.stdout
    signed = run("press", "--date", DAY, "--shop", SHOP, "--anyway", "M. P.", "sold", cwd=built)
    assert signed.returncode == 11  # nobody answers for what is killed
    assert "issue.killed" in signed.stdout + signed.stderr
    assert "issue.stopped" not in signed.stderr.partition("wait")[2]


def test_press_reads_the_layout_that_the_issue_was_built_with(built: Path) -> None:
    assert run("build", "--date", DAY, "--layout", "berliner", cwd=built).returncode == 0
    day = date.fromisoformat(DAY)
    request = Request(day, built / "editions", out=built / "dist")
    assert changed_since(read_issue(built / "dist" / DAY / "issue"), request) == ()


def test_the_remake_list_is_against_what_was_delivered(built: Path, tmp_path: Path) -> None:
    def pressed() -> list[dict[str, object]]:
        done = run("press", "--date", DAY, "--shop", SHOP, "--again", cwd=built)
        assert done.returncode == 0, done.stderr
        folder = built / "dist" / DAY / "press" / SHOP
        remake = json.loads((folder / "manifest.json").read_text("utf-8"))["remake"]
        assert isinstance(remake, list)
        return remake

    assert pressed() == []
    folder = str(built / "dist" / DAY / "press" / SHOP)
    assert run("deliver", folder, str(tmp_path / "hot"), cwd=built).returncode == 0
    day = built / "editions" / DAY
    original = (day / "story-05.md").read_text("utf-8")
    write(day, 5, 98)
    changed = {entry["page"] for entry in pressed()}
    assert changed
    assert {entry["page"] for entry in pressed()} == changed  # not delivered: still to be made
    (day / "story-05.md").write_text(original, encoding="utf-8")
    assert pressed() == []  # the plates that the shop has are right again


def test_press_builds_a_day_that_was_never_built(paper: Path) -> None:
    done = run("press", "--date", DAY, "--shop", SHOP, cwd=paper)
    assert done.returncode == 0, done.stderr
    assert plated(paper) == words(edition(paper))


@pytest.mark.usefixtures("cold")
def test_a_copied_issue_prints_screen_and_press_to_the_same_bytes(
    built: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(built / "dist" / DAY / "issue", tmp_path / "copy" / "issue")
    out = tmp_path / "again"
    arguments = ("print", "--date", DAY, "--issue", str(folder), "--to", str(out))
    assert run(*arguments, cwd=tmp_path).returncode == 0
    assert (out / edition(built).name).read_bytes() == edition(built).read_bytes()
    assert run("press", "--date", DAY, "--shop", SHOP, cwd=built).returncode == 0
    by_name = ("--sink", "press", "--set", f"shop={SHOP}", "--to", "plates")
    assert run("print", "--date", DAY, *by_name, cwd=built).returncode == 0
    other = tmp_path / "other"  # a folder without the day, and the issue in its place
    shutil.copytree(folder, other / "dist" / DAY / "issue")
    done = run("press", "--date", DAY, "--shop", SHOP, cwd=other)
    assert done.returncode == 0, done.stderr
    ours, theirs = built / "dist" / DAY / "press" / SHOP, other / "dist" / DAY / "press" / SHOP
    pages = sorted(path.name for path in ours.glob("*.pdf"))
    assert len(pages) == 4  # a file a section, job ticket, preflight report
    for name in pages:
        assert (theirs / name).read_bytes() == (ours / name).read_bytes(), name
        assert (built / "plates" / name).read_bytes() == (ours / name).read_bytes(), name


def test_plan_explain_and_press_lay_nothing_out(built: Path) -> None:
    shutil.rmtree(built / "editions")
    assert run("plan", "--date", DAY, cwd=built).returncode == 0
    assert "stands on page" in run("explain", "story-01", "--date", DAY, cwd=built).stdout
    done = run("plan", "--date", DAY, "--html", "plan.html", cwd=built)
    assert done.returncode == 0, done.stderr
    assert (built / "plan.html").read_text("utf-8").count("data:image/jpeg") == 4
    unknown = run("explain", "story-1", "--date", DAY, cwd=built)
    assert unknown.returncode == 2
    assert "did you mean story-" in unknown.stderr


def test_without_an_issue_they_say_what_to_do(paper: Path) -> None:
    for command in (("plan",), ("explain", "story-01"), ("print", "--to", "x")):
        done = run(*command, "--date", DAY, cwd=paper)
        assert done.returncode == 15, command
        assert "epaper build --date" in done.stderr


def test_runners_up_are_offered_and_taken(built: Path) -> None:
    issue = read_issue(built / "dist" / DAY / "issue")
    sheet = next(sheet for sheet in issue.sheets if sheet.others)
    assert sheet.chosen is not None
    number, runner_up = sheet.number, sheet.others[0]
    shown = run("plan", "--date", DAY, "--page", str(number), "--alternatives", "2", cwd=built)
    assert "runner-up 1" in shown.stdout
    html = ("--page", str(number), "--alternatives", "2", "--html", "page.html")
    assert run("plan", "--date", DAY, *html, cwd=built).returncode == 0
    page = (built / "page.html").read_text("utf-8")
    assert page.count("<svg") >= 2
    assert f"pages: {{{number}: {{runner_up: 1}}}}" in page
    wish = f"pages: {{{number}: {{runner_up: 1}}}}\n"
    (built / "editions" / DAY / "plan.yaml").write_text(wish, encoding="utf-8")
    assert run("build", "--date", DAY, cwd=built).returncode == 0
    after = read_issue(built / "dist" / DAY / "issue").sheet(number)
    assert after is not None
    assert after.chosen == runner_up
    assert after.others[0].rank == 0  # the best is now one of the others


def test_diff_names_pages_plates_and_causes(built: Path, tmp_path: Path) -> None:
    before = shutil.copytree(built / "dist" / DAY / "issue", tmp_path / "before")
    same = run("issue", "diff", str(before), str(built / "dist" / DAY / "issue"))
    assert "the same, page for page" in same.stdout
    story = built / "editions" / DAY / "story-00.md"
    story.write_text(story.read_text("utf-8").replace("Ships", "Boats"), encoding="utf-8")
    assert run("build", "--date", DAY, cwd=built).returncode == 0
    arguments = ("issue", "diff", str(before), str(built / "dist" / DAY / "issue"))
    told = run(*arguments).stdout
    assert "cause: story-00 has changed" in told
    assert re.search(r"page \d+: plates K; .*story-00", told)
    data = json.loads(run(*arguments, "--json").stdout)
    assert data["causes"] == ["story-00 has changed"]
    assert {page["what"] for page in data["pages"]} == {"changed"}


def test_a_build_writes_nothing_into_editions(paper: Path) -> None:
    def listing() -> dict[str, bytes]:
        files = (path for path in (paper / "editions").rglob("*") if path.is_file())
        return {path.relative_to(paper).as_posix(): path.read_bytes() for path in files}

    (paper / "editions" / DAY / "plan.yaml").write_text("pages: {3: {lock: yes}}\n")
    before = listing()
    for _ in range(2):
        assert run("build", "--date", DAY, cwd=paper).returncode == 0
    assert listing() == before


@pytest.mark.usefixtures("cold")
def test_the_issue_is_the_same_for_anyone_anywhere(paper: Path, tmp_path: Path) -> None:
    other = shutil.copytree(paper, tmp_path / "an other place" / "paper")
    assert run("build", "--date", DAY, "--jobs", "1", cwd=paper).returncode == 0
    strange = {"HOME": str(tmp_path), "LC_ALL": "C", "TZ": "Asia/Kolkata"}
    done = run("build", "--date", DAY, "--jobs", "2", cwd=other, more=strange)
    assert done.returncode == 0, done.stderr
    ours, theirs = (folder / "dist" / DAY / "current" for folder in (paper, other))
    names = sorted(p.relative_to(ours).as_posix() for p in ours.rglob("*") if p.is_file())
    assert names == sorted(
        p.relative_to(theirs).as_posix() for p in theirs.rglob("*") if p.is_file()
    )
    for name in names:
        if not name.startswith("report."):
            assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    first, second = (json.loads((f / "report.json").read_text("utf-8")) for f in (ours, theirs))
    first.pop("timings")
    second.pop("timings")
    assert first == second


@pytest.fixture
def plugged(tmp_path: Path) -> Path:
    """The path of Python with another package on it, one that brings a sink and a source."""
    package = shutil.copytree(ROOT / "tests" / "plugin", tmp_path / "site")
    return Path(os.pathsep.join((str(ROOT), str(package))))


def test_another_package_brings_a_sink(built: Path, plugged: Path) -> None:
    arguments = (
        "print",
        "--date",
        DAY,
        "--sink",
        "plain-text",
        "--to",
        "text",
        "--set",
        "width=40",
    )
    done = run(*arguments, cwd=built, package=plugged)
    assert done.returncode == 0, done.stderr
    text = (built / "text" / f"{DAY}.txt").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 40
    assert "Ships return to the old harbour" in " ".join(text.split())
    unknown = run("print", "--date", DAY, "--sink", "plein", "--to", "x", cwd=built)
    assert unknown.returncode == 2
    assert "screen" in unknown.stderr


def test_another_package_brings_a_source(tmp_path: Path, plugged: Path) -> None:
    paper = tmp_path / "paper"
    (paper / "editions").mkdir(parents=True)
    words = "|".join("Nobody has ever counted the gulls of the old harbour." for _ in range(9))
    rows = "".join(
        f"gulls-{n},City,Gulls counted for the {n}th time,{words}\n" for n in range(4, 9)
    )
    table = paper / "editions" / "stories.csv"
    table.write_text(f"slug,section,headline,text\n{rows}", encoding="utf-8")
    done = run("build", "--date", DAY, "--source", "table", cwd=paper, package=plugged)
    assert done.returncode == 0, done.stderr
    issue = read_issue(paper / "dist" / DAY / "issue")
    assert {story.slug for story in issue.stories if story.pages} == {
        f"gulls-{n}" for n in range(4, 9)
    }
    assert any(finding.rule == "table.read" for finding in issue.findings)
    unknown = run("build", "--date", DAY, "--source", "tabel", cwd=paper)
    assert unknown.returncode == 2
    assert "folder" in unknown.stderr
