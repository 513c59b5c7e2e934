"""What the paper itself says, in one language: turn lines, headings, dates, numbers."""

from __future__ import annotations

import datetime
import itertools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from unicodedata import bidirectional

MINUS = "\u2212"
RIGHT_TO_LEFT = "\u200f"  # no look; a Latin name before it does not draw a figure after it along
WESTERN = "0123456789"
DIGITS = ("western", "native")  # what a publication may choose
PLACES: Mapping[
    str, tuple[str, ...]
] = {  # what a phrase has to name in braces; others name nothing
    "continued_on": ("page",),
    "continued_with": ("title", "page"),
    "continued_from": ("page",),
    "goes_on": ("section",),
    "section_on_page": ("section", "page"),
    "read_also": ("title", "page"),
    "read_on_page": ("page",),
    "story_on_page": ("headline", "page"),
    "page_title": ("page", "title"),
    "briefs_of": ("title", "section"),
    "advertisement_of": ("advertiser",),
    "chart_text": ("text",),
    "source": ("source",),
    "booking": ("booking", "columns"),
    "measure": ("width", "depth"),
    "columns": ("count",),
    "unprintable": ("file",),
    "dated": ("title", "date"),
}
DATE_PLACES = ("weekday", "day", "month", "year")


@dataclass(frozen=True, slots=True)
class Plural:
    """A phrase about a count: `one` for the counts that the language calls singular."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as a words file has them; what a phrase names in braces is filled in by Words."""

    continued_on: str  # at the foot of a story that goes on: "Continued on page {page}"
    continued_with: str  # the same where the next part says what follows: "{title}, page {page}"
    continued_from: str  # at the head of its next part: "From page {page}"
    goes_on: str  # over a section of the contents in a next column: "{section} (continued)"
    inside: str  # over the front page's pointers
    section_on_page: str  # in a pointer: "{section}, page {page}"
    contents: str  # over the contents page, and its name
    in_brief: str  # over a column of briefs
    results: str  # over a rail of agate
    markets: str  # over a strip of agate
    in_short: str  # over a story's points
    briefs_of: str  # likewise where a page has columns of several sections: "{title}: {section}"
    front_page: str  # its name in the bookmarks
    page_title: str  # a bookmark: "Page {page}: {title}"
    read_also: str  # at a story's end, of another one: "Read also: {title}, page {page}"
    read_on_page: str  # where the title is too long: "Read also on page {page}"
    story_on_page: str  # of a link, read aloud: "{headline}, page {page}"
    advertisement: str
    advertisement_of: str  # "Advertisement: {advertiser}"
    chart_text: str  # of a chart, read aloud: "Chart: {text}"
    source: str  # under a chart: "Source: {source}"
    booking: str  # in a blank: "Booking {booking}, {columns}"
    measure: str  # likewise, in millimetres: "{width} × {depth} mm"
    columns: Plural  # "{count} column", "{count} columns"
    unprintable: str  # in a blank: "{file} cannot be printed"
    no_file: str  # likewise where none was named
    dated: str  # a place or the paper's name with the day: "{title}, {date}"
    edition: str  # the readers' PDF's subject where the edition has neither name nor number
    untitled: str  # a publication without a name


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    `language`: a BCP 47 tag, of the words and not of the paper (English ones may stand in for those
    of a language that has none).  `date_order` names {weekday}, {day}, {month} and {year}.
    """

    language: str
    direction: str  # "ltr" or "rtl"
    digits: (
        str  # the ten of a script, from nought, that are used where the publication says nothing
    )
    native_digits: str  # likewise those of the language's own script
    decimal_mark: str
    group_mark: str  # between groups of digits; empty: none
    groups: tuple[int, ...]  # digits of a group from the right, the last of them repeated
    singular: tuple[int, ...]  # counts that take the form for one
    separator: str  # between things in a row, " · "
    months: tuple[str, ...]  # from January
    weekdays: tuple[str, ...]  # from Monday
    date_order: str
    first_day: str  # how the first day of a month is written, "1er"; empty: as other days are
    said: tuple[str, ...]  # words that tell who spoke, as "said"; none: no quote is proposed
    leaning: tuple[str, ...]  # that a sentence out of its place may not begin with, as "he"
    referring: tuple[str, ...]  # that one may not have anywhere, as "them": of whom?
    amounts: tuple[str, ...]  # what a figure may count, as "people"
    scales: tuple[str, ...]  # what makes a figure large by itself, as "million", "per cent"
    common: tuple[str, ...]  # words that any text has, in small letters; none: no caption is judged
    articles: tuple[
        str, ...
    ]  # in small letters, the definite one first; none: no crosshead of nouns
    prepositions: tuple[str, ...]  # likewise, that of possession first
    places: tuple[str, ...]  # that have an article like an institution, as "United States"
    archive: tuple[str, ...]  # what a caption says of a picture of another day, as "file photo"
    abbreviations: tuple[str, ...]  # that end in a full stop and end no sentence, without it
    titles: tuple[str, ...]  # before a name, in small letters, as "president"
    phrases: Phrases

    def number(self, count: int) -> str:
        """A page number, a year: plain digits."""
        return _in_digits(str(count), self.digits)

    def written(self, text: str) -> str:
        """What the settings say, as the number of an issue or its price, in the paper's digits."""
        return _in_digits(text, self.digits)

    def figure(self, value: float) -> str:
        """A number of a chart, to ten decimals: groups of digits, a decimal mark, a true minus."""
        shown = round(value, 10)
        whole, _, fraction = f"{Decimal(repr(abs(shown))):f}".partition(".")
        text = self._grouped(whole)
        if fraction.strip("0"):
            text += self.decimal_mark + fraction
        return (MINUS if shown < 0 else "") + _in_digits(text, self.digits)

    def _grouped(self, whole: str) -> str:
        sizes = list(self.groups)
        parts: list[str] = []
        while self.group_mark and sizes and len(whole) > sizes[0]:
            parts.append(whole[-sizes[0] :])
            whole = whole[: -sizes[0]]
            sizes = sizes[1:] or sizes
        return self.group_mark.join((whole, *reversed(parts)))

    def date(self, day: datetime.date) -> str:
        """ "Monday, 23 November 2026", the same on every machine."""
        return self.date_order.format(
            weekday=self.weekdays[day.weekday()],
            day=self._day(day.day),
            month=self.months[day.month - 1],
            year=self.number(day.year),
        )

    def _day(self, day: int) -> str:
        return self.first_day if day == 1 and self.first_day else self.number(day)

    @property
    def weekday_columns(self) -> tuple[tuple[str, str], ...]:
        """The days from Monday, each with what heads its column of a calendar."""
        return tuple((name, _heading(name)) for name in self.weekdays)

    @property
    def ordinals_stop(self) -> bool:
        """Whether a full stop after a number makes it an ordinal, "am 3. Mai"."""
        return "{day}." in self.date_order

    def in_digits(self, choice: str) -> Words:
        """These words with the digits that a publication chose: "western", "native", or "" for
        those of the language's file."""
        chosen = {"western": WESTERN, "native": self.native_digits}.get(choice, self.digits)
        return self if chosen == self.digits else replace(self, digits=chosen)

    def dated(self, title: str, day: datetime.date) -> str:
        return self.phrases.dated.format(title=title, date=self.date(day))

    def row(self, *things: str) -> str:
        """Things beside each other, the empty ones left out."""
        shown = [thing for thing in things if thing]
        latin = any(bidirectional(char) == "L" for thing in shown for char in thing)
        mark = RIGHT_TO_LEFT if latin and self.direction == "rtl" else ""
        return f"{mark}{self.separator}{mark}".join(shown)

    @property
    def comma(self) -> str:
        """Between things of a list, with its space."""
        return "\u060c " if self.direction == "rtl" else ", "

    def listed(self, *things: str) -> str:
        """Things in a list, the empty ones left out."""
        return self.comma.join(thing for thing in things if thing)

    def continued_on(self, page: int) -> str:
        return self.phrases.continued_on.format(page=self.number(page))

    def continued_with(self, title: str, page: int) -> str:
        return self.phrases.continued_with.format(title=title, page=self.number(page))

    def continued_from(self, page: int) -> str:
        return self.phrases.continued_from.format(page=self.number(page))

    def goes_on(self, section: str) -> str:
        return self.phrases.goes_on.format(section=section)

    def section_on_page(self, section: str, page: int) -> str:
        return self.phrases.section_on_page.format(section=section, page=self.number(page))

    def read_also(self, title: str, page: int) -> str:
        """Of a story on another page.  Without a title the page alone."""
        if not title:
            return self.phrases.read_on_page.format(page=self.number(page))
        return self.phrases.read_also.format(title=title, page=self.number(page))

    def story_on_page(self, headline: str, page: int) -> str:
        return self.phrases.story_on_page.format(headline=headline, page=self.number(page))

    def page_title(self, page: int, title: str) -> str:
        return self.phrases.page_title.format(page=self.number(page), title=title)

    def briefs_of(self, title: str, section: str) -> str:
        return self.phrases.briefs_of.format(title=title, section=section)

    def advertisement_of(self, advertiser: str) -> str:
        if not advertiser:
            return self.phrases.advertisement
        return self.phrases.advertisement_of.format(advertiser=advertiser)

    def chart_text(self, text: str) -> str:
        return self.phrases.chart_text.format(text=text)

    def source(self, source: str) -> str:
        return self.phrases.source.format(source=source)

    def booking(self, booking: str, columns: int) -> str:
        return self.phrases.booking.format(booking=booking, columns=self.columns(columns))

    def measure(self, width: int, depth: int) -> str:
        """Of a space, in whole millimetres."""
        return self.phrases.measure.format(width=self.number(width), depth=self.number(depth))

    def columns(self, count: int) -> str:
        forms = self.phrases.columns
        phrase = forms.one if count in self.singular else forms.other
        return phrase.format(count=self.number(count))

    def unprintable(self, file: str) -> str:
        """What a blank says of the file that was to stand in it."""
        return self.phrases.unprintable.format(file=file) if file else self.phrases.no_file


def main_part(language: str) -> str:
    """ "en" of "en-GB"."""
    return language.partition("-")[0].lower()


def _heading(weekday: str) -> str:
    """A short form as calendars have it: three letters where a script has capitals, of Indian ones
    the first syllable, the whole name where letters join."""
    first = weekday[0]
    if first.upper() != first.lower():
        return weekday[:3]
    if unicodedata.bidirectional(first) == "AL":
        return weekday
    signs = itertools.takewhile(lambda char: unicodedata.category(char)[0] == "M", weekday[1:])
    return first + "".join(signs)


def _in_digits(text: str, digits: str) -> str:
    return text.translate({ord("0") + value: digit for value, digit in enumerate(digits)})
