"""A paper of 14 short stories on four tabloid pages, quick to build."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "layout"))
from generated_day import text

DAY = "2026-01-05"
STORIES = 14
STORY = "---\nsection: {section}\nurgency: {urgency}\nheadline: {headline}\n---\n{body}\n"


def write(day: Path, number: int, seed: int) -> None:
    body = "\n\n".join(text(seed * 50 + part, 60) for part in range(2 + number % 5))
    headline = (
        "Council weighs the price of a bridge" if number % 2 else "Ships return to the old harbour"
    )
    section = "City" if number < STORIES // 2 else "World"
    told = STORY.format(section=section, urgency=1 + number % 7, headline=headline, body=body)
    (day / f"story-{number:02}.md").write_text(told, encoding="utf-8")
