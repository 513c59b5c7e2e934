"""What a run took is told, by it or by the next, whatever ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_samples import day_of, item, rows
from wire_samples import drop

from epaper.errors import WireError
from epaper.model.finding import Severity
from epaper.sources.wire.gather import Found, gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result

Bring = Callable[..., list[Outcome]]


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
