"""Items off the wire a batch at a time: drafted one by one, then written between two commits, and
told when their stories stand.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from epaper.errors import EpaperError
from epaper.model.finding import Severity
from epaper.sources.wire.album import Album
from epaper.sources.wire.desk import TOUCHED, Desk
from epaper.sources.wire.fence import environment, failure, refused
from epaper.sources.wire.item import Read, Refusal, WireItem
from epaper.sources.wire.outcome import Outcome, Result

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
        alarming = bool(self.taken) and any(
            f.severity > Severity.INFO for f in self.taken[-1].findings
        )
        return alarming or len(self.taken) >= AT_ONCE or self.desk.shelf.drafts.full

    def done(self) -> list[Outcome]:
        """What became of the items taken since, which stand in the day's folder now."""
        self.desk.shelf.flush()
        self.desk.ledger.commit()
        taken, self.taken = self.taken, []  # had the disk failed, the next run would tell them
        overtaken, self.desk.shelf.overtaken = self.desk.shelf.overtaken, {}
        if not overtaken:
            return taken
        return [
            replace(one, result=Result.HELD, reason=TOUCHED, findings=(*one.findings, *found))
            if (found := overtaken.get(one.id))
            else one
            for one in taken
        ]


def _refused(read: Refusal) -> Outcome:
    return Outcome(
        Result.FAILED if read.failed else Result.REFUSED,
        read.name or read.file,
        read.file,
        reason=read.reason,
        id=read.id,
        findings=refused(read),
    )
