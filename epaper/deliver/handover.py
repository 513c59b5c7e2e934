"""A package handed over: pages, what goes with them, old versions withdrawn, then the manifest and
SHA256SUMS, which are read as the sign that all is there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.deliver.record import RECORD, Record
from epaper.deliver.send import Checked, Say, Sender, taken_away, told
from epaper.deliver.target import HotFolder, Refused, Target
from epaper.errors import BusyError, DeliveryError, OutputError
from epaper.model.press import TEMPORARY_NAME
from epaper.sinks.press.manifest import (
    DELIVERED,
    MANIFEST,
    MANIFEST_PAGE,
    PROOF,
    REPORT,
    REPORT_PAPER,
    TICKET,
    read_manifest,
)
from epaper.units import counted, pages_told
from epaper.work.lock import locked
from epaper.work.versions import newest

NOTES = ".delivery"  # the folder of what is known of deliveries, in the package's
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Voice:
    """`say`: what is done; `warn`: what a person has to look at."""

    say: Say = lambda _: None
    warn: Say = lambda _: None


def hand_over(
    folder: Path, target: Target, voice: Voice | None = None, temporary: str = TEMPORARY_NAME
) -> None:
    """Everything of the package to the target; run again after any end, it goes on.

    DeliveryError names the file that stopped it; BusyError when another delivery of the package is
    running.  Afterwards the target holds of ours what the manifest names, its companions and
    SHA256SUMS, and what could not be taken away is named.
    """
    voice = voice or Voice()
    files = package_files(folder)
    notes = folder / NOTES
    try:
        with locked(notes):
            _hand_over(files, folder, target, voice, temporary=temporary)
    except BusyError as error:
        raise BusyError(f"another delivery of {folder} is running; wait for it to end") from error
    except OutputError as error:
        raise DeliveryError(
            f"{folder} cannot be written, and what is sent has to be noted there ({error})"
        ) from error


def _hand_over(
    files: Sequence[Path], folder: Path, target: Target, voice: Voice, *, temporary: str
) -> None:
    notes = folder / NOTES
    record = Record.read(notes / RECORD, target.label)
    if isinstance(target, HotFolder):
        _enter(target, folder, record, voice)
    try:
        manifest = files[-1].read_bytes()
        digests = {file.name: _sum(file) for file in files}
    except OSError as error:
        raise DeliveryError(
            f"{error.filename} cannot be read ({error.strerror}); the package may have been made "
            "anew meanwhile, run again"
        ) from error
    sums = notes / SUMS
    _write_sums(digests, sums)
    sender = Sender(
        target, record, temporary=temporary, digests=digests, say=voice.say, warn=voice.warn
    )
    sent = sender.send(files[:-1])
    now = {file.name for file in files} | {SUMS}
    _withdraw(target, record, _old_names(folder, record) - now, _waiting(folder), voice=voice)
    sent += sender.send([files[-1], sums])
    for name in sorted(record.temporary):
        _take_away(target, record, name, voice, of="a temporary file left over")
    _tell_waiting(folder, voice)
    unchecked = sum(one.checked is not Checked.CONTENT for one in sent)
    if unchecked:
        voice.warn(
            f"{unchecked} of {counted(len(sent), 'file')} could not be read back: ask the print "
            f"shop to run sha256sum -c {SUMS} in its folder"
        )
    note_delivered(folder, manifest)


def package_files(folder: Path) -> list[Path]:
    """Everything of the package in the order it is sent, of one version even while press makes the
    next.  DeliveryError when it is not whole."""
    package, folder = folder, newest(folder)
    manifest = read_manifest(folder)
    if manifest.get("waiting") and not manifest.get("files"):
        raise DeliveryError(f"all pages of {package} wait; mend or sign for them and press again")
    if not manifest.get("files"):
        raise DeliveryError(f"{package} holds no manifest; run epaper press first")
    named = []
    for entry in (*manifest["files"], *manifest.get("proofs", ())):
        file = folder / Path(entry["name"]).name
        if not file.is_file() or _sum(file) != entry["sha256"]:
            raise DeliveryError(f"{file.name} is not as its manifest says; run epaper press again")
        named.append(file)
    others = [
        folder / name
        for name in (REPORT, REPORT_PAPER, TICKET, PROOF, MANIFEST_PAGE)
        if (folder / name).is_file()
    ]
    return [*named, *others, folder / MANIFEST]


def note_delivered(folder: Path, manifest: bytes) -> None:
    """Remember the manifest that was handed over: plates are made of it."""
    place = (folder / DELIVERED).resolve()  # it may be a link into a version of the package
    temporary = place.with_name(f".{DELIVERED}.new")
    try:
        temporary.write_bytes(manifest)
        os.replace(temporary, place)
    except OSError as error:
        raise DeliveryError(
            f"{folder / DELIVERED} cannot be written ({error.strerror}); the files were sent, the "
            "next remake list will not know it"
        ) from error


def _enter(target: HotFolder, package: Path, record: Record, voice: Voice) -> None:
    """A hot folder that is not there: a new one is made, and that is said; one that was there may
    be a share that is not mounted, and what is written would go nowhere."""
    if target.path.is_dir():
        if target.path.samefile(package):
            raise DeliveryError(f"{target.path} is the package itself; name the shop's folder")
        return
    if target.path.exists():
        raise DeliveryError(f"{target.path} is a file; name the folder that the print shop watches")
    if record.files or not target.path.absolute().parent.is_dir():
        was = "which earlier files were sent to, is gone" if record.files else "is not there"
        raise DeliveryError(f"the folder {target.path} {was}; mount or make it and run again")
    with told(str(target.path)):
        target.path.mkdir()
    voice.warn(f"{target.path} was not there and is made; see that it is what the shop watches")


def _write_sums(digests: Mapping[str, str], place: Path) -> None:
    """As sha256sum(1) writes them: names with a backslash or a line's end are escaped."""
    lines = []
    for name, digest in digests.items():
        escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        lines.append(f"{chr(92) if escaped != name else ''}{digest}  {escaped}\n")
    try:
        place.write_bytes(os.fsencode("".join(lines)))
    except OSError as error:
        raise DeliveryError(
            f"{place} cannot be written ({error.strerror}); free the package's folder and run again"
        ) from error


def _old_names(folder: Path, record: Record) -> set[str]:
    """Files that may be at the target from earlier: of the record, and of packages before it."""
    told_of = [read_manifest(folder, DELIVERED), read_manifest(folder)]
    names = {Path(entry["name"]).name for m in told_of for entry in m.get("files", ())}
    names |= {Path(str(name)).name for m in told_of for name in m.get("withdrawn", ())}
    return names | set(record.files)


def _tell_waiting(folder: Path, voice: Voice) -> None:
    pages = sorted(n for entry in read_manifest(folder).get("waiting", ()) for n in entry["pages"])
    if pages:
        voice.warn(
            f"{pages_told(pages)} not sent, they wait "
            "for the press: mend or sign for them, press and deliver again"
        )


def _waiting(folder: Path) -> dict[str, list[int]]:
    """Last good versions of pages that wait: the shop may have nothing else of them."""
    entries = [entry for entry in read_manifest(folder).get("waiting", ()) if "old" in entry]
    return {Path(entry["old"]["name"]).name: list(entry["pages"]) for entry in entries}


def _withdraw(
    target: Target,
    record: Record,
    names: Iterable[str],
    waiting: Mapping[str, Sequence[int]],
    *,
    voice: Voice,
) -> None:
    for name in sorted(names):
        if name not in waiting:
            _take_away(target, record, name, voice, of="of an older version")
            continue
        with told(name):
            try:
                there = target.size(name) is not None
            except Refused:
                there = name in record.files
        if there:
            pages = ", ".join(map(str, waiting[name]))
            voice.warn(
                f"{name} stays at the target: page {pages} waits and nothing newer goes out; if it "
                "must not be printed, tell the print shop to take it away"
            )


def _take_away(target: Target, record: Record, name: str, voice: Voice, of: str) -> None:
    """What cannot be taken away is named, for a person to tell the shop."""
    whole = bool(record.files.get(name))
    with told(name):
        try:
            if taken_away(target, name):
                voice.say(f"{name}: withdrawn, it is {of}")
            elif whole:  # a shop that takes files in has it
                voice.warn(
                    f"{name} is {of} and was taken in by the print shop; tell the shop not to use "
                    "it"
                )
        except Refused:
            if name in record.files or name in record.temporary:
                voice.warn(f"{name} is {of} and cannot be removed; tell the print shop to do so")
            return  # and so again at the next delivery
    if name in record.files or name in record.temporary:
        record.gone(name)


def _sum(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
