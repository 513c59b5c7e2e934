"""What a server does not do, and when it goes down."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Whims:
    """`refused_ends`: names that end so may not be written.  `cut_after`: bytes that are taken of
    uploads before the connection is cut, once.  `room`: bytes that the disk takes in all.  `pace`:
    seconds that each block takes.  `hold`: a block is taken, `held` is set, and all waits for
    this."""

    refused_ends: tuple[str, ...] = ()
    renames: bool = True
    replaces: bool = True  # does a rename replace what is there?
    posix_rename: bool = True
    overwrites: bool = True
    removes: bool = True
    tells: bool = True  # sizes
    reads: bool = True
    restarts: bool = True  # FTP: REST
    cut_after: int | None = None
    room: int | None = None
    pace: float = 0.0
    hold: threading.Event | None = None
    held: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)  # what was asked of it, for a test to look at

    def take(self, count: int) -> int:
        """How many of the bytes are taken: fewer, and the line is to be cut."""
        if self.hold is not None:
            self.held.set()
            self.hold.wait(20)
        if self.pace:
            time.sleep(self.pace)
        if self.cut_after is None:
            return count
        if count < self.cut_after:
            self.cut_after -= count
            return count
        taken, self.cut_after = self.cut_after, None
        return taken

    def full(self, count: int) -> bool:
        if self.room is None:
            return False
        self.room -= count
        return self.room < 0
