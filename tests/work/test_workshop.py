"""Output appears whole or not at all: the day's lock, the folder that a build works in, the
release."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from epaper.errors import BusyError, OutputError
from epaper.work.workshop import WORKSHOP, locked, workshop

root = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")


def _holds(target: Path, ready: multiprocessing.synchronize.Event, wait: float) -> None:
    """Another process that holds the day's lock until it is killed."""
    with workshop(target):
        ready.set()
        multiprocessing.Event().wait(wait)


def use(target: Path) -> None:
    with workshop(target):
        pass


@pytest.fixture
def other(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A build of the day in another process."""
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_holds, args=(tmp_path / "day", ready, 60.0))
    process.start()
    assert ready.wait(30)
    yield process
    process.kill()
    process.join()


def test_a_second_build_is_refused_and_touches_nothing(other, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    before = sorted(path.name for path in (tmp_path / "day").iterdir())
    with pytest.raises(
        BusyError, match=r"another run is writing .*, process \d+, since .*wait for it"
    ):
        use(tmp_path / "day")
    assert sorted(path.name for path in (tmp_path / "day").iterdir()) == before
    assert any(name.startswith(WORKSHOP) for name in before)


def test_a_killed_build_leaves_no_lock_and_its_leftovers_go(other, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (left,) = (tmp_path / "day").glob(WORKSHOP + "*")
    (left / "half.pdf").write_text("half")
    other.kill()
    other.join()
    assert left.is_dir()
    with workshop(tmp_path / "day") as folder:
        assert not left.exists()
        assert list((tmp_path / "day").glob(WORKSHOP + "*")) == [folder]


def test_the_workshop_goes_with_the_build(tmp_path: Path) -> None:
    target = tmp_path / "day"
    target.mkdir()
    (target / "report.json").write_text("last")
    with pytest.raises(FileNotFoundError), workshop(target) as folder:
        (folder / "not made").rename(target / "report.json")
    assert not list(target.glob(WORKSHOP + "*"))
    assert (target / "report.json").read_text() == "last"


def test_a_first_build_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a fault"), workshop(tmp_path / "out" / "day"):
        raise ValueError("a fault")
    assert not (tmp_path / "out" / "day").exists()


def test_the_lock_is_free_after_use(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "day"):
            (tmp_path / "day" / "x").touch()


def test_a_target_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "day").write_text("a file")
    with pytest.raises(OutputError, match=r"day cannot be written .*name another with --out"):
        use(tmp_path / "day")


@root
def test_a_target_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            use(tmp_path / "day")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_in_the_middle_is_told_as_such(tmp_path: Path, code: int) -> None:
    with pytest.raises(OutputError, match="cannot be written"), workshop(tmp_path / "day"):
        raise OSError(code, os.strerror(code))


def test_a_folder_that_goes_in_the_middle_is_told_as_such(tmp_path: Path) -> None:
    def build() -> None:
        with workshop(tmp_path / "day") as folder:
            shutil.rmtree(tmp_path / "day")
            (folder / "half.pdf").write_text("half")

    with pytest.raises(OutputError, match="day cannot be written"):
        build()
    assert not (tmp_path / "day").exists()


def test_too_few_file_handles_have_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="ulimit -n"), workshop(tmp_path / "day"):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def test_another_fault_of_the_system_is_not_disguised(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), workshop(tmp_path / "day"):
        (tmp_path / "not there").read_bytes()
