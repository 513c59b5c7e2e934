"""What publishing says, by itself and within a build, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from epaper.site.work import Published
from tests.cli.command import run
from tests.cli.conftest import DAY

SITE = "publication: {name: The Test, layout: tabloid, site: public}"


@pytest.fixture
def housed(built: Path) -> Path:
    """A paper whose builds publish, built before it had a site."""
    settings = built / "editions" / DAY / "edition.yaml"
    text = settings.read_text("utf-8").splitlines()
    settings.write_text("\n".join([SITE, *text[1:]]) + "\n", "utf-8")
    return built


def test_a_build_says_what_became_of_the_site(housed: Path) -> None:
    first = run("build", "--date", DAY, cwd=housed)
    assert first.returncode == 0, first.stderr
    assert f"published in {housed / 'public' / DAY}" in " ".join(first.stderr.split()) or (
        f"published in public/{DAY}" in " ".join(first.stderr.split())
    )
    story = housed / "editions" / DAY / "story-04.md"
    text = story.read_text("utf-8")
    story.write_text(text.replace("---\n", "---\nkill: the court forbids it\n", 1), "utf-8")
    again = run("build", "--date", DAY, "--json", cwd=housed)
    told = json.loads(again.stdout)["site"]
    assert set(told) == set(Published("", Path()).told())
    assert told["gone"]
    assert told["replaced"]
    assert told["purge"]
    said = run("build", "--date", DAY, cwd=housed)
    assert "is as it was" in said.stderr
    listed = (housed / "public.purge.txt").read_text("utf-8").splitlines()
    assert {f"/{path}" for path in told["purge"]} <= set(listed)  # a rebuild takes nothing off it


def test_a_build_whose_site_cannot_be_written_says_all_that_a_build_says(housed: Path) -> None:
    (housed / "public").write_text("a file", "utf-8")
    done = run("build", "--date", DAY, cwd=housed)
    assert done.returncode == 9
    assert "is built, but not on the web" in done.stderr
    assert "is a file, and a site is a folder" in done.stderr
    assert "make room" not in done.stderr
    assert "Stories" in done.stderr
    assert "Report" in done.stderr
    beneath = run("publish", "--date", DAY, "--to", "public/site", cwd=housed)
    assert beneath.returncode == 9
    assert "make room" not in beneath.stderr


def test_a_site_needs_a_folder_of_its_own(built: Path) -> None:
    for target, said in (("", "no folder"), (".", "a folder of its own"), ("..", "its own")):
        done = run("publish", "--date", DAY, "--to", target, cwd=built)
        assert done.returncode == 2, done.stderr
        assert said in done.stderr
        assert "fault of ours" not in done.stderr
    (built / "public").mkdir()
    paper = ("--editions", "../editions", "--out", "../dist")
    inside = run("publish", "--date", DAY, "--to", ".", *paper, cwd=built / "public")
    assert inside.returncode == 0, inside.stderr
    assert (built / "public" / DAY / "index.html").is_file()
    assert (built / "public.db").is_file()


def test_an_edition_is_taken_off_a_site(built: Path) -> None:
    assert run("publish", "--date", DAY, "--to", "public", cwd=built).returncode == 0
    away = run("publish", "--date", DAY, "--to", "public", "--withdraw", cwd=built)
    assert away.returncode == 0, away.stderr
    assert f"public/{DAY} is withdrawn" in away.stdout
    assert json.loads((built / "public" / "editions.json").read_text("utf-8"))["editions"] == []
    again = run("publish", "--date", DAY, "--to", "public", "--withdraw", cwd=built)
    assert again.returncode == 2
    assert f"no edition of {DAY} stands there" in again.stderr
    other = run("publish", "--date", DAY, "--to", "elsewhere", "--withdraw", cwd=built)
    assert other.returncode == 2
    assert not (built / "elsewhere").exists()
    needs = run("publish", "--date", DAY, "--to", "public", "--edition", DAY, cwd=built)
    assert needs.returncode == 2


def test_a_sink_is_not_given_what_it_does_not_know(built: Path) -> None:
    asked = ("print", "--date", DAY, "--to", "again", "--set")
    done = run(*asked, "foo=1", cwd=built)
    assert done.returncode == 2
    assert "pictures, split" in done.stderr
    assert run(*asked, "pictures=small", cwd=built).returncode == 0
