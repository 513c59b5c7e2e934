"""`python -m tools.fuzz`: odd inputs to every reader, and whole random days.

What is done is kept in the folder, with the faults; a run that was ended is taken up where it was.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from tools.fuzz.faults import Faults
from tools.fuzz.readers import READERS
from tools.fuzz.run import Run, State
from tools.fuzz.worker import DAYS, scratch, try_day, try_input

INPUTS, WHOLE_DAYS = 99_000, 1_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--inputs", type=int, default=INPUTS, help=f"to all readers ({INPUTS:,})")
    parser.add_argument("--days", type=int, default=WHOLE_DAYS, help=f"({WHOLE_DAYS:,})")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--seed", type=int, default=0, help="of all inputs (0)")
    parser.add_argument("--only", default="", help="readers, joined by commas; 'days' among them")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many; 0: when done")
    parser.add_argument("--again", default="", help="READER:NUMBER or READER:FILE, one input alone")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # workers end with it
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads take address space
    if asked.again:
        _again(asked.again, asked.seed)
        return
    wanted = shares(asked.inputs) | {DAYS: asked.days}
    if asked.only:
        wanted = {name: count for name, count in wanted.items() if name in asked.only.split(",")}
    until = time.monotonic() + asked.minutes * 60 if asked.minutes else float("inf")
    begun = time.monotonic()
    met = Run(asked.folder, asked.seed, asked.jobs).go(wanted, until)
    counts = State(asked.folder, asked.seed).counts()
    for name, count in counts.items():
        print(f"{name:14} {count:7,} of {wanted.get(name, 0):7,}")
    inputs = sum(count for name, count in counts.items() if name != DAYS)
    print(f"{inputs:,} inputs, {counts.get(DAYS, 0):,} days; {time.monotonic() - begun:.0f} s")
    for group, count in Faults(asked.folder).counts().items():
        print(f"fault {count:6}  {asked.folder / 'faults' / group}")
    sys.exit(1 if met else 0)


def shares(inputs: int) -> dict[str, int]:
    """How many of the inputs each reader gets."""
    whole = sum(reader.share for reader in READERS.values())
    made = {name: inputs * reader.share // whole for name, reader in READERS.items()}
    made[next(iter(made))] += inputs - sum(made.values())
    return made


def _again(what: str, seed: int) -> None:
    """One input alone, its traceback on the screen."""
    reader, _, number = what.partition(":")
    if not number.isdecimal():
        with scratch() as folder:
            READERS[reader].read(Path(number).read_bytes(), folder)
        return
    try:
        fault = (
            try_day(int(number), seed) if reader == DAYS else try_input(reader, int(number), seed)
        )
    except Exception:
        traceback.print_exc()
        sys.exit(2)
    print(fault.text if fault else "no fault")
    sys.exit(1 if fault else 0)


if __name__ == "__main__":
    main()
