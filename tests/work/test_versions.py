"""A release is one step: before it the old version is whole, after it the new, and nothing else is
left, wherever the run was killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from epaper.errors import OutputError
from epaper.work import versions
from epaper.work.versions import carry, newest
from epaper.work.workshop import release, workshop

OLD = {"a.pdf": "old", "old.pdf": "old", "issue/record": "old", "issue/assets/1f": "same"}
NEW = {"a.pdf": "new", "issue/record": "new", "issue/assets/1f": "same", "issue/assets/2e": "new"}
Calls = tuple[str, ...]


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def make(target: Path, files: Mapping[str, str]) -> None:
    with workshop(target, own=lambda _: {"a.pdf", "old.pdf", "issue", "none.html"}) as folder:
        put(folder, files)
        release(folder, target, ("issue/record",))


def seen(folder: Path) -> dict[str, str]:
    """The files as a reader sees them by name, links followed; none of ours beside them."""
    found: dict[str, str] = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        ours = (".lock", ".making-", versions.VERSIONS, versions.CURRENT)
        folders[:] = [name for name in folders if not name.startswith(ours)]
        for name in names:
            path = Path(place) / name
            if not name.startswith(ours):
                found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


def tidy_folder(target: Path, files: Mapping[str, str]) -> None:
    """Nothing but one version, the pointer, the links and the lock."""
    assert seen(target) == dict(files)
    assert len(list((target / versions.VERSIONS).iterdir())) == 1
    tops = {Path(name).parts[0] for name in files}
    assert {p.name for p in target.iterdir()} == {*tops, ".versions", "current", ".lock"}
    assert all(os.readlink(target / name) == f"current/{name}" for name in tops)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return tmp_path / "day"


def test_the_next_version_takes_the_place_of_the_last(day: Path) -> None:
    make(day, OLD)
    tidy_folder(day, OLD)
    make(day, NEW)
    tidy_folder(day, NEW)
    assert seen(newest(day)) == NEW
    assert (day / "issue" / "record").stat().st_mode & 0o444 == 0o444
    assert newest(day).stat().st_mode == (day / "..").stat().st_mode & ~0o022 | 0o055


def test_what_is_not_ours_stays(day: Path) -> None:
    make(day, OLD)
    put(day, {"notes.txt": "mine", "press/shop/p1.pdf": "shop's"})
    (day / "link").symlink_to("notes.txt")
    make(day, NEW)
    others = {"notes.txt": "mine", "link": "mine", "press/shop/p1.pdf": "shop's"}
    assert seen(day) == NEW | others


def test_a_folder_of_an_earlier_program_is_taken_over(day: Path) -> None:
    put(day, OLD | {"notes.txt": "mine"})
    with workshop(day, own=lambda _: ("a.pdf", "issue")):
        assert newest(day) != day  # it is a version already
    assert seen(day) == OLD | {"notes.txt": "mine"}
    make(day, NEW)
    assert seen(day) == NEW | {"old.pdf": "old", "notes.txt": "mine"}


@pytest.mark.parametrize("links", [True, False])
def test_a_copy_is_a_folder_like_another(day: Path, tmp_path: Path, links: bool) -> None:
    make(day, OLD)
    copy = shutil.copytree(day, tmp_path / "copy", symlinks=links)
    with workshop(copy):
        assert seen(copy) == OLD
    tidy_folder(copy, OLD)
    make(copy, NEW)
    tidy_folder(copy, NEW)


class Killed(BaseException):
    """The run ends here: nothing of ours is done any more."""


STEPS = ("rename", "replace", "symlink", "mkdir", "unlink", "rmdir", "link", "fsync")


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """From the n-th change of the disk on, none is made any more."""
    left = [0]
    real = {name: getattr(os, name) for name in STEPS}

    def stopping(name: str) -> Callable[..., object]:
        def change(*args: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real[name](*args, **more)

        return change

    def begin(n: int) -> None:
        left[0] = n
        for name in STEPS:
            monkeypatch.setattr(os, name, stopping(name))

    yield begin
    monkeypatch.undo()


@pytest.mark.parametrize("before", ["nothing", "an earlier program", "a version"])
def test_wherever_a_run_is_killed_one_version_is_whole(
    tmp_path: Path, before: str, monkeypatch: pytest.MonkeyPatch, killed_at: Callable[[int], None]
) -> None:
    finished, ends = False, set()
    for place in range(400):
        day = tmp_path / f"day-{place}"
        if before == "an earlier program":
            put(day, OLD)
        elif before == "a version":
            make(day, OLD)
        killed_at(place)
        try:
            make(day, NEW)
            finished = True
        except Killed:
            pass
        monkeypatch.undo()
        if newest(day) != day:  # who reads by the pointer sees one version, now
            assert seen(newest(day)) in (OLD, NEW)
        elif before != "nothing":
            assert seen_of(day, OLD) == OLD
        with workshop(day, own=lambda _: {"a.pdf", "old.pdf", "issue"}):
            now = seen(day)
        assert now in ([OLD, NEW] if before != "nothing" else [{}, NEW])
        ends.add(now == NEW)
        make(day, NEW)
        tidy_folder(day, NEW)
        shutil.rmtree(day)
        if finished:
            break
    assert finished
    assert ends == {True, False}


def seen_of(day: Path, files: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in seen(day).items() if name in files}


def test_all_is_on_the_disk_before_the_pointer_moves(
    day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(day, OLD)
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def flushed(handle: int) -> None:
        done.append(os.readlink(f"/proc/self/fd/{handle}"))
        fsync(handle)

    def moved(source: Path, place: Path) -> None:
        done.append(f"to {Path(place).name}")
        replace(source, place)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", moved)
    make(day, NEW)
    at = done.index("to current")
    names = {Path(path).name for path in done[:at]}
    assert {"a.pdf", "record", "1f", "2e", "assets", "issue", ".versions"} <= names
    assert done[at + 1] == str(day)


def test_a_release_that_cannot_be_leaves_the_old_version(
    day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(day, OLD)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        make(day, NEW)
    monkeypatch.undo()
    tidy_folder(day, OLD)


def test_where_there_are_no_links_files_are_moved_one_by_one(
    day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", none)
    monkeypatch.setattr(os, "link", none)
    moved: list[str] = []
    replace = os.replace

    def noted(source: Path, place: Path) -> None:
        moved.append(Path(place).relative_to(day).as_posix())
        replace(source, place)

    make(day, OLD)
    monkeypatch.setattr(os, "replace", noted)
    make(day, {**NEW, "issue/assets/1f": "same"})
    assert moved == ["a.pdf", "issue/assets/1f", "issue/assets/2e", "issue/record"]
    assert newest(day) == day
    assert seen(day) == NEW | {"old.pdf": "old"}
    make(day, {"a.pdf": "third", "issue/record": "third"})
    assert seen(day) == {"a.pdf": "third", "issue/record": "third", "old.pdf": "old"}


def test_carried_files_are_not_copied(tmp_path: Path) -> None:
    put(tmp_path / "old", OLD)
    carry(tmp_path / "old", tmp_path / "new")
    assert seen(tmp_path / "new") == OLD
    for name in OLD:
        assert (tmp_path / "new" / name).samefile(tmp_path / "old" / name)
