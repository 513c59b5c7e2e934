"""What a day has twice: a story that came from two places, a picture that two stories show.

Texts are compared by runs of words that they share (shingles, as Broder, "On the resemblance and
containment of documents", 1997): containment in the shorter one tells a story from its own later,
longer version.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.letters import WORD
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Story
from epaper.model.text import block_texts, plain

RUN = 5  # words of a shingle
LEAST_RUNS = 20  # of a story that can be told by them; a shorter one is the same by all its words
# Of the shorter text's runs, under headlines that share half: the same story, or an earlier version
# with all its words.  Notices of one form differ in a name or two, and are no doubles.
SAME = 0.98
SAME_HEAD = 0.5  # of the shorter headline's words
ALIKE = 0.4  # of the shorter text's runs: two reports of one matter, to be looked at
NAMED = 6  # of a group of stories that are alike
COMMON = 12  # stories that have a run: what so many have is nobody's news


def without_doubles(edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition with every story once and every picture once, and what was left out for it.

    Of two stories the one stays that must run, then the longer, then the more urgent; where both
    must run, both do.  A picture stays with the most urgent story.  What waits anyway takes nothing
    from another.
    """
    running = [story for story in edition.stories if not story.hold]
    barred, told = _stories_twice(running)
    stays = [story for story in running if story.slug not in barred]
    stories, gone = _pictures_once(stays)
    changed = tuple(stories.get(story.slug, story) for story in edition.stories)
    return replace(edition, stories=changed, barred={**edition.barred, **barred}), (*told, *gone)


def _stories_twice(stories: Sequence[Story]) -> tuple[dict[str, str], list[Finding]]:
    """Slugs of stories that stand in another, with the reason; and what is to be said."""
    barred: dict[str, str] = {}
    found: list[Finding] = []
    alike: dict[str, set[str]] = {}  # by slug: itself, and all that are like it or like those
    runs = {story.slug: _runs(story) for story in stories}
    by_slug = {story.slug: story for story in stories}
    shares = {
        (one, other): shared / min(len(runs[one]), len(runs[other]))
        for (one, other), shared in _shared(runs).items()
    } | dict.fromkeys(_short_twice(s for s in stories if not runs[s.slug]), 1.0)
    for (one, other), share in sorted(shares.items()):
        if share < ALIKE:
            continue
        kept, left = sorted((by_slug[one], by_slug[other]), key=_rank)
        if share < SAME or left.must_run or _heads_share(kept, left) < SAME_HEAD:
            both = alike.get(kept.slug, {kept.slug}) | alike.get(left.slug, {left.slug})
            alike |= dict.fromkeys(both, both)
        elif kept.slug not in barred and left.slug not in barred:
            barred[left.slug] = f"it is the same story as {kept.slug}"
            found.append(_twice(kept, left))
    groups = sorted({tuple(sorted(slugs - barred.keys())) for slugs in alike.values()})
    found += [_alike([by_slug[slug] for slug in slugs]) for slugs in groups if len(slugs) > 1]
    return barred, found


def _rank(story: Story) -> tuple[bool, int, int, str]:
    return not story.must_run, -story.words, story.urgency, story.slug


def _heads_share(one: Story, other: Story) -> float:
    words, others = (set(WORD.findall(s.headline.casefold())) for s in (one, other))
    return len(words & others) / max(1, min(len(words), len(others)))


def _text(story: Story) -> str:
    return " ".join(plain(piece) for block in story.body for piece in block_texts(block))


def _runs(story: Story) -> frozenset[tuple[str, ...]]:
    """Runs of words in the body, none for a text too short to be told by them."""
    words = WORD.findall(_text(story).casefold())
    runs = frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
    return runs if len(runs) >= LEAST_RUNS else frozenset()


def _short_twice(stories: Iterable[Story]) -> Iterator[tuple[str, str]]:
    """Pairs of short stories with the same headline and the same words: the one that stays, and
    each of the others."""
    homes: dict[tuple[str, ...], str] = {}
    for story in sorted(stories, key=_rank):
        words = tuple(WORD.findall(f"{story.headline} {_text(story)}".casefold()))
        first = homes.setdefault(words, story.slug)
        if first != story.slug and story.words:
            yield first, story.slug


def _shared(runs: Mapping[str, frozenset[tuple[str, ...]]]) -> Counter[tuple[str, str]]:
    """How many runs each pair of stories has in common, pairs in the order of their slugs."""
    seen, twice = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for here in runs.values():
        twice |= seen & here
        seen |= here
    homes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for slug in sorted(runs):
        for run in runs[slug] & twice:
            homes[run].append(slug)
    return Counter(
        (one, other)
        for slugs in homes.values()
        if len(slugs) <= COMMON
        for place, one in enumerate(slugs)
        for other in slugs[place + 1 :]
    )


def _twice(kept: Story, left: Story) -> Finding:
    return Finding(
        Severity.WARNING,
        "story.twice",
        f"{left.slug} is the same story as {kept.slug} ({kept.file}); it is held",
        f"delete one of the two files, or write `hold:` into {kept.file} to print this one",
        file=left.file,
        story=left.slug,
    )


def _alike(stories: Sequence[Story]) -> Finding:
    kept, left, *_ = sorted(stories, key=_rank)
    names = sorted(story.slug for story in stories)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return Finding(
        Severity.WARNING,
        "story.alike",
        f"{', '.join(names[:NAMED])}{more} share many of their words; all may be printed",
        f"hold all but {kept.slug} ({kept.file}), if they tell the same",
        file=left.file,
        story=left.slug,
    )


def _pictures_once(stories: Sequence[Story]) -> tuple[dict[str, Story], list[Finding]]:
    """The stories that lose a picture, and what is to be said."""
    shown: list[tuple[Picture, Story]] = []
    changed: dict[str, Story] = {}
    found: list[Finding] = []
    for story in sorted(stories, key=lambda one: (one.urgency, one.slug)):
        kept: list[Picture] = []
        for picture in story.pictures:
            known = ((one, home) for one, home in shown if _is_same(one, picture))
            first, home = next(known, (None, story))
            if first is None:
                kept.append(picture)
                shown.append((picture, story))
            else:
                found.append(_again(picture, story, first, home))
        if len(kept) < len(story.pictures):
            changed[story.slug] = replace(story, pictures=tuple(kept))
    return changed, found


def _is_same(one: Picture, other: Picture) -> bool:
    """One file, or one photograph in two files; frames of a sequence look alike and are not one."""
    if one.digest == other.digest and (one.digest or one.name == other.name):
        return True
    frames = PictureRole.SEQUENCE in (one.role, other.role)
    return not frames and one.looks_like(other)


def _again(picture: Picture, story: Story, first: Picture, home: Story) -> Finding:
    where = "twice in it" if home is story else f"with {home.slug}, too"
    fact, remedy = f"stands {where}", "name another picture"
    if picture.digest != first.digest:
        with_whom = "of it" if home is story else f"of {home.slug}"
        fact = f"is the same photograph as {first.name} {with_whom}"
        remedy = "name another picture; give two that only look alike `role: sequence`"
    return Finding(
        Severity.WARNING,
        "picture.twice",
        f"{picture.name} of {story.slug} {fact}; it is shown once",
        remedy,
        file=story.file,
        story=story.slug,
    )
