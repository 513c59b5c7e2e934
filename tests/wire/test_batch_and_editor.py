"""What an editor does while a batch is taken stands, and gets what came."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batch_samples import item, rows
from wire_samples import drop

from epaper.sources.wire.gather import Found, gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Hand

Bring = Callable[..., list[Outcome]]


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


@pytest.fixture
def moved(settings: Settings) -> Path:
    """Where an editor puts the story."""
    path = settings.day / "front" / "story-1-stands.md"
    path.parent.mkdir()
    return path


def test_a_story_that_is_moved_while_its_update_is_taken_gets_it_where_it_is(
    bring: Bring, settings: Settings, tmp_path: Path, moved: Path
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))
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
    bring: Bring, settings: Settings, tmp_path: Path, moved: Path
) -> None:
    bring(drop(tmp_path / "in", "a", item(1)))

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
