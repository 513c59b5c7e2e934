"""The front page's stories: the most urgent news of all sections."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design
from epaper.layout.edition.ad_size import size_of
from epaper.layout.edition.volume import WORDS_A_LINE, plain_brief
from epaper.layout.edition.wishes import Wishes
from epaper.model.edition import Edition
from epaper.model.story import Kind, Story

NOT_ON_FRONT = {
    Kind.BRIEF,
    Kind.OPINION,
    Kind.EDITORIAL,
    Kind.AGATE,
    Kind.SIDEBAR,
    Kind.FACTBOX,
    Kind.OBITUARY,
}
FLASH = 1  # urgency: the first such news stands on the front page, however short, of any section
FLASHES = 2  # of them: more are no flashes
URGENT = 2  # urgency: such news is never kept off the front page by its length, it goes on inside
OF_A_SECTION = 2  # stories on the front page at most
DISPLAY_SHARE = 1.2  # times its text: what a story takes with its headline
# of the room of page 1, from which a day of short stories puts more of them on it, and so much
SHORT_DAY, SHORT_FULL = 0.7, 1.2
SHORT_MOST = 26  # stories
SMALL = 0.7  # of a full front page: on one with less long stories do not stand whole
HEAD_LINES, PICTURE_LINES = 12, 50  # columns x lines of a short story's headline, its picture
THIN = 3  # stories: a front page of fewer takes what there is


def front_stories(
    running: Sequence[Story], edition: Edition, wishes: Wishes, design: Design, *, tight: bool
) -> list[Story]:
    """The stories for the front page, and some short ones that may fill it.

    tight: there is hardly room for what must run; the shortest of it comes to the front page.
    """
    pinned = [story for story in running if story.slug in wishes.front]
    if tight:
        must = sorted(
            (story for story in running if story.must_run and story not in pinned),
            key=lambda story: (story.words, story.slug),
        )
        free = max(0, design.practice.front_stories - len(pinned))
        pinned += [story for story in must if not wishes.off_front(story)][:free]
    able = [story for story in running if not wishes.off_front(story)]
    # the paper needs a front page, whatever is wished
    return choose_front(
        able or list(running),
        jumps=edition.jumps,
        practice=design.practice,
        pinned=pinned,
        room=front_room(edition, design),
    )


def alone_on(
    running: Sequence[Story], edition: Edition, wishes: Wishes, design: Design
) -> list[Story]:
    """All stories of a very small day, where the paper may have one page and that takes them,
    about; else none."""
    words = sum(story.words for story in running)
    few = len(running) <= design.practice.front_stories + OF_A_SECTION
    need = words / WORDS_A_LINE * DISPLAY_SHARE
    able = few and need <= front_room(edition, design)
    if max(edition.pages.least, edition.pages.multiple) > 1 or not able:
        return []
    if any(map(wishes.off_front, running)):
        return []
    return sorted(running, key=_importance)


def front_top(edition: Edition, design: Design, pages: int) -> int:
    """Lines that nameplate and skybox take of the front page of a paper of so many pages."""
    return design.nameplate_lines + design.skybox_lines * edition.skybox.wanted(pages)


def front_room(edition: Edition, design: Design) -> float:
    """Columns x lines of the front page, about: what is booked for it is not yet in its place."""
    grid = design.grid
    booked = [size_of(ad, design) for ad in edition.advertisements if ad.page == 1]
    free = (grid.lines - front_top(edition, design, edition.pages.most)) * grid.columns
    return float(free - sum(columns * (lines + grid.gap) for columns, lines in booked))


def choose_front(
    stories: Sequence[Story],
    *,
    jumps: bool,
    practice: Practice,
    pinned: Sequence[Story] = (),
    room: float | None = None,
) -> list[Story]:
    """The most urgent news of all sections, at most two a section, one with a picture preferred for
    the lead; at the end of the list some short ones that may fill the page.

    jumps: stories may go on inside; room: columns x lines of the front page, a full one where None;
    on a small one only short stories stand whole.
    """
    share = 1.0 if room is None else min(1.0, room / practice.full_front)
    short = practice.short_words * max(practice.least_short, share)
    flash = flashes(stories)
    able = (s for s in stories if (_may(s, practice) or s in flash) and s not in pinned)
    ranked = sorted(able, key=_importance)
    chosen = _with_picture(
        _most_urgent(
            ranked,
            pinned,
            short=short,
            most=practice.front_jumps if jumps else 0,
            practice=practice,
            flash=flash,
        ),
        ranked,
        practice,
        pinned=len(pinned),
        short=short,
    )
    chosen.sort(key=_importance)
    full = practice.full_front if room is None else room
    if len(chosen) < THIN:
        chosen = [] if all(map(plain_brief, chosen)) else chosen  # a day of briefs has no flash
        return _thin(chosen, stories, full, practice)
    spare = [story for story in ranked if story not in chosen and story.words <= short]
    spare = spare[: practice.spare_stories]
    return chosen + spare + _further([*chosen, *spare], stories, full, practice)


def is_flash(story: Story) -> bool:
    able = story.kind is Kind.BRIEF or story.kind not in NOT_ON_FRONT
    return able and story.urgency <= FLASH and not story.size


def flashes(stories: Sequence[Story]) -> list[Story]:
    """The flashes that the front page may not leave out."""
    return sorted((story for story in stories if is_flash(story)), key=_importance)[:FLASHES]


def is_urgent(story: Story) -> bool:
    return story.urgency <= URGENT


def _may(story: Story, practice: Practice) -> bool:
    enough = story.words >= practice.front_words or is_urgent(story)
    return story.kind not in NOT_ON_FRONT and enough and not story.size


def _importance(story: Story) -> tuple[int, bool, int, str]:
    return story.urgency, not story.may_front, -story.words, story.slug


def _most_urgent(
    ranked: Sequence[Story],
    pinned: Sequence[Story],
    *,
    short: float,
    most: int,
    practice: Practice,
    flash: Sequence[Story],
) -> list[Story]:
    """The pinned stories and the most urgent others, `most` of these too long to stand whole; the
    day's first news has its place beside what is wished, and urgent news is never too long where
    stories may go on inside at all."""
    chosen = list(pinned)
    jumps = 0
    for story in ranked:
        bound = len(chosen) == len(pinned) or (most and is_urgent(story))
        if not bound and story.words > short and jumps >= most:
            continue
        of_section = sum(other.section == story.section for other in chosen)
        if (of_section < OF_A_SECTION or story in flash) and len(chosen) < practice.front_stories:
            chosen.append(story)
            jumps += story.words > short
    return chosen


def _with_picture(
    chosen: list[Story], ranked: Sequence[Story], practice: Practice, *, pinned: int, short: float
) -> list[Story]:
    """A front page without a picture gives its least story up for one nearly as urgent that has
    one.  The first `pinned` stories stay.
    """
    if any(s.may_front for s in chosen) or len(chosen) - pinned < 2:
        return chosen
    least = max(chosen[pinned:], key=lambda story: (story.urgency, story.slug))
    if is_urgent(least):
        return chosen
    latest = least.urgency + practice.picture_urgency
    able = (s for s in ranked if s.may_front and s.words <= short and s.urgency <= latest)
    instead = next(able, least)
    return [instead if story is least else story for story in chosen]


def _further(
    chosen: Sequence[Story], stories: Sequence[Story], room: float, practice: Practice
) -> list[Story]:
    """Where these do not fill page 1 as many more, of any section, as do: a paper may have one
    section alone; on a day of hardly anything but short stories however short they are."""
    short = [story for story in chosen if story.words < practice.front_words]
    need = sum(map(_about, chosen))
    short_day = len(short) * 2 >= len(chosen)
    wanted = len(chosen) < practice.front_stories and room >= SMALL * practice.full_front
    if need >= SHORT_DAY * room or not (short_day or wanted):
        return []
    more: list[Story] = []
    able = [s for s in stories if s.kind not in NOT_ON_FRONT and not s.size and s not in chosen]
    if not short_day:
        able = [story for story in able if _may(story, practice)]
    for story in sorted(able, key=_importance):
        if need >= SHORT_FULL * room or len(chosen) + len(more) >= SHORT_MOST:
            break
        more.append(story)
        need += _about(story)
    return more


def _about(story: Story) -> float:
    """Columns x lines of a short story."""
    picture = PICTURE_LINES if story.may_front else 0
    return story.words / WORDS_A_LINE * DISPLAY_SHARE + HEAD_LINES + picture


def _thin(
    chosen: list[Story], stories: Sequence[Story], room: float, practice: Practice
) -> list[Story]:
    """A thin day, or one of a single section, fills its front page with what there is."""
    spare = sorted(
        (story for story in stories if story not in chosen),
        key=lambda story: (story.kind is Kind.BRIEF, story.urgency, story.slug),
    )
    news: list[Story] = []
    need = sum(map(_about, chosen))
    for story in spare:
        enough = len(chosen) + len(news) >= THIN
        small = room < SMALL * practice.full_front
        if story.kind is Kind.BRIEF or (enough and (small or need >= SHORT_FULL * room)):
            break
        if not enough or _may(story, practice):
            news.append(story)
            need += _about(story)
    if len(chosen) + len(news) >= THIN:
        return chosen + news
    return chosen + news + [s for s in spare if plain_brief(s)][: practice.thin_briefs]
