"""The watched folder, and runs that are killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wire_samples import drop, ninjs

from epaper.errors import BusyError
from epaper.sources.folder import read_edition
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.watch import watch


def looks(folder: Path, settings: Settings, times: int) -> list[Outcome]:
    left = iter(range(times, -1, -1))
    return list(watch(folder, lambda: settings, 0, lambda: next(left) <= 1))


def test_files_are_taken_when_whole_and_moved(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    drop(folder, "a", ninjs())
    drop(folder, "broken", {"uri": "x", "type": "text"})
    (folder / "coming.json.part").write_text("{", encoding="utf-8")
    outcomes = looks(folder, settings, 2)
    assert [outcome.result for outcome in outcomes] == [Result.NEW, Result.REFUSED]
    assert (folder / "done" / "a.json").is_file()
    assert (folder / "failed" / "broken.json").is_file()
    assert "no headline" in (folder / "failed" / "broken.json.reason.txt").read_text(
        encoding="utf-8"
    )
    assert (folder / "coming.json.part").is_file()


def test_a_file_of_which_an_item_is_refused_goes_to_failed(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "drop"
    drop(folder, "a", [ninjs(), {"uri": "x", "type": "text"}])
    drop(folder, "b", ninjs("tag:b", body="Another story altogether."))
    outcomes = looks(folder, settings, 2)
    assert [one.result for one in outcomes] == [Result.NEW, Result.REFUSED, Result.NEW]
    assert (folder / "failed" / "a.json").is_file()
    assert (folder / "done" / "b.json").is_file()


def test_a_file_that_grows_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    path = drop(folder, "a", ninjs())

    def grow() -> bool:
        with path.open("a", encoding="utf-8") as file:
            file.write(" ")
        return path.stat().st_size > size + 3

    size = path.stat().st_size
    assert not list(watch(folder, lambda: settings, 0, grow))
    assert path.is_file()


def test_a_picture_that_comes_late_joins_its_story(settings: Settings, tmp_path: Path) -> None:
    from PIL import Image

    folder = tmp_path / "drop"
    picture = {
        "type": "picture",
        "renditions": [{"href": "https://a.example/late.jpg"}],
        "by": "A. Photo",
    }
    drop(folder, "a", ninjs(associations=[picture]))
    looks(folder, settings, 2)
    Image.new("RGB", (800, 600)).save(folder / "late.jpg")
    looks(folder, settings, 2)
    edition, _ = read_edition(settings.editions, settings.date)
    assert [shown.credit for shown in edition.stories[0].pictures] == ["A. Photo"]


def test_a_picture_that_was_half_there_joins_its_story_when_it_is_whole(
    settings: Settings, tmp_path: Path
) -> None:
    """An agency writes it under its own name, slowly, while its story is taken in."""
    from PIL import Image

    folder = tmp_path / "drop"
    drop(folder, "a", ninjs(associations=[{"type": "picture", "renditions": [{"href": "b.png"}]}]))
    Image.effect_noise((800, 600), 9).save(tmp_path / "b.png")
    whole = (tmp_path / "b.png").read_bytes()
    half = folder / "b.png"

    def stop() -> bool:
        half.write_bytes(whole[: half.stat().st_size + 1000])
        return not (folder / "a.json").exists()

    half.write_bytes(whole[:9000])
    list(watch(folder, lambda: settings, 0, stop))
    assert half.is_file()
    half.write_bytes(whole)
    looks(folder, settings, 3)
    edition, _ = read_edition(settings.editions, settings.date)
    assert [shown.width for shown in edition.stories[0].pictures] == [800]


def test_another_import_of_the_day_is_waited_for(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    drop(folder, "a", ninjs())
    with Ledger(settings.day):
        assert not looks(folder, settings, 3)
    assert [outcome.result for outcome in looks(folder, settings, 2)] == [Result.NEW]


def test_two_imports_at_once_are_one_too_many(settings: Settings) -> None:
    with Ledger(settings.day), pytest.raises(BusyError), Ledger(settings.day):
        pass


SCRIPT = """
import datetime, sys
from pathlib import Path
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.watch import watch
now = datetime.datetime(2026, 11, 23, 20, tzinfo=datetime.UTC)
settings = Settings(Path(sys.argv[2]), datetime.date(2026, 11, 23), now)
for outcome in watch(Path(sys.argv[1]), lambda: settings, 0.01):
    print(outcome.slug, flush=True)
"""


def test_a_kill_at_any_moment_loses_and_doubles_nothing(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    for place in range(40):
        item = ninjs(
            f"tag:a,{place % 30}",
            version=str(place // 30 + 1),
            hour=place // 30,
            body=f"Number {place}. " * (place + 1),
        )
        drop(folder, f"{place:02}", item)
    command = [sys.executable, "-c", SCRIPT, str(folder), str(settings.editions)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for wait in (1, 3, 2, 9, 4, 1000):  # killed after so many items came in
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            assert process.stdout is not None
            for _ in range(
                wait if wait < 1000 else 0
            ):  # a line waited for after the last would never come
                if not list(folder.glob("*.json")):
                    break
                process.stdout.readline()
            end = time.monotonic() + 60
            while wait == 1000 and list(folder.glob("*.json")) and time.monotonic() < end:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
    assert len(list((folder / "done").glob("*.json"))) == 40
    edition, findings = read_edition(settings.editions, settings.date)
    assert len(edition.stories) == 30
    assert not list(settings.day.rglob("*.update"))
    newest = {f"Number {place}." for place in (*range(10, 30), *range(30, 40))}
    texts = "".join(path.read_text(encoding="utf-8") for path in settings.day.rglob("*.md"))
    assert all(words in texts for words in newest)
    assert not [finding for finding in findings if finding.severity > 1]
