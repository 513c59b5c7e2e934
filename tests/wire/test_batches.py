"""Items are taken in batches: told when their files stand, whole or not at all, whatever ends the
run in between.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wire_samples import WORDS, drop, ninjs

from epaper.errors import OutputError, WireError
from epaper.model.finding import Severity
from epaper.sources.wire import desk, whole
from epaper.sources.wire.gather import Found, gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Hand

Bring = Callable[..., list[Outcome]]


def item(number: int, version: int = 1, **more: object) -> dict[str, object]:
    body = " ".join(f"word{number}x{word} is here." for word in range(15))
    headlines = [{"value": f"Story {number} stands"}]
    identity = f"tag:a,{number}"
    return ninjs(identity, str(version), 8 + version, body, headlines=headlines, **more)


def day_of(folder: Path, count: int) -> Path:
    for number in range(count):
        drop(folder, f"{number:03}", item(number))
    return folder


def tree(settings: Settings) -> dict[str, bytes]:
    """All that is in the day but the database and the lock."""
    return {
        path.relative_to(settings.day).as_posix(): path.read_bytes()
        for path in sorted(settings.day.rglob("*"))
        if path.is_file() and not path.name.startswith(("ledger.", "lock"))
    }


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(settings.day / ".wire" / "ledger.sqlite3")
    try:
        names = ("items", "seen", "bands", "wanted", "drafts", "shown", "untold")
        return {name: sorted(base.execute(f"SELECT * FROM {name}")) for name in names}
    finally:
        base.close()


def test_an_item_is_told_when_its_story_stands(settings: Settings, tmp_path: Path) -> None:
    told = 0
    for outcome in import_found(settings, gather([day_of(tmp_path / "in", 150)])):
        assert (settings.day / "city" / f"{outcome.slug}.md").is_file()
        told += 1
    assert told == 150
    assert not rows(settings)["drafts"]


# Ends itself, as a loss of power would, at a call of one of the three that move a story on
KILLED = """
import datetime, os, signal, sys
from pathlib import Path
from epaper.sources.wire import whole
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.ledger import Ledger

def ending(real, at):
    left = iter(range(at))
    def call(*args):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)
    return call

where, at = sys.argv[3], int(sys.argv[4])
if where == "commit":
    Ledger.commit = ending(Ledger.commit, at)
elif where == "rename":
    whole.os.replace = ending(whole.os.replace, at)
elif where == "flush":
    whole.os.fsync = ending(whole.os.fsync, at)
now = datetime.datetime(2026, 11, 23, 20, tzinfo=datetime.UTC)
settings = Settings(Path(sys.argv[2]), datetime.date(2026, 11, 23), now)
for outcome in import_found(settings, gather([Path(sys.argv[1])])):
    print(outcome.slug, flush=True)
"""


@pytest.mark.parametrize(
    ("where", "at"),
    [
        ("commit", 2),  # of the first batch: nothing of it is known
        ("commit", 3),  # the files stand, and are not noted as written
        ("commit", 4),
        ("rename", 0),
        ("rename", 30),  # in the middle of the first batch
        ("rename", 64),
        ("rename", 100),
        ("flush", 20),
    ],
)
def test_a_run_killed_within_a_batch_loses_and_doubles_nothing(
    settings: Settings, tmp_path: Path, where: str, at: int
) -> None:
    source = day_of(tmp_path / "in", 140)
    drop(source, "139b", item(3, version=2))  # and a correction
    command = [sys.executable, "-c", KILLED, str(source), str(settings.editions), where, str(at)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, run.stderr
    told = run.stdout.split()
    assert all((settings.day / "city" / f"{slug}.md").is_file() for slug in told)
    outcomes = list(import_found(settings, gather([source])))
    assert not [one for one in outcomes if one.result in (Result.HELD, Result.FAILED)]
    assert not list(settings.day.rglob("*.update"))
    killed, known = tree(settings), rows(settings)
    other = Settings(tmp_path / "other", settings.date, settings.now)
    other.day.mkdir(parents=True)
    (other.day / "edition.yaml").write_bytes((settings.day / "edition.yaml").read_bytes())
    list(import_found(other, gather([source])))
    assert killed == tree(other)
    assert known == rows(other)


def test_a_failing_item_costs_its_batch_nothing(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: object, item: object, *args: object, **more: object) -> Outcome:
        if item.id == "tag:a,20":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return real(self, item, *args, **more)  # type: ignore[arg-type]

    real = desk.Desk._story
    source = day_of(tmp_path / "in", 40)
    with monkeypatch.context() as patch:
        patch.setattr(desk.Desk, "_story", failing)
        outcomes = bring(source)
    assert [one.result for one in outcomes] == [
        Result.FAILED if number == 20 else Result.NEW for number in range(40)
    ]
    assert len(list(settings.day.glob("city/*.md"))) == 39
    again = bring(source)
    assert [one.result for one in again].count(Result.NEW) == 1
    assert again[20].result is Result.NEW


def test_an_item_and_its_correction_in_one_batch(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    drop(source, "a", item(1))
    drop(source, "b", item(2))
    drop(source, "c", item(1, version=2, ednote="CORRECTION: the figure"))
    assert [one.result for one in bring(source)] == [Result.NEW, Result.NEW, Result.UPDATED]
    text = (settings.day / "city" / "story-1-stands.md").read_text("utf-8")
    assert "version: '2'" in text
    assert "correction: true" in text
    assert not list(settings.day.rglob("*.update"))
    assert all(row[11] and not row[12] for row in rows(settings)["items"])  # written, not pending
    assert {one.result for one in bring(source)} == {Result.SAME}


@pytest.mark.parametrize(
    ("more", "stands"), [({"pubStatus": "canceled"}, False), ({"pubStatus": "withheld"}, True)]
)
def test_an_item_and_what_stops_it_in_one_batch(
    bring: Bring, settings: Settings, tmp_path: Path, more: dict[str, object], stands: bool
) -> None:
    source = tmp_path / "in"
    drop(source, "a", item(1))
    drop(source, "b", item(1, version=2, **more))
    bring(source)
    found = [path.read_text("utf-8") for path in settings.day.glob("city/*.md")]
    assert len(found) == stands
    assert all(text.startswith("---\nhold: true") for text in found)


def test_a_story_that_is_sent_again_after_its_kill_stands(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    """It has no file, and once had one."""
    source = tmp_path / "in"
    drop(source, "a", item(1))
    drop(source, "b", item(1, version=2, pubStatus="canceled"))
    drop(source, "c", item(1, version=3))
    results = [Result.NEW, Result.KILLED, Result.NEW]
    assert [one.result for one in bring(source)] == results
    (path,) = settings.day.glob("city/*.md")
    assert "version: '3'" in path.read_text("utf-8")


def test_an_embargo_that_comes_with_an_update_in_one_batch(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    drop(source, "a", item(1))
    drop(source, "b", item(1, version=2, embargoed="2026-11-24T22:00:00Z"))
    assert [one.result for one in bring(source)] == [Result.NEW, Result.HELD]
    (path,) = settings.day.glob("city/*.md")
    assert path.read_text("utf-8").startswith("---\nhold: true")


def test_of_copies_in_one_batch_the_agency_that_the_desk_prefers_stands(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    (settings.day / "wire.yaml").write_text("prefer: [Other Agency]\n", "utf-8")
    source = tmp_path / "in"
    drop(source, "a", ninjs())
    drop(source, "b", ninjs("tag:c", body=f"{WORDS} It snowed."))
    other = [{"name": "Other Agency"}]
    drop(source, "c", ninjs("tag:b", infoSources=other, body=f"{WORDS} It rained."))
    bring(source)
    texts = [path.read_text("utf-8") for path in settings.day.glob("city/*.md")]
    free = [text for text in texts if not text.startswith("---\nhold: true")]
    assert len(texts) == 3
    assert ["Other Agency" in text for text in free] == [True]


def test_copies_are_found_on_a_large_day(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    """Of a story of the first items, of one of the last, and of an update's new text."""
    source = day_of(tmp_path / "in", 240)
    drop(source, "240", ninjs("tag:a,7", "2", 12, WORDS, headlines=[{"value": "Story 7 stands"}]))
    for number, copied in (("300", item(3)), ("301", item(235)), ("302", ninjs())):
        drop(source, number, {**copied, "uri": f"tag:b,{number}", "by": "Another"})
    found = bring(source)[-3:]
    assert [one.reason for one in found] == [
        f"same story as story-{number}-stands" for number in (3, 235, 7)
    ]


def test_what_an_editor_writes_while_a_batch_is_taken_is_not_overwritten(
    settings: Settings, tmp_path: Path
) -> None:
    """A slow source, and the editor is faster."""
    path = settings.day / "city" / "story-1-stands.md"
    mine = "---\nsection: City\nheadline: Mine\n---\nMy words.\n"

    def slow() -> Iterator[Found]:
        yield from gather([drop(tmp_path / "in", "a", item(1))])
        path.parent.mkdir(exist_ok=True)
        path.write_text(mine, "utf-8")
        yield from gather([drop(tmp_path / "in", "b", item(2))])

    first, second = import_found(settings, slow())
    assert (first.result, second.result) == (Result.HELD, Result.NEW)
    assert [finding.rule for finding in first.findings] == ["wire.touched"]
    assert path.read_text("utf-8") == mine
    assert "version: '1'" in path.with_suffix(".update").read_text("utf-8")
    assert not rows(settings)["drafts"]


def changing(
    tmp_path: Path, settings: Settings, change: Callable[[Path], object]
) -> Iterator[Found]:
    """An update of a story that stands; while it waits for its batch, an editor does something."""
    path = settings.day / "city" / "story-1-stands.md"
    yield from gather([drop(tmp_path / "in", "b", item(1, version=2))])
    change(path)


def test_a_story_that_is_moved_while_its_update_is_taken_gets_it_where_it_is(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))
    moved = settings.day / "front" / "story-1-stands.md"
    moved.parent.mkdir()
    (outcome,) = import_found(
        settings, changing(tmp_path, settings, lambda path: os.replace(path, moved))
    )
    assert (outcome.result, outcome.findings) == (Result.UPDATED, ())
    assert "version: '2'" in moved.read_text("utf-8")
    assert [path.name for path in settings.day.rglob("*.md")] == [moved.name]
    assert [row[2] for row in rows(settings)["items"]] == ["front/story-1-stands.md"]
    (outcome,) = bring(drop(tmp_path / "in", "c", item(1, version=3)))
    assert outcome.result is Result.UPDATED
    assert not rows(settings)["drafts"]


def test_a_story_that_is_moved_and_edited_while_its_update_is_taken_has_it_beside_it(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))
    moved = settings.day / "front" / "story-1-stands.md"
    moved.parent.mkdir()

    def edit(path: Path) -> None:
        path.unlink()
        moved.write_text("My words.\n", "utf-8")

    (outcome,) = import_found(settings, changing(tmp_path, settings, edit))
    assert (outcome.result, outcome.reason) == (Result.HELD, Hand.TOUCHED.told)
    assert moved.read_text("utf-8") == "My words.\n"
    assert "version: '2'" in moved.with_suffix(".update").read_text("utf-8")
    assert "front/story-1-stands.update" in outcome.findings[0].message


@pytest.mark.parametrize("meanwhile", [True, False])
def test_of_a_story_that_was_taken_out_nobody_says_that_the_update_lies_beside_it(
    bring: Bring, settings: Settings, tmp_path: Path, meanwhile: bool
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))
    if meanwhile:
        (outcome,) = import_found(settings, changing(tmp_path, settings, Path.unlink))
    else:
        (settings.day / "city" / "story-1-stands.md").unlink()
        (outcome,) = bring(drop(tmp_path / "in", "b", item(1, version=2)))
    assert outcome.result is Result.HELD
    assert outcome.reason == "an editor has taken the story out: the update lies in .wire/removed"
    assert (settings.day / ".wire" / "removed" / "story-1-stands.md").is_file()
    assert not list(settings.day.glob("city/*"))


def test_an_update_that_a_killed_run_left_is_taken_up_as_one(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))
    drop(tmp_path / "next", "b", item(1, version=2))
    drop(tmp_path / "next", "c", item(2))

    def ending(files: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("epaper.sources.wire.drafts.write_all_whole", ending)
        with pytest.raises(MemoryError):
            bring(tmp_path / "next")
    taken = list(import_found(settings, ()))
    assert {(one.id, one.result) for one in taken} == {
        ("tag:a,1", Result.UPDATED),
        ("tag:a,2", Result.NEW),
    }


@pytest.mark.parametrize("error", [WireError("not there"), KeyboardInterrupt()])
def test_what_came_before_a_source_that_ends_the_run_is_in(
    settings: Settings, tmp_path: Path, error: BaseException
) -> None:
    def ending() -> Iterator[Found]:
        yield from gather([day_of(tmp_path / "in", 5)])
        raise error

    told: list[Outcome] = []
    with pytest.raises(type(error)):
        told.extend(import_found(settings, ending()))
    assert len(told) == len(list(settings.day.glob("city/*.md"))) == 5
    assert not rows(settings)["drafts"]
    assert {one.result for one in import_found(settings, gather([tmp_path / "in"]))} == {
        Result.SAME
    }


def test_a_kill_of_what_stands_is_told_before_anything_else_is_read(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the run then, somebody knows of it."""
    bring(day_of(tmp_path / "in", 1))
    drop(tmp_path / "kill", "b", item(0, version=2, pubStatus="canceled"))
    monkeypatch.setattr("epaper.sources.wire.importing.placed_in", lambda _: lambda _: (1,))
    read: list[str] = []

    def more() -> Iterator[Found]:
        yield from gather([tmp_path / "kill"])
        read.append("the next")
        yield from gather([day_of(tmp_path / "more", 2)])

    first = next(import_found(settings, more()))
    assert first.result is Result.KILLED
    assert first.findings
    assert not read


@pytest.mark.parametrize("told", [0, 1, 2, 3])
def test_an_alarm_is_told_by_the_next_run_where_nobody_heard_it(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: int
) -> None:
    """Who reads stops within the batch that the kill ends: a pipe breaks, a person has seen
    enough, the program is killed."""
    bring(day_of(tmp_path / "in", 1))
    source = tmp_path / "next"
    for number in (1, 2):
        drop(source, f"{number}", item(number))
    drop(source, "3", item(0, version=2, pubStatus="canceled"))
    monkeypatch.setattr("epaper.sources.wire.importing.placed_in", lambda _: lambda _: (1,))
    run = import_found(settings, gather([source]))
    first = [next(run) for _ in range(told)]
    run.close()  # type: ignore[attr-defined]
    again = bring(source)
    if told:
        assert again[0].result is Result.KILLED
        (finding,) = again[0].findings
        assert finding.severity is Severity.ERROR
        assert "already stands on page 1" in finding.message
        assert again[0] == first[2] if told == 3 else again[0] not in first
    assert [one.result for one in again[-3:]] == (
        [Result.SAME] * 3 if told else [Result.NEW, Result.NEW, Result.KILLED]
    )
    assert {one.result for one in bring(source)} == {Result.SAME}
    assert not rows(settings)["untold"]


def test_an_update_that_an_editor_overtook_is_told_by_the_next_run(
    settings: Settings, tmp_path: Path
) -> None:
    """It is known only when the batch is written, and the batch has others before it."""
    path = settings.day / "city" / "story-1-stands.md"

    def slow() -> Iterator[Found]:
        yield from gather([drop(tmp_path / "in", "0", item(0))])
        yield from gather([drop(tmp_path / "in", "1", item(1))])
        path.parent.mkdir(exist_ok=True)
        path.write_text("---\nheadline: Mine\n---\nMy words.\n", "utf-8")

    run = import_found(settings, slow())
    assert next(run).result is Result.NEW
    run.close()  # type: ignore[attr-defined]
    told = [one for one in import_found(settings, ()) if one.findings]
    assert [(one.id, one.result) for one in told] == [("tag:a,1", Result.HELD)]
    assert [finding.rule for finding in told[0].findings] == ["wire.touched"]


@pytest.mark.parametrize("count", [5, 64])
def test_what_stops_a_run_when_its_last_files_are_written_tells_them(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    real = Ledger.put_written

    def ending(self: Ledger, files: Any) -> None:
        real(self, files)
        monkeypatch.undo()
        raise KeyboardInterrupt

    source = day_of(tmp_path / "in", count)
    monkeypatch.setattr(Ledger, "put_written", ending)
    told: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):
        told.extend(import_found(settings, gather([source])))
    assert len(list(settings.day.glob("city/*.md"))) == count
    assert [one.result for one in told] == [Result.NEW] * count
    assert {one.result for one in import_found(settings, gather([source]))} == {Result.SAME}


def test_what_was_told_is_not_told_again_though_the_run_failed_after_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(import_found(settings, gather([day_of(tmp_path / "in", 1)])))
    drop(tmp_path / "kill", "b", item(0, version=2, pubStatus="canceled"))
    monkeypatch.setattr("epaper.sources.wire.importing.placed_in", lambda _: lambda _: (1,))

    def ending() -> Iterator[Found]:
        yield from gather([tmp_path / "kill"])
        raise WireError("not there")

    told: list[Outcome] = []
    with pytest.raises(WireError):
        told.extend(import_found(settings, ending()))
    assert [one.result for one in told] == [Result.KILLED]
    assert not list(import_found(settings, ()))


def test_when_the_disk_fails_at_a_draft_that_must_stand_nothing_is_told_as_new(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(files: object) -> None:
        raise OutputError("the disk is full")

    source = day_of(tmp_path / "in", 3)
    drop(source, "003", item(2, version=2, pubStatus="canceled"))  # it asks for the file
    told: list[Outcome] = []
    with monkeypatch.context() as patch:
        patch.setattr("epaper.sources.wire.drafts.write_all_whole", full)
        with pytest.raises(OutputError, match="full"):
            told.extend(import_found(settings, gather([source])))
    assert not told
    assert not list(settings.day.glob("city/*.md"))
    found = list(import_found(settings, gather([source])))
    assert len(list(settings.day.glob("city/*.md"))) == 2
    assert {one.result for one in found} >= {Result.NEW, Result.KILLED}


def test_a_disk_that_fills_in_a_batch_leaves_no_half_and_tells_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = whole.os.fsync, iter(range(10))

    def full(handle: int) -> None:
        if next(count, None) is None:
            raise OSError(28, "No space left on device")
        real(handle)

    outcomes = import_found(settings, gather([day_of(tmp_path / "in", 30)]))
    with monkeypatch.context() as patch:
        patch.setattr(whole.os, "fsync", full)
        with pytest.raises(OutputError, match="free space"):
            next(outcomes)
    assert not [path for path in settings.day.rglob("*") if path.suffix in (".md", ".part")]
    found = list(import_found(settings, gather([tmp_path / "in"])))
    assert [one.result for one in found] == [Result.NEW] * 30 + [Result.SAME] * 30


@pytest.mark.parametrize("there", [True, False])
def test_each_file_of_a_batch_is_flushed_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """Whether the system can begin with all of them or not, and before any has its name."""
    flushed, begun = list[int](), list[int]()

    def flush(handle: int) -> None:
        assert not list(tmp_path.glob("*.md"))
        flushed.append(handle)

    monkeypatch.setattr(whole, "_syncfs", lambda: begun.append if there else None)
    monkeypatch.setattr(whole.os, "fsync", flush)
    for count in (3, 40):
        whole.write_all_whole([(tmp_path / f"{at}.md", b"words") for at in range(count)])
        assert len(set(flushed)) == count
        assert len(list(tmp_path.glob("*.md"))) == count
        for path in tmp_path.glob("*.md"):
            path.unlink()
        flushed.clear()
    assert len(begun) == there
