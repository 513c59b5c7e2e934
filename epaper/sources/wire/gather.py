"""The files of the sources that the user named, one after the other: nothing else on the disk is
opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.addresses import masked
from epaper.errors import WireError
from epaper.model.finding import on_one_line
from epaper.settings.notes import nearest
from epaper.sources.wire.fence import environment
from epaper.sources.wire.kinds import MOST_BYTES, is_archive, is_picture
from epaper.work.scratch import scratch

_SKIPPED = (".part", ".tmp", ".filepart", ".crdownload", "~")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.  `reason` is why it is not read; `root` is the folder its pictures may lie
    in.
    """

    name: str  # as the user knows it
    path: Path = Path()
    root: Path = Path()
    raw: bytes | None = None  # from standard input or the web
    reason: str = ""
    picture: bool = False


def gather(sources: Sequence[Path], recursive: bool = False) -> Iterator[Found]:
    """Every file of the sources in the order of their names, pictures after the stories of the same
    folder.
    """
    for source in sources:
        name = on_one_line(source.name)
        if os.path.isdir(source):
            yield from _folder(source, source, recursive)
        elif os.path.isfile(source):
            yield from _file(source, name, source.parent, _head(source))
        elif os.path.exists(source):
            yield Found(name, reason="is neither a file nor a folder")
        else:
            shown = on_one_line(masked(str(source)))[:300]
            raise WireError(f"{shown} is not there; {_near(source)}")


def _near(source: Path) -> str:
    """A remedy for a file or folder that is not there."""
    try:
        names = sorted(os.listdir(source.parent))
    except OSError:
        names = []
    near = nearest(source.name, names)
    return f"did you mean {on_one_line(str(source.parent / near))}?" if near else "check the name"


def _folder(folder: Path, root: Path, recursive: bool, inside: bool = False) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            names, links, folders = list[str](), set[str](), set[str]()
            faults: dict[str, str] = {}
            for entry in entries:
                names.append(entry.name)
                try:
                    if entry.is_symlink():
                        links.add(entry.name)
                    if entry.is_dir():
                        folders.add(entry.name)
                except OSError as error:  # this one's alone: a ring of links, a lack of permission
                    faults[entry.name] = f"cannot be read ({error.strerror})"
    except OSError as error:
        yield Found(on_one_line(folder.name), reason=f"cannot be read ({error.strerror})")
        return
    later: list[Path] = []
    base = root.resolve()
    start = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
    for own_name in sorted(names):
        if own_name.startswith(".") or own_name.endswith(_SKIPPED):
            continue
        path, name = folder / own_name, on_one_line(f"{start}{own_name}")
        if own_name in faults:
            yield Found(name, reason=faults[own_name])
        elif own_name in links and not _inside(path, base):
            yield Found(name, reason="is a link to a file outside the folder")
        elif own_name in folders:
            if recursive:
                yield from _folder(path, root, recursive, inside)
        elif os.path.isfile(path):
            head = _head(path)
            if is_picture(head):
                later.append(path)
            else:
                yield from _file(path, name, root, head, inside=inside)
    for path in later:
        yield Found(on_one_line(path.relative_to(root).as_posix()), path, root, picture=True)


def _inside(path: Path, base: Path) -> bool:
    try:
        return path.resolve().is_relative_to(base)
    except (OSError, RuntimeError):  # a ring of links
        return False


def _head(path: Path) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(512)
    except OSError:
        return b""


def _file(path: Path, name: str, root: Path, head: bytes, inside: bool = False) -> Iterator[Found]:
    """A file, or the members of an archive; `inside`: of an archive itself."""
    try:
        size = path.stat().st_size
    except OSError as error:
        yield Found(name, reason=f"cannot be read ({error.strerror})")
        return
    if is_archive(head, path.name):
        if inside:
            yield Found(name, reason="is an archive in an archive: unpack it and send it alone")
        else:
            yield from _archive(path, name)
    elif is_picture(head):
        yield Found(name, path, root, picture=True)
    elif size > MOST_BYTES:
        yield Found(name, reason=f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
    elif size == 0:
        yield Found(name, reason="is empty")
    else:
        yield Found(name, path, root)


def _archive(path: Path, name: str) -> Iterator[Found]:
    try:
        yield from _members(path, name)
    except OSError as error:
        stop = environment(error)
        if stop is not None:
            raise stop from None
        yield Found(name, reason=f"cannot be unpacked ({error.strerror})")


def _members(path: Path, name: str) -> Iterator[Found]:
    """The members of an archive, from a folder that is deleted when they are read; archives in
    archives are refused.
    """
    from epaper.sources.wire.archive import unpack  # slow to load, and mostly there is none

    empty = True
    with scratch("wire") as folder:
        try:
            for member, reason in unpack(path, folder):
                if reason != "a hidden file":
                    empty = False
                    yield Found(f"{name}/{on_one_line(member)}", reason=reason)
        except WireError as error:
            yield Found(name, reason=str(error))
            return
        for found in _folder(folder, folder, recursive=True, inside=True):
            empty = False
            yield replace(found, name=f"{name}/{found.name}")
    if empty:
        yield Found(name, reason="is an archive that holds nothing to import")
