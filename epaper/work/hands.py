"""One kind of work done by several processes, with the same results as by one.

Workers are forked: they see pages, fonts and measured text without a copy, and the work may be a
closure.  Where there is no fork, or in a worker itself, everything is done here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.pool import Pool
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_work: list[Callable[[Any], Any]] = []  # one entry, in a worker only


def can_fork() -> bool:
    """A worker has no workers of its own."""
    fork = "fork" in multiprocessing.get_all_start_methods()
    return fork and not multiprocessing.current_process().daemon


class Hands(Generic[Task, Result]):
    """`jobs` processes that do `work`, or this one; a context manager."""

    def __init__(self, work: Callable[[Task], Result], jobs: int) -> None:
        self.work = work
        self.pool: Pool | None = None
        if jobs > 1 and can_fork():
            self.pool = multiprocessing.get_context("fork").Pool(jobs, _start, (work,))

    def begin(self, tasks: Sequence[Task], at_once: int = 1) -> Callable[[], list[Result]]:
        """Hand the tasks out, `at_once` to a worker; the call waits for their results, in their
        order.  The first that fails raises."""
        if self.pool is None:
            return lambda: [self.work(task) for task in tasks]
        return self.pool.map_async(_do, tasks, chunksize=at_once).get

    def do(self, tasks: Sequence[Task]) -> list[Result]:
        return self.begin(tasks)()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pool:
            self.pool.terminate()
            self.pool.join()


@contextlib.contextmanager
def beside(work: Callable[[], Result], jobs: int) -> Iterator[Callable[[], Result]]:
    """One piece of work that a process begins while the body runs; the call waits for its result,
    or raises what it raised."""
    if jobs < 2 or not can_fork():
        yield work
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, there), daemon=True)
    process.start()
    there.close()

    def wait() -> Result:
        try:
            error, result = here.recv()
        except EOFError:  # the process was ended from outside
            return work()
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]  # a pipe carries anything

    try:
        yield wait
    finally:
        process.terminate()
        process.join()
        here.close()


def _send(work: Callable[[], Any], there: Any) -> None:
    try:
        there.send((None, work()))
    except Exception as error:
        there.send((error, None))


def _start(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _do(task: Any) -> Any:
    return _work[0](task)
