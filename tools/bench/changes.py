"""What a change to a built day costs: the day built again after each of the changes that a night
brings, from the same first build; pages that differ, and time against the cold build."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tools.bench.run import run

BUILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from epaper.cli import main; main()"
EXTRA = (
    "The board will look at the matter again in the spring, when the weather allows a second "
    "count, and the clerk expects that its report will be longer than the one before it."
)
SETTINGS = "edition.yaml"
MOST_PARAGRAPHS = 6  # of a story more
PLACES = (0.5, 0.2, 0.8)  # in the day: which story is changed, one in each turn


def _stories(day: Path) -> list[Path]:
    return sorted(day.rglob("*.md"))


def _one(stories: list[Path], place: float) -> Path:
    return stories[int(len(stories) * place)]


def longer(day: Path, place: float) -> None:
    path = _one(_stories(day), place)
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{EXTRA}\n", "utf-8")


def added(day: Path, place: float) -> None:
    path = _one(_stories(day), place)
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    front = yaml.safe_load(head.removeprefix("---\n"))
    section = front.get("section") or path.parent.name.capitalize()
    front = {"section": section, "urgency": 4, "headline": "Late news of the evening"}
    body = "\n\n".join(body.strip().split("\n\n")[:MOST_PARAGRAPHS])
    (path.parent / "late.md").write_text(f"---\n{yaml.safe_dump(front)}---\n\n{body}\n", "utf-8")


def killed(day: Path, place: float) -> None:
    _one(_stories(day), place).unlink()


def another_picture(day: Path, place: float) -> None:
    """A story with a picture gets a copy of another one's, in a file of its own."""
    pictures = sorted((day / "pictures").glob("*.jpg"))
    texts = {path: path.read_text("utf-8") for path in _stories(day)}
    shown = {p: [one for one in pictures if f"pictures/{one.name}" in texts[p]] for p in texts}
    story = _one([path for path in texts if shown[path]], place)
    first = shown[story][0]
    story.write_text(texts[story].replace(first.name, "other.jpg"), "utf-8")
    shutil.copy(next(one for one in pictures if one != first), day / "pictures" / "other.jpg")


def cancelled(day: Path, place: float) -> None:
    """An advertisement of those that are booked in edition.yaml."""
    settings = _settings(day)
    settings["ads"].pop(int(len(settings["ads"]) * place))
    (day / SETTINGS).write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")


def _settings(day: Path) -> dict[str, Any]:
    path = day / SETTINGS
    return yaml.safe_load(path.read_text("utf-8")) or {} if path.exists() else {}


Change = tuple[str, Callable[[Path, float], object]]  # its name, and what it does to a day

CHANGES: tuple[Change, ...] = (
    ("nothing", lambda _day, _place: None),
    ("a paragraph longer", longer),
    ("a story more", added),
    ("a story killed", killed),
    ("another picture", another_picture),
    ("an advertisement cancelled", cancelled),
)


def changes_of(day: Path) -> list[Change]:
    """Those that can be made to the day: an advertisement is cancelled only where some are
    booked."""
    booked = "ads" in _settings(day)
    return [one for one in CHANGES if booked or one[1] is not cancelled]


def change_lines(root: Path, place: Path, date: str, jobs: int, cold: float) -> Iterator[str]:
    """Lines to print; `cold` is the seconds of the cold build of the same day in the same run.  Of
    the times of one kind of change to several stories the median counts."""
    begin = [sys.executable, "-c", BUILD, str(root)]
    command = [*begin, "build", "--date", date, "--json", "--jobs", str(jobs), "--anyway", "a", "b"]
    kept = place / "before"
    shutil.rmtree(kept, ignore_errors=True)
    for name in ("editions", "dist"):
        shutil.copytree(place / name, kept / name, symlinks=True)
    pressed = (place / "dist" / date / "press").is_dir()
    press = [*begin, "press", "--date", date, "--jobs", str(jobs)]
    for name, change in changes_of(place / "editions" / date):
        seconds, moved, printed = list[float](), list[str](), list[float]()
        for at in PLACES:
            _put_back(place, kept)
            change(place / "editions" / date, at)
            took = run(command, place)
            seconds.append(took.seconds)
            report = json.loads(took.output)
            changes = report["changes"] or {"pages": [], "fresh": ""}
            anew = " (anew)" if changes["fresh"] else ""
            moved.append(f"{len(changes['pages'])} of {report['pages']}{anew}")
            if change is longer and pressed:
                printed.append(run(press, place).seconds)
        middle = statistics.median(seconds)
        yield (
            f"  {name}: {middle:6.2f} s, x{middle / cold:.2f} of the cold build, "
            f"pages changed: {', '.join(moved)}"
        )
        if printed:
            middle = statistics.median(printed)
            yield f"    its press files: {middle:6.2f} s, x{middle / cold:.2f}"
    yield "  the plan and the last build forgotten, the store kept:"
    _put_back(place, kept)
    shutil.rmtree(place / "dist" / date)
    took = run(command, place)
    yield f"    {took.seconds:6.2f} s, x{took.seconds / cold:.2f} of the cold build"
    shutil.rmtree(kept)


def _put_back(place: Path, kept: Path) -> None:
    """The day and what was built of it as they were."""
    for part in ("editions", "dist"):
        shutil.rmtree(place / part)
        shutil.copytree(kept / part, place / part, symlinks=True)
