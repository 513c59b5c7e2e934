"""Bad days, bad folders, a stopped build: a clear message, the right code, nothing half-written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, ROOT, environment, run

Day = Path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A new paper's folder with its first day."""
    done = run("new", "mine", "--date", DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path / "mine"


def _no_stories(day: Day) -> None:
    for path in day.rglob("*.md"):
        path.unlink()


def _broken_yaml(day: Day) -> None:
    path = next(iter(sorted(day.rglob("*.md"))))
    path.write_text("---\nheadline: [one\nsection: City\n---\n\nText.\n", encoding="utf-8")


def _broken_settings(day: Day) -> None:
    (day / "edition.yaml").write_text("sections: [City\npages: {", encoding="utf-8")


def _empty_body(day: Day) -> None:
    path = next(iter(sorted(day.rglob("*.md"))))
    path.write_text(
        path.read_text(encoding="utf-8").split("---", 2)[1].join(["---", "---\n"]), encoding="utf-8"
    )


@pytest.mark.parametrize("spoil", [_no_stories, _broken_yaml, _broken_settings, _empty_body])
def test_a_bad_day_stops_the_build_and_leaves_nothing(
    spoil: Callable[[Day], None], paper: Path
) -> None:
    spoil(paper / "editions" / DAY)
    for command in ("check", "build"):
        done = run(command, "--date", DAY, cwd=paper)
        assert done.returncode == 3, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert not (paper / "dist").exists()


def test_check_tells_mistakes_as_json(paper: Path) -> None:
    _broken_yaml(paper / "editions" / DAY)
    done = run("check", "--date", DAY, "--json", cwd=paper)
    assert done.returncode == 3
    assert any(finding["severity"] == "error" for finding in json.loads(done.stdout)["findings"])


def test_a_failed_layout_leaves_no_folder(paper: Path) -> None:
    layout = paper / "layouts" / "broadsheet.yaml"
    layout.write_text(
        layout.read_text(encoding="utf-8").replace("columns: 6", "columns: six"), encoding="utf-8"
    )
    for command in ("check", "build"):
        assert run(command, "--date", DAY, cwd=paper).returncode == 4
    assert not (paper / "dist" / DAY).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_that_cannot_be_written(paper: Path) -> None:
    (paper / "dist").mkdir(mode=0o555)
    done = run("build", "--date", DAY, cwd=paper)
    assert done.returncode == 9
    assert "--out" in done.stderr


def test_an_output_that_is_a_file(paper: Path) -> None:
    (paper / "dist").write_text("not a folder", encoding="utf-8")
    assert run("build", "--date", DAY, cwd=paper).returncode == 9


def test_stopped_from_the_keyboard(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from epaper.cli import main; main()"]
    command += ["build", "--date", DAY, "--out", str(tmp_path), "--jobs", "2"]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while (
        not list((tmp_path / DAY).glob(".making-*"))
        and child.poll() is None
        and time.monotonic() < deadline
    ):
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in said
    assert not (tmp_path / DAY).exists()


@pytest.mark.usefixtures("warm")
def test_quiet_and_json_keep_standard_output_clean(paper: Path) -> None:
    quiet = run("build", "--date", DAY, "--quiet", cwd=paper)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    loud = run("build", "--date", DAY, "-v", cwd=paper)
    assert loud.stdout == ""
    assert "lay out" in loud.stderr


def test_installed_without_a_checkout(tmp_path: Path) -> None:
    """The package with its data inside it, as the wheel has it."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "epaper", site / "epaper")  # compiled, as pip leaves it
    for name in ("fonts", "layouts"):
        shutil.copytree(ROOT / name, site / "epaper" / "_data" / name)
    assert run("new", "mine", "--date", DAY, cwd=tmp_path, package=site).returncode == 0
    done = run("build", "--date", DAY, cwd=tmp_path / "mine", package=site)
    assert done.returncode == 0, done.stderr
