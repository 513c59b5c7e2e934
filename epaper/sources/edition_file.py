"""What the day's edition.yaml and the paper's publication.yaml say; the day's word counts."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from epaper.model.advertisement import Advertisement
from epaper.model.edition import (
    SCREEN_SIZES,
    START_WORDS,
    PageBudget,
    Printing,
    Publication,
    Section,
    SitePlace,
    StandIns,
)
from epaper.model.names import ASCII, SCRIPT, initials, on_plates
from epaper.model.teasers import Ear, Skybox
from epaper.paths import is_path
from epaper.settings.fields import Fields
from epaper.settings.notes import IN_FULL, Notes, shown, suggestion
from epaper.settings.reader import read_fields
from epaper.settings.scalars import MOST_PAGES, page_of
from epaper.settings.yamltree import Mapping, Scalar
from epaper.sources.advertisements import read_ads
from epaper.sources.calendar import FIELDS, calendar_of, hour_of
from epaper.sources.quotes import Marks, marks_of
from epaper.sources.teasers_file import read_ears, read_skybox
from epaper.sources.typography import typographic
from epaper.words.reader import words_for
from epaper.words.words import DIGITS
from epaper.work.looked import Looked

SECTION_KINDS = ("news", "opinion", "sport", "features", "briefs")
MOST_COPIES = 100_000_000
_WORDS = ("name", "tagline", "place", "publisher")  # that readers see in right type


@dataclass(frozen=True, slots=True)
class Known:
    """What names in the settings must agree with."""

    layouts: tuple[str, ...]
    shops: tuple[str, ...]
    date: datetime.date | None = None  # of the day's folder; None for what is the same every day


@dataclass(slots=True)
class Settings:
    """What one file sets; a name that is missing is not set there."""

    publication: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # number, price, place, edition, zone
    printing: dict[str, Any] = field(default_factory=dict)  # by the fields of Printing
    sections: tuple[Section, ...] = ()
    pages: PageBudget | None = None
    jumps: bool | None = None
    stand_ins: StandIns | None = None
    colour_pages: tuple[int, ...] = ()
    ads: tuple[Advertisement, ...] = ()
    ears: dict[str, Ear] = field(default_factory=dict)  # by side
    skybox: Skybox | None = None
    failed: bool = False  # sections may be missing because the file is broken

    def over(self, base: Settings) -> Settings:
        """These settings, and those of `base` for what they leave open."""
        return Settings(
            base.publication | self.publication,
            base.words | self.words,
            base.printing | self.printing,
            sections=self.sections or base.sections,
            pages=self.pages or base.pages,
            jumps=base.jumps if self.jumps is None else self.jumps,
            stand_ins=self.stand_ins or base.stand_ins,
            colour_pages=self.colour_pages or base.colour_pages,
            ads=(*base.ads, *self.ads),
            ears=base.ears | self.ears,
            skybox=self.skybox or base.skybox,
            failed=self.failed or base.failed,
        )

    def made_printing(self) -> Printing:
        return Printing(**self.printing)

    def made_ears(self) -> tuple[Ear, ...]:
        return tuple(ear for _, ear in sorted(self.ears.items()) if not ear.empty)

    @property
    def quotes(self) -> dict[str, Marks]:
        """The paper's own quotation marks by language, in small letters."""
        found: dict[str, Marks] = self.publication.get("quotes", {})
        return found

    def made_publication(self) -> Publication:
        """The publication; one without a name is called so in its language."""
        values = {name: value for name, value in self.publication.items() if name != "quotes"}
        if self.words.get("place"):
            values["place"] = self.words["place"]
        name = values.pop("name", "")
        if not name:
            name = words_for(values.get("language", "en-GB")).phrases.untitled
        code = values.pop("code", "") or initials(name)
        return Publication(name, code, **values)


def read_settings(
    path: Path, notes: Notes, known: Known | None = None, looked: Looked | None = None
) -> Settings:
    """The settings in a file; what is wrong is noted and left out.

    Layout, print shops and date are held against what is `known`, where that is given.
    """
    fields = read_fields(path, notes)
    if fields is None:
        return Settings(failed=True)
    settings = Settings()
    settings.publication = _publication(fields.part("publication"), known)
    language = settings.publication.get("language", "en-GB")
    for name in ("number", "price", "place", "edition", "zone"):
        if name in fields:
            settings.words[name] = typographic(fields.text(name), language)
    settings.printing = _printing(fields)
    before = len(notes.found)
    settings.sections = _sections(fields)
    settings.failed = len(notes.found) > before
    settings.pages = _pages(fields)
    settings.jumps = _jumps(fields)
    if "stand_ins" in fields:
        settings.stand_ins = StandIns(fields.choice("stand_ins", StandIns, StandIns.NEVER))
    settings.colour_pages = fields.page_numbers("colour_pages")
    settings.ears = read_ears(fields, language)
    settings.skybox = read_skybox(fields)
    settings.ads = read_ads(fields, path.parent, notes, looked)
    if known is None or known.date is not None:
        _date(fields, known.date if known else None)
    elif "date" in fields:
        fact = "date is a single day's, not the paper's"
        fields.wrong("date", fact, "move the line to the day's edition.yaml", "edition.date")
    _calendar(fields, known)
    fields.finish()
    return settings


def _printing(fields: Fields) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "contact" in fields:
        values["contact"] = fields.texts("contact")
    if "print_run" in fields:
        values["print_run"] = fields.whole("print_run", 0, 1, MOST_COPIES)
    start = hour_of(fields, "press_start", "write hour and minute, as 01:30")
    if start is not None:
        values["press_start"] = f"{start:%H:%M}"
    return values


def _calendar(fields: Fields, known: Known | None) -> None:
    """Judged here, read where a date is asked for: no day's own settings can say what day it is."""
    calendar_of(fields)
    for name in FIELDS if known and known.date is not None else ():
        if name in fields:
            fact = f"{name} is the paper's, not a single day's"
            fields.wrong(name, fact, "move the line to publication.yaml", "edition.calendar")


def _publication(fields: Fields, known: Known | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    language = fields.language("language", "")
    if language:
        values["language"] = language
    if "digits" in fields:
        values["digits"] = fields.choice("digits", DIGITS, "")
    for name in _WORDS:
        if name in fields:
            values[name] = typographic(fields.text(name), language or "en-GB")
    for name in ("code", "website"):
        if name in fields:
            values[name] = fields.text(name)
    if (code := values.get("code", "")) and on_plates(code) != code:
        fact = f"code is {shown(code)}; press pages print it as {on_plates(code)}"
        remedy = "write a short word of Latin letters"
        fields.notes.warning("edition.code", fact, remedy, fields.line("code"), field="code")
    if "layout" in fields:
        values["layout"] = fields.word("layout")
        if known:
            _named(fields, "layout", "layout", values["layout"], known=known.layouts)
    if "press" in fields:
        values["press"] = fields.texts("press")
        for shop in values["press"] if known else ():
            assert known is not None
            _named(fields, "press", "print shop", shop, known=known.shops)
    if "site" in fields:
        values["site"] = _site(fields)
    if "screen_pictures" in fields:
        values["screen_pictures"] = fields.choice("screen_pictures", SCREEN_SIZES, "usual")
    if "slugs" in fields:
        values["slugs"] = fields.choice("slugs", (SCRIPT, ASCII), SCRIPT)
    if quotes := _quotes(fields):
        values["quotes"] = quotes
    fields.finish()
    return values


def _site(fields: Fields) -> SitePlace:
    """Where the paper stands on the web: a folder alone, or with its address."""
    if isinstance(fields.node("site"), Scalar):
        return SitePlace(fields.word("site"))
    part = fields.inner("site")
    if part is None:
        return SitePlace()
    address = part.word("address")
    if address and not address.startswith(("https://", "http://")):
        part.wrong("address", f"address is {shown(address)}", "write it as https://epaper.example/")
    place = SitePlace(
        part.word("to"),
        address.rstrip("/") + "/" * bool(address),
        part.flag("search"),
        tuple(part.texts("formerly")),
    )
    part.finish()
    return place


def _quotes(fields: Fields) -> dict[str, Marks]:
    """The quotation marks that the paper sets, by language: {hi: "‘ ’ “ ”"}, the outer before the
    inner ones."""
    found: dict[str, Marks] = {}
    for language, text in fields.texts_by_name("quotes").items():
        if (marks := marks_of(text)) is None:
            remedy = 'write four marks and spaces, such as "‘ ’ “ ”": outer ones, then inner ones'
            fields.wrong(f"quotes.{language}", f"{language} is {shown(text)}", remedy)
        else:
            found[language.casefold()] = marks
    return found


def _named(fields: Fields, name: str, kind: str, word: str, known: Sequence[str]) -> None:
    """A layout or a print shop, by name or by the path of its file, that must be there."""
    if not word or word in known or (is_path(word) and os.path.isfile(word)):
        return
    remedy = "check the path" if is_path(word) else suggestion(word, known)
    fields.wrong(name, f"there is no {kind} {shown(word, IN_FULL)}", remedy, f"edition.{name}")


def _date(fields: Fields, date: datetime.date | None) -> None:
    """A day may say its date; it must be that of its folder."""
    word = fields.word("date")
    if not word:
        return
    usual = date or datetime.date(2026, 11, 23)
    try:
        said = datetime.date.fromisoformat(word)
    except ValueError:
        fields.wrong("date", f"date is {shown(word)}", f"write it as {usual}")
        return
    if date and said != date:
        fact = f"date is {said}, the folder is {date}"
        fields.wrong("date", fact, "delete the line, or rename the folder", "edition.date")


def _sections(fields: Fields) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    alone = fields.node("sections")
    if isinstance(alone, Scalar) and "," in alone.text and not alone.quoted:
        fact = f"sections is {shown(alone.text)}, one name with a comma"
        fields.wrong("sections", fact, f"write sections: [{alone.text}]")
        return tuple(Section(name.strip()) for name in alone.text.split(",") if name.strip())
    for entry in fields.entries("sections"):
        if isinstance(entry, Scalar):
            section, line = Section(fields.cleaned(entry, "sections")), entry.line
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
    word = fields.word("start")
    if (page := page_of(word)) is not None:
        return str(page)
    if word and not word.isdecimal():
        return fields.choice("start", START_WORDS, "")
    if word:
        fields.wrong(
            "start", f"page {shown(word)} does not exist", f"a page number from 1 to {MOST_PAGES}"
        )
    return ""


def _pages(fields: Fields) -> PageBudget | None:
    value = fields.node("pages")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        exactly = fields.whole("pages", 0, 1, MOST_PAGES)
        return PageBudget(exactly, exactly, 1) if exactly else None
    budget = fields.inner("pages")
    assert budget is not None
    standard = PageBudget()
    multiple = budget.whole("multiple", standard.multiple, 1, 64)
    least = budget.whole(
        "least", min(standard.least, budget.whole("most", 2, 1, MOST_PAGES)), 1, MOST_PAGES
    )
    most = budget.whole("most", max(standard.most, least), 1, MOST_PAGES)
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
    word = fields.word("jumps").lower()
    if word in ("none", ""):
        return False if word else None
    return fields.flag("jumps", True)
