"""Dates, names and help, as they are typed at 1 a.m.; the clock is the test's."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from command import environment

from epaper.cli import COMMANDS, cli
from epaper.cli.options import Clock
from epaper.errors import UsageError

NIGHT = Clock(lambda: datetime.datetime(2026, 11, 26, 0, 40, tzinfo=datetime.UTC))


def ask(*args: str) -> Result:
    return CliRunner().invoke(cli, args, obj=NIGHT)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two empty days, whose work on the next paper begins at four."""
    monkeypatch.chdir(tmp_path)
    for day in ("2026-11-24", "2026-11-25"):
        (tmp_path / "editions" / day).mkdir(parents=True)
    (tmp_path / "editions/2026-11-25/late-fire.md").touch()
    (tmp_path / "editions/2026-11-24/old-mill.md").touch()
    settings = 'publication: {name: A}\nday_begins: 04:00\ndays: mon-sat\ntime_zone: "UTC"\n'
    (tmp_path / "editions/publication.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command", [("check",), ("build",), ("import", "x.txt"), ("plan",), ("press",)]
)
def test_every_command_knows_days_that_are_not_there(command: tuple[str, ...], paper: Path) -> None:
    done = ask(*command, "--date", "2026-11-31")
    assert done.exit_code == 2
    assert "November has 30 days" in done.output


def test_at_night_today_is_the_paper_in_the_making(paper: Path) -> None:
    error = ask("check", "--date", "next", "--editions", "editions").exception
    assert "2026-11-26 has no folder" in str(error)
    assert "2026-11-25 holds" not in str(error)


@pytest.mark.parametrize("line", ["days: mon-frd", "day_begins: 25:00", "time_zone: Moon/Sea"])
def test_half_a_calendar_guesses_no_date(line: str, paper: Path) -> None:
    (paper / "editions/publication.yaml").write_text(line + "\n", encoding="utf-8")
    told = str(ask("check", "--date", "today").exception)
    assert "publication.yaml:1" in told
    assert line.partition(":")[0] in told


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("bild",), "did you mean build?"),
        (("Check",), "did you mean check?"),
        (("xyzzy",), "there are new, day, check"),
        (("build", "--dat", "today"), "No such option '--dat'. Did you mean '--date'?"),
        (("build", "--lay-out", "x"), "Did you mean '--layout'?"),
        (("build", "--jobs", "none"), "'none' is no whole number from 1 to 64"),
        (("plan", "--page", "0"), "'0' is no whole number from 1 to 400"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_one(args: tuple[str, ...], told: str) -> None:
    done = ask(*args)
    assert done.exit_code == 2
    assert told in done.output


def test_half_an_answer_is_told_what_the_other_half_is() -> None:
    done = ask("build", "--date", "2026-11-25", "--anyway", "Editor")
    assert "--anyway needs a name and a reason" in str(done.exception)


def test_a_folder_of_the_days_that_is_not_there_is_named_with_the_nearest(paper: Path) -> None:
    done = ask("check", "--date", "2026-11-25", "--editions", "edition")
    assert str(done.exception) == "there is no folder edition; did you mean editions?"


def test_no_help_is_cut_off() -> None:
    for command in ([], *([name] for name in COMMANDS)):
        done = ask(*command, "--help")
        assert done.exit_code == 0
        assert "..." not in done.output.partition("Options:")[2]


def test_a_date_that_is_not_given_is_asked_for_by_example(paper: Path) -> None:
    assert "'--date'. Write --date today, or the day as" in ask("build").output


@pytest.mark.parametrize(
    ("args", "begun", "offered"),
    [
        (["build", "--date"], "2026", ["2026-11-25", "2026-11-24"]),
        (["build", "--date"], "to", ["today", "tomorrow"]),
        (["build", "--layout"], "b", ["berliner", "broadsheet", "broadsheet-8"]),
        (["press", "--shop"], "berliner-europe,d", ["berliner-europe,digital-shortrun-tabloid"]),
        (["explain"], "l", ["late-fire"]),
        (["explain"], "o", ["old-mill"]),  # of the last day with such a story
        (["explain", "--date", "2026-11-24"], "l", []),
        (["plan", "--page"], "", []),  # no issue is built
        ([], "pr", ["print", "press", "preflight"]),
    ],
)
def test_the_shell_offers_names(
    args: list[str], begun: str, offered: list[str], paper: Path
) -> None:
    shell = ShellComplete(cli, {}, "epaper", "_EPAPER_COMPLETE")
    assert [item.value for item in shell.get_completions(args, begun)] == offered


@pytest.mark.parametrize("pages", ["4-1", "1,4-2", "1-99999999999", "x"])
def test_a_wrong_list_of_pages_never_stands_for_all(pages: str, paper: Path) -> None:
    error = ask("press", "--date", "2026-11-25", "--pages", pages).exception
    assert isinstance(error, UsageError)
    assert f"--pages {pages} is no list of pages" in str(error)


HEAVY = {  # libraries that take a while to load
    *("PIL", "attr", "cryptography", "fontTools", "lxml", "numpy", "pikepdf", "pypdf"),
    *("pypdfium2", "reportlab", "rich", "uharfbuzz", "yaml"),
    *("email", "importlib.metadata", "ssl"),
}


@pytest.mark.parametrize(
    ("work", "loaded"),
    [
        ("from epaper.cli import cli; cli(['--help'], standalone_mode=False)", []),
        # what an issue is read with; plates and proofs are made where a page has changed
        ("import epaper.cli.press", ["attr"]),
        # a build that an engine does is told of, no more
        ("import epaper.cli.build, epaper.engine.client", ["attr", "rich"]),
        ("from epaper.work.kept import makers; makers()", []),
    ],
)
def test_no_command_waits_for_libraries_that_it_may_not_need(work: str, loaded: list[str]) -> None:
    """In an interpreter of its own: this one has loaded them."""
    told = f"import sys; {work}; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout.splitlines()[-1] == str(loaded)
