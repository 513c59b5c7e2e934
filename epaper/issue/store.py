"""An issue on disk: a folder with `issue.json.gz` and the files it shows under `assets/`.

    dist/2026-11-23/issue/issue.json.gz        everything but files; docs/issue.md describes it
    dist/2026-11-23/issue/assets/<sha256>      pictures, advertisements, faces, profiles

The folder may be moved or copied: nothing in it speaks of the place where it was made.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from pathlib import Path

from epaper.errors import IssueError
from epaper.issue.codec import FAULTS, know_digest, pack, page_digest, unpack_parts
from epaper.issue.issue import FORMAT, Issue
from epaper.issue.record import Parts, parts_of, record_text, whole_parts
from epaper.issue.shelf import Shelf
from epaper.work.collector import collector_off
from epaper.work.kept import find, keep

FOLDER = "issue"
RECORD = "issue.json.gz"
ASSETS = "assets"
NAME = "epaper-issue"
HEAD = {"format": NAME, "version": FORMAT}
DIGESTS = "page digests"  # of a record's pages, kept by the record's own digest


def write_issue(issue: Issue, folder: Path) -> str:
    """Write the record, and return its digest (SHA-256); the files must be on the shelf of that
    folder already.

    A folder with a record is an issue: the folder is to be released as a whole.
    """
    text = record_text(HEAD, pack(issue))
    packed = gzip.compress(text.encode(), 5, mtime=0)
    (folder / RECORD).write_bytes(packed)
    digest = hashlib.sha256(packed).hexdigest()
    keep(DIGESTS, (digest,), tuple(page_digest(page) for page in issue.pages))
    return digest


def read_issue(folder: Path) -> Issue:
    """The issue in a folder.  IssueError when there is none or it cannot be read.

    It stays one issue, whatever is released meanwhile: links are followed once.  The marks of a
    page are read when they are first asked for, and IssueError is raised then for what is damaged
    in them.
    """
    with collector_off():  # a tree of a thousand things
        return _read(folder, folder.resolve())


def _read(folder: Path, place: Path) -> Issue:
    parts, digest = _record(folder, place)
    try:
        issue = unpack_parts(parts, Shelf(place / ASSETS), lambda error: _wrong(folder, error))
        for digests in find(DIGESTS, (digest,)):
            for page, known in zip(issue.pages, digests, strict=True):
                know_digest(page, known)
        return issue
    except FAULTS as error:
        raise _wrong(folder, error) from error


def has_issue(folder: Path) -> bool:
    return (folder / RECORD).is_file()


def _record(folder: Path, place: Path) -> tuple[Parts, str]:
    """The record, and the digest of its file."""
    try:
        packed = (place / RECORD).read_bytes()
        digest = hashlib.sha256(packed).hexdigest()
        text = gzip.decompress(packed)
        parts = parts_of(text.decode("utf-8", "surrogatepass"), HEAD)
        if parts is not None:
            return parts, digest
        data = json.loads(text)
    except FileNotFoundError as error:
        if has_issue(folder / FOLDER):
            fact = f"there is no issue in {folder}, one is in {folder / FOLDER}"
            raise IssueError(f"{fact}; name that") from error
        names = (folder.absolute().name, folder.absolute().parent.name)  # dist/2026-11-23/issue
        date = next((n for n in names if re.fullmatch(r"\d{4}-\d\d-\d\d", n)), "D")
        raise IssueError(
            f"there is no issue in {folder}; build the day first: epaper build --date {date}"
        ) from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _damaged(folder, str(error)) from error
    if not isinstance(data, dict) or data.get("format") != NAME:
        raise _damaged(folder, "it is not an issue's record")
    if data.get("version") != FORMAT:
        raise IssueError(
            f"the issue in {folder} has format {data.get('version')}, this program reads {FORMAT}; "
            "build the day again"
        )
    try:
        return whole_parts(data), digest
    except FAULTS as error:
        raise _wrong(folder, error) from error


def _wrong(folder: Path, error: Exception) -> IssueError:
    return _damaged(folder, f"{type(error).__name__}: {error}")


def _damaged(folder: Path, fact: str) -> IssueError:
    return IssueError(
        f"the issue in {folder} cannot be read ({fact}); build the day again, or copy it anew"
    )
