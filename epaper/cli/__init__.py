"""The `epaper` command.  Commands hold no logic: they read options, call the rooms below and say
what happened.
"""

from __future__ import annotations

import importlib
import io
import sys
import traceback

import click

from epaper.errors import EpaperError
from epaper.model.finding import printable

EXIT_CODES = """
Exit codes: 0 done · 1 our own fault · 2 the command line · 3 the day's folder ·
4 a layout or press file · 5 fonts · 6 a picture · 7 the layout · 8 the ledger · 9 writing ·
10 another build is running · 11 preflight · 12 delivery · 13 verify · 14 a wire source ·
15 a built issue · 16 withheld: the paper would be wrong · 17 a worker was ended by the system ·
129, 130, 143 stopped from outside
"""


COMMANDS = {  # in the order of --help: module and function
    "build": "build:build_command",
    "check": "check:check_command",
    "new": "new:new_command",
    "import": "import_:import_command",
    "plan": "plan:plan_command",
    "explain": "plan:explain_command",
    "print": "print_:print_command",
    "issue": "issue:issue_command",
    "press": "press:press_command",
    "preflight": "preflight:preflight_command",
    "deliver": "deliver:deliver_command",
    "verify": "verify:verify_command",
}


class Commands(click.Group):
    """Loads a command's modules only when it is asked for: no command waits for the libraries of
    another.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"epaper.cli.{module}"), name)
        return command


@click.group(
    cls=Commands,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="epaper")
def cli() -> None:
    """Turn a day's folder of stories, pictures and advertisements into a newspaper.

    \b
    epaper new mypaper --name "The Example"    a paper's folder to start from
    epaper check --date today                  read the day, say what is wrong
    epaper build --date today                  set it, lay it out, print it to PDF
    """


def main() -> None:
    """Run the command; every error leaves one message and its own exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of files may hold what has no letters
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except EpaperError as error:
        click.echo(f"epaper: {printable(str(error))}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("epaper: stopped; the last good output is as it was", err=True)
        code = 130
    except Exception as error:
        if "-v" in sys.argv or "--verbose" in sys.argv:
            traceback.print_exc()
        click.echo(
            f"epaper: a fault of ours, {type(error).__name__}: {printable(str(error))}; run again "
            "with -v and report it",
            err=True,
        )
        code = 1
    sys.exit(code or 0)
