"""A built issue with the readers' PDF that was printed of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from epaper.issue.issue import Issue


@dataclass(frozen=True)
class Built:
    issue: Issue
    pdf: Path
