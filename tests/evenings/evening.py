"""An evening at a newspaper as a text that can be read and run: what the editor types and writes,
and what the screen says.

A line is one of these; what stands on the screen belongs to the command above it:

    # a remark                     for the reader
    $ epaper check --date D        a command; $KEY: the key of a finding that the screen named last
    | 3 stories, 0 findings        what the screen says: both streams in their order
    = 3                            its exit code, where it is not 0
    write FILE                     the file is made of the lines after it that begin with >
    > a line of the file
    edit FILE                      lines of the file, the - ones, become others, the + ones
    - headlin: Fire
    + headline: Fire
    remove FILE
    copy FILE TO
    picture FILE 900 x 600         pixels
    advertisement FILE 96 x 40     a PDF, mm
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pikepdf
from PIL import Image

from epaper.cli import main
from epaper.units import mm

SAID = ("|", "=")  # lines that running an evening writes
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# What differs from run to run, and what stands for it
VARIES = (
    (re.compile(r"\b\d+\.\d+ s\b"), "N s"),
    (re.compile(r"\(\d[\d.,]* [kM]?B\)"), "(SIZE)"),  # packed by whichever zlib is there
)
KEY = re.compile(r"\b[0-9a-f]{6}\b")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: its line, and the lines below that belong to it (what the screen said is not
    among them)."""

    number: int  # of its line, from 1
    line: str
    lines: tuple[str, ...] = ()

    def starting(self, sign: str) -> list[str]:
        return [line[2:] for line in self.lines if line[:1] == sign]


@dataclass
class Evening:
    """Runs the steps in `folder`, the place where the editor sits."""

    folder: Path
    said: str = field(default="", init=False)

    def play(self, text: str) -> str:
        """The whole text again, with what the screen says now."""
        return "\n".join(line for step in steps(text) for line in self._played(step)) + "\n"

    def _played(self, step: Step) -> Iterator[str]:
        yield step.line
        yield from step.lines
        if step.line.startswith("$ "):
            yield from self._screen(step.line[2:])
        elif step.line and not step.line.startswith("#"):
            try:
                self._do(step)
            except (OSError, LookupError, ValueError) as error:
                raise AssertionError(f"line {step.number}, {step.line}: {error}") from error

    def _screen(self, command: str) -> Iterator[str]:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
            return
        assert words[0] == "epaper", f"{command}: only epaper and cd are run"
        keys = KEY.findall(self.said)
        args = [arg for word in words[1:] for arg in self._spelt_out(word, keys)]
        said, code = run(args, self.folder)
        self.said = said
        for line in steady(said, self.folder).splitlines():
            yield f"| {line}".rstrip()
        if code:
            yield f"= {code}"

    def _spelt_out(self, word: str, keys: list[str]) -> list[str]:
        """A word as a shell hands it on: *.pdf is the files there."""
        if word == "$KEY":
            return [keys[-1] if keys else "no-key"]
        if "*" not in word:
            return [word]
        found = sorted(path.relative_to(self.folder) for path in self.folder.glob(word))
        return [str(path) for path in found] or [word]

    def _do(self, step: Step) -> None:
        what, name, *more = step.line.split(maxsplit=2)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match what:
            case "write":
                _write(path, step.starting(">"))
            case "edit":
                _edit(path, step.starting("-"), step.starting("+"))
            case "remove":
                path.unlink()
            case "copy":
                shutil.copyfile(path, self.folder / more[0])
            case "picture":
                size = _two_numbers(more[0])
                Image.linear_gradient("L").convert("RGB").resize(size).save(path)
            case "advertisement":
                _advertisement(path, *_two_numbers(more[0]))
            case _:
                raise ValueError("this is no step")


def steps(text: str) -> Iterator[Step]:
    """The steps of a text, its remarks and empty lines among them; what the screen said is left
    out."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        first = at
        at += 1
        while at < len(lines) and lines[first] and lines[at][:1] in (">", "-", "+", *SAID):
            at += 1
        own = tuple(line for line in lines[first + 1 : at] if line[:1] not in SAID)
        yield Step(first + 1, lines[first], own)


def run(args: list[str], folder: Path) -> tuple[str, int]:
    """What the command says in `folder`, both streams in their order, and its exit code; run in
    this process, which starts it a hundred times faster."""
    screen = io.StringIO()
    typed = mock.patch.object(sys, "argv", ["epaper", *args])
    with _inside(folder), redirect_stdout(screen), redirect_stderr(screen), typed:
        try:
            main()
        except SystemExit as stop:
            return screen.getvalue(), int(stop.code or 0)
    raise AssertionError("the command did not end by its exit code")


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """The place and the width of the screen; signals are as before afterwards."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    with mock.patch.dict("os.environ", {"COLUMNS": "100"}):
        for name in ("EPAPER_PRESS_KEY", "NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
        here = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)
            for number, handler in before.items():
                signal.signal(number, handler)


def steady(text: str, folder: Path) -> str:
    """The text without what differs from run to run."""
    text = text.replace(str(folder.resolve()), "HERE").replace(str(folder), "HERE")
    for pattern, instead in VARIES:
        text = pattern.sub(instead, text)
    return text


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _edit(path: Path, old: list[str], new: list[str]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    places = [at for at in range(len(lines) + 1) if lines[at : at + len(old)] == old]
    if not old or len(places) != 1:
        raise LookupError(f"{old} stands there {len(places)} times, not once")
    at = places[0]
    _write(path, lines[:at] + new + lines[at + len(old) :])


def _two_numbers(text: str) -> tuple[int, int]:
    width, height = text.split(" x ")
    return int(width), int(height)


def _advertisement(path: Path, width: int, height: int) -> None:
    """A frame in black and no type."""
    across, down = mm(width), mm(height)
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(across, down))
        frame = f"0 0 0 1 K 1 w 4 4 {across - 8:.2f} {down - 8:.2f} re S"
        pdf.pages[0].Contents = pdf.make_stream(frame.encode())
        pdf.save(path, deterministic_id=True)
