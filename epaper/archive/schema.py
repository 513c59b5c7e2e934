"""The archive's database: its tables, opened for writing or for reading.

Stories stand as they were told.  `words` (FTS5) is the index of their words, folded, without a
copy of the text (content='').  FTS5's usual tokenizer parts Indic words at their signs and takes
marks off Indic letters, which finds पुलिस in मेट्रोपोलिस; here the categories of a word's
characters are named, and folding is ours.

Parts of words are found by every three letters (FTS5's trigram), in `shapes`: not of the stories,
which would be four times as large as they are, but of every word that they hold, once.  What is
sought inside words is looked up there and then asked for as words.

A story's number is its day, the place of its edition on that day, and its own place in it, so that
the newest have the highest and a span of days is a span of numbers.

The log of writes (WAL) lets readers go on while an edition is put; a database that was copied to a
place where nothing can be written is read as one that never changes.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from epaper.errors import BusyError, IssueError, OutputError

FORMAT = 1  # of tables and folding
PLACE_BITS, STORY_BITS = 10, 16  # editions of a day, stories of an edition
WAIT = 30.0  # seconds that a writer waits for another
PAGE = 16_384  # bytes: three or four stories stand on one
CACHE = 16_000  # kB of a connection's pages
_TABLES = """
CREATE TABLE editions (id TEXT PRIMARY KEY, day INTEGER, place INTEGER, UNIQUE (day, place));
CREATE TABLE stories (
    id INTEGER PRIMARY KEY, edition TEXT, slug TEXT, path TEXT, headline TEXT, section TEXT,
    page INTEGER, language TEXT, text TEXT, UNIQUE (edition, slug)
);
CREATE VIRTUAL TABLE words USING fts5(
    headline, text, marks, content='',
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT UNIQUE);
CREATE VIRTUAL TABLE shapes USING fts5(
    word, content='vocabulary', content_rowid='id', detail=none,
    tokenize='trigram case_sensitive 1'
);
"""


def span(since: datetime.date | None, until: datetime.date | None) -> tuple[int, int]:
    """The lowest and the highest number of a story of these days, both among them."""
    first = since or datetime.date.min
    last = until or datetime.date.max
    return number(first.toordinal(), 0, 0), number(last.toordinal() + 1, 0, 0) - 1


def number(day: int, place: int, story: int) -> int:
    return (day << PLACE_BITS | place) << STORY_BITS | story


def day_of(story: int) -> datetime.date:
    return datetime.date.fromordinal(story >> (PLACE_BITS + STORY_BITS))


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction; the database is made where there is none."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as db:
            db.execute(f"PRAGMA page_size = {PAGE}")  # of one that is made now
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA secure_delete = ON")  # a story that was killed stays in no free page
            db.execute(f"PRAGMA cache_size = -{CACHE}")
            db.execute("BEGIN IMMEDIATE")
            try:
                _made(db, path)
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyError(f"{path} is being written by another run; wait for its end") from error
        raise OutputError(f"{path} cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error


def reading(path: Path) -> sqlite3.Connection:
    """For one thread at a time, whichever that is."""
    address = path.resolve().as_uri()
    try:
        db = _opened(f"{address}?mode=ro", path)
    except sqlite3.OperationalError:  # no log can be kept beside it
        db = _opened(f"{address}?mode=ro&immutable=1", path)
    return db


def swept(db: sqlite3.Connection) -> None:
    """Index what is left into one piece: FTS5 keeps what was deleted in its older pieces, marked as
    deleted, until they are merged."""
    for table in ("words", "shapes"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def emptied(path: Path) -> None:
    """Leave nothing in the log of writes."""
    with contextlib.closing(sqlite3.connect(path, timeout=WAIT)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def damaged(path: Path, error: Exception) -> IssueError:
    remedy = "delete it, and publish the days again that it held"
    return IssueError(f"{path} is no archive that can be read: {error}; {remedy}")


def _opened(address: str, path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(address, uri=True, timeout=5, check_same_thread=False)
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE}")
        _known(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _made(db: sqlite3.Connection, path: Path) -> None:
    (format_,) = db.execute("PRAGMA user_version").fetchone()
    empty = not db.execute("SELECT 1 FROM sqlite_master").fetchone()
    if format_ == 0 and empty:
        for statement in _TABLES.split(";\n"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {FORMAT}")
    _known(db, path)


def _known(db: sqlite3.Connection, path: Path) -> None:
    (format_,) = db.execute("PRAGMA user_version").fetchone()
    if format_ != FORMAT:
        raise damaged(path, ValueError(f"its format is {format_}, {FORMAT} is known"))
