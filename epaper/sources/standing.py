"""Standing matter: `standing/` beside the days, and in a day's own folder, which comes first.

    editions/standing/*.md              for every day
    editions/2026-03-14/standing/*.md   of this day; one of the same name stands for the shared one

One file an item: `kind:`, `title:`, a text, or one for each size under `## short`, `## medium` and
`## long`.  What belongs to a day says so: `date: 2026-03-14`, `date: 03-14` (of every year), or
`from:` and `until:`.  `used:` names days on which it ran.

Items take turns by the date alone, so that a build makes the same pages on every machine, with
the earlier issues beside it or without; `used:` comes before the turn.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from epaper.model.finding import Finding, Severity
from epaper.model.standing import OF_A_DAY, Standing, StandingKind
from epaper.model.story import Kind, Story
from epaper.model.text import Block, block_texts, plain
from epaper.paths import STANDING
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown
from epaper.settings.textfile import read_text
from epaper.settings.yamltree import read_yaml
from epaper.sources.illustrations import Gallery, read_pictures
from epaper.sources.languages import language_of
from epaper.sources.listing import Listing, list_day
from epaper.sources.markup import read_markup
from epaper.sources.stops import read_stop
from epaper.sources.story import split_front
from epaper.sources.typography import typographic
from epaper.work.fence import GuestFault, fence

URGENCY = 9  # news comes first
NAMED = 12  # items that one finding names
_SIZE = re.compile(r"^##[ \t]+(short|medium|long)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_YEARLY = re.compile(r"\d{2}-\d{2}", re.ASCII)
# the voice of each: tables in agate, texts on a tint, a picture under a condensed headline
_VOICES = {
    StandingKind.WEATHER: Kind.AGATE,
    StandingKind.EVENTS: Kind.AGATE,
    StandingKind.READERS_PICTURE: Kind.SIDEBAR,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Items that may run, the next in turn first, and what is said of the folder."""

    stories: tuple[Story, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Shelf:
    """What has been read so far."""

    items: list[tuple[Story, datetime.date]] = field(default_factory=list)  # and when it last ran
    away: list[str] = field(default_factory=list)  # items that are not for this day, with why
    findings: list[Finding] = field(default_factory=list)


def read_standing(
    editions: Path,
    date: datetime.date,
    own: tuple[Listing, Gallery],
    language: str,
    taken: Collection[str],
) -> Found:
    """The standing matter of a day.

    own: the day's files and pictures; language: the paper's; taken: slugs of the day's stories.
    What is wrong with an item keeps it out of the paper, and stops nothing else.
    """
    shared = editions / STANDING
    folders = [(own[0], own[1], f"{STANDING}/", "")]
    if shared.is_dir():
        listing = list_day(shared)
        gallery = Gallery(shared, [listing.name(path) for path in listing.files])
        folders.append((listing, gallery, "", f"../{STANDING}/"))
    shelf, seen = _Shelf(), set[str]()
    for listing, gallery, inside, before in folders:
        for path in listing.files:
            name = listing.name(path)
            slug = unicodedata.normalize("NFC", path.stem)
            if path.suffix.lower() != ".md" or not name.startswith(inside) or slug in seen:
                continue
            seen.add(slug)
            notes = Notes(before + name, slug)
            if slug in taken:
                fact = f"a story of the day is called {slug} as well; the item is not used"
                notes.warning("standing.slug", fact, "rename the item")
            elif not listing.whole(path).is_relative_to(listing.root):
                fact = "is a link to a file outside its folder; the item is not used"
                notes.warning("standing.outside", fact, "copy the file")
            else:
                _read(path, notes, gallery, language, date=date, shelf=shelf)
            shelf.findings += [
                replace(one, severity=min(one.severity, Severity.WARNING)) for one in notes.found
            ]
    return Found(tuple(_in_turn(shelf.items, date)), (*shelf.findings, *_away(shelf.away)))


def _away(away: list[str]) -> Iterable[Finding]:
    if away:
        more = f" and {len(away) - NAMED} more" if len(away) > NAMED else ""
        fact = f"standing matter that is not for this day: {', '.join(away[:NAMED])}{more}"
        yield Finding(Severity.INFO, "standing.away", fact)


def _in_turn(items: Iterable[tuple[Story, datetime.date]], date: datetime.date) -> Iterable[Story]:
    """One of each kind, then the second of each; within a kind the one that has not run for the
    longest, and among those that never did by turns."""
    kinds: dict[StandingKind, list[tuple[Story, datetime.date]]] = defaultdict(list)
    for story, used in sorted(items, key=lambda one: one[0].slug):
        assert story.standing is not None  # that is what they are
        kinds[story.standing.kind].append((story, used))
    ranked: list[tuple[int, int, Story]] = []
    for place, kind in enumerate(StandingKind):
        here = kinds[kind]
        turns = [(used, (n - date.toordinal()) % len(here)) for n, (_, used) in enumerate(here)]
        for turn, n in enumerate(sorted(range(len(here)), key=lambda n: turns[n])):
            ranked.append((turn, place, here[n][0]))
    return [story for _, _, story in sorted(ranked, key=lambda one: one[:2])]


def _read(
    path: Path, notes: Notes, gallery: Gallery, language: str, *, date: datetime.date, shelf: _Shelf
) -> None:
    try:
        with fence(notes.story):
            story, used, why = _item(path, notes, gallery, language, date=date)
    except GuestFault as fault:
        fact = f"the item cannot be read ({fault.reason})"
        notes.warning("standing.fault", fact, "a fault of ours: report it with the file")
        return
    if why:
        shelf.away.append(f"{notes.story} ({why})")
    elif story is not None and not notes.failed:
        shelf.items.append((story, used))


def _item(
    path: Path, notes: Notes, gallery: Gallery, language: str, *, date: datetime.date
) -> tuple[Story | None, datetime.date, str]:
    """The item, the last day on which it ran, and why it is not for this day."""
    never = datetime.date.min
    text = read_text(path, notes)
    parts = split_front(text, notes) if text is not None else None
    mapping = read_yaml(parts[0], notes, first_line=2) if parts else None
    if parts is None or mapping is None:
        return None, never, ""
    fields = Fields(mapping, notes)
    language = language_of(fields, parts[1], language, head="title")
    kind = _kind(fields)
    title = typographic(fields.text("title"), language)
    words = {
        name: typographic(fields.text(name), language)
        for name in ("kicker", "byline", "credit", "summary")
    }
    stop = read_stop(fields)
    why = _not_today(fields, kind, date)
    used = [day for day in _days(fields, "used") if day < date]
    pictures = read_pictures(fields, gallery, path.parent, language)
    fields.finish()
    bodies = _bodies(parts[1], parts[2], language, notes)
    if not title:
        notes.error("standing.title", "the item has no title", "add title: ...", 1, field="title")
    if kind is None or not title:
        return None, never, ""
    _check_sizes(kind, bodies, fields, notes, pictures=len(pictures))
    story = Story(
        slug=notes.story,
        section="",
        headline=title,
        body=bodies[-1] if bodies else (),
        urgency=URGENCY,
        kind=_VOICES.get(kind, Kind.FACTBOX),
        pictures=pictures,
        language=language,
        file=notes.file,
        standing=Standing(kind, bodies or ((),), max(used).isoformat() if used else ""),
        kicker=words["kicker"],
        byline=words["byline"],
        credit=words["credit"],
        summary=words["summary"],
    )
    return story, max(used, default=never), str(stop) if stop else why


def _kind(fields: Fields) -> StandingKind | None:
    word = fields.choice("kind", list(StandingKind), "")
    if not fields.word("kind"):
        remedy = f"write kind: and one of {', '.join(StandingKind)}"
        fields.wrong("kind", "the item names no kind", remedy, "standing.kind")
    return StandingKind(word) if word else None


def _check_sizes(
    kind: StandingKind,
    bodies: tuple[tuple[Block, ...], ...],
    fields: Fields,
    notes: Notes,
    pictures: int,
) -> None:
    if not bodies and not pictures:
        fact = "the item has neither text nor picture"
        notes.error("standing.empty", fact, "write it below the second ---", 1)
    elif kind is StandingKind.READERS_PICTURE and not pictures:
        if "pictures" not in fields.meant:
            fact, remedy = "the readers' picture names no picture", "add pictures: and its file"
            notes.error("standing.picture", fact, remedy, 1, field="pictures")
        else:
            fact = "the readers' picture has none that can be printed"
            notes.error("standing.picture", fact, "see what is said of it", 1, field="pictures")
    elif len(bodies) == 1 and kind is not StandingKind.QUOTE and not pictures:
        fact = "the item has one size only, and fits few holes"
        remedy = "write it in two or three, under ## short, ## medium and ## long"
        notes.warning("standing.sizes", fact, remedy, 1)


def _bodies(text: str, line: int, language: str, notes: Notes) -> tuple[tuple[Block, ...], ...]:
    """A text for each size, the shortest first."""
    marks = list(_SIZE.finditer(text))
    if not marks:
        body = read_markup(text, language, notes, line)
        return (body,) if _words(body) else ()
    if text[: marks[0].start()].strip():
        fact = "the text above the first size belongs to none and is not printed"
        notes.warning("standing.sizes", fact, "put it under ## short, ## medium or ## long", line)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: dict[str, tuple[Block, ...]] = {}
    for mark, end in zip(marks, ends, strict=True):
        name, at = mark[1].lower(), line + text.count("\n", 0, mark.start())
        body = read_markup(text[mark.end() : end], language, notes, at)
        if name in found:
            fact = f"there are two sizes called {name}; the first counts"
            notes.warning("standing.sizes", fact, "rename one", at)
        elif not _words(body):
            fact = f"the size {name} has no text"
            notes.warning("standing.sizes", fact, "write it, or delete its heading", at)
        else:
            found[name] = body
    return tuple(sorted(found.values(), key=_words))


def _words(body: tuple[Block, ...]) -> int:
    return sum(len(plain(piece).split()) for block in body for piece in block_texts(block))


# -- days ------------------------------------------------------------------------------------------


def _not_today(fields: Fields, kind: StandingKind | None, date: datetime.date) -> str:
    """Why the item is not for this day; "" where it is, or where that cannot be told, which is
    noted."""
    on = fields.word("date")
    first, last = (next(iter(_days(fields, name)), None) for name in ("from", "until"))
    if _YEARLY.fullmatch(on):
        try:
            datetime.date.fromisoformat(f"2000-{on}")  # a leap year
        except ValueError:
            _no_day(fields, "date", on)
            return ""
        return "" if on == date.isoformat()[5:] else f"it is for {on}"
    days = _days(fields, "date")
    if days:
        return "" if date in days else f"it is for {', '.join(day.isoformat() for day in days)}"
    if first and last and last < first:
        fact = f"it runs until {last}, before its first day {first}"
        fields.wrong("until", fact, "exchange the two", "standing.date")
    if first and date < first:
        return f"it runs from {first}"
    if last and date > last:
        return f"it ran until {last}"
    bound = last or (first if kind is StandingKind.WEATHER else None)
    if kind in OF_A_DAY and not on and (bound is None or kind is StandingKind.ON_THIS_DAY):
        fact = f"{kind} belongs to a day, and the item names none"
        remedy = "add date: 2026-03-14, or date: 03-14 for every year"
        if kind is not StandingKind.ON_THIS_DAY:
            remedy = "add date: 2026-03-14, or until: and the last day on which it is right"
        fields.notes.error("standing.date", fact, remedy, 1, field="date")
    return ""


def _days(fields: Fields, name: str) -> list[datetime.date]:
    """The days in a field; what is none is noted."""
    found = []
    for scalar in fields.items(name):
        try:
            found.append(datetime.date.fromisoformat(scalar.text.strip()))
        except ValueError:
            if name != "date" or not _YEARLY.fullmatch(scalar.text.strip()):
                _no_day(fields, name, scalar.text)
    return found


def _no_day(fields: Fields, name: str, text: str) -> None:
    fact, remedy = f"{name} is {shown(text)}, which is no day", "write it as 2026-03-14"
    fields.wrong(name, fact, remedy, "standing.date")
