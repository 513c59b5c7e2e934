"""`epaper deliver` killed at random moments, against servers on loopback and a hot folder.

After each kill no file at the target may be half under its final name; after some kills, with new
versions of pages between them, one run must end well and the target be exactly the package.

    python -m tools.torture.deliver 60 1 /tmp/torture
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.loopback.ftp import ftp_server
from tools.loopback.lines import PASSWORD, USER
from tools.loopback.sftp import sftp_server
from tools.loopback.whims import Whims
from tools.torture.checks import sha
from tools.torture.paper import ROOT
from tools.torture.runs import COMMAND

KINDS = ("folder", "sftp", "ftp")
PAGES = 5
BYTES = {"folder": 6_000_000, "sftp": 800_000, "ftp": 800_000}  # a hot folder takes them fast
PACE = 0.004  # seconds a block, so that kills come in mid-file
MOST_KILLS = 6  # before a run is let through
LIMIT = 120  # seconds of one run


@dataclass
class Package:
    """Pages with versions, as press leaves them: an old version's file goes."""

    folder: Path
    size: int
    chance: random.Random
    versions: dict[int, int] = field(default_factory=dict)
    ever: dict[str, set[str]] = field(default_factory=dict)  # name: digests it ever had

    def write(self, number: int) -> None:
        old = self.versions.get(number, 0)
        self.versions[number] = old + 1
        (self.folder / self._name(number)).write_bytes(self.chance.randbytes(self.size))
        if old:
            (self.folder / f"p{number:03}_v{old}.pdf").unlink()

    def _name(self, number: int) -> str:
        return f"p{number:03}_v{self.versions[number]}.pdf"

    def finish(self) -> None:
        names = [self._name(number) for number in sorted(self.versions)]
        entries = [{"name": n, "sha256": sha(self.folder / n), "pages": [1]} for n in names]
        manifest = json.dumps({"shop": "torture", "files": entries})
        (self.folder / "manifest.json").write_text(manifest)
        for name in (*names, "manifest.json"):
            self.ever.setdefault(name, set()).add(sha(self.folder / name))

    def expected(self) -> dict[str, str]:
        names = [self._name(number) for number in sorted(self.versions)]
        return {name: sha(self.folder / name) for name in (*names, "manifest.json")}


@dataclass
class Figures:
    kills: int = 0
    in_mid_file: int = 0  # of them: a temporary file was left by the kill
    ended: int = 0  # the run had ended before the kill came
    last_runs: int = 0
    resumed: int = 0  # runs that went on in mid-file
    faults: list[str] = field(default_factory=list)


@dataclass
class Ground:
    """A target of one kind and the package that is sent to it."""

    kind: str
    target: Path
    address: list[str]
    package: Package
    figures: Figures

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, "deliver", str(self.package.folder), *self.address],
            cwd=self.target.parent,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "EPAPER_SFTP_PASSWORD": PASSWORD,
                "EPAPER_FTP_PASSWORD": PASSWORD,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def record(self) -> int:
        """When the record was last written: before a first byte of a file, and after its last."""
        record = self.package.folder / ".delivery" / "sent.json"
        return record.stat().st_mtime_ns if record.exists() else 0

    def kill(self, moment: float, at_work: bool) -> None:
        """After so many seconds, or so many after the first byte."""
        before, run = self.record(), self.start()
        while at_work and self.record() == before and run.poll() is None:
            time.sleep(0.001)
        try:
            run.wait(moment)
            self.figures.ended += 1
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            self.figures.kills += 1
        said, _ = run.communicate(timeout=LIMIT)
        self.figures.resumed += "resumed at" in said
        time.sleep(0.05)  # the server takes what is on its way
        self.figures.in_mid_file += any(self.target.glob("*.part"))
        self.look()

    def look(self) -> None:
        """Whatever has a final name is whole, though it may be of an older version."""
        for path in sorted(self.target.iterdir()):
            if path.name.endswith(".part") or path.name == "SHA256SUMS":
                continue
            if sha(path) not in self.package.ever.get(path.name, set()):
                self.figures.faults.append(f"{self.kind}: {path.name} is half or spliced")

    def let_through(self) -> tuple[float, float]:
        """Seconds that it took, and those of them after the first byte."""
        begun = first = time.monotonic()
        before, run = self.record(), self.start()
        while run.poll() is None:
            if first == begun and self.record() != before:
                first = time.monotonic()
            time.sleep(0.001)
        took = time.monotonic() - begun
        said, errors = run.communicate(timeout=LIMIT)
        self.figures.last_runs += 1
        self.figures.resumed += "resumed at" in said
        if run.returncode:
            self.figures.faults.append(f"{self.kind}: a last run ended {run.returncode}: {errors}")
        found = {path.name: sha(path) for path in self.target.iterdir()}
        found.pop("SHA256SUMS", None)
        if found != self.package.expected():
            odd = sorted(set(found.items()) ^ set(self.package.expected().items()))
            self.figures.faults.append(f"{self.kind}: the target is not the package: {odd}")
        sums = ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"]
        if subprocess.run(sums, cwd=self.target, check=False, capture_output=True).returncode:
            self.figures.faults.append(f"{self.kind}: SHA256SUMS is not right")
        left = sorted(path.name for path in (self.package.folder / ".delivery").iterdir())
        if not set(left) <= {".lock", "sent.json", "SHA256SUMS"}:
            self.figures.faults.append(f"{self.kind}: left in the package: {left}")
        return took, took - (first - begun)


def main(kills: int, seed: int, folder: Path) -> None:
    """Kills shared among the kinds of target.  Prints figures; RuntimeError when anything is wrong.

    `folder`: a place for the work, emptied of it again.
    """
    totals = []
    for turn, kind in enumerate(KINDS):
        share = (kills + (seed + turn) % len(KINDS)) // len(KINDS)
        place = folder / f"deliver-{kind}"
        shutil.rmtree(place, ignore_errors=True)
        (place / "in").mkdir(parents=True)
        (place / "package").mkdir()
        figures = Figures()
        with _ground(kind, place, random.Random(f"{seed} {kind}"), figures) as ground:
            _torture(ground, share, random.Random(f"{seed} {kind} moments"))
        shutil.rmtree(place)
        print(
            f"deliver, {kind}: {figures.kills} kills, {figures.in_mid_file} left a temporary file, "
            f"{figures.ended} came too late, {figures.last_runs} last runs, {figures.resumed} runs "
            f"went on in mid-file, {len(figures.faults)} faults",
            flush=True,
        )
        totals.append(figures)
    faults = [fault for figures in totals for fault in figures.faults]
    if faults:
        raise RuntimeError("; ".join(faults))


def _torture(ground: Ground, kills: int, chance: random.Random) -> None:
    package, figures = ground.package, ground.figures
    for number in range(1, PAGES + 1):
        package.write(number)
    package.finish()
    whole, work = ground.let_through()
    while figures.kills < kills:
        for number in sorted(chance.sample(range(1, PAGES + 1), 3)):
            package.write(number)
        package.finish()
        for _ in range(min(chance.randint(1, MOST_KILLS), kills - figures.kills)):
            at_work = chance.random() < 0.8
            ground.kill(chance.random() * (work if at_work else whole), at_work)
            if chance.random() < 0.2:
                package.write(chance.randint(1, PAGES))
                package.finish()
        took, worked = ground.let_through()
        whole, work = (whole + took) / 2, (work + worked) / 2  # the machine may be busy


@contextlib.contextmanager
def _ground(kind: str, place: Path, chance: random.Random, figures: Figures) -> Iterator[Ground]:
    package, target = Package(place / "package", BYTES[kind], chance), place / "in"
    if kind == "folder":
        yield Ground(kind, target, [str(target)], package, figures)
    elif kind == "sftp":
        with sftp_server(target, Whims(pace=PACE)) as server:
            hosts = place / "known_hosts"
            hosts.write_text(server.known_hosts())
            address = f"sftp://{USER}@127.0.0.1:{server.port}"
            words = [address, "--known-hosts", str(hosts)]
            yield Ground(kind, target, words, package, figures)
    else:
        with ftp_server(target, Whims(pace=PACE)) as place_:
            words = [f"ftp://{USER}@127.0.0.1:{place_.port}", "--insecure"]
            yield Ground(kind, target, words, package, figures)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
