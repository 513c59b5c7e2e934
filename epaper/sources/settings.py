"""What the day's edition.yaml and the paper's publication.yaml say; the day's word counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from epaper.model.advertisement import Advertisement
from epaper.model.edition import START_WORDS, PageBudget, Publication, Section
from epaper.sources.advertisements import read_ads
from epaper.sources.fields import Fields
from epaper.sources.notes import Notes, shown
from epaper.sources.textfile import SETTINGS_BYTES, read_text
from epaper.sources.typography import typographic
from epaper.sources.yamltree import Mapping, Scalar, read_yaml
from epaper.words.reader import words_for

SECTION_KINDS = ("news", "opinion", "sport", "features", "briefs")
_NAMES = ("name", "code", "tagline", "place", "publisher", "website", "founded", "layout")
_MOST_PAGES = 400


@dataclass(slots=True)
class Settings:
    """What one file sets; a name that is missing is not set there."""

    publication: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # number, price, place, edition, zone
    sections: tuple[Section, ...] = ()
    pages: PageBudget | None = None
    jumps: bool | None = None
    colour_pages: tuple[int, ...] = ()
    ads: tuple[Advertisement, ...] = ()
    failed: bool = False  # sections may be missing because the file is broken

    def over(self, base: Settings) -> Settings:
        """These settings, and those of `base` for what they leave open."""
        return Settings(
            base.publication | self.publication,
            base.words | self.words,
            self.sections or base.sections,
            self.pages or base.pages,
            base.jumps if self.jumps is None else self.jumps,
            self.colour_pages or base.colour_pages,
            (*base.ads, *self.ads),
            self.failed or base.failed,
        )

    def made_publication(self) -> Publication:
        """The publication; one without a name is called so in its language."""
        values = dict(self.publication)
        if self.words.get("place"):
            values["place"] = self.words["place"]
        name = values.pop("name", "")
        if not name:
            name = words_for(values.get("language", "en-GB")).phrases.untitled
        code = values.pop("code", "") or "".join(word[0] for word in name.split()).upper()[:4]
        return Publication(name, code, **values)


def read_settings(path: Path, notes: Notes) -> Settings:
    """The settings in a file; what is wrong is noted and left out."""
    text = read_text(path, notes, SETTINGS_BYTES)
    mapping = read_yaml(text, notes) if text is not None else None
    if mapping is None:
        return Settings(failed=True)
    fields = Fields(mapping, notes)
    fields.ignore("plan", "date")
    settings = Settings()
    publication = fields.inner("publication")
    if publication is not None:
        settings.publication = _publication(publication)
    language = settings.publication.get("language", "en-GB")
    for name in ("number", "price", "place", "edition", "zone"):
        if name in fields:
            settings.words[name] = typographic(fields.text(name), language)
    settings.sections = _sections(fields)
    settings.pages = _pages(fields)
    settings.jumps = _jumps(fields)
    settings.colour_pages = tuple(int(number) for number in fields.numbers("colour_pages") or ())
    settings.ads = read_ads(fields, path.parent, notes)
    fields.finish()
    settings.failed = notes.failed
    return settings


def _publication(fields: Fields) -> dict[str, Any]:
    values: dict[str, Any] = {}
    language = fields.language("language", "")
    if language:
        values["language"] = language
    for name in _NAMES:
        if name in fields:
            text = fields.text(name)
            values[name] = (
                text
                if name in ("layout", "website", "code")
                else typographic(text, language or "en-GB")
            )
    if "press" in fields:
        values["press"] = fields.texts("press")
    fields.finish()
    return values


def _sections(fields: Fields) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    for entry in fields.entries("sections"):
        if isinstance(entry, Scalar):
            section, line = Section(entry.text.strip()), entry.line
        else:
            line = entry.line("name")
            kind = entry.choice("kind", SECTION_KINDS, "news")
            section = Section(entry.text("name"), kind, _start(entry))
            entry.finish()
        if not section.name:
            fields.wrong("sections", "a section has no name", "add name: ...", line=line)
        elif section.name in sections:
            fields.wrong(
                "sections", f"section {shown(section.name)} stands twice", "delete one", line=line
            )
        else:
            sections[section.name] = section
    return tuple(sections.values())


def _start(fields: Fields) -> str:
    word = fields.text("start")
    if word.isdecimal() and word.isascii() and 1 <= int(word[:6]) <= _MOST_PAGES:
        return str(int(word))
    if word and not word.isdecimal():
        return fields.choice("start", START_WORDS, "")
    if word:
        fields.wrong(
            "start", f"page {word} does not exist", f"a page number from 1 to {_MOST_PAGES}"
        )
    return ""


def _pages(fields: Fields) -> PageBudget | None:
    value = fields.node("pages")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        exactly = fields.whole("pages", 0, 1, _MOST_PAGES)
        return PageBudget(exactly, exactly, 1) if exactly else None
    budget = fields.inner("pages")
    assert budget is not None
    standard = PageBudget()
    multiple = budget.whole("multiple", standard.multiple, 1, 64)
    least = budget.whole(
        "least", min(standard.least, budget.whole("most", 2, 1, _MOST_PAGES)), 1, _MOST_PAGES
    )
    most = budget.whole("most", max(standard.most, least), 1, _MOST_PAGES)
    budget.finish()
    if most < least:
        budget.wrong(
            "most", f"most is {most}, least is {least}", "most must not be smaller", "pages.budget"
        )
        return None
    if most // multiple * multiple < least:
        fact = f"no multiple of {multiple} lies between {least} and {most}"
        budget.wrong("multiple", fact, "raise most or lower multiple", "pages.budget")
        return None
    return PageBudget(least, most, multiple)


def _jumps(fields: Fields) -> bool | None:
    word = fields.text("jumps").lower()
    if word in ("none", ""):
        return False if word else None
    return fields.flag("jumps", True)
