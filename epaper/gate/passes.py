"""Passes that were used and devices that are signed in, kept over restarts: a link opens once, and
a subscriber has so many devices.

SQLite beside the access file.  Names of subscribers stand in it as keyed digests.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from epaper.errors import OutputError
from epaper.gate.access import Access
from epaper.gate.tokens import Fault, Pass, RefusedError, Use, checked, signed

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

    def redeem(self, token: str, now: float) -> str:
        """The cookie of a new device for a link.  RefusedError where the link is no good, was used,
        or the subscriber has devices enough."""
        one = checked(token, self.access.keys, Use.LINK, now)
        with self._writing(now) as db:
            if db.execute("SELECT 1 FROM used WHERE id = ?", (one.id,)).fetchone():
                raise RefusedError(Fault.USED)
            cookie = self._signed_in(db, one.sub, one.paths, now)
            db.execute("INSERT INTO used VALUES (?, ?)", (one.id, one.expires))
        return cookie

    def sign_in(self, sub: str, paths: tuple[str, ...], now: float) -> str:
        """The cookie of a new device for whom a provider knows."""
        with self._writing(now) as db:
            return self._signed_in(db, sub, paths, now)

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

    def _signed_in(
        self, db: sqlite3.Connection, sub: str, paths: tuple[str, ...], now: float
    ) -> str:
        who = self._digest(sub)
        (count,) = db.execute("SELECT count(*) FROM devices WHERE sub = ?", (who,)).fetchone()
        if count >= self.access.devices:
            raise RefusedError(Fault.SHARED)
        device, expires = secrets.token_hex(8), int(now + self.access.cookie_days * DAY)
        db.execute("INSERT INTO devices VALUES (?, ?, ?)", (device, who, expires))
        return self._signed(Pass(Use.DEVICE, sub, paths, expires, id=device))

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
