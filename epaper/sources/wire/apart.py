"""An identifier that stands on several stories of one file.

Some senders give all their items one identifier, the address of their site for instance.  Such
items are stories of their own, unless the file says that they are versions of one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from epaper.model.finding import Finding, Severity
from epaper.settings.notes import IN_FULL, shown
from epaper.sources.wire.alike import ALIKE, alike, signature
from epaper.sources.wire.common import key_of
from epaper.sources.wire.item import ItemKind, Read, Status, WireItem
from epaper.sources.wire.ledger import APART

_STAMPED = ("ninjs", "newsml-g2", "newsml-1", "nitf")  # whose time is that of a version


def apart(reads: Iterable[Read]) -> Iterator[Read]:
    """The reads of one file in their order, every story under an identifier of its own."""
    found = list(reads)
    if len(found) < 2:
        yield from found
        return
    groups: dict[str, list[WireItem]] = {}
    for read in found:
        if isinstance(read, WireItem) and _is_story(read):
            groups.setdefault(read.id, []).append(read)
    several = {name: len(items) for name, items in groups.items() if _differ(items)}
    for read in found:
        if isinstance(read, WireItem) and _is_story(read) and read.id in several:
            name, times = shown(read.id, IN_FULL), several[read.id]
            fact = f"{name} is the identifier of {times} items of this file"
            finding = Finding(
                Severity.WARNING, "wire.identifier", fact, "tell the sender", file=read.file
            )
            name = f"{read.id}{APART}{_digest(read)}"
            read = replace(read, id=name, findings=(*read.findings, finding))
        yield read


def _is_story(item: WireItem) -> bool:
    return bool(item.id) and item.kind is ItemKind.TEXT and item.status is not Status.CANCELED


def _differ(items: list[WireItem]) -> bool:
    """Are these several stories?  Versions that are told apart are not, nor are texts alike."""
    if len({key_of(item.headline) for item in items}) < 2:
        return False
    if all(item.version for item in items):
        return False
    times = [item.updated for item in items if item.format in _STAMPED and item.updated]
    if len(times) == len(items) == len(set(times)):
        return False
    first = signature(items[0].body)
    return any(alike(first, signature(item.body)) < ALIKE for item in items[1:])


def _digest(item: WireItem) -> str:
    return hashlib.blake2b(
        key_of(item.headline).encode("utf-8", "replace"), digest_size=4
    ).hexdigest()
