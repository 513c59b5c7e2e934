"""The head of page 1 as a shop window: ears beside the paper's name, a skybox under it.

What stands there repeats words of stories inside, or is the paper's own; every pointer is a link.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.geometry import Rect
from epaper.layout.makeup.compose import Composer
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Kind, Story
from epaper.model.teasers import MOST_SKYBOX, Ear
from epaper.model.text import rich
from epaper.page.marks import Element, Link, Mark, Origin, Rule
from epaper.page.spread import moved
from epaper.typeset.galley import Line

Where = Mapping[str, Sequence[int]]  # story -> its pages in order

EAR_WIDTH = 118.0  # points at most; a column of the grid where that is narrower
EAR_PAD = 5.0  # points between an ear's rules and its words
HEAD_LINES = 3  # of a pointer
AUTO = 3  # pointers of a skybox that chooses for itself
# kinds that readers are drawn inside by, the strongest first; news has the page below
DRAWS = (Kind.FEATURE, Kind.OPINION, Kind.NEWS)
NO_PLACE = {"the left ear": "ears", "the right ear": "ears", "the skybox": "skybox"}


@dataclass(frozen=True, slots=True)
class EarBox:
    """An ear set: its marks from (0, 0) on."""

    ear: Ear
    marks: Sequence[Mark]
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Window:
    """What stands in ears and skybox, and what of them cannot."""

    ears: tuple[EarBox, ...] = ()
    skybox: tuple[Story, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def slugs(self) -> frozenset[str]:
        """Of the stories that are pointed to."""
        teased = [box.ear.story for box in self.ears] + [story.slug for story in self.skybox]
        return frozenset(teased) - {""}


def window_of(
    edition: Edition, composer: Composer, where: Where, pages: int, unused: Collection[str] = ()
) -> Window:
    """The window of a paper of so many pages; without what points to no story inside.  `unused`:
    stories with a picture that no page shows."""
    findings: list[Finding] = []
    boxes = []
    for part, ear in enumerate(edition.ears):
        finding = _pointless(edition, f"the {ear.side} ear", ear.story, where)
        if finding:
            findings.append(replace(finding, file=ear.file, line=ear.line))
            continue
        if ear.page > pages:
            fact = f"the {ear.side} ear leads to page {ear.page}, and the paper has {pages}"
            findings.append(_told("layout.ear", fact, "name another page", ear))
            ear = replace(ear, page=0)
        boxes.append(_ear_box(ear, part, edition, composer, where=where))
    skybox: tuple[Story, ...] = ()
    if composer.design.skybox_lines and edition.skybox.wanted(pages):
        taken = {box.ear.story for box in boxes}
        skybox, odd = _skybox(edition, where, taken, unused)
        findings += odd
    return Window(tuple(boxes), skybox, tuple(findings))


def _told(rule: str, fact: str, remedy: str, ear: Ear) -> Finding:
    return Finding(
        Severity.WARNING, rule, fact, remedy, file=ear.file, line=ear.line, field="ears", page=1
    )


def no_room(ear: Ear, why: str, remedy: str) -> Finding:
    """An ear that is left out."""
    return _told("layout.ear", f"the {ear.side} ear is left out: {why}", remedy, ear)


def _pointless(edition: Edition, who: str, slug: str, where: Where) -> Finding | None:
    """What is wrong with pointing to a story from page 1.  One that is not in the day is told where
    the settings are read."""
    if not slug:
        return None
    page = (where.get(slug) or [0])[0]
    if page > 1:
        return None
    known = any(story.slug == slug for story in edition.stories)
    why = "stands on page 1 itself" if page else "is not in the paper"
    return Finding(
        Severity.WARNING if known else Severity.INFO,
        "layout.teaser",
        f"{who} points to {slug}, which {why}; it is left out",
        "name a story inside",
        field=NO_PLACE[who],
        story=slug if known else "",
        page=1,
    )


# -- ears ------------------------------------------------------------------------------------------


def _ear_box(ear: Ear, part: int, edition: Edition, composer: Composer, where: Where) -> EarBox:
    """Title and words under a rule, all of it a link where it leads somewhere."""
    design, setter = composer.design, composer.setter
    width = min(EAR_WIDTH, composer.grid.column)
    origin = Origin(Element.TEASER, part=part)
    label, page, slug, title = "", ear.page, ear.story, ear.title
    y = EAR_PAD
    marks: list[Mark] = [
        Rule(0, 0, width, 0, weight=design.heavy_rule * 0.75, colour="accent", origin=origin)
    ]
    if slug:
        story, page = edition.story(slug), where[slug][0]
        title = design.words.section_on_page(story.section, page)
        label = design.words.story_on_page(story.headline, page)
    elif page:
        words = ear.title or ear.lines[0]
        label = design.words.story_on_page(words, page)
    if title:
        kicker = design.styles["kicker"]
        lines = setter.set_text(rich(title), kicker, width, origin)
        marks += composer.put(lines, 0, y + kicker.size, kicker.leading)
        y += len(lines) * kicker.leading + 1
    if slug:
        head = Heads(composer, width).of(story, origin, design.ladder[:1])
        marks += [moved(mark, 0, y) for mark in head.marks]
        y += head.depth
    style = design.styles["points"]
    for text in ear.lines:
        lines = setter.set_text(rich(text), replace(style, align="left"), width, origin)
        marks += composer.put(lines, 0, y + style.size, style.leading)
        y += len(lines) * style.leading
    y += EAR_PAD
    if page:
        marks.append(Link(Rect(0, 0, width, y), label, page, origin=replace(origin, story=slug)))
    return EarBox(ear, marks, width, y)


@dataclass(frozen=True, slots=True)
class Head:
    """A pointer's headline, its marks from (0, 0) on; `size` is 0 where no size of the ladder holds
    it in HEAD_LINES lines and it is set as text."""

    marks: Sequence[Mark]
    depth: float
    size: float


class Heads:
    """Sets pointers' headlines over a measure."""

    def __init__(self, composer: Composer, measure: float) -> None:
        self.composer, self.measure = composer, measure

    def of(self, story: Story, origin: Origin, sizes: Sequence[float]) -> Head:
        """At the largest of the sizes at which it fits."""
        design, setter = self.composer.design, self.composer.setter
        words, style = story.short_headline or story.headline, design.styles["headline"]
        cuts = setter.headline_cuts(words, style, HEAD_LINES, origin.story)
        for size in sorted(sizes, reverse=True):
            for cut in cuts:
                if cut.size_for(self.measure) >= size:
                    lines = setter.set_headline(cut, style, size, self.measure, origin=origin)
                    step = size * max(design.headline_leading, cut.step)
                    return self._head(lines, size, step, size, rise=cut.rise)
        small = design.styles["contents_head"]
        lines = setter.set_text(rich(words), small, self.measure, origin)
        return self._head(lines, small.size, small.leading, 0.0)

    def _head(
        self, lines: Sequence[Line], size: float, step: float, rung: float, rise: float = 0.0
    ) -> Head:
        marks = self.composer.put(lines, 0, size * max(0.86, rise), step)
        return Head(marks, step * len(lines), rung)


# -- the skybox ------------------------------------------------------------------------------------


def _skybox(
    edition: Edition, where: Where, taken: set[str], unused: Collection[str]
) -> tuple[tuple[Story, ...], list[Finding]]:
    """Its stories in the order of their pages."""
    findings: list[Finding] = []
    chosen: list[Story] = []
    for slug in edition.skybox.stories:
        finding = _pointless(edition, "the skybox", slug, where)
        if finding:
            file, line = edition.skybox.file, edition.skybox.line
            findings.append(replace(finding, file=file, line=line))
        else:
            chosen.append(edition.story(slug))
    if not edition.skybox.stories:
        chosen = list(_auto(edition, where, taken, unused))[:AUTO]
    chosen.sort(key=lambda story: (where[story.slug][0], story.slug))
    return tuple(chosen[:MOST_SKYBOX]), findings


def _auto(
    edition: Edition, where: Where, taken: set[str], unused: Collection[str]
) -> Iterator[Story]:
    """What draws readers inside: the best of every section, those with a picture to show first,
    then sections that page 1 does not have, features before opinion before news."""
    stories = [story for story in edition.stories if where.get(story.slug)]
    front = {story.section for story in stories if where[story.slug][0] == 1}
    able = [
        story
        for story in stories
        if story.kind in DRAWS
        and not story.size
        and where[story.slug][0] > 1
        and story.slug not in taken
    ]
    able.sort(
        key=lambda story: (
            story.slug not in unused,
            story.section in front,
            DRAWS.index(story.kind),
            story.urgency,
            story.slug,
        )
    )
    seen: set[str] = set()
    for story in able:
        if story.section not in seen:
            seen.add(story.section)
            yield story
