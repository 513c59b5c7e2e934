"""The desk's rules, `wire.yaml`, in the day's folder or beside the days; the day's own file wins as
a whole.

sections:                      # the first rule that fits files the story
  - section: Sport
    subjects: [15000000, football]     # IPTC Media Topic codes or names
    sources: [Sports Wire]             # credit, byline or format
    words: [cup final]                 # in the headline, slug or tags
    wanted: 12                         # how many stories the section wants; the rest are held
default_section: World
urgency:
  default: 5
  rules: [{words: [flash, urgent], urgency: 2}]
credits: {"Press Trust of India": PTI}  # house spelling; an empty one is not printed
disclaimers: no                # print them below the story
never_cut: [Agency One]        # sources whose terms forbid changes
prefer: [Agency One]           # of two agencies with the same story, who is taken
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from epaper.errors import WireError
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.textfile import SETTINGS_BYTES, read_text
from epaper.settings.yamltree import Mapping, Scalar, read_yaml
from epaper.sources.edition_file import read_settings
from epaper.sources.wire.item import WireItem

NAME = "wire.yaml"

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
    credits: tuple[tuple[str, str], ...] = ()  # as sent, in small letters -> as printed
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
        """The credit line in the house's spelling."""
        return dict(self.credits).get(text.casefold(), text)

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


def read_rules(editions: Path, day: Path) -> Rules:
    """The rules of a day.  Raises WireError with all mistakes in the file."""
    known = _edition_sections(editions, day)
    path = next((folder / NAME for folder in (day, editions) if (folder / NAME).is_file()), None)
    if path is None:
        return Rules(known=known)
    notes = Notes(NAME)
    text = read_text(path, notes, SETTINGS_BYTES)
    tree = read_yaml(text, notes) if text is not None else None
    rules = _rules(Fields(tree, notes), known) if tree is not None else Rules(known=known)
    if notes.failed:
        raise WireError("; ".join(str(finding) for finding in notes.found))
    return rules


def _edition_sections(editions: Path, day: Path) -> tuple[str, ...]:
    for path in (day / "edition.yaml", editions / "publication.yaml"):
        if path.is_file() and (sections := read_settings(path, Notes(path.name)).sections):
            return tuple(section.name for section in sections)
    return ()


def _small(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(text.casefold() for text in fields.texts(name))


def _rules(fields: Fields, known: tuple[str, ...]) -> Rules:
    sections: list[SectionRule] = []
    wanted: list[tuple[str, int]] = []
    for entry in fields.entries("sections"):
        if isinstance(entry, Scalar):
            fields.wrong(
                "sections",
                f"{entry.text} is a text",
                "write section: and what fits",
                line=entry.line,
            )
            continue
        name = entry.text("section")
        if not name:
            entry.wrong("section", "a rule names no section", "add section:")
        if count := entry.whole("wanted", 0, 1, 999):
            wanted.append((name, count))
        rule = SectionRule(
            name, _small(entry, "subjects"), _small(entry, "sources"), _small(entry, "words")
        )
        entry.finish()
        if rule.subjects or rule.sources or rule.words:
            sections.append(rule)
    urgency = fields.inner("urgency")
    default, urgencies = 5, []
    if urgency is not None:
        default = urgency.whole("default", 5, 1, 9)
        for entry in urgency.entries("rules"):
            if isinstance(entry, Fields):
                level = entry.whole("urgency", 5, 1, 9)
                urgencies.append(
                    UrgencyRule(
                        level,
                        _small(entry, "words"),
                        _small(entry, "sources"),
                        _small(entry, "subjects"),
                    )
                )
                entry.finish()
        urgency.finish()
    rules = Rules(
        sections=tuple(sections),
        known=known,
        default_section=fields.text("default_section"),
        urgencies=tuple(urgencies),
        default_urgency=default,
        credits=_credits(fields),
        disclaimers=fields.flag("disclaimers"),
        never_cut=_small(fields, "never_cut"),
        prefer=_small(fields, "prefer"),
        wanted=tuple(wanted),
    )
    fields.finish()
    return rules


def _credits(fields: Fields) -> tuple[tuple[str, str], ...]:
    """House spellings; the names keep their own letters, which the reader of fields would fold."""
    node = fields.node("credits")
    if not isinstance(node, Mapping):
        return ()
    pairs = [
        (name, value) for name, (value, _) in node.entries.items() if isinstance(value, Scalar)
    ]
    return tuple((name.replace("_", " ").casefold(), value.text) for name, value in pairs)
