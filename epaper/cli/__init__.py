"""The `epaper` command.  Commands hold no logic: they read options, call the rooms below and say what happened."""

from __future__ import annotations

import sys
import traceback

import click

from epaper.cli.build import build_command
from epaper.cli.check import check_command
from epaper.cli.deliver import deliver_command
from epaper.cli.import_ import import_command
from epaper.cli.new import new_command
from epaper.cli.preflight import preflight_command
from epaper.cli.press import press_command
from epaper.cli.verify import verify_command
from epaper.errors import EpaperError

EXIT_CODES = """
Exit codes: 0 done · 1 our own fault · 2 the command line · 3 the day's folder · 4 a layout or press file · 5 fonts ·
6 a picture · 7 the layout · 8 the ledger · 9 writing · 10 another build is running · 11 preflight · 12 delivery ·
13 verify · 14 a wire source · 130 stopped from the keyboard
"""


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="epaper")
def cli() -> None:
    """Turn a day's folder of stories, pictures and advertisements into a newspaper.

    \b
    epaper new mypaper --name "The Example"    a paper's folder to start from
    epaper check --date today                  read the day, say what is wrong
    epaper build --date today                  set it, lay it out, print it to PDF
    """


cli.add_command(build_command)
cli.add_command(check_command)
cli.add_command(import_command)
cli.add_command(new_command)
cli.add_command(preflight_command)
cli.add_command(press_command)
cli.add_command(deliver_command)
cli.add_command(verify_command)


def main() -> None:
    """Run the command; every error leaves one message and its own exit code."""
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except EpaperError as error:
        click.echo(f"epaper: {error}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("epaper: stopped; the last good output is as it was", err=True)
        code = 130
    except Exception as error:
        if "-v" in sys.argv or "--verbose" in sys.argv:
            traceback.print_exc()
        click.echo(
            f"epaper: a fault of ours, {type(error).__name__}: {error}; run again with -v and report it", err=True
        )
        code = 1
    sys.exit(code or 0)
