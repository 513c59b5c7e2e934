"""One kind of work done by several processes, with the same results as by one.

Workers are forked: they see pages, fonts and measured text without a copy, and the work may be a
closure.  Where there is no fork, or in a worker itself, everything is done here.

A worker that the system ends (it wanted too much memory, or somebody killed it) is known at once by
its pipe; another takes its place and does again what it had in hand, while the others go on.  Work
that has lost two workers stops the run with WorkerError.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, Generic, Self, TypeVar

from epaper.errors import WorkerError
from epaper.work.faults import MEMORY
from epaper.work.worker import Lost, Worker, can_fork, sendable

Task = TypeVar("Task")
Result = TypeVar("Result")
Answer = tuple[bool, Any]  # did it go well; the result, or what was raised


class Hands(Generic[Task, Result]):
    """`jobs` processes that do `work`, or this one; a context manager.

    `stage` names the work in messages.  `needs`: what a worker has at hand once it has done a task,
    by names: a task is rather given to one that has most of what it needs.
    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        jobs: int,
        stage: str = "work",
        needs: Callable[[Task], Collection[str]] = lambda _: (),
    ) -> None:
        self.work, self.needs = work, needs
        self.stage = stage
        self.jobs = jobs if jobs > 1 and can_fork() else 0
        self.workers = self._hired()
        self.round: Round | None = None

    def begin(self, tasks: Sequence[Task], at_once: int = 1) -> Callable[[], list[Result]]:
        """Hand the tasks out, `at_once` to a worker; the call waits for their results, in their
        order.  Of those that fail, the first in that order raises; WorkerError when workers are
        ended and their successors too."""
        if not self.jobs:
            return lambda: [self.work(task) for task in tasks]
        self.round = begun = Round(tasks, at_once, self.needs)
        begun.start(self.workers)
        return lambda: self._finish(begun)

    def do(self, tasks: Sequence[Task]) -> list[Result]:
        if not self.jobs:
            return [self.work(task) for task in tasks]
        return self._finish(Round(tasks, needs=self.needs))

    def _finish(self, begun: Round) -> list[Any]:
        """The results; for what was lost in the background there are fresh workers."""
        begun.wait()
        for worker in begun.gone:
            self._replaced(worker)
        if begun.error is None:
            begun.run(self.workers, self._replaced)
        if begun.lost:
            raise lost(self.stage)
        return begun.results(self.stage)

    def _hired(self) -> list[Worker]:
        return [Worker(self._do) for _ in range(self.jobs)]

    def _replaced(self, worker: Worker) -> Worker:
        """Another for one that was ended."""
        worker.kill()
        worker.end()
        place = self.workers.index(worker)
        self.workers[place] = Worker(self._do)
        return self.workers[place]

    def _do(self, tasks: Sequence[Task]) -> list[Answer]:
        """In a worker: answers to tasks in their order, none after the first that fails."""
        answers: list[Answer] = []
        for task in tasks:
            answers.append(_answer(self.work, task))
            if not answers[-1][0]:
                break
        return answers

    def _end(self, at_once: bool = True) -> None:
        if at_once:
            for worker in self.workers:
                worker.kill()
        if self.round is not None:
            self.round.wait()  # it must not wait at a pipe that is closed
        for worker in self.workers:
            worker.end()
        self.workers = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(at_once=kind is not None)


class Round:
    """Tasks handed out to workers a few at a time, and their answers."""

    def __init__(
        self,
        tasks: Sequence[Any],
        at_once: int = 1,
        needs: Callable[[Any], Collection[str]] = lambda _: (),
    ) -> None:
        places = range(0, len(tasks), at_once)
        self.parts = {start: tasks[start : start + at_once] for start in places}
        self.needs = {
            start: {name for task in part for name in needs(task)}
            for start, part in self.parts.items()
        }
        self.answers: dict[int, list[Answer]] = {}  # by the place of the first task
        self.ended: set[int] = set()  # parts that have cost a worker
        self.lost = False  # has one cost a second?
        self.gone: list[Worker] = []  # that were ended and have no successors yet
        self.failed: int | None = None  # the first part of which a task failed
        self.error: Exception | None = None
        self.thread: threading.Thread | None = None

    def start(self, workers: Sequence[Worker]) -> None:
        self.thread = threading.Thread(target=self._noted, args=(workers,), daemon=True)
        self.thread.start()

    def _noted(self, workers: Sequence[Worker]) -> None:
        try:
            self.run(workers)
        except Exception as error:  # an answer that cannot be read: told where it is asked for
            self.error = error

    def wait(self) -> None:
        if self.thread is not None:
            self.thread.join()

    def run(
        self, workers: Sequence[Worker], replaced: Callable[[Worker], Worker] | None = None
    ) -> None:
        """Until every part has its answers, one has failed, or one has cost two workers.

        Parts are handed out in their order, but for what workers have at hand.  When one fails,
        those before it are done as well: the same error is raised whatever the number of workers.
        Without `replaced`, which only the main thread may call, an ended worker is done without.
        """
        todo = [start for start in self.parts if start not in self.answers]
        idle, busy = list(workers), dict[Any, tuple[Worker, int]]()

        def again(worker: Worker, start: int) -> None:
            todo.insert(0, start)
            if replaced is None:
                self.gone.append(worker)
            elif not self.lost:
                idle.append(replaced(worker))

        while True:
            if self.failed is not None:
                todo = [start for start in todo if start < self.failed]
            while todo and idle and not self.lost:
                worker = idle.pop()
                start = self.suited(todo, worker, workers)
                todo.remove(start)
                worker.has |= self.needs[start]
                try:
                    worker.give(self.parts[start])
                except Lost:  # while it was idle
                    again(worker, start)
                else:
                    busy[worker.pipe] = worker, start
            if not busy or self.lost:
                return
            for pipe in wait(list(busy)):  # that of an ended worker is at its end
                worker, start = busy.pop(pipe)
                try:
                    self.answers[start] = worker.take()
                except Lost:
                    self.lost |= start in self.ended
                    self.ended.add(start)
                    again(worker, start)
                    continue
                if not self.answers[start][-1][0]:
                    self.failed = start if self.failed is None else min(self.failed, start)
                idle.append(worker)

    def suited(self, todo: Sequence[int], worker: Worker, workers: Sequence[Worker]) -> int:
        """The part of which a worker has more at hand than the others, the first of equals."""
        others = set[str]().union(*(one.has for one in workers if one is not worker))
        return max(
            todo,
            key=lambda start: (
                len(self.needs[start] & worker.has) - len(self.needs[start] & others),
                -start,
            ),
        )

    def results(self, stage: str) -> list[Any]:
        if self.error is not None:
            raise self.error
        answers = [answer for start in sorted(self.answers) for answer in self.answers[start]]
        return [_result(answer, stage) for answer in answers]


@contextlib.contextmanager
def beside(
    work: Callable[[], Result], jobs: int, stage: str = "work"
) -> Iterator[Callable[[], Result]]:
    """One piece of work that a process begins while the body runs; the call waits for its result,
    or raises what it raised.  WorkerError as Hands."""
    if jobs < 2 or not can_fork():
        yield work
        return
    workers: list[Worker] = []

    def begin() -> None:
        workers.append(Worker(lambda _: _answer(lambda _: work(), None)))
        with contextlib.suppress(Lost):  # seen when its answer is taken
            workers[-1].give(None)

    def result() -> Result:
        for again in (True, False):
            try:
                return _result(workers[-1].take(), stage)  # type: ignore[no-any-return]
            except Lost:
                if again:
                    begin()
        raise lost(stage)

    try:
        begin()
        yield result
    finally:
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()


def _answer(work: Callable[[Any], Any], task: Any) -> Answer:
    try:
        return True, work(task)
    except Exception as error:
        return False, sendable(error)


def _result(answer: Answer, stage: str) -> Any:
    good, result = answer
    if good:
        return result
    if isinstance(result, MemoryError):
        raise short_of_memory(stage)
    raise result


def lost(stage: str) -> WorkerError:
    return WorkerError(
        f"{stage}: a worker was ended by the system, and again when its work was done anew; "
        f"{MEMORY}"
    )


def short_of_memory(stage: str) -> WorkerError:
    return WorkerError(f"{stage}: a worker had not enough memory; {MEMORY}")
