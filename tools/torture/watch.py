"""`import --watch` killed at random moments: nothing lost, doubled, left behind or let loose.

    python -m tools.torture.watch KILLS SEED FOLDER

Rounds of files of all kinds (stories, updates, withdrawals, embargoes, copies, late pictures,
feeds, archives, broken files) fall into a drop folder; a run follows it and is killed with SIGKILL
at a moment that the seed names.  After every kill the day is looked at as a build would see it; at
the end it must be, byte for byte, the day of a run that was never killed.  A folder with a state
goes on where it ended.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import os
import random
import signal
import sqlite3
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from epaper.errors import EpaperError
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.watch import watch
from tools.torture.runs import Fault

DATE = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 23, 20, tzinfo=datetime.UTC)
_WORDS = "harbour board quay tide winter basin crane pier shipyard vote budget bridge ferry".split()
_EDITION = "publication: {name: Torture, layout: broadsheet}\nsections: [City, World, Sport]\n"


class Sender:
    """An agency that sends files of all kinds, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0
        self.versions: dict[str, int] = {}

    def round(self) -> dict[str, bytes]:
        """The files of one round by name, in the order in which they are taken."""
        files: dict[str, bytes] = {}
        kinds = [self.story, self.update, self.kill, self.embargo, self.copy, self.picture]
        kinds += [self.feed, self.archive, self.broken, self.update, self.hold]
        for kind in self.chance.choices(kinds, k=self.chance.randint(4, 8)):
            for ending, raw in kind():
                self.count += 1
                files[f"{self.count:05}{ending}"] = raw
        return files

    def item(self, identity: str, **more: object) -> dict[str, object]:
        version = self.versions.get(identity, 0) + 1
        self.versions[identity] = version
        words = " ".join(self.chance.choices(_WORDS, k=60))
        return {
            "uri": identity,
            "type": "text",
            "version": str(version),
            "versionCreated": f"2026-11-23T10:{version % 60:02}:00Z",
            "pubStatus": "usable",
            "headlines": [{"value": f"Story {identity} stands"}],
            "subjects": [{"name": self.chance.choice(["City", "World"]), "rel": "section"}],
            "bodies": [{"contentType": "text/html", "value": f"<p>{identity}: {words}.</p>"}],
            **more,
        }

    def _new(self) -> str:
        return f"tag:t,{len(self.versions)}"

    def _old(self) -> str:
        return self.chance.choice(list(self.versions)) if self.versions else self._new()

    def story(self) -> list[tuple[str, bytes]]:
        return [(".json", _json(self.item(self._new())))]

    def update(self) -> list[tuple[str, bytes]]:
        return [(".json", _json(self.item(self._old())))]

    def kill(self) -> list[tuple[str, bytes]]:
        return [(".json", _json(self.item(self._old(), pubStatus="canceled")))]

    def hold(self) -> list[tuple[str, bytes]]:
        return [(".json", _json(self.item(self._old(), pubStatus="later")))]

    def embargo(self) -> list[tuple[str, bytes]]:
        until = self.chance.choice(["2026-11-24T08:00:00Z", "when the chair has spoken"])
        identity = self.chance.choice([self._new(), self._old()])
        return [(".json", _json(self.item(identity, embargoed=until)))]

    def copy(self) -> list[tuple[str, bytes]]:
        item = self.item(self._new())
        other = {**item, "uri": f"{item['uri']}-b", "infoSources": [{"name": "Other"}]}
        self.versions[f"{item['uri']}-b"] = 1
        return [(".json", _json(item)), (".json", _json(other))]

    def picture(self) -> list[tuple[str, bytes]]:
        """A story whose picture comes after it."""
        name = f"{self.count + 2:05}.png"
        out = io.BytesIO()
        Image.new("L", (400, 300), self.count % 250).save(out, "PNG")
        shown = [{"type": "picture", "uri": f"tag:p,{name}", "renditions": [{"href": name}]}]
        item = self.item(self._new(), associations=shown)
        return [(".json", _json(item)), (".png", out.getvalue())]

    def feed(self) -> list[tuple[str, bytes]]:
        titles = [f"Feed {self.count} title {place}" for place in range(3)]
        items = "".join(
            f"<item><title>{t}</title><guid>https://t.example/</guid>"
            f"<description>{t} has words.</description></item>"
            for t in titles
        )
        text = f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
        return [(".xml", text.encode())]

    def archive(self) -> list[tuple[str, bytes]]:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for place in range(2):
                entry = zipfile.ZipInfo(f"{place}.json", (2026, 11, 23, 0, 0, 0))
                packed.writestr(entry, _json(self.item(self._new())))
        return [(".zip", out.getvalue())]

    def broken(self) -> list[tuple[str, bytes]]:
        return [(".json", b'{"uri": "x", "type": ' + str(self.count).encode())]


def _json(item: dict[str, object]) -> bytes:
    return json.dumps(item).encode()


class Desk:
    """A day's folder and a drop folder with a run that follows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drop = folder / "drop"
        self.settings = Settings(folder / "editions", DATE, NOW, folder / "dist")
        self.day = self.settings.day
        self.drop.mkdir(parents=True, exist_ok=True)
        self.day.mkdir(parents=True, exist_ok=True)
        (self.day / "edition.yaml").write_text(_EDITION, encoding="utf-8")

    def send(self, files: dict[str, bytes]) -> None:
        for name, raw in files.items():
            if any((self.drop / place / name).exists() for place in ("", "done", "failed")):
                continue  # sent before, by a harness that was stopped
            (self.drop / f"{name}.part").write_bytes(raw)
            os.replace(self.drop / f"{name}.part", self.drop / name)

    def waiting(self) -> list[str]:
        return [name for name in os.listdir(self.drop) if os.path.isfile(self.drop / name)]

    def follow(self, stop: Callable[[], bool]) -> None:
        for _ in watch(self.drop, lambda: self.settings, 0.005, stop):
            pass

    def to_the_end(self) -> None:
        looks = iter(range(1000))
        self.follow(lambda: next(looks) > 2 and not self.waiting())

    def killed(self, chance: random.Random) -> None:
        """Start a run, and kill it at some moment of its work."""
        wanted = chance.randrange(len(self.waiting()) + 1)
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                self.follow(lambda: False)
            os._exit(1)
        moment = chance.uniform(0, 0.25 if wanted == 0 else 0.06)
        start, before = time.monotonic(), len(self.waiting())
        while before - len(self.waiting()) < wanted and time.monotonic() - start < 20:
            time.sleep(0.001)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise Fault("the run ended by itself")

    def stories(self) -> dict[str, str]:
        """Name -> text of what a build would read."""
        return {
            path.relative_to(self.day).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.day.rglob("*.md"))
            if ".wire" not in path.parts
        }

    def rows(self) -> list[tuple[str, ...]]:
        base = sqlite3.connect(self.day / ".wire" / "ledger.sqlite3")
        try:
            query = (
                "SELECT id, slug, path, state, reason, version, leader, file_hash, pending_hash "
                "FROM items ORDER BY id"
            )
            return list(base.execute(query))
        finally:
            base.close()

    def tree(self) -> dict[str, bytes]:
        """All that is left, with the importer's own folder but for its database."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.name.startswith(("ledger.", "lock", "state."))
        }


def look(desk: Desk, sent: dict[str, bytes]) -> None:
    """What must hold after every kill.  Raises Fault."""
    places = Counter(
        path.name
        for folder in (desk.drop, desk.drop / "done", desk.drop / "failed")
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.is_file() and not path.name.endswith((".txt", ".part"))
    )
    if lost := sorted(set(sent) - set(places)):
        raise Fault(f"lost: {lost}")
    if odd := sorted(name for name, count in places.items() if count > 1 or name not in sent):
        raise Fault(f"doubled or unknown: {odd}")
    for name, text in desk.stories().items():
        if not text.startswith("---\n") or not text.endswith("\n"):
            raise Fault(f"{name} is half a file")
        if "embargo: 2026-11-24" in text and not text.startswith("---\nhold: true"):
            raise Fault(f"{name} is under embargo and free")
        if "embargo: when" in text and not text.startswith("---\nhold: true"):
            raise Fault(f"{name} has an embargo that cannot be read and is free")


def at_rest(desk: Desk) -> None:
    """What must hold when all was taken in.  Raises Fault."""
    if left := desk.waiting():
        raise Fault(f"not taken in: {left}")
    tree = desk.tree()
    if left := [name for name in tree if name.endswith((".part", ".update"))]:
        raise Fault(f"left behind: {left}")
    stories = desk.stories()
    known = {}
    for row in desk.rows():
        identity, slug, path, state, reason = row[:5]
        if row[8]:
            raise Fault(f"{identity} is still pending")
        waits = f"editions/{DATE.isoformat()}/.wire/waiting/{slug}.md"
        if (state == "waiting") != (waits in tree) and slug:
            raise Fault(f"{identity} waits in one place only")
        if state == "story":
            known[path] = identity
            text = stories.get(path, "")
            if hashlib.blake2b(text.encode(), digest_size=16).hexdigest() != row[7]:
                raise Fault(f"{path} and the ledger disagree")
            if text.startswith("---\nhold: true") != bool(reason):
                raise Fault(f"{path} is held in one place only")
    if set(stories) != set(known):
        raise Fault(f"stories without a row: {sorted(set(stories) - set(known))}")


def compare(desk: Desk, other: Desk) -> None:
    """Is the day the one of a run that was never killed?  Raises Fault."""
    mine, theirs = desk.tree(), other.tree()
    if differ := sorted(n for n in mine.keys() | theirs.keys() if mine.get(n) != theirs.get(n)):
        raise Fault(f"not as without kills: {differ[:5]}")
    if rows := [(a, b) for a, b in zip(desk.rows(), other.rows(), strict=True) if a != b]:
        raise Fault(f"rows not as without kills: {rows[:2]}")


def main(kills: int, seed: int, folder: Path) -> None:
    """So many kills; raises Fault at the first that leaves something wrong."""
    state = folder / "state.json"
    done = json.loads(state.read_text()) if state.exists() else 0
    desk, sender, sent = Desk(folder / "killed"), Sender(seed), dict[str, bytes]()
    try:
        for number in range(kills):
            files = sender.round()
            sent |= files
            if number < done:
                continue
            desk.send(files)
            desk.killed(random.Random(f"{seed} {number}"))
            look(desk, sent)
            state.write_text(json.dumps(number + 1))
        desk.to_the_end()
        look(desk, sent)
        at_rest(desk)
        other, sender = Desk(folder / "whole"), Sender(seed)
        if not (folder / "whole.done").exists():
            for _ in range(kills):
                other.send(sender.round())
            other.to_the_end()
        compare(desk, other)
    except EpaperError as error:
        raise Fault(f"{type(error).__name__}: {error}") from error


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
