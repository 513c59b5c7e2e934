"""The files of the sources that the user named, one after the other: nothing else on the disk is
opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import WireError
from epaper.sources.wire.archive import is_archive, unpack
from epaper.sources.wire.reader import MOST_BYTES, is_picture
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
        if source.is_dir():
            yield from _folder(source, source, recursive)
        elif source.is_file():
            yield from _file(source, source.name, source.parent, _head(source))
        elif source.exists():
            yield Found(source.name, reason="is neither a file nor a folder")
        else:
            raise WireError(f"{source} is not there; check the name")


def _folder(folder: Path, root: Path, recursive: bool) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Found(folder.name, reason=f"cannot be read ({error.strerror})")
        return
    later: list[Path] = []
    base = root.resolve()
    for path in entries:
        name = path.relative_to(root).as_posix()
        if path.name.startswith(".") or path.name.endswith(_SKIPPED):
            continue
        if not path.resolve().is_relative_to(base):
            yield Found(name, reason="is a link to a file outside the folder")
        elif path.is_dir():
            if recursive:
                yield from _folder(path, root, recursive)
        elif path.is_file():
            head = _head(path)
            if is_picture(head):
                later.append(path)
            else:
                yield from _file(path, name, root, head)
    for path in later:
        yield Found(path.relative_to(root).as_posix(), path, root, picture=True)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError:
        return b""


def _file(path: Path, name: str, root: Path, head: bytes) -> Iterator[Found]:
    try:
        size = path.stat().st_size
    except OSError as error:
        yield Found(name, reason=f"cannot be read ({error.strerror})")
        return
    if is_archive(head, path.name):
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
    """The members of an archive, from a folder that is deleted when they are read; archives in
    archives are refused.
    """
    with scratch("wire") as folder:
        try:
            for member, reason in unpack(path, folder):
                if reason != "a hidden file":
                    yield Found(f"{name}/{member}", reason=reason)
        except WireError as error:
            yield Found(name, reason=str(error))
            return
        for found in _folder(folder, folder, recursive=True):
            if not found.picture and not found.reason and is_archive(_head(found.path), found.name):
                yield Found(f"{name}/{found.name}", reason="is an archive in an archive")
            else:
                yield Found(
                    f"{name}/{found.name}",
                    found.path,
                    folder,
                    None,
                    reason=found.reason,
                    picture=found.picture,
                )
