"""A day's folder into an Edition and everything that is wrong with it, in one pass.

    editions/publication.yaml          what is the same every day (may be missing)
    editions/2026-03-14/edition.yaml   the day's settings; they win
    editions/2026-03-14/*.md           a story each, in folders too, in the order of their paths
    editions/2026-03-14/pictures/      picture files
    editions/standing/                 what runs where news leaves room; a day may have its own

What the stories show and say is final after this: cleaned, and in right type.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from epaper.errors import EditionError
from epaper.model.advertisement import Advertisement
from epaper.model.edition import Edition, PageBudget, Publication, Section, StandIns
from epaper.model.finding import Finding, Severity, by_severity
from epaper.model.stop import StopKind
from epaper.model.story import Story
from epaper.model.teasers import Skybox
from epaper.paths import DayPaths, days_in, names_in, no_editions
from epaper.settings.notes import Notes
from epaper.sources.advertisements import booked_ads
from epaper.sources.crosscheck import checked_stories
from epaper.sources.edition_file import Known, Settings, read_settings
from epaper.sources.illustrations import Gallery
from epaper.sources.killed import read_killed
from epaper.sources.listing import Listing, list_day, unread
from epaper.sources.plan import NAME as PLAN
from epaper.sources.plan import read_plan
from epaper.sources.quotes import quoting
from epaper.sources.readings import Readings
from epaper.sources.standing import read_standing
from epaper.sources.teasers_file import unknown_stories
from epaper.work.fence import GuestFault, fence

SETTINGS = "edition.yaml"
RULES = "wire.yaml"  # the desk's, read when a wire is
SHARED_SETTINGS = "publication.yaml"


def read_edition(
    editions: Path, date: datetime.date, kept: Readings | None = None
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition of a day as far as it can be read, and all findings, worst first.

    kept: of the same day, read before.

    A finding of severity ERROR means that the day is not fit to be built; the caller decides.
    Raises EditionError when the day has no folder or nothing in it.
    """
    day = day_folder(editions, date)
    kept, listing = kept or Readings(), _listed(day)
    settings, findings = _settings(DayPaths(date, editions), kept)
    with quoting(settings.quotes):
        return _read_day(editions, date, kept, listing, given=(settings, findings))


def _read_day(
    editions: Path,
    date: datetime.date,
    kept: Readings,
    listing: Listing,
    given: tuple[Settings, list[Finding]],
) -> tuple[Edition, tuple[Finding, ...]]:
    """All of a day but its settings, which are `given` with what is said of them."""
    day, (settings, findings) = editions / date.isoformat(), given
    publication = settings.made_publication()
    findings += listing.findings
    gallery = Gallery(day, [listing.name(path) for path in listing.files], kept.look)
    stories, notes_of, story_findings = _stories(listing, gallery, publication.language, kept)
    findings += story_findings
    sections = settings.sections or tuple(
        Section(name) for name in dict.fromkeys(s.section for s in stories) if name
    )
    killed, notes_of_killed = read_killed(day, publication.language, notes_of)
    all_notes = {**notes_of, **notes_of_killed}
    ordered = checked_stories((*stories, *killed), sections, all_notes, strict=not settings.failed)
    findings += [finding for story in ordered for finding in _noted(story, notes_of)]
    standing = read_standing(
        editions, date, (listing, gallery), publication.language, taken=all_notes
    )
    findings += standing.findings
    booked = booked_ads(day, settings.ads, date, sections, looked=kept.looked)
    findings += booked.findings
    left = unread(listing, _used(day, listing, gallery, booked.all))
    findings += [one for one in left if not (one.file.startswith("ads/") and _unbooked(findings))]
    plan_notes = Notes(PLAN)
    faults = {slug: f"its file {notes.file} cannot be read" for slug, notes in notes_of.items()}
    faults.update({story.slug: "" for story in (*ordered, *standing.stories)})
    wishes, page_wishes = read_plan(day, faults, plan_notes)
    findings += plan_notes.found
    ears, skybox = settings.made_ears(), settings.skybox or Skybox()
    findings += unknown_stories(ears, skybox, faults)
    edition = replace(
        _headed(settings, day, date, publication),
        stories=(*ordered, *standing.stories),
        sections=sections,
        advertisements=tuple(ad for ad in booked.running if ad.stop is None),
        stopped=tuple(ad for ad in booked.running if ad.stop is not None),
        wishes=wishes,
        page_wishes=page_wishes,
        ears=ears,
        skybox=skybox,
    )
    return edition, by_severity(findings)


def _listed(day: Path) -> Listing:
    """Raises EditionError when the day has nothing in it."""
    editions = day.parent
    listing = list_day(day)
    if not listing.stories:
        lost = "".join(f"\n  {finding}" for finding in listing.findings)
        raise EditionError(
            f"{editions.name}/{day.name} holds no stories; add a file such as first-story.md{lost}"
        )
    return listing


def _headed(
    settings: Settings, day: Path, date: datetime.date, publication: Publication
) -> Edition:
    """The edition as far as its settings alone say what it is."""
    return Edition(
        publication=publication,
        date=date,
        stories=(),
        sections=(),
        pages=settings.pages or PageBudget(),
        number=settings.words.get("number", ""),
        price=settings.words.get("price", ""),
        name=settings.words.get("edition", ""),
        zone=settings.words.get("zone", ""),
        printing=settings.made_printing(),
        folder=day,
        jumps=settings.jumps is not False,
        stand_ins=settings.stand_ins or StandIns.NEVER,
        colour_pages=settings.colour_pages,
    )


def day_folder(editions: Path, date: datetime.date) -> Path:
    """The day's folder.  EditionError when there is none."""
    day = editions / date.isoformat()
    if not editions.is_dir():
        raise EditionError(no_editions(editions))
    if not day.is_dir():
        raise EditionError(f"{day.name} has no folder in {editions.name}/; {_days(editions)}")
    return day


def _stories(
    listing: Listing, gallery: Gallery, language: str, kept: Readings
) -> tuple[list[Story], dict[str, Notes], list[Finding]]:
    """The stories that can be read; the notes of every file by its slug; and what is said of the
    files that are no story."""
    stories: list[Story] = []
    notes_of: dict[str, Notes] = {}
    findings: list[Finding] = []
    for path in listing.stories:
        slug = unicodedata.normalize("NFC", path.stem)
        notes = Notes(listing.name(path), slug)
        if not listing.whole(path).is_relative_to(listing.root):
            fact = "is a link to a file outside the day's folder"
            notes.error("file.outside", fact, "copy the file")
        elif (first := notes_of.setdefault(slug, notes)) is not notes:
            fact = f"two stories are called {slug}: {notes.file} and {first.file}"
            notes.error("story.slug", fact, "rename one")
        elif (story := _read(path, notes, gallery, language, kept=kept)) is not None:
            stories.append(story)
            continue
        findings += notes.found
    return stories, notes_of, findings


def _noted(story: Story, notes_of: Mapping[str, Notes]) -> list[Finding]:
    """What is said of a story's file.  Its mistakes stop no paper once it is killed."""
    notes = notes_of.get(story.slug)
    found = notes.found if notes is not None else []
    if story.stop is None or story.stop.kind is StopKind.HOLD:
        return found
    return [replace(one, severity=min(one.severity, Severity.WARNING)) for one in found]


def _read(
    path: Path, notes: Notes, gallery: Gallery, language: str, kept: Readings
) -> Story | None:
    """The story in a file; None, with a finding, also for one that breaks its reading."""
    try:
        with fence(notes.story):
            return kept.story(path, notes, gallery, language)
    except GuestFault as fault:
        fact = f"the story cannot be read ({fault.reason})"
        notes.error("story.fault", fact, "a fault of ours: report it with the file; move it away")
        return None


def _unbooked(findings: Sequence[Finding]) -> bool:
    """May a file be booked by what could not be read?"""
    return any(
        one.severity is Severity.ERROR
        and (
            one.field.startswith("ads")
            or one.file.startswith("ads/")
            or (one.file.endswith(SETTINGS) and one.rule.startswith("yaml"))
        )
        for one in findings
    )


def _used(day: Path, listing: Listing, gallery: Gallery, ads: Sequence[Advertisement]) -> set[Path]:
    """Files that somebody reads: settings, and what stories and bookings name."""
    settings = [day / name for name in (SETTINGS, PLAN, RULES)]
    booked = [path for path in listing.files if path.parent == day / "ads"]
    settings += [path for path in booked if path.suffix == ".yaml"]
    files = [ad.file.path for ad in ads]
    return {path.resolve() for path in (*settings, *files)} | gallery.seen.keys()


def _days(editions: Path) -> str:
    """The days that there are, as a remedy."""
    days = [date.isoformat() for date in days_in(editions)]
    return f"the last ones there: {', '.join(days[-3:])}" if days else "make one with 'epaper new'"


def _settings(paths: DayPaths, kept: Readings) -> tuple[Settings, list[Finding]]:
    shared, own = paths.editions / SHARED_SETTINGS, paths.day / SETTINGS
    settings, findings = Settings(), []
    always = Known(names_in(paths.layouts), names_in(paths.shops))
    for path, name, known in (
        (shared, f"../{SHARED_SETTINGS}", always),
        (own, SETTINGS, replace(always, date=paths.date)),
    ):
        if path.is_file():
            notes = Notes(name)
            settings = read_settings(path, notes, known, kept.looked).over(settings)
            findings += notes.found
    if not shared.is_file() and not own.is_file():
        remedy = "write publication: {name: ...} and sections: [...]"
        findings.append(
            Finding(
                Severity.ERROR, "edition.missing", "there is no edition.yaml", remedy, file=SETTINGS
            )
        )
    elif not settings.publication.get("name") and not settings.failed:
        remedy = "add publication: {name: ...}"
        findings.append(
            Finding(
                Severity.ERROR,
                "edition.name",
                "the paper has no name",
                remedy,
                file=SETTINGS,
                line=0,
                field="publication.name",
            )
        )
    return settings, findings
