"""The desk's rules, `wire.yaml`, in the day's folder or beside the days; the day's own file wins as
a whole.

sections:                      # the first rule that fits files the story
  - section: Sport
    subjects: [15000000, football]     # IPTC Media Topic codes or names
    sources: [Sports Wire]             # credit, byline or format
    words: [cup final]                 # in the headline, slug or tags
    wanted: 12                         # how many stories the section wants; the rest are held
  - section: {en: World, hi: दुनिया}     # by the language of the item: one day, two languages
    subjects: [16000000]
  - section: देश
    languages: [hi, mr]                # all else of these languages
default_section: World                 # or {en: World, hi: देश}
urgency:
  default: 5
  rules: [{words: [flash, urgent], urgency: 2}]
credits: {"Press Trust of India": PTI}  # house spelling; an empty one is not printed
disclaimers: no                # print them below the story
never_cut: [Agency One]        # sources whose terms forbid changes: their stories say so
prefer: [Agency One]           # of two agencies with the same story, who is taken
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from epaper.errors import WireError
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown
from epaper.settings.reader import read_fields
from epaper.settings.yamltree import Mapping, Scalar
from epaper.sources.edition_file import Settings, read_settings
from epaper.sources.wire.common import language_tag
from epaper.sources.wire.rules import Rules, SectionRule, UrgencyRule

NAME = "wire.yaml"


def rules_file(editions: Path, day: Path) -> tuple[Path, str] | None:
    """The file of the rules, and its name in messages; None where there is none."""
    for path, name in ((day / NAME, NAME), (editions / NAME, f"../{NAME}")):
        if path.is_file():
            return path, name
    return None


def read_rules(editions: Path, day: Path) -> Rules:
    """The rules of a day.  Raises WireError with all mistakes in the file."""
    settings = _settings(editions, day)
    rules = Rules(known=tuple(section.name for section in settings.sections))
    file = rules_file(editions, day)
    if file is not None:
        path, name = file
        notes = Notes(name)
        rules = read_rules_file(path, notes, rules.known)
        notes.stop(WireError)
    paper = settings.made_publication()
    return replace(rules, language=paper.language, slugs=paper.slugs)


def read_rules_file(path: Path, notes: Notes, sections: tuple[str, ...]) -> Rules:
    """The rules in a file, for an edition with these sections; mistakes are noted and left out."""
    fields = read_fields(path, notes)
    if fields is None:
        return Rules(known=sections)
    rules, wanted = _sections(fields)
    default, urgencies = _urgency(fields)
    made = Rules(
        sections=rules,
        known=sections,
        defaults=tuple(_by_language(fields, "default_section").items()),
        urgencies=urgencies,
        default_urgency=default,
        credits=tuple(fields.texts_by_name("credits").items()),
        disclaimers=fields.flag("disclaimers"),
        never_cut=_small(fields, "never_cut"),
        prefer=_small(fields, "prefer"),
        wanted=wanted,
    )
    fields.finish()
    return made


def _settings(editions: Path, day: Path) -> Settings:
    """The day's settings as far as they can be read; their mistakes stop no import."""
    settings = Settings()
    for path in (editions / "publication.yaml", day / "edition.yaml"):
        if path.is_file():
            settings = read_settings(path, Notes(path.name)).over(settings)
    return settings


def _sections(fields: Fields) -> tuple[tuple[SectionRule, ...], tuple[tuple[str, int], ...]]:
    """The rules that file stories, and how many stories sections want."""
    rules: list[SectionRule] = []
    wanted: list[tuple[str, int]] = []
    for entry in _rules(fields, "sections", "section"):
        names = _by_language(entry, "section")
        count = entry.whole("wanted", 0, 1, 999)
        languages = tuple(tag for tag in _small(entry, "languages") if _is_tag(entry, tag))
        if count:
            wanted += [(name, count) for name in names.values() if name]
        rule = SectionRule(
            "", _small(entry, "subjects"), _small(entry, "sources"), words=_small(entry, "words")
        )
        limited = rule.subjects or rule.sources or rule.words or languages
        for language, name in names.items():
            spoken = (language,) if language else languages
            if limited or language:
                rules.append(replace(rule, section=name, languages=spoken))
            elif name and "wanted" not in entry:
                fact = f"nothing is filed to {name} by this rule"
                entry.wrong("section", fact, "add subjects:, sources: or words:")
        entry.finish()
    return tuple(rules), tuple(wanted)


def _by_language(fields: Fields, name: str) -> dict[str, str]:
    """A section's name, or its names by language: {en: Sport, hi: खेल}.  The key is empty for a name
    that is one for all."""
    if not isinstance(fields.node(name), Mapping):
        return {"": fields.text(name)}
    named = {tag.casefold(): text for tag, text in fields.texts_by_name(name).items()}
    return {tag: text for tag, text in named.items() if _is_tag(fields, tag, name)}


def _is_tag(fields: Fields, tag: str, name: str = "languages") -> bool:
    if language_tag(tag):
        return True
    fields.wrong(name, f"{shown(tag)} is no language", "write a language tag such as en or hi")
    return False


def _urgency(fields: Fields) -> tuple[int, tuple[UrgencyRule, ...]]:
    """The urgency of stories that say none, and the rules that set one."""
    urgency = fields.inner("urgency")
    if urgency is None:
        return 5, ()
    default = urgency.whole("default", 5, 1, 9)
    rules = []
    for entry in _rules(urgency, "rules", "urgency"):
        rule = UrgencyRule(
            entry.whole("urgency", 5, 1, 9),
            words=_small(entry, "words"),
            sources=_small(entry, "sources"),
            subjects=_small(entry, "subjects"),
        )
        rules.append(rule)
        if not (rule.words or rule.sources or rule.subjects):
            remedy = "add words:, sources: or subjects:"
            entry.wrong("urgency", "no story fits this rule", remedy)
        entry.finish()
    urgency.finish()
    return default, tuple(rules)


def _rules(fields: Fields, name: str, needed: str) -> Iterator[Fields]:
    """A list of rules; one that is a mere text is noted."""
    for entry in fields.entries(name):
        if isinstance(entry, Scalar):
            remedy = f"write {needed}: and what fits"
            fields.wrong(name, f"{shown(entry.text)} is a text", remedy, line=entry.line)
        else:
            entry.need(needed)
            yield entry


def _small(fields: Fields, name: str) -> tuple[str, ...]:
    """Names that are compared without regard to capitals."""
    return tuple(text.casefold() for text in fields.texts(name))
