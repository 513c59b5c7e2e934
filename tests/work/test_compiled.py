"""Modules in C are used where they are there and of this version, unless a variable says no."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from epaper.layout.search import kernels
from epaper.sources.wire import shingles
from epaper.work.compiled import VARIABLE, compiled, compiled_line

ROOT = Path(__file__).parents[2]
SOURCES = (
    ("epaper/layout/search/_kernel.c", kernels.VERSION),
    ("epaper/sources/wire/_shingles.c", shingles.VERSION),
)


def test_only_a_module_of_this_version_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("epaper.work._nothing")
    assert compiled(module.__name__, 2) is None
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert compiled(module.__name__, 2) is None  # one that does not say
    for version, used in ((1, None), (2, module)):
        module.VERSION = version  # type: ignore[attr-defined]
        assert compiled(module.__name__, 2) is used
    monkeypatch.setenv(VARIABLE, "Off")
    assert compiled(module.__name__, 2) is None


@pytest.mark.parametrize(("source", "version"), SOURCES)
def test_the_versions_in_c_are_those_in_python(source: str, version: int) -> None:
    text = (ROOT / source).read_text("utf-8")
    said = re.search(r"^#define VERSION (\d+)", text, re.MULTILINE)
    if said is None:
        said = re.search(r"VERSION (\d+)", (ROOT / source).with_suffix(".h").read_text("utf-8"))
    assert said is not None
    assert int(said[1]) == version


def test_what_builds_them_asks_for_the_same_variable() -> None:
    assert f'"{VARIABLE}"' in (ROOT / "hatch_build.py").read_text("utf-8")


@pytest.mark.parametrize("value", ["", "off"])
def test_a_person_is_told_of_each_of_them(value: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "epaper", "--version"],
        cwd=ROOT,
        env=os.environ | {VARIABLE: value, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    search = compiled_line("page search", None if value else kernels.compiled_module, "pages")
    copies = None if value else shingles.compiled
    texts = compiled_line("comparison of wire texts", copies, "copies found")
    assert told.endswith(f" ({search}; {texts})\n")
    if value:
        assert told.count("not compiled") == 2
