"""What stands in a built issue and must not be printed any more: stopped or gone since then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from epaper.issue.issue import Issue
from epaper.model.advertisement import booked_by
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.stop import Stop, StopKind

KILLED = "issue.killed"  # nobody can answer for printing it
STOPPED = "issue.stopped"


def stopped_since(issue: Issue, edition: Edition) -> tuple[Finding, ...]:
    """An error for each page of what the day holds no more, or stops: stories, advertisements."""
    stories: Mapping[str, Stop | None] = {one.slug: one.stop for one in edition.stories}
    booked: Mapping[str, Stop | None] = {
        one.booking: one.stop for one in (*edition.advertisements, *edition.stopped)
    }
    remedy = f"build the day without it, and press that: epaper press --date {issue.date} --again"
    found: list[Finding] = []
    for story in issue.stories:
        found += _found(story.slug, story.pages, stories, file=story.file, remedy=remedy)
    for booking in issue.bookings:
        own = booking.advertiser == edition.publication.name and not booking.file
        if own and booking.booking not in booked:
            continue  # what the layout put where room was left
        name = booked_by(booking.booking, booking.advertiser)
        stops = {name: booked[booking.booking]} if booking.booking in booked else {}
        found += _found(name, booking.pages, stops, file="", remedy=remedy)
    return tuple(found)


def _found(
    name: str, pages: tuple[int, ...], stops: Mapping[str, Stop | None], *, file: str, remedy: str
) -> Iterator[Finding]:
    stop = stops.get(name)
    if name in stops and stop is None:
        return
    never = stop is not None and stop.kind is not StopKind.HOLD
    fact = f"{name} is {stop}" if stop is not None else f"{name} is gone from the day"
    for page in pages:
        yield Finding(
            Severity.ERROR,
            KILLED if never else STOPPED,
            f"{fact}; the built issue has it",
            remedy,
            file=file,
            page=page,
        )
