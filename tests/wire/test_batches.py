"""Items are taken in batches: told when their files stand, whole or not at all, whatever ends the
run in between.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_samples import day_of, item, rows, tree
from wire_samples import WORDS, drop, ninjs

from epaper.errors import OutputError
from epaper.sources.wire import desk, whole
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.outcome import Outcome, Result

Bring = Callable[..., list[Outcome]]


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
