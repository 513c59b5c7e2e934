"""`make torture`: kills at random moments, from seeds, of each kind as many as asked for.

    python -m tools.torture                    all kinds, the usual counts; goes on where it ended
    python -m tools.torture --small 20 --only small
    python -m tools.torture --again            forget what was done

A full disk (`disk`) is a file system in memory, for which mount's right is needed.

The state (`--state`, a file of one JSON object a line) says which seeds are done and how they
ended; a run that is stopped goes on with the others.  A kind is done when as many runs were really
killed as it has to have: one that had ended before is counted apart.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import importlib
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.torture import builds, disk
from tools.torture.runs import Fault

USUAL = {
    "small": 800,
    "sample": 200,
    "press": 200,
    "workers": 200,
    "deliver": 200,
    "watch": 200,
    "disk": 100,
}
OURS: dict[str, Callable[[Path], Callable[[random.Random], bool]]] = {
    "small": builds.small,
    "sample": builds.sample,
    "press": builds.press,
    "workers": builds.workers,
    "disk": disk.disk,
}
BATCH, BATCH_OF_MODULES = 10, 40  # kills for which one paper, or one folder, is used
NICE = 19


def main() -> int:
    options = _options()
    if options.again:
        options.state.unlink(missing_ok=True)
    options.state.parent.mkdir(parents=True, exist_ok=True)
    kinds = [kind for kind in USUAL if not options.only or kind in options.only]
    if "disk" in kinds and not disk.can_mount(options.state.parent / "small-disk"):
        print("disk: a small disk cannot be mounted here (that is root's right); left out")
        kinds.remove("disk")
    os.nice(NICE - os.nice(0))
    for kind in kinds:
        _kind(kind, getattr(options, kind), options)
    return _summary(kinds, _done(options.state))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.torture", description=__doc__)
    for kind, count in USUAL.items():
        parser.add_argument(f"--{kind}", type=int, default=count, metavar="N")
    parser.add_argument("--only", action="append", choices=list(USUAL))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parallel", type=int, default=2)
    parser.add_argument("--state", type=Path, default=Path("dist/torture.jsonl"))
    parser.add_argument("--again", action="store_true")
    return parser.parse_args()


def _done(state: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """What was done before, by kind and seed; half a line of a run that was stopped is none."""
    found = {}
    for line in state.read_text(encoding="utf-8").splitlines() if state.exists() else ():
        try:
            row = json.loads(line)
            found[row["kind"], row["seed"]] = row
        except (ValueError, KeyError):
            continue
    return found


def _kind(kind: str, wanted: int, options: argparse.Namespace) -> None:
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(options.parallel, context) as pool:
        seed, running = options.seed, set[Any]()
        most = BATCH if kind in OURS else BATCH_OF_MODULES
        while True:
            rows = [row for (of, _), row in _done(options.state).items() if of == kind]
            killed = sum(row["kills"] for row in rows)
            known = {row["seed"] for row in rows}
            while len(running) < options.parallel and killed + most * len(running) < wanted:
                while seed in known:
                    seed += 1
                batch = min(most, wanted - killed - most * len(running))
                running.add(pool.submit(_batch, kind, seed, batch))
                seed += 1
            if not running:
                return
            done, running = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED
            )
            with options.state.open("a", encoding="utf-8") as file:
                for future in done:
                    row = future.result()
                    file.write(json.dumps(row) + "\n")
                    print(_told(row), flush=True)
                    if not row["kills"]:
                        raise SystemExit(f"{kind}: no run could be caught; something is amiss")


def _batch(kind: str, seed: int, kills: int) -> dict[str, Any]:
    """So many kills of one paper, from one seed."""
    began = time.monotonic()
    place = Path(tempfile.mkdtemp(prefix=f"torture-{kind}-"))
    row: dict[str, Any] = {"kind": kind, "seed": seed, "kills": 0, "ended": 0, "faults": []}
    try:
        if kind in OURS:
            _ours(kind, row, kills, place / "paper")
        else:
            row["kills"] = kills
            importlib.import_module(f"tools.torture.{kind}").main(kills, seed, place)
    except Exception as error:
        row["faults"].append(f"{type(error).__name__}: {error}")
        row["kills"] = row["kills"] or kills  # so that a fault of the set-up comes to an end
    shutil.rmtree(place, ignore_errors=True)
    return {**row, "seconds": round(time.monotonic() - began, 1)}


def _ours(kind: str, row: dict[str, Any], kills: int, folder: Path) -> None:
    one = OURS[kind](folder)
    tries = 0
    while row["kills"] < kills and tries < 5 * kills:
        chance = random.Random(f"{kind} {row['seed']} {tries}")
        tries += 1
        try:
            was_killed = one(chance)
        except Fault as fault:
            row["faults"].append(f"try {tries}: {fault}")
            was_killed = True
        row["kills" if was_killed else "ended"] += 1


def _told(row: dict[str, Any]) -> str:
    what = "; ".join(row["faults"]) or "well"
    return f"{row['kind']} seed {row['seed']}: {row['kills']} killed, {row['seconds']} s, {what}"


def _summary(kinds: list[str], done: dict[tuple[str, int], dict[str, Any]]) -> int:
    faults: Counter[str] = Counter()
    for kind in kinds:
        rows = [row for (of, _), row in done.items() if of == kind]
        killed, ended = (sum(row[name] for row in rows) for name in ("kills", "ended"))
        faults[kind] = sum(len(row["faults"]) for row in rows)
        seconds = sum(row["seconds"] for row in rows)
        print(
            f"{kind:8} {killed} killed, {ended} had ended before, {faults[kind]} faults, "
            f"{seconds:.0f} s"
        )
    return 1 if any(faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
