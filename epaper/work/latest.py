"""Results of pure work, the latest of them kept in memory: for what is asked for again after every
change to a day that is held open."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Latest(Generic[Made]):
    """Results by all that they hang on, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Hashable, Made] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` returns, or returned for this key before."""
        if key in self._known:
            found = self._known.pop(key)
        else:
            found = make()
        self._known[key] = found  # the last one asked for is the last to go
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]
        return found
