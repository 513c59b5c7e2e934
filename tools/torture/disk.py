"""A disk that is full at every place of a build and of a press run: a small file system in memory,
a page larger each time.  Needs the right to mount.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools.torture.builds import Torture
from tools.torture.checks import DAY_ALSO, edition, package, tidy
from tools.torture.paper import Small
from tools.torture.runs import Fault, finish, start

PAGE = 4096  # bytes; what a file system in memory gives
MOST = 100  # pages that a run of the small paper writes, or some more


def can_mount(place: Path) -> bool:
    place.mkdir(parents=True, exist_ok=True)
    if not shutil.which("mount") or _mount(place, 100):
        return False
    _unmount(place)
    return True


def _mount(place: Path, pages: int) -> int:
    options = f"size={pages * PAGE}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def _resize(place: Path, pages: int) -> None:
    options = f"remount,size={pages * PAGE}"
    subprocess.run(["mount", "-o", options, str(place)], capture_output=True, check=True)


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def disk(folder: Path) -> Callable[[random.Random], bool]:
    """Each try: a disk of the size that holds what is there, and so many pages more."""
    torture = Torture(Small(), folder)
    torture.begin_press()

    def one(chance: random.Random) -> bool:
        pressing = chance.random() < 0.5
        state = chance.choice((0, 1))
        torture.paper.turn(folder, 1 - state)
        torture.whole_build()
        if pressing:
            torture.whole_press()
            torture.paper.turn(folder, state)
            torture.whole_build()
        torture.paper.turn(folder, state)
        return _on_a_small_disk(torture, chance, pressing)

    return one


def _on_a_small_disk(torture: Torture, chance: random.Random, pressing: bool) -> bool:
    place = torture.folder / "small-disk"
    place.mkdir(exist_ok=True)
    if _mount(place, 20_000):
        raise Fault("the small disk cannot be mounted")
    try:
        out = place / "dist"
        shutil.copytree(torture.folder / "dist", out, symlinks=True)
        day = out / torture.dist.relative_to(torture.folder / "dist")
        shop = day / torture.shop.relative_to(torture.dist)
        before = edition(day), package(shop)
        room = os.statvfs(place)
        _resize(place, room.f_blocks - room.f_bfree + chance.randrange(1, MOST))
        args = torture.press if pressing else torture.build
        jobs = str(chance.choice((1, 2)))
        code = finish(start(torture.folder, *args, "--jobs", jobs, "--out", str(out)))
        told = (torture.folder / "log").read_text(encoding="utf-8", errors="replace")
        if code not in (0, 9):
            raise Fault(f"a full disk ends with {code}: {told[-600:]}")
        after = edition(day), package(shop)
        if code and (after != before or told.count("\n") != 1 or "No space left" not in told):
            raise Fault(f"a full disk is told so: {told[-600:]}")
        tidy(day, DAY_ALSO)
        if list((torture.folder / "tmp").iterdir()):
            raise Fault("temporary folders are left")
        return code != 0
    finally:
        _unmount(place)
