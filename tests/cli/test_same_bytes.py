"""The same day gives the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import run
from tiny_paper import DAY, write_tiny_paper

TIME = re.compile(r'<section id="time">.*?</section>', re.DOTALL)
Files = dict[str, bytes]  # by path within the day's output


def built(paper: Path, jobs: int, **environment: str) -> Files:
    """Everything that a build writes, without its timings."""
    args = ("build", "--date", DAY, "--jobs", str(jobs), "--quiet")
    done = run(*args, cwd=paper, more=environment)
    assert done.returncode == 0, done.stderr
    out = paper / "dist" / DAY / "current"
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    report = json.loads(files["report.json"])
    assert report.pop("timings")["total"] > 0
    files["report.json"] = json.dumps(report).encode()
    page, times = TIME.subn("", files["report.html"].decode())
    assert times == 1
    return {**files, "report.html": page.encode()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    paper = write_tiny_paper(tmp_path_factory.mktemp("paper"))
    return paper, built(paper, 1)


def test_the_day_is_one_that_could_differ(first: tuple[Path, Files]) -> None:
    """It has what is done in several processes, and what is sorted, dated and drawn."""
    _, files = first
    report = json.loads(files["report.json"])
    assert "jumped" in {story["status"] for story in report["stories"]}
    assert {"story", "jump", "contents", "advertisement"} <= {m["kind"] for m in report["modules"]}
    assert "the-tiny-paper-2026-01-01.pdf" in files
    assert sum(name.startswith("issue/") for name in files) > 5


def test_built_again(first: tuple[Path, Files]) -> None:
    paper, files = first
    assert built(paper, 2) == files


def test_built_with_a_store_that_is_damaged(first: tuple[Path, Files]) -> None:
    """Half of what was kept is gone, half of it is cut short; there are more hands than pages."""
    paper, files = first
    entries = sorted((paper / "dist" / ".store").glob("*/*"))
    assert {"figures", "page-streams", "read-back", "stories"} <= {e.parent.name for e in entries}
    for place, entry in enumerate(entries):
        entry.write_bytes(entry.read_bytes()[:-1]) if place % 2 else entry.unlink()
    assert built(paper, 4) == files


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "America/Lima", "PYTHONHASHSEED": "0"},
    ],
    ids=lambda environment: environment["LC_ALL"],
)
def test_in_another_place_by_another_user(
    first: tuple[Path, Files], tmp_path: Path, environment: dict[str, str]
) -> None:
    _, files = first
    paper = write_tiny_paper(tmp_path / "Zeitungen für morgen")
    home = tmp_path / "home"
    home.mkdir()
    again = built(paper, 2, HOME=str(home), USER="somebody", **environment)
    assert sorted(again) == sorted(files)
    assert [name for name in files if again[name] != files[name]] == []
