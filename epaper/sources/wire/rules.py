"""What the desk decides of wire stories: section, urgency, credit line, which of two is taken."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.sources.wire.item import WireItem

# Top level of the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic) and of the older Subject
# Codes, by section names
_TOPICS = {
    "01000000": ("Culture", "Arts", "Entertainment"),
    "02000000": ("City", "Nation", "Crime"),
    "03000000": ("World", "Nation"),
    "04000000": ("Business", "Economy", "Money"),
    "05000000": ("Nation", "Education"),
    "06000000": ("Science", "Environment"),
    "07000000": ("Science", "Health"),
    "08000000": ("Culture", "Life"),
    "09000000": ("Business",),
    "10000000": ("Culture", "Life", "Features"),
    "11000000": ("Nation", "Politics"),
    "12000000": ("Culture", "Religion"),
    "13000000": ("Science", "Technology"),
    "14000000": ("Nation", "Society"),
    "15000000": ("Sport", "Sports"),
    "16000000": ("World",),
    "17000000": ("City", "Weather"),
}


@dataclass(frozen=True, slots=True)
class SectionRule:
    section: str
    subjects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def fits(self, item: WireItem) -> bool:
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
        return bool(wanted)


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
    default_section: str = ""
    urgencies: tuple[UrgencyRule, ...] = ()
    default_urgency: int = 5
    credits: tuple[tuple[str, str], ...] = ()  # as sent -> as printed
    disclaimers: bool = False
    never_cut: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()  # section -> how many stories

    def section(self, item: WireItem) -> str:
        """Where the story goes: by the desk's rules, by the sender's own section, by its topics."""
        for rule in self.sections:
            if rule.fits(item):
                return rule.section
        known = {name.casefold(): name for name in self.known}
        named = [subject.name for subject in item.subjects if subject.role == "section"]
        for name in (*named, *(subject.name for subject in item.subjects)):
            if name.casefold() in known:
                return known[name.casefold()]
        for subject in item.subjects:
            for choice in _TOPICS.get(f"{subject.code[:2]}000000", ()) if subject.code else ():
                if choice.casefold() in known:
                    return known[choice.casefold()]
        if self.default_section:
            return self.default_section
        return self.known[0] if self.known else (named[0] if named else "News")

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
