"""Items off the wire a batch at a time: drafted one by one, then written between two commits, and
told when their stories stand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from epaper.errors import EpaperError
from epaper.model.finding import Finding
from epaper.sources.wire.album import Album
from epaper.sources.wire.desk import Desk
from epaper.sources.wire.fence import environment, failure, refused
from epaper.sources.wire.item import Read, Refusal, WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Hand
from epaper.sources.wire.untold import alarming, keep_untold, telling

AT_ONCE = 64  # items of a batch


class Batch:
    """What the desk has decided and nobody has been told yet."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.taken: list[Outcome] = []

    def take(self, read: Read, album: Album, folder: Path) -> None:
        """Take one item, into the batch that `done` ends.  `folder` is where its file lies, for the
        pictures beside it.
        """
        if isinstance(read, Refusal):
            self.taken.append(_refused(read))
            return
        try:
            self.desk.ledger.begin()
            outcome = self.desk.decide(read, album, folder)
        except BaseException as error:
            outcome = self._failed(read, error)
        self.taken.append(outcome)

    def _failed(self, item: WireItem, error: BaseException) -> Outcome:
        """What an exception makes of an item, which was never seen then; it goes on where it is not
        the item's.
        """
        if not isinstance(error, sqlite3.Error):
            self.desk.ledger.forget(item.id)
        known = isinstance(error, EpaperError | ImportError | sqlite3.OperationalError)
        if known or not isinstance(error, Exception):
            raise error
        fails = environment(error)
        if fails is not None:
            raise fails from None
        return _refused(failure(item.file, "", error, id=item.id, name=item.headline))

    @property
    def full(self) -> bool:
        """Also after an item about which somebody must be told: no later one may come between."""
        ends = bool(self.taken) and alarming(self.taken[-1])
        return ends or len(self.taken) >= AT_ONCE or self.desk.shelf.drafts.full

    def done(self) -> Iterator[Outcome]:
        """What became of the items taken since, which stand in the day's folder now."""
        for outcome in self.stand():
            if alarming(outcome):
                yield from telling(self.desk.ledger, outcome)
            else:
                yield outcome

    def stand(self) -> list[Outcome]:
        """Have the items taken since stand in the day's folder: their outcomes.  What somebody must
        be told of the ledger keeps until it is."""
        ledger, shelf = self.desk.ledger, self.desk.shelf
        shelf.flush()
        taken = [_overtaken(one, shelf.overtaken) for one in self.taken]
        for outcome in filter(alarming, taken):
            ledger.begin()
            keep_untold(ledger, outcome)
        ledger.commit()
        self.taken, shelf.overtaken = [], {}  # had the disk failed, the next run would tell them
        return taken


def _overtaken(outcome: Outcome, by: Mapping[str, tuple[Hand, tuple[Finding, ...]]]) -> Outcome:
    """What became of an item whose story an editor had in hand, too, while it was a draft."""
    if outcome.id not in by:
        return outcome
    hand, found = by[outcome.id]
    findings = (*outcome.findings, *found)
    return replace(outcome, result=Result.HELD, reason=hand.told, findings=findings)


def _refused(read: Refusal) -> Outcome:
    return Outcome(
        Result.FAILED if read.failed else Result.REFUSED,
        read.name or read.file,
        read.file,
        reason=read.reason,
        id=read.id,
        findings=refused(read),
    )
