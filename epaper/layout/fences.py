"""The edition as it can be laid out: without the guests that cannot be set, each told by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from functools import lru_cache

from epaper.issue.ledger import Account
from epaper.layout.design.reader import Design
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter, no_letters
from epaper.words.words import Plural, Words
from epaper.work.fence import CHART, GuestFault, NoFace

LEDGER = "its characters do not add up"


class Fences:
    """`edition` is what can be laid out; `held` and `findings` are what stands outside, and why."""

    def __init__(self, edition: Edition, design: Design, setter: Typesetter) -> None:
        self.edition = edition
        setter.learn({story.slug: story.language for story in edition.stories})
        self.held: list[tuple[Story, str]] = []
        self.findings: list[Finding] = []
        self.remedies: dict[str, str] = {}  # of the held ones
        faces = dict.fromkeys(
            face
            for style in design.styles.values()
            for face in (style.face, style.small_face)
            if face
        )
        if lacking := setter.lacking(_own_words(edition, design.words), faces):
            self.findings.append(no_letters(lacking))
        for story in edition.stories:
            if not story.hold and (lacking := setter.lacking(_words(story), faces)):
                self.take_out(NoFace(story.slug, "", lacking))

    def story(self, slug: str) -> Story | None:
        """As it can be laid out; None when it is out."""
        return next((one for one in self.edition.stories if one.slug == slug), None)

    def take_out(self, fault: GuestFault) -> bool:
        """Hold the story, or leave out its part, that is at fault; False where it is out already:
        then the fault lies elsewhere."""
        story = self.story(fault.story)
        if story is None:
            return False
        if fault.part == CHART:
            if story.chart is None:
                return False
            self._swap(story, replace(story, chart=None))
            fact = f"the chart of {story.slug} cannot be drawn ({fault.reason}) and is left out"
            remedy = "a fault of ours: write its numbers otherwise, and report it"
            self._tell(Severity.WARNING, "chart.fault", fact, remedy, story=story)
            return True
        self._swap(story, None)
        if isinstance(fault, NoFace):
            why = f"no face of the paper has {fault.reason}"
            remedy = "list a face called fallback-NAME that has it in fonts/fonts.yaml, or write it"
            remedy += " in letters that the paper has"
            self._tell(
                Severity.ERROR, "type.script", f"{story.slug} is held: {why}", remedy, story=story
            )
        else:
            why = f"it cannot be set ({fault.reason})"
            must = " must run and" if story.must_run else ""
            severity = Severity.ERROR if story.must_run else Severity.WARNING
            remedy = "a fault of ours: report it with the story's file, and run the story shorter"
            remedy += " or plainer meanwhile"
            self._tell(
                severity, "story.fault", f"{story.slug}{must} is held: {why}", remedy, story=story
            )
        self.held.append((story, why))
        self.remedies[story.slug] = remedy
        return True

    def take_out_boxes(self, setter: Typesetter) -> bool:
        """Hold the stories that were set with letters which their faces do not have."""
        out = [self.take_out(NoFace(slug, "", why)) for slug, why in setter.unset().items()]
        return any(out)

    def take_out_wrong(self, accounts: Iterable[Account], locked: Collection[str]) -> bool:
        """Hold the stories whose characters the pages do not show all and once; not those on
        `locked` pages, which stay as they are."""
        wrong = [one for one in accounts if one.lost and one.slug not in locked]
        out = [self.take_out(GuestFault(one.slug, "", _balance(one))) for one in wrong]
        return any(out)

    def _swap(self, story: Story, new: Story | None) -> None:
        stories = [new if one is story else one for one in self.edition.stories]
        gone = {story.slug} if new is None else set()
        self.edition = replace(
            self.edition,
            stories=tuple(one for one in stories if one is not None),
            wishes=tuple(wish for wish in self.edition.wishes if wish.slug not in gone),
        )

    def _tell(self, severity: Severity, rule: str, fact: str, remedy: str, story: Story) -> None:
        self.findings.append(
            Finding(severity, rule, fact, remedy, file=story.file, story=story.slug)
        )


def _own_words(edition: Edition, words: Words) -> set[str]:
    """The characters of what the paper itself says on its pages."""
    publication, phrases = edition.publication, words.phrases
    own = [publication.name, publication.tagline, publication.place, publication.website]
    own += [edition.number, edition.price, edition.name, words.digits, words.separator]
    own += [section.name for section in edition.sections]
    own += [text for ear in edition.ears for text in (ear.title, *ear.lines)]
    own += [*words.months, *words.weekdays, words.date_order, words.first_day]
    for field in fields(phrases):
        phrase = getattr(phrases, field.name)
        own += [phrase.one, phrase.other] if isinstance(phrase, Plural) else [phrase]
    return {char for text in own for char in text}


@lru_cache(maxsize=2048)
def _words(story: Story) -> frozenset[str]:
    """The characters of all that is set of a story, a chart's among them."""
    found = {char for _, text in story.texts() for char in text}
    if chart := story.chart:
        texts = (chart.title, chart.unit, chart.source, chart.note, *chart.labels)
        found |= {char for text in texts for char in text}
    return frozenset(found)


def _balance(one: Account) -> str:
    count = abs(one.lost)
    what = "lost" if one.lost > 0 else "too many"
    return f"{LEDGER}: {count} of {one.characters_in} {what}"
