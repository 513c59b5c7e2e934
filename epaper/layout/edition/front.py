"""The front page: which stories stand on it, and how much of each before it goes on inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import INSIDE, Item
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.stories import columns_of_briefs, story_item
from epaper.model.edition import Edition
from epaper.model.story import Kind, Story
from epaper.typeset.typesetter import Typesetter

NOT_ON_FRONT = {
    Kind.BRIEF,
    Kind.OPINION,
    Kind.EDITORIAL,
    Kind.AGATE,
    Kind.SIDEBAR,
    Kind.FACTBOX,
    Kind.OBITUARY,
}
FRONT_STORIES = 5
SPARE_STORIES = 4  # that wait for a front page that the others do not fill
THIN_BRIEFS = 32  # likewise, on a day of briefs
# stories on the front page that may go on inside: most readers do not follow a jump
FRONT_JUMPS = 1
SHORT_WORDS = 330  # a story up to this can stand whole on the front page
FULL_FRONT = 700.0  # columns x lines of a broadsheet's front page under its nameplate
LEAST_SHORT = 0.4  # of SHORT_WORDS, on the smallest pages
FRONT_TEXT = {
    "front": 110,
    "major": 60,
    "minor": 48,
    "small": 48,
}  # lines of a story on the front before it jumps
FRONT_TIERS = ("front", "major", "minor", "minor", "small")
LARGE_SCALES = (2.0, 2.6, 3.3, 4.0, 4.8)  # for the only stories of a page
SCALES = (1.0, 0.8, 1.25, 0.62, 1.6)  # of FRONT_TEXT
LEAST_PART = 12  # lines of a jumped story on either page
JUMP = 14.0  # cost of a story that goes on inside
FEWER = 25.0  # cost of a front page story less
MORE = 8.0  # and of one more
URGENCY_FOR_PICTURE = 2  # steps that a story with a picture may be less urgent


@dataclass(frozen=True, slots=True)
class FrontTry:
    """A front page to search: its items, what of them goes on inside, what stays off."""

    fronts: tuple[Item, ...]
    rests: tuple[Item, ...]  # of jumps, and whole stories that had to leave
    price: float
    # more stories go on inside than readers like: only where nothing else makes a page
    last: bool = False


def choose_front(
    stories: Sequence[Story],
    edition: Edition,
    pinned: Sequence[Story] = (),
    room: float = FULL_FRONT,
) -> list[Story]:
    """The most urgent news of all sections, at most two a section, one with a picture preferred for
    the lead; at the end of the list some short ones that may fill the page.

    room: columns x lines of the front page; on a small one only short stories stand whole.
    """
    short = SHORT_WORDS * min(1.0, max(LEAST_SHORT, room / FULL_FRONT))
    able = [
        s
        for s in stories
        if s.kind not in NOT_ON_FRONT and s.words >= 60 and not s.size and s not in pinned
    ]
    ranked = sorted(able, key=lambda s: (s.urgency, not (s.pictures or s.chart), -s.words, s.slug))
    chosen = list(pinned)
    # of stories that nobody asked for: the day's first news has its place beside what is wished
    jumps = 0
    for story in ranked:
        if (
            len(chosen) > len(pinned)
            and story.words > short
            and (jumps >= FRONT_JUMPS or not edition.jumps)
        ):
            continue
        if sum(s.section == story.section for s in chosen) < 2 and len(chosen) < FRONT_STORIES:
            chosen.append(story)
            jumps += story.words > short
    _with_picture(chosen, ranked, len(pinned), short)
    chosen.sort(key=lambda s: (s.urgency, not (s.pictures or s.chart), -s.words, s.slug))
    spare = sorted(
        (s for s in stories if s not in chosen),
        key=lambda s: (s.kind is Kind.BRIEF, s.urgency, s.slug),
    )
    if len(chosen) < 3:  # a thin day fills its front page with what there is
        news = [s for s in spare if s.kind is not Kind.BRIEF][: 3 - len(chosen)]
        briefs = [s for s in spare if _plain_brief(s)]
        return chosen + news + (briefs[:THIN_BRIEFS] if len(chosen) + len(news) < 3 else [])
    return chosen + [s for s in ranked if s not in chosen and s.words <= short][:SPARE_STORIES]


def _with_picture(chosen: list[Story], ranked: Sequence[Story], pinned: int, short: float) -> None:
    """A front page without a picture gives its least story up for one nearly as urgent that has
    one.
    """
    if any(s.pictures or s.chart for s in chosen) or len(chosen) - pinned < 2:
        return
    least = max(chosen[pinned:], key=lambda s: (s.urgency, s.slug))
    latest = least.urgency + URGENCY_FOR_PICTURE
    able = [s for s in ranked if s.pictures and s.words <= short and s.urgency <= latest]
    if able:
        chosen[chosen.index(least)] = able[0]


def front_tries(
    stories: Sequence[Story],
    edition: Edition,
    design: Design,
    setter: Typesetter,
    share: float,
    shaped: Callable[[Item], Item] = lambda item: item,
) -> list[list[FrontTry]]:
    """Front pages to search, in rounds: the next round only where the one before found nothing
    good.

    `share` is the part of a full front page that advertisements leave; `shaped` puts the editor's
    wishes on an item.
    """
    if sum(not _plain_brief(s) for s in stories) < 3 and len(stories) > 3:
        return _brief_tries(stories, edition, design, setter, shaped)
    whole = [
        shaped(story_item(story, design, setter, FRONT_TIERS[min(i, len(FRONT_TIERS) - 1)]))
        for i, story in enumerate(stories)
    ]
    inside = (INSIDE,) if len(edition.stories) > 6 else ()
    pinned = {wish.slug for wish in edition.wishes if wish.page == 1}
    whole.sort(
        key=lambda item: item.slug not in pinned
    )  # these are the last to leave; the order is kept otherwise
    least = max(1, sum(item.slug in pinned for item in whole))
    base = min(len(whole), FRONT_STORIES)
    rounds = []
    few = (3, 2, 1)  # where the others are too long to stand whole, and one may jump
    counts = (*(base + more for more in (0, -1, 1, 2, 3, 4)), *few)
    clipped = list(dict.fromkeys(min(max(count, least), len(whole)) for count in counts))
    for most_jumps, count in [
        *((FRONT_JUMPS, count) for count in clipped),
        *((99, count) for count in clipped),
    ]:
        tries = []
        for scale in SCALES if count >= min(base, 3) else LARGE_SCALES:
            parts = _cut(whole[:count], scale * share, most_jumps, edition, design, setter)
            jumps = sum(rest is not None for _, rest in parts)
            if most_jumps > FRONT_JUMPS >= jumps:
                continue  # tried before
            fronts = (*(part for part, _ in parts), *inside)
            rests = (*(rest for _, rest in parts if rest), *whole[count:])
            price = JUMP * jumps + FEWER * max(0, base - count) + MORE * max(0, count - base)
            tries.append(FrontTry(fronts, rests, price, most_jumps > FRONT_JUMPS))
        rounds.append(tries)
    return rounds


def _cut(
    items: Sequence[Item],
    scale: float,
    most: int,
    edition: Edition,
    design: Design,
    setter: Typesetter,
) -> list[tuple[Item, Item | None]]:
    """What of each item stands on the front page and what goes on inside, of at most `most` of
    them.
    """
    parts: list[tuple[Item, Item | None]] = []
    for item in items:
        may = sum(rest is not None for _, rest in parts) < most
        goal = FRONT_TEXT[item.ask.tier] * scale
        parts.append(cut_for_jump(item, goal, edition, design, setter) if may else (item, None))
    return parts


def _brief_tries(
    stories: Sequence[Story],
    edition: Edition,
    design: Design,
    setter: Typesetter,
    shaped: Callable[[Item], Item],
) -> list[list[FrontTry]]:
    """Front pages of a day that has hardly anything but briefs: two of them as stories, columns of
    more and more.
    """
    plain = [s for s in stories if _plain_brief(s)]
    others = [s for s in stories if s not in plain]
    apart = [*others, *plain[: max(0, 2 - len(others))]]
    heads = [
        shaped(story_item(s, design, setter, FRONT_TIERS[min(i, len(FRONT_TIERS) - 1)]))
        for i, s in enumerate(apart)
    ]
    rest = [s for s in plain if s not in apart]
    inside = (INSIDE,) if len(edition.stories) > len(stories) else ()
    tries = []
    for count in range(len(rest), -1, -2):
        fronts = (*heads, *columns_of_briefs(rest[:count], design, setter), *inside)
        rests = [
            item
            for section in dict.fromkeys(s.section for s in rest[count:])
            for item in columns_of_briefs(
                [s for s in rest[count:] if s.section == section], design, setter
            )
        ]
        tries.append(FrontTry(fronts, tuple(rests), 0.0))
    return [tries]


def _plain_brief(story: Story) -> bool:
    """A brief that can stand in a column of them."""
    return story.kind is Kind.BRIEF and not story.pictures and not story.chart


def cut_for_jump(
    item: Item, goal: float, edition: Edition, design: Design, setter: Typesetter
) -> tuple[Item, Item | None]:
    """The part of a story for this page, about `goal` lines of text, and the rest; or the whole
    story.

    A story breaks between paragraphs only, with LEAST_PART lines at least on either side.
    """
    total = item.copy.text.lines
    if not edition.jumps or total <= goal * 1.25 or total - goal < LEAST_PART * 1.5:
        return item, None
    used, best, best_used = 0, 0, 0
    for i, block in enumerate(item.copy.text.blocks[:-1]):
        used += block.settings[0].lines + block.space_before * (i > 0) + block.space_after
        rest = total - used
        fit = not block.keep_with_next and used >= LEAST_PART and rest >= LEAST_PART
        if fit and (not best or abs(used - goal) < abs(best_used - goal)):
            best, best_used = i + 1, used
    if not best:
        return item, None
    return jump_front(item, best, design, setter), jump_rest(item, best, design, setter)


def chain(
    item: Item, goal: float, edition: Edition, design: Design, setter: Typesetter
) -> list[Item]:
    """A story longer than a page in parts of about `goal` lines, each but the last going on on a
    later page.
    """
    parts: list[Item] = []
    rest: Item | None = item
    while rest is not None:
        part, rest = cut_for_jump(rest, goal, edition, design, setter)
        parts.append(part)
    return parts
