"""A person's or a sender's word that something must not be printed: held, killed or cancelled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class StopKind(StrEnum):
    """By the names of the fields, the strongest first: what is killed and held is killed."""

    KILL = "kill"  # for ever
    CANCELLED = "cancelled"  # by who ordered it
    HOLD = "hold"  # for now

    @property
    def told(self) -> str:
        """ "killed", "cancelled", "held"."""
        return _WORDS[self]


_WORDS: Mapping[StopKind, str] = {
    StopKind.KILL: "killed",
    StopKind.CANCELLED: "cancelled",
    StopKind.HOLD: "held",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """`reason`, `by` and `at` as they were written; empty where nobody wrote any."""

    kind: StopKind
    reason: str = ""
    by: str = ""
    at: str = ""  # the moment
    line: int = 0  # of its field; 0 is unknown

    @property
    def reason_told(self) -> str:
        """ "killed: the court forbids it", without who and when."""
        word = self.kind.told
        return f"{word}: {self.reason}" if self.reason else f"{word}, no reason is given"

    def remedy(self, file: str) -> str:
        """What would let it in, where the stop stands in this file."""
        if not file:
            return ""
        if file.startswith("."):  # where the importer keeps what its sender withdrew
            back = f"move {file} back among the day's stories and delete `{self.kind.value}:` in it"
            return f"it stays out; if that is wrong, {back}"
        line = f", line {self.line}" if self.line else ""
        what = f"delete `{self.kind.value}:` in {file}{line}"
        return what if self.kind is StopKind.HOLD else f"it stays out; if that is wrong, {what}"

    def __str__(self) -> str:
        """ "killed by DTP, 22:10: the court forbids it", with what was written of it."""
        who = f" by {self.by}" if self.by else ""
        when = f"{',' if self.by else ' at'} {self.at}" if self.at else ""
        why = f": {self.reason}" if self.reason else ", no reason is given"
        return f"{self.kind.told}{who}{when}{why}"


def state_of(reason: str) -> tuple[str, str]:
    """Why a story is not printed, parted: "killed: the court forbids it" is killed, and why; what
    names no state is held."""
    found = re.match(rf"({'|'.join(_WORDS.values())})(?:: |, )", reason)
    return (found[1], reason[found.end() :]) if found else (_WORDS[StopKind.HOLD], reason)
