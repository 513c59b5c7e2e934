"""The beginning and the end of a run: what a run that was ended left is taken up; what an embargo
held is let go, copies without their story stand for themselves, what a section does not want is
held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from epaper.sources.wire.desk import Desk
from epaper.sources.wire.ledger import Row
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.safety import embargo_until
from epaper.sources.wire.withdraw import promote
from epaper.units import counted


def taken_up(desk: Desk) -> list[Outcome]:
    """Before anything else: what a run that was ended left to be written."""
    desk.ledger.begin()
    found = desk.shelf.recover()
    desk.ledger.commit()
    reason = "taken up from a run that was ended"
    return [_outcome(_what(row, there), row, reason) for row, there in found]


def _what(row: Row, there: bool) -> Result:
    """What became of a story, which was `there` before or not."""
    if row.reason:
        return Result.HELD
    return Result.UPDATED if there else Result.NEW


def settle(desk: Desk) -> list[Outcome]:
    """The stories that moved."""
    desk.ledger.begin()
    moved = [*_embargoes(desk), *_orphans(desk), *_full_sections(desk)]
    desk.ledger.commit()
    return moved


def _outcome(result: Result, row: Row, reason: str) -> Outcome:
    return Outcome(
        result,
        row.slug,
        "",
        row.slug,
        section=row.section,
        urgency=row.urgency,
        reason=reason,
        id=row.id,
    )


def _embargoes(desk: Desk) -> Iterator[Outcome]:
    for row in desk.ledger.embargoed():
        if not row.reason.startswith("embargo until") or _waits(row.embargo, desk.now):
            continue
        first = desk.ledger.get(row.leader) if row.leader else None
        stands = first is not None and first.state == "story"
        reason = f"same story as {first.slug}" if first is not None and stands else ""
        desk.shelf.stop(row, reason)
        yield _outcome(Result.HELD if reason else Result.NEW, row, "embargo is over")


def _waits(embargo: str, now: datetime.datetime) -> bool:
    until = embargo_until(embargo)
    return until is None or until.moment > now


def _orphans(desk: Desk) -> Iterator[Outcome]:
    """Copies whose story was withdrawn, or never came because a run was killed."""
    for row in desk.ledger.leaderless():
        current = desk.ledger.get(row.id)
        if current is None or current.leader != row.leader:
            continue  # it follows another by now
        free = current.reason.startswith("same story")
        promote(replace(current, id=current.leader), desk.ledger, desk.shelf)
        if free:
            yield _outcome(Result.NEW, current, "the story that it was held for is gone")


def _full_sections(desk: Desk) -> Iterator[Outcome]:
    for section, wanted in desk.rules.wanted:
        full = f"{section} has its {counted(wanted, 'story')}"
        taken = 0
        for identity, why in desk.ledger.order(section):
            if why not in ("", full):
                continue
            taken += 1
            reason = full if taken > wanted else ""
            row = desk.ledger.get(identity) if reason != why else None
            if row is not None and desk.shelf.hold(row, reason):
                result, words = (Result.HELD, reason) if reason else (Result.NEW, "wanted again")
                yield _outcome(result, row, words)
