"""A fence around every item: one that cannot be read is told with its reason, the rest goes on.

Lone surrogates (half a character, "\\ud83d" in JSON whose other half was cut off) are taken out
first, since nothing can be written that holds one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from epaper.errors import EpaperError, OutputError, WireError
from epaper.model.finding import Finding, Severity
from epaper.settings.textfile import clean
from epaper.sources.wire.item import Read, Refusal, WireItem
from epaper.work.faults import DISK, HANDLES

_LONE = re.compile("[\ud800-\udfff]")
_WRITTEN = re.compile(r"\\u[dD][89a-fA-F]")


def fenced(file: str, what: str, read: Callable[[], Read | Iterable[Read]]) -> Iterator[Read]:
    """What `read` gives; a refusal that says it failed for any exception.  `what` names the item
    ("item 3 of the feed").
    """
    try:
        found = read()
        if isinstance(found, WireItem | Refusal):
            yield found
        else:
            yield from found
    except ImportError:  # a library is not there: no item of any file can be read
        raise
    except WireError as error:
        yield Refusal(file, f"{what} {error}".strip())
    except RecursionError:
        yield Refusal(file, f"{what} is nested too deeply to be read".strip())
    except Exception as error:
        if (stop := environment(error)) is not None:
            raise stop from None
        yield failure(file, what, error)


def failure(file: str, what: str, error: Exception, id: str = "", name: str = "") -> Refusal:
    """An item that an exception stopped."""
    words = clean(" ".join(str(error).split()))[:160]
    reason = f"{what} cannot be taken in ({type(error).__name__}: {words})".strip()
    return Refusal(file, reason, id, name, failed=True)


def environment(error: Exception) -> EpaperError | None:
    """The error of a disk that is full, faulty or read-only: not the item's, so it stops the
    run.
    """
    if isinstance(error, EpaperError):
        return error
    if isinstance(error, OSError) and error.errno in (*DISK, *HANDLES):
        name = Path(str(error.filename)).name if error.filename else "the day's folder"
        return OutputError(
            f"{name} cannot be written ({error.strerror}); free space on the disk or check "
            "permissions"
        )
    return None


def refused(read: Refusal) -> tuple[Finding, ...]:
    """What a failed item tells; nothing for one that is rightly refused."""
    if not read.failed:
        return ()
    remedy = "take the story in by hand, and report this with the file"
    return (Finding(Severity.ERROR, "wire.failed", read.reason, remedy, file=read.file),)


def may_hold_halves(text: str) -> bool:
    """Does a JSON text write characters by halves?"""
    return _WRITTEN.search(text) is not None


def _whole(text: str) -> bool:
    """Is there no half of a character?  UTF-8, which has none, is faster than a search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def without_halves(data: Any, names: list[str], where: str = "") -> Any:
    """JSON data without lone surrogates; the fields that held one are added to `names`."""
    match data:
        case str():
            if _whole(data):
                return data
            names.append(where)
            return _LONE.sub("", data)
        case Mapping():
            return {
                without_halves(name, names, where): without_halves(
                    value, names, _LONE.sub("", str(name))
                )
                for name, value in data.items()
            }
        case list():
            return [without_halves(value, names, where) for value in data]
        case _:
            return data


def told(reads: Iterable[Read], names: list[str]) -> Iterator[Read]:
    """The reads, the first of them with a finding about the fields that held half a character."""
    first = bool(names)
    for read in reads:
        if first and isinstance(read, WireItem):
            first = False
            where = ", ".join(dict.fromkeys(filter(None, names)))[:200]
            fact = f"half a character (a lone surrogate) left out of {where or 'a name'}"
            finding = Finding(
                Severity.WARNING, "text.control", fact, "compare with the sender's", file=read.file
            )
            read = replace(read, findings=(*read.findings, finding))
        yield read
