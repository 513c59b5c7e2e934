"""Sending one file after the other: temporary name, resume, check, rename; and, where a server does
not allow that, the next best way.  Safe to run again after any end.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from epaper.deliver.record import Record
from epaper.deliver.target import BLOCK, Refused, Target
from epaper.errors import DeliveryError
from epaper.model.press import TEMPORARY_NAME
from epaper.work.faults import FULL

Say = Callable[[str], None]


class Checked(StrEnum):
    """What was seen of a file after it was sent, with the words for it."""

    CONTENT = ""
    SIZE = "its size is right, its content cannot be read back there"
    NOTHING = "nobody may look there, so it could not be checked"


@dataclass(frozen=True, slots=True)
class Sent:
    name: str
    bytes_sent: int
    resumed_at: int  # bytes that were there already from a cut run
    checked: Checked = Checked.CONTENT

    def __str__(self) -> str:
        how = f"resumed at {self.resumed_at}" if self.resumed_at else "sent"
        told = f"{self.name}: {how if self.bytes_sent or self.resumed_at else 'was there'}"
        return f"{told}; {self.checked.value}" if self.checked.value else told


class Sender:
    """`temporary`: the pattern of temporary names, with {name}; empty for none.  `digests`: what
    the files are to be.

    Where the server refuses temporary names, or renames nothing, the files go straight to their
    names, which is said once.
    """

    def __init__(
        self,
        target: Target,
        record: Record | None = None,
        *,
        temporary: str = TEMPORARY_NAME,
        digests: Mapping[str, str] | None = None,
        say: Say = lambda _: None,
        warn: Say = lambda _: None,
    ) -> None:
        self.digests = digests or {}
        self.target, self.record, self.temporary = target, record, temporary
        self.say, self.warn = say, warn
        self.readable = True  # until the server says otherwise

    def send(self, files: Sequence[Path]) -> list[Sent]:
        """What is not there yet.  DeliveryError names the file that stopped the run; what arrived
        stays."""
        done = []
        for file in files:
            with told(file.name):
                sent = self._send_one(file)
            done.append(sent)
            self.say(str(sent))
        return done

    def _send_one(self, file: Path) -> Sent:
        name, wanted = file.name, _digest(_opened(file))
        size = file.stat().st_size
        if self.digests.get(name, wanted) != wanted:
            raise _changed(name)
        was = self._is_there(name, size, wanted)
        if was is not None:
            self._done(name, wanted)
            return Sent(name, 0, 0, was)
        sent = self._by_temporary_name(file, size, wanted) if self.temporary else None
        return sent or self._by_final_name(file, size, wanted)

    def _is_there(self, name: str, size: int, wanted: str) -> Checked | None:
        """How we know that the file is there as it should be; None when it is to be sent."""
        try:
            if self.target.size(name) != size:
                return None
        except Refused:
            return None
        found = self._content(name)
        if found is not None:
            return Checked.CONTENT if found == wanted else None
        sent_before = self.record is not None and self.record.files.get(name) == wanted
        return Checked.SIZE if sent_before else None

    def _by_temporary_name(self, file: Path, size: int, wanted: str) -> Sent | None:
        """None where the server does not let us."""
        name, temporary = file.name, self.temporary.format(name=file.name)
        if self.record is not None:
            self.record.begin(name, temporary)
        try:
            offset = self._put(file, temporary)
        except Refused as error:
            self._go_straight(f"refuses the temporary name {temporary}", error)
            self._clear(temporary)
            return None
        checked = self._check(file, temporary, size, wanted)
        try:
            self.target.rename(temporary, name)
        except Refused as error:
            self._go_straight(f"does not rename {temporary}", error)
            self._clear(temporary)
            return None
        self._done(name, wanted, temporary)
        return Sent(name, size - offset, offset, checked)

    def _by_final_name(self, file: Path, size: int, wanted: str) -> Sent:
        name = file.name
        if self.record is not None:
            self.record.begin(name)
        try:
            offset = self._put_in_its_place(file)
            checked = self._check(file, name, size, wanted)
        except (OSError, EOFError) as error:  # line or disk; the next run goes on from here
            if not isinstance(error, Refused):
                self.warn(f"{name} may stand at the target in part until the next run")
            raise
        except BaseException:  # damaged, or stopped from outside: no half page may stand there
            with contextlib.suppress(Exception):
                self.target.remove(name)
            raise
        self._done(name, wanted)
        return Sent(name, size - offset, offset, checked)

    def _put_in_its_place(self, file: Path) -> int:
        try:
            return self._put(file, file.name)
        except Refused as refused:  # some replace nothing
            try:
                self.target.remove(file.name)
            except (Refused, FileNotFoundError):
                raise refused from None
            return self._put(file, file.name)

    def _put(self, file: Path, name: str) -> int:
        """Send the file to this name from where a cut run left it; how many bytes were there."""
        offset = self._begun(file, name)
        try:
            self._append(file, name, offset)
        except Refused:
            if not offset:
                raise
            offset = 0  # it does not write on in the middle
            self._append(file, name, offset)
        return offset

    def _append(self, file: Path, name: str, offset: int) -> None:
        with _opened(file) as source:
            source.seek(offset)
            self.target.append(name, source, offset)

    def _begun(self, file: Path, name: str) -> int:
        """How much of this very file is there.  Only what can be read counts: a beginning of
        another version must not get the end of this one."""
        try:
            offset = self.target.size(name) or 0
        except Refused:
            return 0
        if not 0 < offset <= file.stat().st_size:
            return 0
        found = self._content(name)
        return offset if found is not None and found == _digest(_opened(file), offset) else 0

    def _check(self, file: Path, name: str, size: int, wanted: str) -> Checked:
        """DeliveryError when what arrived is known to be wrong."""
        if _digest(_opened(file)) != wanted:
            raise _changed(file.name)
        checked = Checked.CONTENT
        found = self._content(name)
        if found is None:
            checked, found = Checked.SIZE, wanted
        try:
            there = self.target.size(name) if checked is Checked.SIZE else size
        except Refused:
            there = None
        if found != wanted or there not in (size, None):
            raise DeliveryError(f"{file.name} arrived damaged; run again, it is sent anew")
        return Checked.NOTHING if there is None else checked

    def _content(self, name: str) -> str | None:
        """The digest of a file at the target; None when it cannot be read."""
        if not self.readable:
            return None
        try:
            return _digest(self.target.read(name))
        except FileNotFoundError:
            return None
        except Refused:
            self.readable = False
            return None

    def _done(self, name: str, digest: str, temporary: str = "") -> None:
        if self.record is not None:
            self.record.done(name, digest, temporary)

    def _go_straight(self, why: str, error: Refused) -> None:
        self.temporary = ""
        self.warn(
            f"the target {why} ({_words(error)}): files go under their final names from here; "
            "temporary_name: none in the shop's settings spares the attempt"
        )

    def _clear(self, temporary: str) -> None:
        """Take a temporary file away; what cannot be, stays on the record."""
        with contextlib.suppress(Refused):
            taken_away(self.target, temporary)
            if self.record is not None:
                self.record.gone(temporary)


def send(
    files: Sequence[Path],
    target: Target,
    say: Say = lambda _: None,
    *,
    temporary: str = TEMPORARY_NAME,
) -> list[Sent]:
    """Send files without a record of them."""
    return Sender(target, temporary=temporary, say=say, warn=say).send(files)


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """Whatever the system or the line does to a file, as a DeliveryError with its remedy."""
    try:
        yield
    except (OSError, EOFError) as error:
        raise DeliveryError(
            f"{name} could not be sent ({_words(error)}); {_remedy(error)}"
        ) from error


def taken_away(target: Target, name: str) -> bool:
    """Was it there, and is it gone now?  Refused when it may be there still."""
    try:
        if target.size(name) is None:
            return False
    except Refused:  # not told; then it is tried
        pass
    try:
        target.remove(name)
    except FileNotFoundError:
        return False
    return True


def _remedy(error: OSError | EOFError) -> str:
    number = getattr(error, "errno", None)
    if number in FULL:
        return "make room on the target's disk and run again, it goes on from here"
    if isinstance(error, FileNotFoundError):
        return "the target's folder is gone or was never there; mount or make it and run again"
    if isinstance(error, Refused):
        return "see that this user may write there, or ask the print shop, and run again"
    return "see that line and disk are in order and run again, it goes on from here"


def _words(error: OSError | EOFError) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _changed(name: str) -> DeliveryError:
    return DeliveryError(f"{name} changed while the package was sent; run again")


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise DeliveryError(
            f"{file.name} is no longer in the package, which may have been made anew meanwhile; "
            "run again"
        ) from error
    except OSError as error:
        raise DeliveryError(f"{file} cannot be read ({_words(error)}); mend that") from error


def _digest(source: BinaryIO, length: int = -1) -> str:
    digest = hashlib.sha256()
    with source:
        while length:
            block = source.read(BLOCK if length < 0 else min(BLOCK, length))
            if not block:
                break
            digest.update(block)
            length -= len(block) if length > 0 else 0
    return digest.hexdigest()
