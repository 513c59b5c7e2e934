"""The archive: stories of all editions, to be searched.

Beside the site, never in it.  `epaper publish` puts an edition, a killed story is forgotten, the
site's server asks.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from epaper.archive.entry import Entry, Hit, Hits
from epaper.archive.folding import in_words, is_unspaced, units
from epaper.archive.query import SHORTEST, Query, parsed
from epaper.archive.schema import (
    PLACE_BITS,
    STORY_BITS,
    damaged,
    day_of,
    emptied,
    number,
    reading,
    span,
    swept,
    writing,
)
from epaper.archive.showing import marked, snippet
from epaper.errors import OutputError

RANKED = (
    1_500  # of more hits, the newest are ranked: that takes milliseconds, all would take tenths
)
HEADLINE = 6.0  # what a word weighs in a headline; one of the text weighs 1
MOST_WORDS = 64  # that a part of a word stands for
MOST_ASKED = 100  # hits at a time
_COLUMNS = "id, edition, slug, path, headline, section, page, language, text"
_Row = tuple[int, str, str, str, str, str, int, str, str]


class Archive:
    """May be used by several threads; each call is whole by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[tuple[int, sqlite3.Connection]] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop()[1].close()

    # -- putting -----------------------------------------------------------------------------------

    def put(self, edition: str, entries: Sequence[Entry]) -> bool:
        """Make these the stories of an edition, in one transaction; none take it away.  Returns
        whether there was anything to write."""
        wanted = sorted(entries, key=lambda entry: (entry.page, entry.slug))
        if any(entry.edition != edition for entry in wanted):
            raise ValueError(f"entries of another edition than {edition}")
        if len(wanted) >= 1 << STORY_BITS or len({entry.date for entry in wanted}) > 1:
            raise ValueError(f"{edition}: too many stories, or of several days")
        if self.entries(edition) == wanted:
            return False
        with writing(self.path) as db:
            before = _stored(db, edition)
            for row in before:
                _take(db, row)
            if wanted:
                day = wanted[0].date.toordinal()
                place = _place(db, edition, day)
                for story, entry in enumerate(wanted):
                    _put(db, number(day, place, story), entry)
            else:
                db.execute("DELETE FROM editions WHERE id = ?", (edition,))
            new = _words_of(wanted)
            _learn(db, new)
            _unlearn(db, _words_of(map(_entry, before)) - new)
        return True

    def forget(self, edition: str, slug: str) -> bool:
        """Take a story out, at once and with every trace in the files: it may have been killed by a
        court.  Returns whether it was there."""
        if all(entry.slug != slug for entry in self.entries(edition)):
            return False
        with writing(self.path) as db:
            gone = [row for row in _stored(db, edition) if row[2] == slug]
            for row in gone:
                _take(db, row)
            _unlearn(db, _words_of(map(_entry, gone)))
        self.sweep()
        return True

    def sweep(self) -> None:
        """Leave no trace of what was taken away."""
        if self.path.is_file():
            with writing(self.path) as db:
                swept(db)
            emptied(self.path)

    def entries(self, edition: str) -> list[Entry]:
        """The stories of an edition by page and slug; none where it is not known."""
        with self._reading() as db:
            return [_entry(row) for row in _stored(db, edition)] if db else []

    def editions(self) -> list[str]:
        """Those that are held, the newest first."""
        with self._reading() as db:
            order = "SELECT id FROM editions ORDER BY day DESC, id"
            return [row[0] for row in db.execute(order)] if db else []

    # -- asking ------------------------------------------------------------------------------------

    def ask(
        self,
        query: str,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        section: str = "",
        language: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """What was found, the best first, the newer of equals before the older; `since` and `until`
        are both among the days.  Words in scripts with spaces are sought whole, and where nothing
        is found, inside others."""
        asked = parsed(query)
        if not asked.wanted:
            return Hits(0)
        limit, offset = max(0, min(limit, MOST_ASKED)), max(0, min(offset, RANKED))
        days = span(since, until)
        marks = _marks(section, language)
        with self._reading() as db:
            if db is None:
                return Hits(0)
            total, found = _found(db, asked.matching(marks, {}), days)
            inside = {} if total else _inside(db, asked)
            if inside:
                total, found = _found(db, asked.matching(marks, inside), days)
            rows = _rows(db, found[offset : offset + limit])
        return Hits(total, tuple(_hit(row, asked, bool(inside)) for row in rows), bool(inside))

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that nobody else has in hand; None where there is no database.  One of a
        file that another was put in the place of is not used again."""
        try:
            file = self.path.stat().st_ino
        except OSError:
            yield None
            return
        db = self._idle_one(file)
        try:
            db = db or reading(self.path)
            yield db
        except sqlite3.DatabaseError as error:
            if db:
                db.close()
            raise damaged(self.path, error) from error
        with self._lock:
            self._idle.append((file, db))

    def _idle_one(self, file: int) -> sqlite3.Connection | None:
        with self._lock:
            while self._idle:
                of, db = self._idle.pop()
                if of == file:
                    return db
                db.close()
        return None


def _found(db: sqlite3.Connection, matching: str, days: tuple[int, int]) -> tuple[int, list[int]]:
    """How many, and the numbers of those that are ranked, in their order."""
    where = "FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    (total,) = db.execute(f"SELECT count(*) {where}", (matching, *days)).fetchone()
    rank = f"bm25(words, {HEADLINE}, 1.0, 0.0)"
    order = f"SELECT rowid, {rank} {where} ORDER BY rowid DESC LIMIT {RANKED}"
    ranked = db.execute(order, (matching, *days)).fetchall() if total else []
    # of equals the newest day first, of a day its first edition, and in that the order of its pages
    newest = sorted(ranked, key=lambda row: (-(row[0] >> (PLACE_BITS + STORY_BITS)), row[0]))
    return total, [row[0] for row in sorted(newest, key=lambda row: round(row[1], 6))]


def _inside(db: sqlite3.Connection, asked: Query) -> dict[str, list[str]]:
    """Words that hold what was sought, the shortest first, by that; empty where a term has none."""
    found: dict[str, list[str]] = {}
    for term in asked.wanted:
        if not (shape := term.shape):
            continue
        three = {shape[at : at + 3] for at in range(len(shape) - 2)}
        matching = " AND ".join(f'"{letters}"' for letters in sorted(three))
        order = f"""SELECT vocabulary.word FROM vocabulary
            JOIN shapes ON shapes.rowid = vocabulary.id
            WHERE shapes MATCH ? AND instr(vocabulary.word, ?) > 0
            ORDER BY length(vocabulary.word), vocabulary.word LIMIT {MOST_WORDS}"""
        found[shape] = [row[0] for row in db.execute(order, (matching, shape))]
        if not found[shape]:
            return {}
    return found


def _rows(db: sqlite3.Connection, numbers: Sequence[int]) -> list[_Row]:
    places = ", ".join("?" * len(numbers))
    found = db.execute(f"SELECT {_COLUMNS} FROM stories WHERE id IN ({places})", tuple(numbers))
    by_number = {row[0]: row for row in found}
    return [by_number[story] for story in numbers if story in by_number]


def _stored(db: sqlite3.Connection, edition: str) -> list[_Row]:
    order = f"SELECT {_COLUMNS} FROM stories WHERE edition = ? ORDER BY page, slug"
    return db.execute(order, (edition,)).fetchall()


def _place(db: sqlite3.Connection, edition: str, day: int) -> int:
    """The edition's place on its day: its own, else the first that is free."""
    known = db.execute("SELECT day, place FROM editions WHERE id = ?", (edition,)).fetchone()
    if known and known[0] == day:
        return int(known[1])
    taken = {row[0] for row in db.execute("SELECT place FROM editions WHERE day = ?", (day,))}
    place = next(place for place in range(len(taken) + 1) if place not in taken)
    if place >= 1 << PLACE_BITS:
        raise OutputError(f"{edition}: its day has {len(taken)} editions, more than are archived")
    db.execute("INSERT OR REPLACE INTO editions VALUES (?, ?, ?)", (edition, day, place))
    return place


def _put(db: sqlite3.Connection, story: int, entry: Entry) -> None:
    e = entry
    row = (story, e.edition, e.slug, e.path, e.headline, e.section, e.page, e.language, e.text)
    db.execute(f"INSERT INTO stories ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    into = "INSERT INTO words (rowid, headline, text, marks) VALUES (?, ?, ?, ?)"
    db.execute(into, (story, *_folded(entry)))


def _take(db: sqlite3.Connection, row: _Row) -> None:
    columns = "(words, rowid, headline, text, marks)"
    folded = (row[0], *_folded(_entry(row)))
    db.execute(f"INSERT INTO words {columns} VALUES ('delete', ?, ?, ?, ?)", folded)
    db.execute("DELETE FROM stories WHERE id = ?", (row[0],))


def _folded(entry: Entry) -> tuple[str, str, str]:
    marks = " ".join(_marks(entry.section, entry.language))
    return in_words(entry.headline), in_words(entry.text), marks


def _words_of(entries: Iterable[Entry]) -> set[str]:
    """Those that may be sought by a part of them."""
    told = (f"{entry.headline}\n{entry.text}" for entry in entries)
    folded = {unit.folded for text in told for unit in units(text)}
    return {word for word in folded if len(word) > SHORTEST and not is_unspaced(word)}


def _learn(db: sqlite3.Connection, words: set[str]) -> None:
    for word in sorted(words):
        told = db.execute("INSERT OR IGNORE INTO vocabulary (word) VALUES (?)", (word,))
        if told.rowcount:
            db.execute("INSERT INTO shapes (rowid, word) VALUES (?, ?)", (told.lastrowid, word))


def _unlearn(db: sqlite3.Connection, words: set[str]) -> None:
    """Forget those that no story has any more."""
    for word in sorted(words):
        if db.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"',)).fetchone():
            continue
        known = db.execute("SELECT id FROM vocabulary WHERE word = ?", (word,)).fetchone()
        if known:
            columns = "(shapes, rowid, word) VALUES ('delete', ?, ?)"
            db.execute(f"INSERT INTO shapes {columns}", (known[0], word))
            db.execute("DELETE FROM vocabulary WHERE id = ?", known)


def _marks(section: str, language: str) -> list[str]:
    """Words of one length that stand for a section, whatever its capitals, and the main part of a
    language: in the index itself, so that a filter costs nothing."""
    told = {"s": section, "l": language.partition("-")[0]}
    plain = {kind: " ".join(u.folded for u in units(name)) for kind, name in told.items()}
    return [
        kind + hashlib.sha256(name.encode()).hexdigest()[:15]
        for kind, name in plain.items()
        if name
    ]


def _entry(row: _Row) -> Entry:
    story, edition, slug, path, headline, section, page, language, text = row
    return Entry(
        edition=edition,
        date=day_of(story),
        slug=slug,
        path=path,
        headline=headline,
        section=section,
        page=page,
        language=language,
        text=text,
    )


def _hit(row: _Row, asked: Query, inside: bool) -> Hit:
    entry = _entry(row)
    return Hit(
        edition=entry.edition,
        date=entry.date,
        slug=entry.slug,
        path=entry.path,
        headline=marked(entry.headline, asked.wanted, inside),
        section=entry.section,
        page=entry.page,
        language=entry.language,
        snippet=snippet(entry.text, asked.wanted, inside),
    )
