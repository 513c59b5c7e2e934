"""The command in this process, as main runs it: much faster than one of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from epaper import cli
from epaper.cli import answer


class Said(NamedTuple):
    code: int
    out: str
    err: str


def speak(
    words: list[str], cwd: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """What `epaper WORDS` says in a folder, and its exit code."""
    monkeypatch.chdir(cwd)
    monkeypatch.setattr(sys, "argv", ["epaper", *words])
    monkeypatch.setattr(answer, "_given", False)
    monkeypatch.setitem(os.environ, "COLUMNS", "100")
    capsys.readouterr()
    code = cli._ended(cli._run)
    told = capsys.readouterr()
    return Said(code, told.out, told.err)
