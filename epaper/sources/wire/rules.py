"""What the desk decides of wire stories: section, urgency, credit line, which of two is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.model.names import SCRIPT
from epaper.model.text import plain_texts
from epaper.sources.languages import fits, guessed
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.topics import section_names


@dataclass(frozen=True, slots=True)
class SectionRule:
    section: str
    subjects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # in small letters; none: any

    def fits(self, item: WireItem, language: str = "") -> bool:
        """`language`: the item's, by its sender or its text."""
        if self.languages and not _speaks(language, self.languages):
            return False
        tests = [
            (self.subjects, _subject_names(item)),
            (self.sources, _sources(item)),
            (self.words, ()),
        ]
        wanted = [(names, have) for names, have in tests if names]
        text = f"{item.headline} {item.slugline} {' '.join(item.tags)}".casefold()
        for names, have in wanted:
            if names is self.words:
                if not any(word in text for word in names):
                    return False
            elif not any(name in have for name in names):
                return False
        return bool(wanted or self.languages)


@dataclass(frozen=True, slots=True)
class UrgencyRule:
    urgency: int
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    def fits(self, item: WireItem) -> bool:
        rule = SectionRule("", self.subjects, self.sources, self.words)
        return rule.fits(item)


@dataclass(frozen=True, slots=True)
class Rules:
    sections: tuple[SectionRule, ...] = ()
    known: tuple[str, ...] = ()  # the edition's sections
    defaults: tuple[tuple[str, str], ...] = ()  # language, "" for any -> section
    urgencies: tuple[UrgencyRule, ...] = ()
    default_urgency: int = 5
    credits: tuple[tuple[str, str], ...] = ()  # as sent -> as printed
    disclaimers: bool = False
    never_cut: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()  # section -> how many stories
    language: str = "en-GB"  # the publication's
    slugs: str = SCRIPT  # the publication's: how names of files are written

    def section(self, item: WireItem) -> str:
        """Where the story goes: by the desk's rules, by the sender's own section, by its topics, of
        sections that say the same the one in the story's language."""
        language = item.language or guessed(words_of(item), self.language)
        for rule in self.sections:
            if rule.fits(item, language):
                return rule.section
        known = {name.casefold(): name for name in self.known}
        named = [subject.name for subject in item.subjects if subject.role == "section"]
        for name in (*named, *(subject.name for subject in item.subjects)):
            if name.casefold() in known:
                return known[name.casefold()]
        for subject in item.subjects:
            choices = [known[name] for name in section_names(subject.code) if name in known]
            if choices:
                return _in_language(choices, language)
        for spoken, name in self.defaults:
            if name and (not spoken or _speaks(language, (spoken,))):
                return name
        if self.known:
            return _in_language(self.known, language)
        return named[0] if named else "News"

    def urgency(self, item: WireItem) -> int:
        found = next((rule.urgency for rule in self.urgencies if rule.fits(item)), 0)
        return found or item.urgency or self.default_urgency

    def credit(self, text: str) -> str:
        """The credit line in the house's spelling; capitals count only where two names differ in
        nothing else."""
        exact = dict(self.credits)
        alike = {name.casefold(): printed for name, printed in self.credits}
        return exact.get(text, alike.get(text.casefold(), text))

    def may_not_cut(self, item: WireItem) -> bool:
        return any(name in _sources(item) for name in self.never_cut)

    def preference(self, credit: str) -> int:
        """0 is the source the desk likes best."""
        name = credit.casefold()
        return self.prefer.index(name) if name in self.prefer else len(self.prefer)


def words_of(item: WireItem) -> str:
    """What a guess of an item's language goes by: its headline, deck and text."""
    return "\n".join((item.headline, item.deck, *plain_texts(item.body)))


def _speaks(language: str, tags: Sequence[str]) -> bool:
    """Is a language one of these, or a kind of it (en-GB of en)?"""
    spoken = language.casefold()
    return any(spoken == tag or spoken.startswith(f"{tag}-") for tag in tags)


def _in_language(sections: Sequence[str], language: str) -> str:
    """The first of the sections that is written as a language is; else the first."""
    return next((name for name in sections if fits(language, name)), sections[0])


def _subject_names(item: WireItem) -> set[str]:
    names = {
        part.casefold()
        for subject in item.subjects
        for part in (subject.name, subject.code)
        if part
    }
    return names | {tag.casefold() for tag in item.tags}


def _sources(item: WireItem) -> set[str]:
    return {name.casefold() for name in (item.credit, item.byline, item.format) if name}
