"""What has come in, in a database beside the stories: `.wire/ledger.sqlite3` of the day's folder.

A file is written between two commits: first its digest is noted as pending, then it is written,
then noted as written. So a run that is killed at any moment is taken up by the next, and a file
with neither digest was touched by an editor.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import TracebackType

from epaper.errors import BusyError, WireError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    id TEXT PRIMARY KEY, slug TEXT, path TEXT, state TEXT, reason TEXT, version TEXT,
    updated TEXT, section TEXT, urgency INTEGER, credit TEXT, embargo TEXT, file_hash TEXT,
    pending_hash TEXT, parts TEXT, words INTEGER, leader TEXT, signature BLOB, slugline TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS item_slug ON items (slug) WHERE slug <> '';
CREATE INDEX IF NOT EXISTS item_slugline ON items (slugline);
CREATE INDEX IF NOT EXISTS item_leader ON items (leader) WHERE leader <> '';
CREATE INDEX IF NOT EXISTS item_section ON items (section, state);
CREATE TABLE IF NOT EXISTS seen (id TEXT, hash BLOB, PRIMARY KEY (id, hash)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bands (
    band INTEGER, key BLOB, id TEXT, PRIMARY KEY (band, key, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wanted (
    name TEXT, id TEXT, source TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it stands.  `state` is story, waiting, killed, picture or package; `reason` says
    why it is held.
    """

    id: str
    slug: str = ""
    path: str = ""  # from the day's folder
    state: str = "story"
    reason: str = ""  # not empty: the story stands in the folder with hold: true
    version: str = ""
    updated: str = ""
    section: str = ""
    urgency: int = 5
    credit: str = ""
    embargo: str = ""
    file_hash: str = ""
    pending_hash: str = ""
    parts: str = ""
    words: int = 0
    leader: str = ""  # id of the story that this one duplicates
    signature: bytes = b""
    slugline: str = ""


AT_ONCE = 64
_NAMES = ", ".join(field.name for field in fields(Row))
_MARKS = ", ".join("?" for _ in fields(Row))


class Ledger:
    """Use as a context manager; one run at a time for a day."""

    def __init__(self, day: Path) -> None:
        self.folder = day / ".wire"
        self.open_items = 0  # taken since the last commit

    def __enter__(self) -> Ledger:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "lock").open("w")
        except OSError as error:
            raise WireError(
                f"{self.folder.parent.name} cannot be written ({error.strerror})"
            ) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise BusyError(
                f"another import into {self.folder.parent.name} is running; wait for it"
            ) from None
        try:
            self.base = sqlite3.connect(self.folder / "ledger.sqlite3", isolation_level=None)
            self.base.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;"
            )
            self.base.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            self._lock.close()
            raise WireError(
                f".wire/ledger.sqlite3 cannot be used ({error}); delete it to start afresh"
            ) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.commit()
        self.base.close()
        self._lock.close()

    def begin(self) -> None:
        if not self.base.in_transaction:
            self.base.execute("BEGIN IMMEDIATE")

    def rest(self) -> None:
        """After an item: commit every AT_ONCE of them.  A killed run may lose the last ones from
        the ledger and not from the day: their files are known again by their content when the items
        come again."""
        self.open_items += 1
        if self.open_items >= AT_ONCE:
            self.commit()

    def commit(self) -> None:
        self.open_items = 0
        if self.base.in_transaction:
            self.base.execute("COMMIT")

    def get(self, identity: str) -> Row | None:
        return self._one("id = ?", identity)

    def by_slug(self, slug: str) -> Row | None:
        return self._one(
            "slug = ? AND slug <> ''", slug
        )  # as the index has it, which serves only then

    def by_slugline(self, slugline: str) -> Row | None:
        return self._one("slugline = ? AND slugline <> '' ORDER BY id", slugline)

    def _one(self, where: str, value: str) -> Row | None:
        found = self.base.execute(
            f"SELECT {_NAMES} FROM items WHERE {where} LIMIT 1", (value,)
        ).fetchone()
        return Row(*found) if found else None

    def put(self, row: Row) -> None:
        self.base.execute(
            f"INSERT OR REPLACE INTO items ({_NAMES}) VALUES ({_MARKS})", astuple(row)
        )

    def seen(self, identity: str, digest: bytes) -> bool:
        query = "SELECT 1 FROM seen WHERE id = ? AND hash = ?"
        return self.base.execute(query, (identity, digest)).fetchone() is not None

    def mark_seen(self, identity: str, digest: bytes) -> None:
        self.base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (identity, digest))

    def near(self, keys: Sequence[bytes]) -> list[Row]:
        """Stories that share a band of their signature, by id."""
        if not keys:
            return []
        marks = ", ".join(["(?, ?)"] * len(keys))
        # CROSS JOIN holds SQLite to this order, a look-up in the index for each key; with IN it
        # would read all rows
        query = (
            f"WITH wanted(band, key) AS (VALUES {marks}) SELECT DISTINCT bands.id FROM wanted "
            "CROSS JOIN bands "
            "ON bands.band = wanted.band AND bands.key = wanted.key LIMIT 50"
        )
        found = self.base.execute(
            query, [value for pair in enumerate(keys) for value in pair]
        ).fetchall()
        return [
            row
            for identity in sorted(name for (name,) in found)
            if (row := self.get(identity)) is not None
        ]

    def set_bands(self, identity: str, keys: Sequence[bytes], old: Sequence[bytes] = ()) -> None:
        self.base.executemany(
            "DELETE FROM bands WHERE band = ? AND key = ? AND id = ?",
            [(b, k, identity) for b, k in enumerate(old)],
        )
        self.base.executemany(
            "INSERT OR IGNORE INTO bands VALUES (?, ?, ?)",
            [(b, k, identity) for b, k in enumerate(keys)],
        )

    def want(self, identity: str, names: Sequence[str], source: str) -> None:
        """Remember the pictures that a story announced and that did not come with it."""
        self.base.execute("DELETE FROM wanted WHERE id = ?", (identity,))
        self.base.executemany(
            "INSERT OR REPLACE INTO wanted VALUES (?, ?, ?)",
            [(name, identity, source) for name in names],
        )

    def wanting(self, name: str) -> list[str]:
        """Source files of the stories that wait for a picture of this name."""
        query = "SELECT DISTINCT source FROM wanted WHERE name = ? ORDER BY source"
        return [source for (source,) in self.base.execute(query, (name,))]

    def order(self, section: str) -> list[tuple[str, str]]:
        """(id, reason) of the stories of a section, the most wanted first."""
        query = (
            "SELECT id, reason FROM items WHERE section = ? AND state = 'story' ORDER BY urgency, "
            "updated DESC, id"
        )
        return self.base.execute(query, (section,)).fetchall()

    def embargoed(self) -> list[Row]:
        query = (
            f"SELECT {_NAMES} FROM items WHERE state = 'story' AND embargo <> '' AND reason <> '' "
            "ORDER BY id"
        )
        return [Row(*found) for found in self.base.execute(query).fetchall()]

    def followers(self, leader: str) -> list[Row]:
        query = f"SELECT {_NAMES} FROM items WHERE leader = ? AND leader <> '' ORDER BY id"
        return [Row(*found) for found in self.base.execute(query, (leader,)).fetchall()]
