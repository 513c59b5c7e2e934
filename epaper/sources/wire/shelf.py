"""The stories' files of a day: written whole, held and let go, never over an editor's hand."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from epaper.errors import OutputError
from epaper.model.finding import Finding
from epaper.model.names import SCRIPT
from epaper.settings.notes import Notes
from epaper.settings.scalars import NO
from epaper.sources.wire.drafts import Draft, Drafts, digest_of
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.storyfile import slug_of, suffixed, with_hold
from epaper.sources.wire.whole import write_whole
from epaper.sources.writer import story_markdown

# the folder of the importer's own files; hidden, so that nobody takes them for stories
OWN = ".wire"
# fields of a story's front matter with all that belongs to them, by whatever hand
_HELD = re.compile(r"^hold[ \t]*:(.*\n(?:[ \t]+.*\n)*)", re.MULTILINE | re.IGNORECASE)
_KILLED = re.compile(r"^kill[ \t]*:.*\n(?:[ \t]+.*\n)*", re.MULTILINE | re.IGNORECASE)
_OURS = re.compile(r" true  # ")  # see with_hold


class Hand(Enum):
    """Whose the file of a story is now."""

    OURS = "ours"
    TOUCHED = "was edited by hand"
    GONE = "was taken out by hand"

    @property
    def told(self) -> str:
        """Why an item whose story an editor had in hand is held; "" where none had."""
        return _TOLD.get(self, "")


_TOLD = {
    Hand.TOUCHED: "an editor has touched the story: the update lies beside it",
    Hand.GONE: f"an editor has taken the story out: the update lies in {OWN}/removed",
}


class Shelf:
    def __init__(self, day: Path, ledger: Ledger, slugs: str = SCRIPT) -> None:
        self.day = day
        self.slugs = slugs  # how names of files are written
        self.ledger = ledger
        self.drafts = Drafts(ledger)
        # by an editor, while they were drafts: by id, in whose hand their stories are
        self.overtaken: dict[str, tuple[Hand, tuple[Finding, ...]]] = {}

    def recover(self) -> list[tuple[Row, bool]]:
        """Take up what a killed run left: drafts are written, half-written files and waiting items
        that no longer wait are deleted.  The stories that were written now, each with whether it
        had a file before.
        """
        found: list[tuple[Row, bool]] = []
        for path, identity, raw in self.ledger.drafts():
            row = self.ledger.get(identity)
            ours = row is not None and row.pending_hash == digest_of(raw)
            if row is not None and ours and row.state == "story":
                own = self.where(row)
                written = self._recover(row, own or self.day / path, raw)
                found += [(row, own is not None)] if written else []
            self.ledger.begin()
            self.ledger.written(path)
        self.ledger.commit()
        for leftover in sorted(self.day.rglob(".*.part")):
            leftover.unlink(missing_ok=True)
        waiting = self.ledger.waiting()
        for path_ in sorted((self.day / OWN / "waiting").glob("*.md")):
            if path_.stem not in waiting:
                path_.unlink(missing_ok=True)
        return found

    def _recover(self, row: Row, path: Path, raw: bytes) -> bool:
        there = digest_of(path.read_bytes()) if path.is_file() else row.file_hash
        if there not in (row.file_hash, row.pending_hash):
            return False  # an editor was here since: the item comes again, and lies beside it then
        if there != row.pending_hash:
            write_whole(path, raw)
        self.ledger.begin()
        self.ledger.put(replace(row, file_hash=row.pending_hash, pending_hash=""))
        return there != row.pending_hash

    def free_slug(self, item: WireItem) -> str:
        """A slug that no other story has, in the ledger or among the editor's own files."""
        slug = slug_of(item, self.slugs)
        for name in (slug, suffixed(slug, item.id)):
            if self.ledger.by_slug(name) is None and not self._foreign(name, item.id):
                return name
        return suffixed(f"{slug}-2", item.id)

    def _foreign(self, slug: str, identity: str) -> bool:
        """Is there a file of this name that did not come from this item?"""
        with os.scandir(self.day) as entries:
            names = sorted(e.name for e in entries if e.name != OWN and os.path.isdir(e))
        places = (os.path.join(self.day, name, f"{slug}.md") for name in ("", *names))
        found = next((place for place in places if os.path.isfile(place)), None)
        return found is not None and not came_from(Path(found), identity)

    def write(
        self, fresh: Row, row: Row | None, text: str, notes: Notes, at_once: bool = False
    ) -> Hand:
        """Write the story's file, with its batch or `at_once`; in whose hand it is: where that is
        an editor's, the update lies apart instead.
        """
        raw = text.encode("utf-8", "replace")
        path = self.day / fresh.path
        hand = Hand.OURS
        if row is not None and row.state == "story":
            row = self.written(row)
            path = self.where(row) or path
            fresh = replace(fresh, path=path.relative_to(self.day).as_posix())
            hand = self.hand(row, path)
        elif os.path.isfile(path) and digest_of(path.read_bytes()) != digest_of(
            raw
        ):  # the ledger was lost, or an editor was here
            hand = Hand.TOUCHED
        if hand is not Hand.OURS:
            self._beside(fresh, path, raw, hand, notes=notes)
            self.ledger.put(
                replace(
                    fresh, file_hash=row.file_hash if row else "-", reason=row.reason if row else ""
                )
            )
            return hand
        known = row.file_hash if row else ""
        written = fresh if fresh.file_hash == known else replace(fresh, file_hash=known)
        return self._put(written, path, raw, row, at_once=at_once)

    def written(self, row: Row) -> Row:
        """The row as it is when its story is in its file."""
        if row.id not in self.drafts.waiting:
            return row
        self.flush()
        return self.ledger.get(row.id) or row

    def _put(
        self, row: Row, path: Path, raw: bytes, before: Row | None, at_once: bool = True
    ) -> Hand:
        """The ledger knows the text before it is in the file."""
        if at_once:
            self.flush()
        waited = before is not None and before.state == "waiting"
        draft = Draft(
            replace(row, pending_hash=digest_of(raw)),
            path,
            row.path if before is None else path.relative_to(self.day).as_posix(),
            raw,
            there=_ours(before),
            reason=before.reason if before is not None and not waited else "",
            waited=self._waiting(before) if before is not None and waited else None,
        )
        self.drafts.add(draft)
        if at_once:
            self.flush()
        return self.overtaken[row.id][0] if row.id in self.overtaken else Hand.OURS

    def flush(self) -> None:
        """Have every story in its file.  Where an editor wrote one in the meantime, the story lies
        beside it; one that was moved gets its text where it is.
        """
        for draft in self.drafts.write():
            path = self.where(draft.row) or draft.path
            row = replace(draft.row, path=path.relative_to(self.day).as_posix())
            hand = _hand_of(path, draft.there)
            if hand is Hand.OURS:
                write_whole(path, draft.raw)
                row = replace(row, file_hash=row.pending_hash, pending_hash="")
            else:
                notes = Notes(row.path, row.slug)
                self._beside(row, path, draft.raw, hand, notes=notes)
                known = row.file_hash or "-"
                row = replace(row, file_hash=known, pending_hash="", reason=draft.reason)
                self.overtaken[row.id] = hand, tuple(notes.found)
            self.ledger.put(row)
            self.ledger.written(draft.name)

    def _beside(self, row: Row, path: Path, raw: bytes, hand: Hand, notes: Notes) -> None:
        place = (
            path.with_suffix(".update")
            if hand is Hand.TOUCHED
            else self.day / OWN / "removed" / path.name
        )
        write_whole(place, raw)
        fact = f"{row.path} {hand.value}; the update lies in {place.relative_to(self.day)}"
        notes.warning("wire.touched", fact, "compare the two and merge by hand")

    def where(self, row: Row) -> Path | None:
        """The story's file, also when the editor has moved it to another folder of the day."""
        path = self.day / row.path
        if path.is_file():
            return path
        moved = (place for place in self.day.rglob(f"{row.slug}.md") if OWN not in place.parts)
        return next(iter(sorted(moved)), None)

    def copies(self, row: Row) -> Iterator[Path]:
        """Every file of the day that came from this item, also renamed or copied by an editor."""
        self.flush()
        own = self.where(row)
        for path in sorted(self.day.rglob("*.md")):
            inside = OWN not in path.relative_to(self.day).parts
            if inside and (path == own or came_from(path, row.id)):
                yield path

    def hand(self, row: Row, path: Path) -> Hand:
        if not path.is_file():
            return Hand.OURS if row.pending_hash else Hand.GONE
        known = digest_of(path.read_bytes()) in (row.file_hash, row.pending_hash)
        return Hand.OURS if known else Hand.TOUCHED

    def hold(self, row: Row, reason: str) -> bool:
        """Hold a story, or let it go with an empty reason; False when an editor has touched it."""
        self.flush()
        known = self.ledger.get(row.id) or row
        row = replace(row, file_hash=known.file_hash, pending_hash=known.pending_hash)
        if row.reason == reason:
            self.ledger.put(row)
            return True
        path = self.where(row)
        if path is None or self.hand(row, path) is not Hand.OURS:
            return False
        raw = with_hold(path.read_text(encoding="utf-8"), reason).encode()
        return self._put(replace(row, reason=reason), path, raw, row) is Hand.OURS

    def stop(self, row: Row, reason: str) -> list[Path]:
        """Hold a story because its sender says so, under an editor's hand too: one line of its
        front matter; the files that were held.  An empty reason takes that line out again.
        """
        self.flush()
        own, done = self.where(row), self.hold(row, reason)
        if done and not reason:
            return []
        held = list(self.copies(row))
        for path in held:
            if done and path == own:
                continue
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            changed = _stopped(text, reason) if reason else _let_go(text, row.reason)
            if changed != text:
                write_whole(path, changed.encode("utf-8", "surrogateescape"))
        if not done:
            self.ledger.put(replace(row, reason=reason))
        return held

    def bury(self, row: Row, why: Mapping[str, str]) -> list[str]:
        """Take a story's files out of the day, and say their names.  They are moved, so that an
        editor's own words in them are not lost, and say why: {"reason": ..., "by": ..., "at": ...}.
        """
        found: list[Path] = []
        if row.state == "story":
            found = list(self.copies(row))
        elif row.state == "picture":
            found = [self.day / row.path, self.day / "pictures" / f"{row.slug}.txt"]
        for path in found:
            if path.suffix == ".md":
                _mark_killed(path, why)
            self.take_out(path)
        self._waiting(row).unlink(missing_ok=True)
        return [path.stem for path in found]

    def take_out(self, path: Path) -> None:
        """Move a file of the day into the importer's own folder."""
        if not path.is_file():
            return
        grave = self.day / OWN / "killed" / path.name
        count = 1
        while grave.exists():
            count += 1
            grave = grave.with_name(f"{path.stem}-{count}{path.suffix}")
        try:
            grave.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, grave)
        except OSError as error:
            raise OutputError(
                f"{path.name} is withdrawn and cannot be taken out of the day ({error.strerror}); "
                "delete it by hand"
            ) from None

    def wait(self, row: Row, text: str) -> None:
        """Keep a story that cannot be printed yet, out of the day's stories."""
        write_whole(self._waiting(row), text.encode("utf-8", "replace"))

    def _waiting(self, row: Row) -> Path:
        return self.day / OWN / "waiting" / f"{row.slug}.md"


def _hand_of(path: Path, there: Sequence[str]) -> Hand:
    """In whose hand is a file that may be `there`, by digests?"""
    if not path.is_file():
        return Hand.GONE
    return Hand.OURS if digest_of(path.read_bytes()) in there else Hand.TOUCHED


def _ours(row: Row | None) -> tuple[str, ...]:
    """The digests by which a file is ours (see `Shelf.hand`); "" where it may be missing."""
    if row is None or row.state != "story":
        return ("",)
    return (row.file_hash, row.pending_hash, "") if row.pending_hash else (row.file_hash,)


def _stopped(text: str, reason: str) -> str:
    """A file of any hand with `hold: true` as its first field; one without front matter gets it."""
    opened = re.match(r"\ufeff?---[ \t]*\r?\n", text)
    if opened is None:
        return with_hold("---\n---\n", reason) + text
    body = re.search(r"^---[ \t]*\r?$", text[opened.end() :], re.MULTILINE)
    end = opened.end() + (body.start() if body else 0)
    front = text[opened.end() : end]
    own = "; ".join(filter(None, map(_own_hold, _HELD.findall(front))))
    # what an editor holds stays held when its sender lets it go: that takes out its own line alone
    words = f"{reason}; and held by hand: {own}" if own else reason
    return with_hold("---\n" + _HELD.sub("", front), words) + text[end:]


def _own_hold(value: str) -> str:
    """An editor's words behind `hold:`; none where the line is the importer's, or says no."""
    words = " ".join(value.split())
    ours = _OURS.match(value) is not None and "; and held by hand: " not in value
    return "" if ours or words.split(" #")[0].strip().lower() in NO else words or "yes"


def _mark_killed(path: Path, why: Mapping[str, str]) -> None:
    """Write `kill:` into a story of any hand, before it is moved: should that fail, it is not
    printed.  A disk that takes no more must not keep it from being moved."""
    with contextlib.suppress(OSError, OutputError):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        field = story_markdown({"kill": why}, "").removeprefix("---\n").partition("---\n")[0]
        opened = re.match(r"\ufeff?---[ \t]*\r?\n", text)
        if opened is None:
            marked = f"---\n{field}---\n{text}"
        else:
            body = re.search(r"^---[ \t]*\r?$", text[opened.end() :], re.MULTILINE)
            end = opened.end() + (body.start() if body else 0)
            front = _KILLED.sub("", text[opened.end() : end])
            marked = f"---\n{field}{front}{text[end:]}"
        write_whole(path, marked.encode("utf-8", "surrogateescape"))


def _let_go(text: str, reason: str) -> str:
    """The file without the line by which it was held for this reason; as it is without one."""
    line = with_hold("---\n", reason).removeprefix("---\n")
    return text.replace(line, "", 1) if reason else text


def came_from(path: Path, identity: str) -> bool:
    """Does the file's record of its origin name this item?"""
    text = path.read_bytes()[:200_000].decode("utf-8", "replace")
    if identity[:30].strip() not in text:  # cheap, for all the stories that are another's
        return False
    written = story_markdown({"origin": {"id": identity}}, "").split("origin:\n", 1)[1]
    return written.split("---\n", 1)[0] in text or any(
        line.strip() in (f"id: {identity}", f"id: '{identity}'", f'id: "{identity}"')
        for line in text.splitlines()
    )
