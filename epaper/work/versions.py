"""A folder whose content changes as a whole: versions of it, and a pointer to the good one.

    dist/2026-11-23/.versions/7/...           complete, flushed to the disk, never written again
    dist/2026-11-23/current -> .versions/7    the pointer; replaced by one rename
    dist/2026-11-23/report.html -> current/report.html       for people, and for paths known of old

Before the rename the old version is whole, after it the new one; there is no time between.  What
stands outside (links to what is there no more, versions that nobody points at) is put right after
the rename, and should a kill prevent that, by the next run.  Who must see one version of several
files reads through `newest`.

Where the system has no symbolic links, files are moved to their places one by one, those that name
the others last: each of them is whole at any time, all of them together only after the last.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

VERSIONS, CURRENT = ".versions", "current"
ASIDE = ".making-aside"  # prefix: what stood in a link's place; cleared with a killed run's work
LINK = ".making-link"


def newest(target: Path) -> Path:
    """The folder of the last good version.  A path that stays with that version when the pointer
    moves on; `target` itself where there are no versions, as in folders of earlier programs and
    packages that were copied."""
    pointer = target / CURRENT
    return target / os.readlink(pointer) if pointer.is_symlink() else target


def release_version(folder: Path, target: Path, last: Sequence[str] = ()) -> None:
    """Make `folder`, which lies in `target`, its next version.  OSError when that cannot be.

    `last`: what is moved last where there are no links.
    """
    if not _has_links(folder):
        _move(folder, target, last)
        return
    flush(folder)
    numbers = _numbers(target)
    place = target / VERSIONS / str(max(numbers, default=0) + 1)
    place.parent.mkdir(exist_ok=True)
    os.rename(folder, place)
    flush_folder(place.parent)
    _point(target, place.name)
    with contextlib.suppress(OSError):  # it is released; what is untidy, the next run mends
        tidy(target)


def tidy(target: Path) -> None:
    """Leave the newest version, a link to each thing in it, and nothing of others.

    Files that other programs or people put into the folder stay.
    """
    if not _ready(target):
        return
    current = Path(os.readlink(target / CURRENT)).name
    for number in _numbers(target):
        if str(number) != current:
            shutil.rmtree(target / VERSIONS / str(number))
    names = sorted(path.name for path in (target / CURRENT).iterdir())
    for name in names:
        _link(target, name)
    for path in sorted(target.iterdir()):
        if path.name not in names and _is_ours(path):
            path.unlink()


def adopt(target: Path, names: Collection[str]) -> None:
    """Take over a folder of an earlier program, or a copy that lost its links: the files and
    folders of these names become its first version."""
    pointer = target / CURRENT
    if pointer.is_symlink() or (_numbers(target) and not pointer.exists()):
        return
    if pointer.is_dir():  # copied without its links; a version like another
        place = target / VERSIONS / str(max(_numbers(target), default=0) + 1)
        place.parent.mkdir(exist_ok=True)
        os.rename(pointer, place)
        return
    found = [name for name in sorted(names) if (target / name).exists()]
    if not found:
        return
    making = target / f"{ASIDE}-adopted"
    making.mkdir()
    for name in found:
        carry(target / name, making / name)
    if not _has_links(making):
        shutil.rmtree(making)
        return
    (target / VERSIONS).mkdir(exist_ok=True)
    os.rename(making, target / VERSIONS / "1")


def carry(old: Path, new: Path) -> None:
    """The same file or folder at another place, without a second copy where the system allows."""
    if old.is_dir():
        new.mkdir(parents=True, exist_ok=True)
        for path in sorted(old.iterdir()):
            carry(path, new / path.name)
        return
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old.resolve(), new)
    except OSError:  # no hard links here; a full disk is told by the copy
        shutil.copy2(old, new)


def flush(folder: Path) -> None:
    """Every file and folder to the disk."""
    for place, _, files in os.walk(folder):
        for name in files:
            _flush(os.path.join(place, name))
        flush_folder(Path(place))


def flush_folder(folder: Path) -> None:
    _flush(str(folder))


def _flush(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ready(target: Path) -> bool:
    """Is there a pointer to a version?  One that points nowhere is set to the newest."""
    if (target / CURRENT / "").exists() and (target / CURRENT).is_symlink():
        return True
    numbers = _numbers(target)
    if not numbers:
        return False
    _point(target, str(max(numbers)))
    return True


def _point(target: Path, version: str) -> None:
    _put_link(target / CURRENT, f"{VERSIONS}/{version}")
    flush_folder(target)


def _link(target: Path, name: str) -> None:
    place, goal = target / name, f"{CURRENT}/{name}"
    if place.is_symlink() and os.readlink(place) == goal:
        return
    if place.is_dir() and not place.is_symlink():  # of an earlier program
        aside = target / f"{ASIDE}-{name}"
        os.rename(place, aside)
        _put_link(place, goal)
        shutil.rmtree(aside)
    else:
        _put_link(place, goal)


def _is_ours(path: Path) -> bool:
    return path.is_symlink() and Path(os.readlink(path)).parts[0] == CURRENT


def _put_link(place: Path, goal: str) -> None:
    made = place.with_name(f"{LINK}-{place.name}")
    made.unlink(missing_ok=True)
    os.symlink(goal, made)
    os.replace(made, place)


def _numbers(target: Path) -> list[int]:
    with contextlib.suppress(OSError):
        return sorted(int(p.name) for p in (target / VERSIONS).iterdir() if p.name.isdigit())
    return []


def _has_links(folder: Path) -> bool:
    probe = folder.with_name(f"{LINK}-probe")
    try:
        os.symlink(CURRENT, probe)
        probe.unlink()
    except (OSError, NotImplementedError):
        return False
    return True


def _move(folder: Path, target: Path, last: Sequence[str]) -> None:
    """Files one by one; then what was in folders of the same names before, and is not now."""
    folders = [path.name for path in folder.iterdir() if path.is_dir()]
    names = _files(folder)
    for name in (*(name for name in names if name not in last), *last):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, target / name)
    for name in folders:
        for old in _files(target / name):
            if f"{name}/{old}" not in names:
                (target / name / old).unlink()


def _files(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)
