"""Workers: the results of one process, and no run that waits for a worker which is no more."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from epaper.errors import WorkerError
from epaper.work.hands import Hands, Round, beside
from epaper.work.workshop import locked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
JOBS = [1, 2, 4]


def squared(number: int) -> int:
    return number * number


@pytest.mark.parametrize("jobs", JOBS)
def test_results_come_in_the_order_of_their_tasks(jobs: int) -> None:
    wanted = [n * n for n in range(23)]
    with Hands(squared, jobs) as hands:
        assert hands.do(range(23)) == wanted
        assert hands.do([]) == []
        assert hands.do([3]) == [9]
        for at_once in (1, 4, 50):
            assert hands.begin(range(23), at_once)() == wanted


@pytest.mark.parametrize("jobs", JOBS)
def test_the_work_may_be_a_closure_and_its_results_large(jobs: int) -> None:
    block = bytes(300_000)  # more than a pipe holds
    with Hands(lambda n: (n, block), jobs) as hands:
        waiting = hands.begin(range(6))
        time.sleep(0.01)  # the body of a run does something else meanwhile
        assert [n for n, _ in waiting()] == list(range(6))


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("at_once", [1, 3])
def test_the_first_that_fails_raises(jobs: int, at_once: int) -> None:
    def work(number: int) -> int:
        if number == 2:
            time.sleep(0.05)  # a later one fails first
        if number >= 2:
            raise ValueError(f"number {number}")
        return number

    with Hands(work, jobs) as hands, pytest.raises(ValueError, match="number 2"):
        hands.begin(range(9), at_once)()


class Odd(Exception):
    """One that no pipe carries."""

    def __init__(self, name: str, place: int) -> None:
        super().__init__(f"{name} at {place}")


def test_a_task_goes_to_who_has_what_it_needs() -> None:
    with Hands(squared, 2) as hands:
        one, other = hands.workers
        one.has, other.has = {"a", "b"}, {"c"}
        both = Round(["c", "xa", "ab", "abc", "ba", "x"], needs=list)
        every = list(both.parts)
        assert both.suited(every, one, hands.workers) == 2  # all of it, the first of two
        assert both.suited(every, other, hands.workers) == 0
        assert both.suited([3, 5], other, hands.workers) == 5  # rather new to both than the one's
        assert both.suited([3], other, hands.workers) == 3


@pytest.mark.parametrize("jobs", JOBS)
def test_the_first_that_fails_raises_in_whatever_order_they_were_done(jobs: int) -> None:
    def work(number: int) -> int:
        if number in (3, 8):
            raise ValueError(f"number {number}")
        return number

    def needs(number: int) -> set[str]:  # whoever begins with the first goes on with the last ones
        return {str(number % 8)}

    for _ in range(5):
        with Hands(work, jobs, needs=needs) as hands, pytest.raises(ValueError, match="number 3"):
            hands.do(range(9))


def test_an_error_that_no_pipe_carries_is_told_in_words() -> None:
    def work(_: int) -> None:
        raise Odd("bridge", 3)

    with Hands(work, 2) as hands, pytest.raises(RuntimeError, match="Odd: bridge at 3"):
        hands.do([1, 2])


def ended_once(mark: Path) -> None:
    """End this process as the system would, the first time."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("jobs", [2, 4])
@pytest.mark.parametrize("at_once", [1, 3])
def test_work_of_an_ended_worker_is_done_again(tmp_path: Path, jobs: int, at_once: int) -> None:
    def work(number: int) -> int:
        if number == 5:
            ended_once(tmp_path / "ended")
        return number

    with Hands(work, jobs) as hands:
        assert hands.begin(range(12), at_once)() == list(range(12))
        assert hands.do(range(3)) == [0, 1, 2]  # there are workers again
    assert (tmp_path / "ended").exists()


def test_the_others_go_on_when_one_is_replaced(tmp_path: Path) -> None:
    """What they have done is not done again."""

    def work(number: int) -> int:
        if number == 5:
            ended_once(tmp_path / "ended")
        with (tmp_path / "done").open("a") as told:
            told.write(f"{number}\n")
        return os.getpid()

    with Hands(work, 2) as hands:
        before = {worker.pid for worker in hands.workers}
        hands.do(range(12))
        assert len(before & {worker.pid for worker in hands.workers}) == 1
    assert sorted(map(int, (tmp_path / "done").read_text().split())) == list(range(12))


def test_workers_that_are_ended_again_end_the_run() -> None:
    def work(number: int) -> int:
        if number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with Hands(work, 2, "pictures") as hands, pytest.raises(WorkerError) as told:
        hands.do(range(12))
    assert told.value.exit_code == 17
    assert "pictures: a worker was ended" in str(told.value)
    assert "--jobs 1" in str(told.value)


def test_an_idle_worker_that_is_ended_is_replaced() -> None:
    with Hands(squared, 2) as hands:
        assert hands.do([1, 2]) == [1, 4]
        for worker in hands.workers:
            worker.kill()
        time.sleep(0.02)
        assert hands.do([1, 2, 3]) == [1, 4, 9]


def test_too_little_memory_has_its_own_message() -> None:
    def work(_: int) -> None:
        raise MemoryError

    with Hands(work, 2, "press") as hands, pytest.raises(WorkerError, match=r"press: .*memory"):
        hands.do([1, 2])
    with beside(lambda: work(1), 2, "press") as wait, pytest.raises(WorkerError, match="memory"):
        wait()


@pytest.mark.parametrize("jobs", [1, 2])
def test_beside_gives_what_it_made_or_raised(jobs: int) -> None:
    with beside(lambda: squared(7), jobs) as wait:
        assert wait() == 49
    with beside(lambda: 1 // 0, jobs) as wait, pytest.raises(ZeroDivisionError):
        wait()
    with pytest.raises(KeyError), beside(lambda: time.sleep(60), 2):
        raise KeyError  # and nobody waits for the worker


def test_beside_is_done_again_once(tmp_path: Path) -> None:
    def work() -> int:
        ended_once(tmp_path / "ended")
        return 7

    with beside(work, 2) as wait:
        assert wait() == 7
    with (
        beside(lambda: os.kill(os.getpid(), signal.SIGKILL), 2, "read back") as wait,
        pytest.raises(WorkerError, match="read back: a worker was ended"),
    ):
        wait()


def test_workers_of_a_body_that_fails_are_ended_at_once() -> None:
    hands = Hands(lambda _: time.sleep(60), 2)
    began = time.monotonic()

    def body() -> None:
        with hands:
            hands.begin([1, 2, 3])
            raise KeyError

    with pytest.raises(KeyError):
        body()
    assert time.monotonic() - began < 5
    assert not hands.workers


def test_a_worker_does_not_hold_the_days_lock(tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        with locked(tmp_path / "day"):
            (tmp_path / "day" / "report.json").touch()  # so that the lock's file stays
            hands = stack.enter_context(Hands(squared, 2))
        with locked(tmp_path / "day"):  # the workers live, the lock is free
            assert hands.do([4]) == [16]


def test_a_worker_ignores_what_the_parent_decides_about() -> None:
    def work(number: int) -> int:
        for sign in (signal.SIGINT, signal.SIGHUP):
            os.kill(os.getpid(), sign)
        return number

    with Hands(work, 2) as hands:
        assert hands.do([1, 2]) == [1, 2]


PARENT = """
import os, pathlib, sys, time
from epaper.work.child import in_child
from epaper.work.hands import Hands
def work(_=None):
    pathlib.Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)
"""
OF_WORKERS = "with Hands(work, 2) as hands: hands.do([1, 2])"
OF_A_CHILD = "in_child(work)"


@pytest.mark.parametrize(("line", "count"), [(OF_WORKERS, 2), (OF_A_CHILD, 1)])
def test_workers_and_children_end_with_their_parent(tmp_path: Path, line: str, count: int) -> None:
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT + line, str(tmp_path)], env={**os.environ, "PYTHONPATH": root}
    )
    end = time.monotonic() + 30
    while len(workers := [int(path.name) for path in tmp_path.iterdir()]) < count:
        assert time.monotonic() < end
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    end = time.monotonic() + 5
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(alive, workers))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
