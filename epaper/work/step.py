"""Steps: the stages of a build as data, found in the store or made here or by several hands.

A step names all that its result hangs on.  Two steps of one key have one result, whoever makes it
and when; raise a step's version when the work it does changes.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from epaper.work.hands import Hands, beside
from epaper.work.kept import makers
from epaper.work.store import Store

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]  # stage, done, of how many


@dataclass(frozen=True, slots=True)
class Keep(Generic[Result]):
    """How a result becomes bytes and a result again, equal to the first."""

    pack: Callable[[Result], bytes | None]  # None: this one is not to be kept
    unpack: Callable[[bytes], Result]


@dataclass(frozen=True, slots=True)
class Step(Generic[Result]):
    """`inputs`: digests and plain facts; `make(*arguments)` gives the result.  Without `keep` it is
    made anew in every run."""

    name: str
    version: int
    inputs: tuple[object, ...]
    make: Callable[..., Result]
    arguments: tuple[Any, ...] = ()
    keep: Keep[Result] | None = None

    @property
    def key(self) -> str:
        facts = repr((self.name, self.version, self.inputs, makers()))
        return hashlib.sha256(facts.encode()).hexdigest()


@dataclass(slots=True)
class Works:
    """Does steps, keeps what is to be kept, and takes the time of each stage.

    The times go to the report and nowhere else; no result hangs on them.
    """

    store: Store = field(default_factory=Store)
    jobs: int = 1
    progress: Progress = lambda _stage, _done, _all: None
    seconds: dict[str, float] = field(default_factory=dict)

    def do(self, step: Step[Result]) -> Result:
        """One stage of the build, timed under its name."""
        start = self._begun(step.name, 1)
        result = self._found(step)
        self._timed(step.name, start)
        return result

    def each(self, steps: Sequence[Step[Result]]) -> list[Result]:
        """Many steps of one stage, on all cores, with results in their order.  The first that
        fails raises."""
        if not steps:
            return []
        start = self._begun(steps[0].name, len(steps))

        def found(place: int) -> Result:
            return self._found(steps[place])

        with Hands(found, min(self.jobs, len(steps)), steps[0].name) as hands:
            results = hands.do(range(len(steps)))
        self._timed(steps[0].name, start)
        return results

    @contextlib.contextmanager
    def each_beside(self, steps: Sequence[Step[Result]]) -> Iterator[Callable[[], list[Result]]]:
        """Many steps of one stage, those that are not in the store done by other processes while
        the body runs; the call waits for their results, in their order."""
        known = {at: found for at, step in enumerate(steps) for found in self._kept(step)}
        todo = [at for at in range(len(steps)) if at not in known]
        if not todo:
            yield lambda: [known[at] for at in range(len(steps))]
            return
        name = steps[0].name

        def found(at: int) -> Result:
            return self._found(steps[at])

        def results(wait: Callable[[], list[Result]]) -> list[Result]:
            start = self._begun(name, len(todo))
            made = known | dict(zip(todo, wait(), strict=True))
            self._timed(name, start)
            return [made[at] for at in range(len(steps))]

        if len(todo) == 1:
            with beside(lambda: found(todo[0]), self.jobs, name) as one:
                yield lambda: results(lambda: [one()])
            return
        with Hands(found, min(self.jobs, len(todo)), name) as hands:
            wait = hands.begin(todo)
            yield lambda: results(wait)

    @contextlib.contextmanager
    def beside(self, step: Step[Result]) -> Iterator[Callable[[], Result]]:
        """One stage done while the body runs; the call waits for its result.  Its time is what the
        rest of the build waited."""
        with beside(lambda: self._found(step), self.jobs, step.name) as wait:

            def result() -> Result:
                start = self._begun(step.name, 1)
                found = wait()
                self._timed(step.name, start)
                return found

            yield result

    def _found(self, step: Step[Result]) -> Result:
        for known in self._kept(step):
            return known
        result = step.make(*step.arguments)
        packed = step.keep.pack(result) if step.keep is not None else None
        if packed is not None:
            self.store.put(_place(step), step.key, packed)
        return result

    def _kept(self, step: Step[Result]) -> tuple[Result, ...]:
        """What the store has of a step, alone; nothing where it has none."""
        if step.keep is None:
            return ()
        known = self.store.get(_place(step), step.key)
        return () if known is None else (step.keep.unpack(known),)

    def _begun(self, stage: str, of: int) -> float:
        self.progress(stage, 0, of)
        return time.perf_counter()

    def _timed(self, stage: str, start: float) -> None:
        spent = time.perf_counter() - start
        self.seconds[stage] = self.seconds.get(stage, 0.0) + spent
        self.seconds["total"] = self.seconds.get("total", 0.0) + spent
        self.progress(stage, 1, 1)


def _place(step: Step[Any]) -> str:
    return step.name.replace(" ", "-")
