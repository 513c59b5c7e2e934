"""Kills: a story that its sender withdraws goes out of the day, and stays out whatever older
version still comes.

A kill is an item with the status canceled, or a notice ("MANDATORY KILL") of its own that names the
story by its slug line, by a link or by its headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from epaper.settings.notes import Notes
from epaper.sources.wire.item import Status, WireItem
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Shelf
from epaper.sources.wire.storyfile import slug_of

_KILL = re.compile(
    r"\s*(?:MANDATORY KILL|BULLETIN KILL|STORY KILL(?:ED)?|KILL|STORY "
    r"WITHDRAWN|WITHDRAW(?:AL|N)|RETRACTION)\b"
    r"\s*[:.,–—-]?\s*"
)


def is_kill(item: WireItem) -> bool:
    return (
        item.status is Status.CANCELED
        or bool(_KILL.match(item.headline))
        or re.search(r"\bMANDATORY KILL\b", item.note) is not None
    )


def withdraw(
    item: WireItem,
    ledger: Ledger,
    shelf: Shelf,
    placed: Callable[[str], tuple[int, ...]],
    older: Callable[[WireItem, Row], bool],
) -> Outcome:
    """Take out the story that a kill is about; warn when the last build has it on a page."""
    target = _target(item, ledger)
    if target is None:
        ledger.put(
            Row(
                item.id,
                state="killed",
                version=item.version,
                updated=item.updated,
                slugline=item.slugline,
            )
        )
        return _outcome(Result.KILLED, item, None, "withdrawn before it came in")
    if target.state == "killed":
        return _outcome(Result.SAME, item, target, "already withdrawn")
    if target.id == item.id and older(item, target):
        return _outcome(Result.SAME, item, target, "a newer version is there")
    notes = Notes(item.file, target.slug)
    shelf.bury(target)
    version, updated = item.version or target.version, item.updated or target.updated
    ledger.put(
        replace(target, state="killed", reason="", leader="", version=version, updated=updated)
    )
    _promote(target, ledger, shelf)
    reason = "withdrawn by its sender"
    if pages := placed(target.slug):
        where = ", ".join(map(str, pages))
        reason += f"; it stood on page {where}"
        fact = f"{target.slug} is withdrawn and already stands on page {where}"
        notes.error("wire.kill", fact, "build again before the page goes")
    return replace(
        _outcome(Result.KILLED, item, target, reason), findings=(*item.findings, *notes.found)
    )


def _target(item: WireItem, ledger: Ledger) -> Row | None:
    """The story that a kill names: by its id, its slug line, its links, its headline."""
    named = _KILL.sub("", item.headline, count=1).strip()
    found = ledger.get(item.id) or ledger.by_slugline(item.slugline)
    for name in item.related if found is None else ():
        found = found or ledger.get(name)
    if found is None and named and named != item.headline:
        found = ledger.by_slug(slug_of(replace(item, headline=named, slugline="")))
    return found


def _promote(target: Row, ledger: Ledger, shelf: Shelf) -> None:
    """Of the copies that were held for this story the first takes its place."""
    followers = ledger.followers(target.id)
    for place, follower in enumerate(followers):
        if place == 0:
            free = follower.reason.startswith("same story")
            shelf.hold(replace(follower, leader=""), "" if free else follower.reason)
        else:
            ledger.put(replace(follower, leader=followers[0].id))


def _outcome(result: Result, item: WireItem, row: Row | None, reason: str) -> Outcome:
    return Outcome(
        result,
        item.headline or item.slugline or item.id,
        item.file,
        row.slug if row else "",
        section=row.section if row else "",
        urgency=row.urgency if row else 0,
        reason=reason,
        id=item.id,
        version=item.version,
        format=item.format,
    )
