"""A source as another package would bring it: a day's stories from one table, stories.csv."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.model.text import Paragraph, rich


@dataclass(frozen=True, slots=True)
class Table:
    name: str = "table"

    def read(self, editions: Path, date: datetime.date) -> tuple[Edition, tuple[Finding, ...]]:
        rows = list(csv.DictReader((editions / "stories.csv").open(encoding="utf-8")))
        stories = tuple(
            Story(
                slug=row["slug"],
                section=row["section"],
                headline=row["headline"],
                body=tuple(Paragraph(rich(part)) for part in row["text"].split("|")),
            )
            for row in rows
        )
        edition = Edition(
            publication=Publication("The Table", "TBL", layout="tabloid"),
            date=date,
            stories=stories,
            sections=tuple(Section(n) for n in dict.fromkeys(s.section for s in stories)),
            pages=PageBudget(1, 4, 1),
            folder=editions,
        )
        told = Finding(Severity.INFO, "table.read", f"{len(stories)} rows were read")
        return edition, (told,)


SOURCE = Table()
