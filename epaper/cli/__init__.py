"""The `epaper` command.  Commands hold no logic: they read options, call the rooms below and say
what happened.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TextIO

import click

from epaper.cli.ending import PIPE, ending, is_ours, output_is_gone
from epaper.cli.stopping import Stopped, watch
from epaper.errors import UsageError
from epaper.work.collector import collector_off, leave_alone

EXIT_CODES = """
Exit codes: 0 done · 1 our own fault · 2 the command line · 3 the day's folder ·
4 a layout or press file · 5 fonts · 6 a picture · 7 the layout · 8 the ledger · 9 writing ·
10 another build is running · 11 preflight · 12 delivery · 13 verify · 14 a wire source ·
15 a built issue · 16 withheld: the paper would be wrong · 17 a worker was ended by the system ·
129, 130, 143 stopped from outside
"""


COMMANDS = {  # in the order of --help: module and function, and what the list says of it
    "new": ("new:new_command", "Make a paper's folder to start from."),
    "day": ("day:day_command", "Begin the next publishing day from the last one."),
    "check": ("check:check_command", "Report every mistake of the day, build nothing."),
    "build": ("build:build_command", "Build the day's edition: the PDF and its report."),
    "serve": ("serve:serve_command", "Hold a day open, for builds and for a desk."),
    "import": ("import_:import_command", "Turn wire items and feeds into stories of a day."),
    "plan": ("plan:plan_command", "Draw the flatplan of the built issue."),
    "explain": ("plan:explain_command", "Say why a story stands where it stands."),
    "print": ("print_:print_command", "Print the built issue once more, by any sink."),
    "issue": ("issue:issue_command", "Look at built issues, and how two differ."),
    "cache": ("cache:cache_command", "What is kept between runs: how much, and clear it."),
    "publish": ("publish:publish_command", "Put the built issue on the paper's site."),
    "press": ("press:press_command", "Print the built issue for a print shop."),
    "preflight": ("preflight:preflight_command", "Check PDF files for the press."),
    "deliver": ("deliver:deliver_command", "Send press files to the print shop."),
    "serve-site": (
        "serve_site:serve_site_command",
        "Serve a published site, with search and a gate.",
    ),
    "pass": ("pass_:pass_command", "Make a subscriber's link to the e-paper."),
    "verify": ("verify:verify_command", "Read press files back: are they the issue's?"),
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
        place, told = COMMANDS[cmd_name]
        module, name = place.split(":")
        with collector_off():  # modules stay
            command: click.Command = getattr(importlib.import_module(f"epaper.cli.{module}"), name)
        if all(option.name != VERBOSE for option in command.params):
            command.params.append(_verbose())
        command.short_help = told  # click would cut the first sentence off
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the list alone: to load every command for its first sentence takes a second."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0].casefold(), COMMANDS, 1, 0.5)
            remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command {args[0]!r}; {remedy}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """What click says of options shorter: one that is near, and what --anyway asks for."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:  # click names each that shares a few letters
            given, others = error.option_name, sorted(error.possibilities or ())
            longer = [one for one in others if one.startswith(given)]
            near = longer or get_close_matches(given, others, 1)
            raise click.NoSuchOption(given, possibilities=near, ctx=error.ctx) from error
        except click.BadOptionUsage as error:
            if error.option_name != "--anyway":
                raise
            from epaper.cli.options import TWO_WORDS

            raise UsageError(TWO_WORDS) from error


def _verbose() -> click.Option:
    """What the message of a fault of ours asks for, with every command; `_ended` looks for it."""
    told = "A traceback when something breaks."
    return click.Option(["--verbose", "-v", VERBOSE], is_flag=True, expose_value=False, help=told)


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """With what a person looks for who finds builds slow."""
    if not asked or context.resilient_parsing:
        return
    from importlib.metadata import version

    from epaper.layout.search.kernels import kernels_line
    from epaper.sources.wire.shingles import shingles_line

    click.echo(f"epaper, version {version('epaper')} ({kernels_line()}; {shingles_line()})")
    context.exit()


@click.group(
    cls=Commands,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
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
    code = _ended(sys.stdout.flush) or code  # what could not be written is known only now
    leave_alone()
    sys.exit(code)


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
            import traceback  # slow to load

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
