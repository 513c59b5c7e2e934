"""The README says what there is."""

import re
from pathlib import Path

import click

from epaper import errors
from epaper.cli import cli

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    for name in cli.list_commands(click.Context(cli)):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert f"epaper {name}" in README
        for option in command.params:
            long = [o for o in getattr(option, "opts", []) if o.startswith("--")]
            assert not long or long[0] in README or long[0] in ("--verbose",)


def test_every_exit_code_is_in_the_readme() -> None:
    codes = {
        e.exit_code
        for e in vars(errors).values()
        if isinstance(e, type) and issubclass(e, errors.EpaperError)
    }
    table = README[README.index("## Exit codes") :]
    assert codes <= {int(n) for n in re.findall(r"\| (\d+) \|", table)}
