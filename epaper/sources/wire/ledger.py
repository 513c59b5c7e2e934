"""What has come in, in a database beside the stories: `.wire/ledger.sqlite3` of the day's folder.

A file is written between two commits: first its text is kept here as a draft and its digest noted
as pending, then it is written, then noted as written; the files of a batch of items between the
same two.  A run that is killed at any moment is taken up by the next, which writes the drafts that
are left; and a file with neither digest was touched by an editor.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType

from epaper.errors import BusyError, EpaperError, OutputError, WireError
from epaper.sources.wire.shingles import compiled

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
CREATE INDEX IF NOT EXISTS wanted_id ON wanted (id);
CREATE TABLE IF NOT EXISTS drafts (path TEXT PRIMARY KEY, id TEXT, text BLOB);
CREATE TABLE IF NOT EXISTS shown (
    picture TEXT, file TEXT, story TEXT, PRIMARY KEY (picture, file, story)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_story ON shown (story);
CREATE TABLE IF NOT EXISTS untold (outcome TEXT PRIMARY KEY);
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


_FEW = 200  # items
_FILTER = 1_000_000  # bytes; of 10,000 stories one in a hundred is looked for in vain
APART = "#"  # between an identifier that stands on several stories and a digest of a headline
_NAMES = ", ".join(field.name for field in fields(Row))
_values = attrgetter(*(field.name for field in fields(Row)))
_MARKS = ", ".join("?" for _ in fields(Row))


class Ledger:
    """Use as a context manager; one run at a time for a day."""

    def __init__(self, day: Path) -> None:
        self.folder = day / ".wire"
        self._bands = bytearray()  # a Bloom filter of those that are here, when it is made
        self._asked = 0  # how often for copies of a story

    def __enter__(self) -> Ledger:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "lock").open("w")
        except OSError as error:
            raise OutputError(
                f"{self.folder.parent.name} cannot be written ({error.strerror}); free space on "
                "the disk or check permissions"
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
            raise ledger_error(error) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.commit()
            self.base.close()
        finally:
            self._lock.close()

    def begin(self) -> None:
        if not self.base.in_transaction:
            self.base.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
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

    def notices(self, slugline: str) -> list[Row]:
        """Kills of this slug line that came before their story."""
        if not slugline:
            return []
        return self._rows(
            "slugline = ? AND slugline <> '' AND slug = '' AND state = 'killed' ORDER BY id",
            slugline,
        )

    def _one(self, where: str, value: str) -> Row | None:
        return next(iter(self._rows(f"{where} LIMIT 1", value)), None)

    def _rows(self, where: str, *values: str) -> list[Row]:
        query = f"SELECT {_NAMES} FROM items WHERE {where}"
        return [Row(*found) for found in self.base.execute(query, values)]

    def put(self, row: Row) -> None:
        self.base.execute(
            f"INSERT OR REPLACE INTO items ({_NAMES}) VALUES ({_MARKS})", _values(row)
        )

    def put_written(self, files: Sequence[tuple[str, str, str]]) -> None:
        """Drafts are written: of each the id, the digest that was noted as pending, and the
        path."""
        query = "UPDATE items SET file_hash = ?, pending_hash = '' WHERE id = ?"
        self.base.executemany(query, [(digest, identity) for identity, digest, _ in files])
        self.base.executemany("DELETE FROM drafts WHERE path = ?", [(path,) for *_, path in files])

    def seen(self, identity: str, digest: bytes) -> bool:
        query = "SELECT 1 FROM seen WHERE id = ? AND hash = ?"
        return self.base.execute(query, (identity, digest)).fetchone() is not None

    def mark_seen(self, identity: str, digest: bytes) -> None:
        self.base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (identity, digest))

    def forget(self, identity: str) -> None:
        """Take an item that failed as never seen."""
        self.base.execute("DELETE FROM seen WHERE id = ?", (identity,))

    def near(self, keys: Sequence[bytes]) -> list[Row]:
        """Stories that share a band of their signature, by id."""
        if not keys or not self._may_have(keys):
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
            query, [value for b, k in enumerate(keys) for value in (b, bytearray(k))]
        ).fetchall()
        return [
            row
            for identity in sorted(name for (name,) in found)
            if (row := self.get(identity)) is not None
        ]

    def _may_have(self, keys: Sequence[bytes]) -> bool:
        """Most stories are nobody's copy, and to look for their bands takes as long as all else
        that is asked here.  For a few items it is not worth it: the first answer reads all bands.
        """
        self._asked += 1
        if compiled is None or self._asked <= _FEW:
            return True
        if not self._bands:
            self._bands = bytearray(_FILTER)
            for (key,) in self.base.execute("SELECT key FROM bands"):
                compiled.remember(self._bands, key)
        return bool(compiled.may_know(self._bands, b"".join(keys)))

    def set_bands(self, identity: str, keys: Sequence[bytes], old: Sequence[bytes] = ()) -> None:
        if old:
            self.base.executemany(
                "DELETE FROM bands WHERE band = ? AND key = ? AND id = ?",
                [(b, k, identity) for b, k in enumerate(old)],
            )
        if keys:
            if compiled is not None and self._bands:
                compiled.remember(self._bands, b"".join(keys))
            marks = ", ".join(["(?, ?, ?)"] * len(keys))  # in one go, which takes less time
            # a bytearray, which sqlite3 takes as it is, where it looks for a way to adapt bytes
            values = [value for b, k in enumerate(keys) for value in (b, bytearray(k), identity)]
            self.base.execute(f"INSERT OR IGNORE INTO bands VALUES {marks}", values)

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

    def draft(self, path: str, identity: str, text: bytes) -> None:
        """Keep what is about to be written to a path of the day."""
        self.base.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (path, identity, text))

    def written(self, path: str) -> None:
        self.base.execute("DELETE FROM drafts WHERE path = ?", (path,))

    def drafts(self) -> list[tuple[str, str, bytes]]:
        """(path, id, text) of what a killed run may not have written."""
        query = "SELECT path, id, text FROM drafts ORDER BY path"
        return [(path, identity, bytes(text)) for path, identity, text in self.base.execute(query)]

    def show(self, story: str, pictures: Sequence[tuple[str, str]]) -> None:
        """Remember by (id, file) which pictures of its own ids a story shows."""
        self.base.execute("DELETE FROM shown WHERE story = ?", (story,))
        rows = [(identity, file, story) for identity, file in pictures if identity]
        if rows:
            self.base.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, ?)", rows)

    def shown(self, picture: str) -> list[tuple[str, str]]:
        """(file, id of a story that shows it) of a picture."""
        query = "SELECT file, story FROM shown WHERE picture = ? ORDER BY file, story"
        return list(self.base.execute(query, (picture,)))

    def keep_untold(self, outcome: str) -> None:
        self.base.execute("INSERT OR IGNORE INTO untold VALUES (?)", (outcome,))

    def was_told(self, outcome: str) -> None:
        self.base.execute("DELETE FROM untold WHERE outcome = ?", (outcome,))

    def untold(self) -> list[str]:
        """What is still to be told (see untold.py), in the order in which it came."""
        query = "SELECT outcome FROM untold ORDER BY rowid"
        return [outcome for (outcome,) in self.base.execute(query)]

    def family(self, identity: str) -> list[Row]:
        """The stories that came under one identifier and were told apart by their headlines."""
        start = f"{identity}{APART}"
        found = self._rows("id >= ? AND id < ? ORDER BY id", start, start + "g")
        return [row for row in found if len(row.id) == len(start) + 8]

    def waiting(self) -> set[str]:
        """Slugs of the items that wait for a fuller version."""
        query = "SELECT slug FROM items WHERE state = 'waiting'"
        return {slug for (slug,) in self.base.execute(query)}

    def leaderless(self) -> list[Row]:
        """Stories held as copies of one that is no longer there."""
        return self._rows(
            "leader <> '' AND state = 'story' AND NOT EXISTS "
            "(SELECT 1 FROM items AS first WHERE first.id = items.leader AND first.state = 'story')"
            " ORDER BY id"
        )

    def order(self, section: str) -> list[tuple[str, str]]:
        """(id, reason) of the stories of a section, the most wanted first."""
        query = (
            "SELECT id, reason FROM items WHERE section = ? AND state = 'story' ORDER BY urgency, "
            "updated DESC, id"
        )
        return self.base.execute(query, (section,)).fetchall()

    def embargoed(self) -> list[Row]:
        return self._rows("state = 'story' AND embargo <> '' AND reason <> '' ORDER BY id")

    def followers(self, leader: str) -> list[Row]:
        return self._rows("leader = ? AND leader <> '' ORDER BY id", leader)


def ledger_error(error: sqlite3.Error) -> EpaperError:
    """What a failure of the database means: a disk that is full or faulty, another process in it,
    or a damaged file.
    """
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError("another program has .wire/ledger.sqlite3 open; close it")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
        return WireError(
            f".wire/ledger.sqlite3 cannot be used ({error}); delete it to start afresh"
        )
    return OutputError(
        f".wire/ledger.sqlite3 cannot be written ({error}); free space on the disk or check "
        "permissions"
    )
