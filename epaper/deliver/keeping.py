"""Pages kept between builds: the last build's record beside its PDF, and the locked pages beside
plan.yaml.

dist/DATE/pages.json.gz                 every page of the last build, so that `lock` can keep what was seen
editions/DATE/locked/page-04.json.gz    a locked page
editions/DATE/locked/files/             the pictures and advertisements on locked pages, as they were
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from epaper.errors import EditionError, OutputError
from epaper.layout.makeup.kept import KeptPage, together
from epaper.layout.makeup.metrics import PageMetrics
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.page.marks import AdMark, PictureMark
from epaper.page.store import Packer, Unpacker

RECORD = "pages.json.gz"
FOLDER = "locked"
VERSION = 1


def write_record(kept: Mapping[int, KeptPage], edition: Edition, path: Path) -> None:
    """The pages of a build, for a later one to keep."""
    _write(list(kept.values()), edition.folder, path)


def locked_pages(edition: Edition, built: Path) -> tuple[dict[int, KeptPage], tuple[Finding, ...]]:
    """The pages that plan.yaml locks, from the locks or else from the last build in `built`.

    A lock on a page that was never built takes effect with this build.  Raises EditionError for a
    lock that cannot be read: it must not be passed over.
    """
    wanted = {wish.number: wish for wish in edition.page_wishes if wish.lock}
    if not wanted:
        return {}, ()
    pages = _read(built / RECORD, edition.folder, needed=False) or {}
    for path in sorted((edition.folder / FOLDER).glob("page-*.json.gz")):
        pages |= _read(path, edition.folder, needed=True) or {}
    numbers = together(pages, wanted)
    findings = [
        Finding(
            Severity.INFO,
            "plan.locked",
            f"page {number} is locked, too: {slug} runs over to it",
            "",
            "plan.yaml",
            field="pages",
            story=slug,
            page=number,
        )
        for number, slug in numbers.items()
        if number not in wanted
    ]
    return {number: pages[number] for number in numbers}, tuple(findings)


def save_locks(
    edition: Edition, kept: Mapping[int, KeptPage], spared: Collection[int] = ()
) -> None:
    """Write the locked pages with their files; pages that are locked no longer lose their file,
    `spared` ones stay.
    """
    wanted = {wish.number: wish for wish in edition.page_wishes if wish.lock}
    numbers = together(kept, wanted) if wanted else {}
    folder = edition.folder / FOLDER
    if not numbers and not spared:
        shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        (folder / "files").mkdir(parents=True, exist_ok=True)
        pages = {number: _with_files(kept[number], folder / "files") for number in numbers}
        for number, page in pages.items():
            _write([page], edition.folder, folder / f"page-{number:02}.json.gz")
        names = {f"page-{number:02}.json.gz" for number in (*numbers, *spared)}
        for path in sorted(folder.glob("page-*.json.gz")):
            if path.name not in names:
                path.unlink()
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror}); free it, or take the locks away"
        ) from error


def _with_files(kept: KeptPage, folder: Path) -> KeptPage:
    """The page with its pictures and advertisements in the lock's own folder."""
    marks = []
    for mark in kept.page.marks:
        if isinstance(mark, PictureMark | AdMark) and mark.path.parent != folder:
            name = mark.name if isinstance(mark, PictureMark) else mark.booking
            target = folder / f"{kept.files[name]}{mark.path.suffix.lower()}"
            if not target.is_file():
                temporary = target.with_suffix(".part")
                shutil.copyfile(mark.path, temporary)
                os.replace(temporary, target)
            mark = replace(mark, path=target)
        marks.append(mark)
    return replace(kept, page=replace(kept.page, marks=tuple(marks)))


def _write(pages: list[KeptPage], base: Path, path: Path) -> None:
    packer = Packer(lambda file: _relative(file, base))
    packed = [packer.pack(page) for page in pages]
    data = json.dumps(
        {"version": VERSION, "words": packer.packed_words(), "pages": packed}, separators=(",", ":")
    )
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(gzip.compress(data.encode(), 1, mtime=0))
    os.replace(temporary, path)


def _relative(file: Path, base: Path) -> str:
    whole, root = file.resolve(), base.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()


def _read(path: Path, base: Path, needed: bool) -> dict[int, KeptPage] | None:
    if not path.is_file():
        return None
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        unpacker = Unpacker(lambda text: base / text, data["words"], (KeptPage, PageMetrics))
        return {kept.page.number: kept for kept in map(unpacker.unpack, data["pages"])}
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
    ) as error:
        if not needed:
            return None  # the record of an older or broken build: nothing hangs on it
        raise EditionError(
            f"the locked page {path.name} cannot be read ({error}); restore it, or delete it and "
            "lock the page anew"
        ) from error
