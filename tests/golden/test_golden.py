"""Small pages as text, each about one thing, held against what a person has read and accepted.

EPAPER_GOLDEN=write writes the files anew, for a person to look at what changed.
"""

from __future__ import annotations

import difflib
import os
import textwrap
from pathlib import Path

import cases_advertisements  # noqa: F401  importing a file of cases makes its cases known
import cases_illustrations  # noqa: F401
import cases_kinds  # noqa: F401
import cases_pages  # noqa: F401
import cases_plan  # noqa: F401
import cases_scripts  # noqa: F401
import cases_stories  # noqa: F401
import cases_text  # noqa: F401
import pytest
from harness import CASES, House

from epaper.typeset.fonts import FontBook

FOLDER = Path(__file__).parent
WIDTH = 96


@pytest.mark.parametrize("name", sorted(CASES))
def test_golden(name: str, golden_book: FontBook, tmp_path: Path) -> None:
    words = textwrap.fill(" ".join((CASES[name].__doc__ or "").split()), WIDTH)
    made = f"{words}\n\n{CASES[name](House(golden_book, tmp_path))}"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("EPAPER_GOLDEN") == "write":
        path.write_text(made, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    if made != kept:
        lines = (kept.splitlines(), made.splitlines())
        diff = difflib.unified_diff(*lines, path.name, "made now", lineterm="")
        pytest.fail("\n".join(diff), pytrace=False)


def test_every_file_has_a_case_and_every_case_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 45
