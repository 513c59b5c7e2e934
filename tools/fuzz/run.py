"""Units of inputs handed to workers; what is done is kept, so that a run can be taken up again."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from tools.fuzz.days import write_day
from tools.fuzz.faults import Fault, Faults
from tools.fuzz.readers import READERS
from tools.fuzz.worker import DAY_SECONDS, DAYS, SECONDS, scratch, seeded, sweep, work

UNIT = 100  # inputs
UNIT_OF_DAYS = 4
ASLEEP = 30  # times an input's limit: it waits for something that does not come
UNITS_OF_ONE = 12  # of one process: what libraries leak does not pile up
Unit = tuple[str, int, int]  # reader, first input, count


class State:
    """FOLDER/done.jsonl: a line a unit that is done."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"done-{seed}.jsonl"
        self.done: dict[str, set[int]] = {}
        for line in self.path.read_text().splitlines() if self.path.exists() else ():
            try:
                reader, number, count = json.loads(line)
            except ValueError:  # the run was ended while it wrote the line
                continue
            self._note(reader, number, count)

    def _note(self, reader: str, first: int, count: int) -> None:
        self.done.setdefault(reader, set()).update(range(first, first + count))

    def finish(self, unit: Unit) -> None:
        self._note(*unit)
        with self.path.open("a") as file:
            file.write(json.dumps(unit) + "\n")

    def left(self, wanted: dict[str, int]) -> list[Unit]:
        """The units that are not done, readers in turn."""
        units: list[tuple[float, Unit]] = []
        for reader, count in wanted.items():
            size = UNIT_OF_DAYS if reader == DAYS else UNIT
            done = self.done.get(reader, set())
            numbers = [number for number in range(count) if number not in done]
            for start, end in _runs(numbers, size):
                units.append((start / max(1, count), (reader, start, end - start)))
        return [unit for _, unit in sorted(units)]

    def counts(self) -> dict[str, int]:
        return {reader: len(numbers) for reader, numbers in sorted(self.done.items())}


def _runs(numbers: list[int], most: int) -> Iterator[tuple[int, int]]:
    """Runs of following numbers, none longer than `most`: (first, one behind the last)."""
    start = 0
    for place in range(1, len(numbers) + 1):
        whole = place - start == most
        if place == len(numbers) or whole or numbers[place] != numbers[place - 1] + 1:
            yield numbers[start], numbers[place - 1] + 1
            start = place


@dataclass(slots=True)
class Hand:
    """One worker and what it does."""

    process: ForkProcess
    pipe: Connection
    at: Any
    unit: Unit | None = None
    units: int = 0
    seen: int = -1
    since: float = field(default_factory=time.monotonic)
    worked: float = 0.0  # seconds of the processor at that moment


class Run:
    """All the units, by some workers at once."""

    def __init__(self, folder: Path, seed: int, jobs: int) -> None:
        self.folder, self.seed, self.jobs = folder, seed, jobs
        self.state, self.faults = State(folder, seed), Faults(folder)
        self.started = 0

    def go(self, wanted: dict[str, int], until: float) -> int:
        """Try what is left until a moment of the clock; the number of faults met."""
        waiting, hands, met = self.state.left(wanted), [], 0
        try:
            while True:
                while waiting and len(hands) < self.jobs and time.monotonic() < until:
                    hands.append(self._hire())
                    self._give(hands[-1], waiting.pop(0))
                if not hands:
                    return met
                ready = wait([hand.pipe for hand in hands], timeout=1)
                for hand in list(hands):
                    told = self._heard(hand) if hand.pipe in ready else self._late(hand)
                    met += told
                    if hand.unit is not None:
                        continue
                    stop = not waiting or hand.units >= UNITS_OF_ONE
                    if hand.process.is_alive() and not stop and time.monotonic() < until:
                        self._give(hand, waiting.pop(0))
                    else:
                        _dismiss(hand)
                        hands.remove(hand)
        finally:
            for hand in hands:
                hand.process.kill()
                hand.process.join()
                sweep(hand.process.pid)

    def _hire(self) -> Hand:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        at = context.Value("q", -1, lock=False)
        log = self.folder / f"worker-{self.started % self.jobs}.log"
        self.started += 1
        process = context.Process(target=work, args=(there, at, self.seed, log))
        process.start()
        there.close()
        return Hand(process, here, at)

    def _give(self, hand: Hand, unit: Unit) -> None:
        hand.unit, hand.seen, hand.since = unit, -1, time.monotonic()
        hand.at.value = unit[1]
        hand.units += 1
        hand.pipe.send(unit)

    def _heard(self, hand: Hand) -> int:
        """What a worker sent; 1 for a fault."""
        assert hand.unit is not None
        try:
            told = hand.pipe.recv()
        except (EOFError, ConnectionResetError):
            hand.process.join()
            return self._broken(hand, f"died-code-{hand.process.exitcode}")
        if told is None:
            self.state.finish(hand.unit)
            hand.unit = None
            return 0
        self._keep(told)
        return 1

    def _late(self, hand: Hand) -> int:
        """Kill a worker that hangs where no alarm reaches it."""
        assert hand.unit is not None
        worked = _worked(hand.process.pid)
        if hand.at.value != hand.seen:
            hand.seen, hand.worked, hand.since = hand.at.value, worked, time.monotonic()
        most = DAY_SECONDS if hand.unit[0] == DAYS else SECONDS
        asleep = time.monotonic() - hand.since > most * ASLEEP
        if worked - hand.worked < most * 2 and not asleep:
            return 0
        hand.process.kill()
        hand.process.join()
        return self._broken(hand, "hangs")

    def _broken(self, hand: Hand, how: str) -> int:
        """A worker is gone: its input is a fault, what was before it is done."""
        assert hand.unit is not None
        sweep(hand.process.pid)
        reader, first, _ = hand.unit
        number, data = hand.at.value, b""
        if reader != DAYS:
            with contextlib.suppress(Exception):  # a maker that fails has ended the worker
                data = READERS[reader].make(seeded(reader, number, self.seed))
        self._keep(Fault(reader, number, f"{how}-{reader}", how, data))
        self.state.finish((reader, first, number - first + 1))
        hand.unit = None
        return 1

    def _keep(self, fault: Fault) -> None:
        if fault.reader != DAYS:
            self.faults.keep(fault)
            return
        with scratch() as folder:
            write_day(folder, seeded(DAYS, fault.number, self.seed))
            self.faults.keep(fault, folder)


def _worked(pid: int | None) -> float:
    """Seconds of the processor that a process has had; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


def _dismiss(hand: Hand) -> None:
    if hand.process.is_alive():
        hand.pipe.send(None)
    hand.process.join(5)
    hand.pipe.close()
