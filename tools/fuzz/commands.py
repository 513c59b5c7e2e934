"""The commands that read a built day, as a person would call them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from epaper.cli import cli
from epaper.errors import EpaperError
from epaper.make.request import Request


def check_commands(request: Request, folder: Path, slugs: list[str]) -> None:
    """Call them all; raises what is no error of ours, and AssertionError for one without words."""
    folder.mkdir()
    for arguments in _lines(request, folder, slugs):
        done = CliRunner().invoke(cli, arguments, standalone_mode=False)
        error = done.exception
        if isinstance(error, EpaperError | click.ClickException):
            assert len(str(error)) > 10, f"{arguments[0]}: a message that helps nobody: {error}"
        elif error is not None and not isinstance(error, SystemExit):
            raise error


def _lines(request: Request, folder: Path, slugs: list[str]) -> Iterator[list[str]]:
    """The commands, their arguments in words."""
    day = ["--date", request.date.isoformat()]
    editions, out = ["--editions", str(request.editions)], ["--out", str(request.out)]
    yield ["check", *day, *editions]
    yield ["check", *day, *editions, "--json"]
    for slug in [*slugs[:3], "nobody"]:
        yield ["explain", *day, *editions, *out, slug]
    plan = ["plan", *day, *editions, *out, "--jobs", "1"]
    yield plan
    yield [*plan, "--html", str(folder / "plan.html"), "--pdf", str(folder / "plan.pdf")]
    yield [*plan, "--page", "1", "--alternatives", "2", "--html", str(folder / "one.html")]
    yield ["issue", "show", str(request.paths.issue)]
    yield ["issue", "diff", str(request.paths.issue), str(request.paths.issue)]
    yield ["print", *day, *editions, *out, "--jobs", "1", "--to", str(folder / "printed")]
