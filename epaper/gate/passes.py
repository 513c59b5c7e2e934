"""Passes that were used and devices that are signed in, kept over restarts: a link opens once, and
a subscriber has so many devices.

SQLite beside the access file.  Names of subscribers stand in it as keyed digests.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from epaper.errors import OutputError
from epaper.gate.access import Access
from epaper.gate.tokens import EVERYTHING, LONGEST, Fault, Pass, RefusedError, Use, checked, signed

DAY = 86_400
HOUR = 3_600
SEEN = 20_000  # devices whose addresses are counted
_TABLES = """
CREATE TABLE IF NOT EXISTS used (id TEXT PRIMARY KEY, expires INTEGER);
CREATE TABLE IF NOT EXISTS devices (id TEXT PRIMARY KEY, sub TEXT, expires INTEGER);
CREATE INDEX IF NOT EXISTS of_sub ON devices (sub);
"""


class Passes:
    """Takes links and cookies; may be asked by several threads.  Times are seconds since 1970."""

    def __init__(self, access: Access, path: Path | None = None) -> None:
        self.access = access
        self._lock = threading.Lock()
        self._addresses: OrderedDict[str, dict[str, float]] = OrderedDict()
        try:
            if path is not None:  # nobody else may read it, not even while it is made
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=10)
            if path is not None:
                path.chmod(0o600)
                self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{path} cannot be used ({error}); it keeps used passes") from error

    def close(self) -> None:
        self._db.close()

    def link(self, sub: str, paths: tuple[str, ...], now: float, days: float | None = None) -> str:
        """A pass for an address, to be used once."""
        expires = int(now + (self.access.link_days if days is None else days) * DAY)
        return self._signed(Pass(Use.LINK, sub, paths, expires, id=secrets.token_hex(8)))

    def share(self, path: str, now: float) -> str:
        """A pass for one article, EDITION/SLUG, that whoever has it may read."""
        expires = int(now + self.access.cookie_days * DAY)
        return self._signed(Pass(Use.SHARE, "", (path,), expires, id=secrets.token_hex(8)))

    def redeem(self, token: str, now: float, before: str = "") -> str:
        """The cookie of a device for a link: a new one, or the one that has the cookie `before` and
        is the same subscriber's, which keeps the editions that it had.  RefusedError where the link
        is no good, was used, or the subscriber has devices enough."""
        one = checked(token, self.access.keys, Use.LINK, now)
        with self._writing(now) as db:
            if db.execute("SELECT 1 FROM used WHERE id = ?", (one.id,)).fetchone():
                raise RefusedError(Fault.USED)
            known = self._device(before, now)
            if known is None or known.sub != one.sub:
                cookie = self._signed_in(db, one.sub, one.paths, now, known=known)
            elif EVERYTHING in known.paths and EVERYTHING not in one.paths:
                cookie = before  # a link for one edition makes all others last no longer
            else:
                paths = _joined(known.paths, one.paths)
                cookie = self._signed_in(db, one.sub, paths, now, known=known)
            db.execute("INSERT INTO used VALUES (?, ?)", (one.id, one.expires))
        return cookie

    def brings(self, token: str, now: float, before: str = "") -> bool:
        """Whether a link lets a device with the cookie `before` read more than it may; it is not
        used up.  RefusedError as of `redeem`."""
        one = checked(token, self.access.keys, Use.LINK, now)
        with self._lock:
            if self._db.execute("SELECT 1 FROM used WHERE id = ?", (one.id,)).fetchone():
                raise RefusedError(Fault.USED)
            known = self._device(before, now)
        return known is None or known.sub != one.sub or not all(map(known.opens, one.paths))

    def forget(self, sub: str, now: float) -> int:
        """Sign all devices of a subscriber out; how many there were."""
        with self._writing(now) as db:
            found = db.execute("DELETE FROM devices WHERE sub = ?", (self._digest(sub),))
            return found.rowcount

    def sign_in(self, sub: str, paths: tuple[str, ...], now: float, before: str = "") -> str:
        """The cookie of a device for whom a provider knows; `before`: the one that it has."""
        with self._writing(now) as db:
            return self._signed_in(db, sub, paths, now, known=self._device(before, now))

    def is_signed_in(self, token: str, now: float) -> bool:
        with self._lock:
            return self._device(token, now) is not None

    def sign_out(self, token: str, now: float) -> None:
        with contextlib.suppress(RefusedError):
            one = checked(token, self.access.keys, Use.DEVICE, now)
            with self._writing(now) as db:
                db.execute("DELETE FROM devices WHERE id = ?", (one.id,))

    def check(self, token: str, edition: str, address: str, now: float) -> Pass:
        """The pass of a cookie that opens an edition.  RefusedError with the reason."""
        if not token:
            raise RefusedError(Fault.MISSING)
        one = checked(token, self.access.keys, Use.DEVICE, now)
        with self._lock:
            found = self._db.execute("SELECT 1 FROM devices WHERE id = ?", (one.id,)).fetchone()
            if not found:  # signed out, or one that was put in its place
                raise RefusedError(Fault.EXPIRED)
            if self._crowd(one.id, address, now) > self.access.addresses:
                raise RefusedError(Fault.SHARED)
        if not one.opens(edition):
            raise RefusedError(Fault.ELSEWHERE)
        return one

    def check_share(self, token: str, path: str, now: float) -> None:
        one = checked(token, self.access.keys, Use.SHARE, now)
        if path not in one.paths:
            raise RefusedError(Fault.ELSEWHERE)

    def _device(self, token: str, now: float) -> Pass | None:
        """What a cookie says, where its device is signed in."""
        with contextlib.suppress(RefusedError):
            one = checked(token, self.access.keys, Use.DEVICE, now)
            if self._db.execute("SELECT 1 FROM devices WHERE id = ?", (one.id,)).fetchone():
                return one
        return None

    def _signed_in(
        self,
        db: sqlite3.Connection,
        sub: str,
        paths: tuple[str, ...],
        now: float,
        known: Pass | None,
    ) -> str:
        """`known`: the device that asks; its place is free, as its cookie is replaced."""
        if known is not None:
            db.execute("DELETE FROM devices WHERE id = ?", (known.id,))
        who = self._digest(sub)
        (count,) = db.execute("SELECT count(*) FROM devices WHERE sub = ?", (who,)).fetchone()
        if count >= self.access.devices:
            raise RefusedError(Fault.SHARED)
        same = known if known is not None and known.sub == sub else None
        device = same.id if same else secrets.token_hex(8)
        expires = int(now + self.access.cookie_days * DAY)
        db.execute("INSERT INTO devices VALUES (?, ?, ?)", (device, who, expires))
        while True:  # the editions that were opened longest ago give way
            cookie = self._signed(Pass(Use.DEVICE, sub, paths, expires, id=device))
            if len(cookie) <= LONGEST or len(paths) < 2:
                return cookie
            paths = paths[1:]

    def _crowd(self, device: str, address: str, now: float) -> int:
        """From how many addresses a device was seen within an hour."""
        seen = self._addresses.setdefault(device, {})
        self._addresses.move_to_end(device)
        if len(self._addresses) > SEEN:
            self._addresses.popitem(last=False)
        for old in [one for one, when in seen.items() if when < now - HOUR]:
            del seen[old]
        if len(seen) <= self.access.addresses:
            seen[self._digest(address)] = now
        return len(seen)

    def _digest(self, text: str) -> str:
        _, key = self.access.signer
        return hmac.new(key, b"name:" + text.encode(), hashlib.sha256).hexdigest()[:32]

    def _signed(self, one: Pass) -> str:
        return signed(one, *self.access.signer)

    @contextlib.contextmanager
    def _writing(self, now: float) -> Iterator[sqlite3.Connection]:
        with self._lock, self._db as db:
            db.execute("BEGIN IMMEDIATE")
            for table in ("used", "devices"):
                db.execute(f"DELETE FROM {table} WHERE expires <= ?", (int(now),))
            yield db


def _joined(before: tuple[str, ...], paths: tuple[str, ...]) -> tuple[str, ...]:
    """Editions of a device, the newest last."""
    if EVERYTHING in paths:
        return (EVERYTHING,)
    return (*(path for path in before if path not in paths), *paths)
