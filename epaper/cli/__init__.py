"""The `epaper` command.  Commands hold no logic: they read options, call the rooms below and say
what happened.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import traceback
from collections.abc import Callable
from typing import TextIO

import click

from epaper.cli.ending import PIPE, ending, is_ours, output_is_gone
from epaper.cli.stopping import Stopped, watch

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
    "day": "day:day_command",
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


VERBOSE = "verbose"


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
        if all(option.name != VERBOSE for option in command.params):
            command.params.append(_verbose())
        return command


def _verbose() -> click.Option:
    """What the message of a fault of ours asks for, with every command; `_ended` looks for it."""
    told = "A traceback when something breaks."
    return click.Option(["--verbose", "-v", VERBOSE], is_flag=True, expose_value=False, help=told)


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
    watch()
    for stream in (sys.stdout, sys.stderr):  # a file's name may be no UTF-8
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = _ended(_run)
    sys.exit(_ended(sys.stdout.flush) or code)  # what could not be written is known only now


def _run() -> int:
    return int(cli(prog_name="epaper", standalone_mode=False) or 0)


def _ended(work: Callable[[], int | None]) -> int:
    """The exit code of a piece of work; its error is told, with --json as a document as well."""
    try:
        return work() or 0
    except (Exception, Stopped, KeyboardInterrupt, SystemExit) as error:
        code, message = ending(error)
        if code == PIPE or output_is_gone(error):
            _drop(sys.stdout)
        elif "--json" in sys.argv and message:
            _answer(error)
        if is_ours(error) and ("-v" in sys.argv or "--verbose" in sys.argv):
            traceback.print_exc()
        if isinstance(error, click.ClickException):  # with the command's usage
            with contextlib.suppress(OSError):
                error.show()
        elif message:
            _tell(message)
        return code


def _answer(error: BaseException) -> None:
    from epaper.cli.answer import answer_error  # not for commands that need no JSON

    try:
        answer_error(error)
        sys.stdout.flush()
    except OSError:
        _drop(sys.stdout)


def _tell(message: str) -> None:
    try:
        click.echo(f"epaper: {message}", err=True)
    except OSError:  # nobody can be told
        _drop(sys.stderr)


def _drop(stream: TextIO) -> None:
    """What is still to be written to it is not wanted, or cannot be."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
