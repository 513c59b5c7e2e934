"""Three evenings at a newspaper, by the README's words alone; what the screen says is golden.

EPAPER_GOLDEN=write writes the evenings anew, for a person to read what changed.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from evening import Evening, steps

EVENINGS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("path", EVENINGS, ids=lambda path: path.stem)
def test_evening(path: Path, tmp_path: Path) -> None:
    """Every step says what it is known to say."""
    known = path.read_text(encoding="utf-8")
    played = Evening(tmp_path).play(known)
    if os.environ.get("EPAPER_GOLDEN"):
        path.write_text(played, encoding="utf-8")
        return
    changed = difflib.unified_diff(
        known.splitlines(), played.splitlines(), path.name, "now", lineterm="", n=8
    )
    told = "\n".join(changed)
    assert not told, f"{told}\nEPAPER_GOLDEN=write writes it anew"


@pytest.mark.parametrize("path", EVENINGS, ids=lambda path: path.stem)
def test_no_evening_meets_a_fault_of_ours(path: Path) -> None:
    known = path.read_text(encoding="utf-8")
    assert "a fault of ours" not in known
    assert "Traceback" not in known


def test_an_evening_is_run_step_by_step(tmp_path: Path) -> None:
    """Files are written and edited, the code stands below what was said, and what was known before
    is left out."""
    text = """\
# a remark
write a/b.txt
> one
> two
edit a/b.txt
- two
+ three
$ cd a

$ epaper bill
| known before
= 9
"""
    played = Evening(tmp_path).play(text)
    assert (tmp_path / "a/b.txt").read_text(encoding="utf-8") == "one\nthree\n"
    assert "known before" not in played
    assert played.startswith(text.split("$ epaper", maxsplit=1)[0])
    assert played.endswith("\n= 2\n")
    assert [step.number for step in steps(text)] == [1, 2, 5, 8, 9, 10]


def test_an_edit_that_finds_nothing_names_its_line(tmp_path: Path) -> None:
    text = "write a.txt\n> one\nedit a.txt\n- two\n+ three\n"
    with pytest.raises(AssertionError, match=r"line 3, edit a.txt: .*0 times"):
        Evening(tmp_path).play(text)
