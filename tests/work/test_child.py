"""Foreign files are read in a child that has limits: it may die, we do not."""

from __future__ import annotations

import os
import signal
import time
import warnings
from pathlib import Path

import pytest

from epaper.work.child import LimitError, in_child


def test_results_and_errors_come_back() -> None:
    assert in_child(lambda: {"a": [1, 2]}) == {"a": [1, 2]}
    assert in_child(os.getpid) != os.getpid()
    with pytest.raises(KeyError, match="gone"):
        in_child(lambda: {}["gone"])


def test_a_large_result_is_whole() -> None:
    assert len(in_child(lambda: b"x" * 30_000_000)) == 30_000_000


def test_an_error_that_cannot_be_sent_keeps_its_words() -> None:
    class Odd(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} and {two}")

    def fail() -> None:
        raise Odd(1, 2)

    with pytest.raises(ValueError, match="Odd: 1 and 2"):
        in_child(fail)


def test_time_is_limited_for_all_that_the_child_started() -> None:
    def sleep() -> None:
        os.fork()
        time.sleep(60)

    start = time.monotonic()
    with pytest.raises(LimitError, match="seconds"):
        in_child(sleep, seconds=0.2)
    assert time.monotonic() - start < 5


def test_memory_is_limited() -> None:
    with pytest.raises(LimitError, match="MB of memory"):
        in_child(lambda: len(bytearray(900_000_000)), memory=200_000_000)


def test_a_child_that_is_killed_is_told() -> None:
    with pytest.raises(LimitError, match="signal 11"):
        in_child(lambda: os.kill(os.getpid(), signal.SIGSEGV))


def test_what_a_killed_child_did_is_done_again_once(tmp_path: Path) -> None:
    def die(times: int) -> int:
        mark = tmp_path / f"{times}-{len(list(tmp_path.iterdir()))}"
        mark.touch()
        if len(list(tmp_path.iterdir())) <= times:
            os.kill(os.getpid(), signal.SIGKILL)
        return times

    assert in_child(lambda: die(1)) == 1
    for mark in tmp_path.iterdir():
        mark.unlink()
    with pytest.raises(LimitError, match="memory"):
        in_child(lambda: die(9))


def test_a_child_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    in_child(lambda: os.write(2, b"a library's remark"))
    in_child(lambda: warnings.warn("odd", UserWarning, stacklevel=1))
    assert capfd.readouterr() == ("", "")


def test_a_child_holds_none_of_its_parents_files(tmp_path) -> None:
    with (tmp_path / "lock").open("w") as lock, pytest.raises(OSError, match="descriptor"):
        in_child(lambda: os.fstat(lock.fileno()))
