"""Builds, press runs and single workers killed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.torture.checks import DAY_ALSO, PRESS_ALSO, Known, edition, no_scratch, package, tidy
from tools.torture.paper import SHOP, Sample, Small
from tools.torture.runs import Fault, killed, whole, worker_killed

FRESH = 0.1  # of the builds begin without any output


class Torture:
    """One paper in a folder of its own, and what is known of its complete output."""

    def __init__(self, paper: Small, folder: Path) -> None:
        self.paper = paper
        self.folder = folder
        folder.mkdir(parents=True)
        paper.write(folder)
        self.dist = folder / "dist" / paper.day
        self.shop = self.dist / "press" / SHOP
        self.build = ("build", "--date", paper.day, "--quiet")
        self.press = ("press", "--date", paper.day, "--shop", SHOP)
        self.known: Known = set()
        self.states: list[tuple[str, str]] = []
        self.seconds = self.seconds_of_press = 0.0
        for state in (0, 1):
            paper.turn(folder, state)
            self.seconds = max(self.seconds, whole(folder, *self.build))
            self.states.append(self.edition())
        self.known = set(self.states)
        if len(self.known) != 2:
            raise Fault("the two states of the paper are one")

    def whole_build(self) -> None:
        whole(self.folder, *self.build)

    def whole_press(self) -> None:
        whole(self.folder, *self.press)

    def edition(self) -> tuple[str, str]:
        found = edition(self.dist)
        if found is None:
            raise Fault("there is no edition")
        return found

    def after(self, state: int) -> None:
        """The next run works, gives what it must, and leaves nothing else."""
        self.seconds = 0.8 * self.seconds + 0.2 * whole(self.folder, *self.build)
        if self.edition() != self.states[state]:
            raise Fault("the next run gives another edition")
        tidy(self.dist, DAY_ALSO)
        no_scratch(self.folder)

    def one_build(self, chance: random.Random) -> bool:
        state = chance.choice((0, 1))
        fresh = chance.random() < FRESH
        if fresh:
            shutil.rmtree(self.folder / "dist")
        self.paper.turn(self.folder, state)
        was_killed = killed(self.folder, chance, 1.1 * self.seconds, *self.build)
        found = edition(self.dist)
        if found not in self.known and not (fresh and found is None):
            raise Fault("what stands after the kill is no complete build")
        self.after(state)
        return was_killed

    def begin_press(self) -> None:
        self.plates: list[tuple[str, ...] | None] = []
        for state in (0, 1):
            self.paper.turn(self.folder, state)
            whole(self.folder, *self.build)
            self.seconds_of_press = whole(self.folder, *self.press)
            self.plates.append(package(self.shop))

    def one_press(self, chance: random.Random) -> bool:
        state = chance.choice((0, 1))
        self.paper.turn(self.folder, state)
        whole(self.folder, *self.build)
        if chance.random() < FRESH:
            shutil.rmtree(self.dist / "press")
        before = package(self.shop)
        seconds = 1.1 * self.seconds_of_press
        was_killed = killed(self.folder, chance, seconds, *self.press)
        if package(self.shop) not in (before, self.plates[state]):
            raise Fault("what stands after the kill is no complete package")
        self.seconds_of_press = 0.8 * self.seconds_of_press + 0.2 * whole(self.folder, *self.press)
        self._good_press(state)
        return was_killed

    def _good_press(self, state: int) -> None:
        if package(self.shop) != self.plates[state]:
            raise Fault("the next run gives another package")
        tidy(self.shop, PRESS_ALSO)
        tidy(self.dist, DAY_ALSO)
        no_scratch(self.folder)

    def one_worker(self, chance: random.Random) -> bool:
        state = chance.choice((0, 1))
        self.paper.turn(self.folder, state)
        pressing = chance.random() < 0.3
        if pressing:
            whole(self.folder, *self.build)
        seconds = self.seconds_of_press if pressing else self.seconds
        if chance.random() < 0.5:  # with nothing stored there is more for workers to do
            shutil.rmtree(self.folder / "dist" / ".store", ignore_errors=True)
        args = self.press if pressing else self.build
        code = worker_killed(self.folder, chance, 0.8 * seconds, *args)
        if code:
            told = (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-600:]
            raise Fault(f"a run of which one worker was killed ends with {code}: {told}")
        if self.edition() != self.states[state]:
            raise Fault("a run of which one worker was killed gives another edition")
        if pressing:
            self._good_press(state)
        tidy(self.dist, DAY_ALSO)
        no_scratch(self.folder)
        return code is not None


def small(folder: Path) -> Callable[[random.Random], bool]:
    return Torture(Small(), folder).one_build


def sample(folder: Path) -> Callable[[random.Random], bool]:
    return Torture(Sample(), folder).one_build


def press(folder: Path) -> Callable[[random.Random], bool]:
    torture = Torture(Small(), folder)
    torture.begin_press()
    return torture.one_press


def workers(folder: Path) -> Callable[[random.Random], bool]:
    torture = Torture(Small(), folder)
    torture.begin_press()
    return torture.one_worker
