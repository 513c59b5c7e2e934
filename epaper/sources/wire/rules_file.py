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

from collections.abc import Iterator
from pathlib import Path

from epaper.errors import WireError
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown
from epaper.settings.reader import read_fields
from epaper.settings.yamltree import Scalar
from epaper.sources.edition_file import read_settings
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
    sections = _edition_sections(editions, day)
    file = rules_file(editions, day)
    if file is None:
        return Rules(known=sections)
    path, name = file
    notes = Notes(name)
    rules = read_rules_file(path, notes, sections)
    notes.stop(WireError)
    return rules


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
        default_section=fields.text("default_section"),
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


def _edition_sections(editions: Path, day: Path) -> tuple[str, ...]:
    for path in (day / "edition.yaml", editions / "publication.yaml"):
        if path.is_file() and (sections := read_settings(path, Notes(path.name)).sections):
            return tuple(section.name for section in sections)
    return ()


def _sections(fields: Fields) -> tuple[tuple[SectionRule, ...], tuple[tuple[str, int], ...]]:
    """The rules that file stories, and how many stories sections want."""
    rules: list[SectionRule] = []
    wanted: list[tuple[str, int]] = []
    for entry in _rules(fields, "sections", "section"):
        name = entry.text("section")
        count = entry.whole("wanted", 0, 1, 999)
        if count:
            wanted.append((name, count))
        rule = SectionRule(
            name, _small(entry, "subjects"), _small(entry, "sources"), _small(entry, "words")
        )
        if rule.subjects or rule.sources or rule.words:
            rules.append(rule)
        elif name and "wanted" not in entry:
            fact = f"nothing is filed to {name} by this rule"
            entry.wrong("section", fact, "add subjects:, sources: or words:")
        entry.finish()
    return tuple(rules), tuple(wanted)


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
