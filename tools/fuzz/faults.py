"""Faults kept as files: grouped by the kind of exception and the innermost place of ours.

FOLDER/faults/KeyError-sources.story-_split/
    1.input    the input, or a folder of that name for a day
    1.txt      how to run it again, and the traceback
    count      how often it was met
"""

from __future__ import annotations

import re
import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "epaper"
KEPT = 3  # examples of a group


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with one input."""

    reader: str
    number: int
    group: str
    text: str
    data: bytes = b""


def group_of(error: BaseException) -> str:
    """The kind of error and the innermost function of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    kind = type(error).__name__
    if not ours and error.__cause__ is not None:
        return f"refused-{group_of(error.__cause__)}"
    if not ours:
        return f"{kind}-{_plain(frames[-1].name) if frames else 'nowhere'}"
    file = Path(ours[-1].filename).relative_to(PACKAGE).with_suffix("")
    return f"{kind}-{'.'.join(file.parts)}-{_plain(ours[-1].name)}"


def _plain(name: str) -> str:
    return re.sub(r"\W", "", name)[:60]


class Faults:
    """The faults of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "faults"

    def keep(self, fault: Fault, day: Path | None = None) -> None:
        """Count a fault, and keep it where its group has few examples; smaller ones win."""
        place = self.folder / fault.group
        place.mkdir(parents=True, exist_ok=True)
        count = place / "count"
        met = int(count.read_text()) if count.exists() else 0
        count.write_text(str(met + 1))
        stem = str(met % KEPT + 1)
        held = place / f"{stem}.input"
        if met >= KEPT and (day is not None or len(fault.data) >= held.stat().st_size):
            return
        if day is not None:
            shutil.rmtree(held, ignore_errors=True)
            shutil.copytree(day, held, symlinks=True)
        else:
            held.write_bytes(fault.data)
        again = f"python -m tools.fuzz --again {fault.reader}:{fault.number}"
        text = f"{fault.reader} {fault.number}\n{again}\n\n{fault.text}"
        (place / f"{stem}.txt").write_text(text, encoding="utf-8", errors="backslashreplace")

    def counts(self) -> dict[str, int]:
        return {
            path.parent.name: int(path.read_text())
            for path in sorted(self.folder.glob("*/count"))
            if path.read_text()
        }
