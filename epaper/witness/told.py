"""How the witness says what it saw."""

from __future__ import annotations

from epaper.model.finding import Finding, Severity

REMEDY = "report it"  # a fault of the program: no editor can mend it


def told(rule: str, fact: str, page: int = 0, story: str = "") -> Finding:
    """An error "witness.`rule`" of a page (0 is the whole file)."""
    return Finding(Severity.ERROR, f"witness.{rule}", fact, REMEDY, page=page, story=story)
