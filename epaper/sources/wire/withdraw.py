"""Kills: a story that its sender withdraws goes out of the day, and stays out whatever older
version still comes.

A kill is an item with the status canceled, or a notice ("MANDATORY KILL") of its own that names the
story by its slug line, by a link or by its headline.  What it takes out is moved, with every copy
that an editor made; pictures likewise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from epaper.model.stop import Stop, StopKind
from epaper.settings.notes import Notes
from epaper.sources.wire.common import moment
from epaper.sources.wire.item import Status, WireItem
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Shelf
from epaper.sources.wire.storyfile import slug_of
from epaper.sources.withdrawn import WITHDRAWN

_KILL = re.compile(
    r"\s*(?:MANDATORY KILL|BULLETIN KILL|STORY KILL(?:ED)?|KILL|STORY "
    r"WITHDRAWN|WITHDRAW(?:AL|N)|RETRACTION)\b"
    r"\s*[:.,–—-]?\s*"
)
MOST_REASON = 300  # characters of a notice that are kept in the story's file
Placed = Callable[[str], tuple[int, ...]]


def is_kill(item: WireItem) -> bool:
    return item.status is Status.CANCELED or bool(item.kills) or _is_notice(item)


def _is_notice(item: WireItem) -> bool:
    return bool(_KILL.match(item.headline)) or (
        re.search(r"\bMANDATORY KILL\b", item.note) is not None
    )


def withdraw(item: WireItem, ledger: Ledger, shelf: Shelf, placed: Placed) -> Outcome:
    """Take out what a kill is about; an error when the last build has it on a page."""
    targets = _targets(item, ledger, shelf.slugs)
    notes = Notes(item.file)
    _pictures(item, ledger, shelf, notes)
    for name in (item.id, *item.kills):
        row = Row(
            name,
            state="killed",
            version=item.version if name == item.id else "",
            updated=item.updated or item.created,
            slugline=item.slugline if _is_notice(item) and not targets else "",
        )
        if ledger.get(name) is None:
            ledger.put(row)
    if not targets:
        reason = "withdrawn before it came in" if not notes.found else WITHDRAWN
        return _outcome(Result.KILLED, item, None, reason, notes=notes)
    if all(row.state == "killed" for row in targets):
        for row in targets:
            promote(row, ledger, shelf)  # where a killed run did not come to it
        return _outcome(Result.SAME, item, targets[0], reason="already withdrawn")
    if targets[0].id == item.id and older(item, targets[0]):
        return _outcome(Result.SAME, item, targets[0], reason="a newer version is there")
    reasons = [_kill(item, row, ledger, shelf, notes=notes, placed=placed) for row in targets]
    return _outcome(Result.KILLED, item, targets[0], "; ".join(reasons), notes=notes)


def _kill(
    item: WireItem, row: Row, ledger: Ledger, shelf: Shelf, notes: Notes, placed: Placed
) -> str:
    version, updated = item.version or row.version, item.updated or row.updated
    why = _why(item, row)
    names = {row.slug, *shelf.bury(row, why)}
    ledger.put(
        replace(
            row,
            state="killed",
            reason="",
            leader="",
            version=version if row.id == item.id else row.version,
            updated=updated,
            pending_hash="",
        )
    )
    promote(row, ledger, shelf)
    reason = WITHDRAWN
    notes.story = row.slug
    for name in sorted(names):
        if pages := placed(name):
            where = ", ".join(map(str, pages))
            reason += f"; it stood on page {where}"
            fact = f"{name} is {_told(why)} and already stands on page {where}"
            notes.error("wire.kill", fact, "build again before the page goes")
    return reason


def _why(item: WireItem, row: Row) -> dict[str, str]:
    """What the sender says of the kill, for the story's file; nothing that it does not say."""
    own = item.credit or (row.credit if row.id == item.id else "")
    words = [item.headline] if _is_notice(item) else []
    words += [item.note] if item.note else []
    reason = " ".join(" ".join(dict.fromkeys(words)).split()) or WITHDRAWN
    return {
        "reason": reason if len(reason) <= MOST_REASON else f"{reason[: MOST_REASON - 1]}…",
        "by": " ".join(own.split()),
        "at": item.updated or item.created,
    }


def _told(why: Mapping[str, str]) -> str:
    return str(Stop(StopKind.KILL, why["reason"], why["by"], why["at"]))


def _pictures(item: WireItem, ledger: Ledger, shelf: Shelf, notes: Notes) -> None:
    """A picture that is withdrawn goes out of the stories that show it."""
    for name in (item.id, *item.kills):
        row = ledger.get(name)
        own = [row.path] if row is not None and row.state == "picture" and row.path else []
        shown = ledger.shown(name)
        files = dict.fromkeys((*own, *(file for file, _ in shown)))
        for file in files:
            shelf.take_out(shelf.day / file)
            stories = [
                path.stem
                for path in sorted(shelf.day.rglob("*.md"))
                if file.encode() in path.read_bytes()
            ]
            for story in stories:
                fact = f"{file} is withdrawn by its sender and stands in {story}"
                notes.error("wire.kill", fact, "take it out of the story's pictures")


def _targets(item: WireItem, ledger: Ledger, slugs: str) -> list[Row]:
    """The stories that a kill names: by its id, by the ids it withdraws, by its slug line, its
    links, its headline.
    """
    own = ledger.get(item.id)
    found = [] if own is None else [own]
    found += [row for name in item.kills if (row := ledger.get(name)) is not None]
    for name in (item.id, *item.kills):
        found += ledger.family(name)
    if found and (not _is_notice(item) or any(row.state != "killed" for row in found)):
        return list(dict.fromkeys(found))
    named = _KILL.sub("", item.headline, count=1).strip()
    other = ledger.by_slugline(item.slugline) if item.slugline else None
    if _is_notice(item):
        for name in item.related:
            other = other or ledger.get(name)
        if other is None and named and named != item.headline:
            other = ledger.by_slug(slug_of(replace(item, headline=named, slugline=""), slugs))
    return [other] if other is not None else found


def withdrawn_before(item: WireItem, own: Row | None, ledger: Ledger) -> bool:
    """Was the item withdrawn, by its own id or by a notice of its slug line, and is not surely
    newer than that?
    """
    rows = [*([own] if own is not None else []), *ledger.notices(item.slugline)]
    return any(row.state == "killed" and not newer(item, row) for row in rows)


def newer(item: WireItem, row: Row) -> bool:
    """Is the item surely later than what is there?  By version where both have a number, then by
    time."""
    mine, there = _number(item.version), _number(row.version)
    if mine is not None and there is not None and mine != there and item.id == row.id:
        return mine > there
    sent, known = moment(item.updated or item.created), moment(row.updated)
    return sent is not None and known is not None and sent > known


def older(item: WireItem, row: Row) -> bool:
    """Does the item come before what is there?  By version where both have a number, then by
    time."""
    mine, there = _number(item.version), _number(row.version)
    if mine is not None and there is not None and mine != there:
        return mine < there
    sent, known = moment(item.updated or item.created), moment(row.updated)
    return sent is not None and known is not None and sent < known


def _number(version: str) -> int | None:
    return int(version) if version.isdecimal() and len(version) < 30 else None


def promote(target: Row, ledger: Ledger, shelf: Shelf) -> None:
    """Of the copies that were held for this story the first takes its place."""
    followers = ledger.followers(target.id)
    for place, follower in enumerate(followers):
        if place == 0:
            free = follower.reason.startswith("same story")
            if not shelf.hold(replace(follower, leader=""), "" if free else follower.reason):
                ledger.put(replace(follower, leader=""))
        else:
            ledger.put(replace(follower, leader=followers[0].id))


def _outcome(
    result: Result, item: WireItem, row: Row | None, reason: str, notes: Notes | None = None
) -> Outcome:
    return replace(
        Outcome.of(result, item, row, reason),
        urgency=row.urgency if row else 0,  # a notice without its story has none
        findings=(*item.findings, *notes.found) if notes is not None else (),
    )
