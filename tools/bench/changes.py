"""What a change to a built day costs: the bench's day built again after each of the changes that a
night brings, from the same first build; pages that differ, and time against the cold build."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from tools.bench.run import run

BUILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from epaper.cli import main; main()"
EXTRA = (
    "The board will look at the matter again in the spring, when the weather allows a second "
    "count, and the clerk expects that its report will be longer than the one before it."
)
MIDDLE = 0.5  # of the day: the article that is changed


def _one(day: Path) -> Path:
    articles = sorted(day.glob("article-*.md"))
    return articles[int(len(articles) * MIDDLE)]


def longer(day: Path) -> None:
    path = _one(day)
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{EXTRA}\n", "utf-8")


def added(day: Path) -> None:
    path = _one(day)
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    front = yaml.safe_load(head.removeprefix("---\n"))
    front = {"section": front["section"], "urgency": 4, "headline": "Late news of the evening"}
    text = f"---\n{yaml.safe_dump(front)}---\n\n{body.strip()}\n"
    (day / "late.md").write_text(text, "utf-8")


def killed(day: Path) -> None:
    _one(day).unlink()


def another_picture(day: Path) -> None:
    """The first story with a picture gets that of the last one, which has it no more."""
    stories = [p for p in sorted(day.glob("article-*.md")) if "pictures/" in p.read_text("utf-8")]
    first, last = (sorted((day / "pictures").glob("*.jpg"))[n] for n in (0, -1))
    text = stories[0].read_text("utf-8")
    stories[0].write_text(text.replace(first.name, "other.jpg"), "utf-8")
    shutil.copy(last, day / "pictures" / "other.jpg")


CHANGES: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("nothing", lambda _day: None),
    ("a paragraph longer", longer),
    ("a story more", added),
    ("a story killed", killed),
    ("another picture", another_picture),
)


def change_lines(root: Path, place: Path, date: str, jobs: int, cold: float) -> Iterator[str]:
    """Lines to print; `cold` is the seconds of the cold build of the same day in the same run."""
    begin = [sys.executable, "-c", BUILD, str(root)]
    command = [*begin, "build", "--date", date, "--json", "--jobs", str(jobs), "--anyway", "a", "b"]
    kept = place / "before"
    shutil.rmtree(kept, ignore_errors=True)
    for name in ("editions", "dist"):
        shutil.copytree(place / name, kept / name, symlinks=True)
    for name, change in CHANGES:
        for part in ("editions", "dist"):
            shutil.rmtree(place / part)
            shutil.copytree(kept / part, place / part, symlinks=True)
        change(place / "editions" / date)
        took = run(command, place)
        changes = json.loads(took.output)["changes"] or {"pages": [], "fresh": ""}
        anew = ", planned anew" if changes["fresh"] else ""
        yield (
            f"  {name}: {took.seconds:6.2f} s, x{took.seconds / cold:.2f} of the cold build, "
            f"{len(changes['pages'])} pages changed{anew}"
        )
        if change is longer and (place / "dist" / date / "press").is_dir():
            took = run([*begin, "press", "--date", date, "--jobs", str(jobs)], place)
            yield f"    its press files: {took.seconds:6.2f} s, x{took.seconds / cold:.2f}"
    yield "  the plan and the last build forgotten, the store kept:"
    for part in ("editions", "dist"):
        shutil.rmtree(place / part)
        shutil.copytree(kept / part, place / part, symlinks=True)
    shutil.rmtree(place / "dist" / date)
    took = run(command, place)
    yield f"    {took.seconds:6.2f} s, x{took.seconds / cold:.2f} of the cold build"
    shutil.rmtree(kept)
