"""Months, weekdays, digits, groups and plurals against the Unicode CLDR; where a words file means
to differ, it stands here with the reason."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable

import babel
import pytest
from babel.dates import format_date

from epaper.words.places import SHIPPED
from epaper.words.reader import words_for
from epaper.words.words import WESTERN, Words

FILES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
SAMPLE = datetime.date(2026, 11, 23)
# (language, what): why
MEANT = {
    ("hi", "months"): "dailies write फरवरी without the dot",
    ("bn", "months"): "dailies write জানুয়ারি, ফেব্রুয়ারি with the short vowel of foreign words",
    ("gu", "months"): "dailies write ઓગસ્ટ, ઓક્ટોબર with the plain vowel",
    ("ta", "weekdays"): "a dateline has the day's whole name, with கிழமை",
    ("en", "date"): "British: the day before the month; CLDR's en is American",
    ("en-IN", "date"): "the English dailies of India write the month first",
    ("mr", "date"): "no comma before the year",
    ("bn", "date"): "no comma before the year",
    ("ta", "date"): "no comma before the year, the day's whole name",
    ("te", "date"): "the weekday first, as over every Telugu daily",
    ("ur", "date"): "no comma before the year, which has its sign ء",
    ("ur", "groups"): "lakh and crore are counted in Urdu as in Hindi",
}


def locale(tag: str) -> babel.Locale:
    return babel.Locale.parse(tag, sep="-")


def names(found: dict[int, str]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", found[key]) for key in sorted(found))


def pattern_groups(pattern: str) -> tuple[int, ...]:
    """The sizes of the groups in "#,##,##0.###", from the right."""
    _, *middle, last = pattern.partition(".")[0].split(",")
    return (len(last), *(len(part) for part in middle[:1]))


def months(words: Words, there: babel.Locale) -> tuple[object, object]:
    return words.months, names(there.months["format"]["wide"])


def weekdays(words: Words, there: babel.Locale) -> tuple[object, object]:
    return words.weekdays, names(there.days["format"]["wide"])


def groups(words: Words, there: babel.Locale) -> tuple[object, object]:
    return words.groups, pattern_groups(there.decimal_formats[None].pattern)


def marks(words: Words, there: babel.Locale) -> tuple[object, object]:
    symbols = there.number_symbols["latn"]
    return (words.decimal_mark, words.group_mark), (symbols["decimal"], symbols["group"])


def date(words: Words, there: babel.Locale) -> tuple[object, object]:
    told = format_date(SAMPLE, "full", there)
    return words.in_digits("western").date(SAMPLE), unicodedata.normalize("NFC", told)


def singular(words: Words, there: babel.Locale) -> tuple[object, object]:
    ones = tuple(count for count in range(100) if there.plural_form(count) == "one")
    return words.singular, ones


def direction(words: Words, there: babel.Locale) -> tuple[object, object]:
    return words.direction, there.text_direction


ASPECTS = (months, weekdays, groups, marks, date, singular, direction)


@pytest.mark.parametrize("what", ASPECTS, ids=lambda what: what.__name__)
@pytest.mark.parametrize("tag", FILES)
def test_words_agree_with_cldr_or_say_why_not(
    tag: str, what: Callable[[Words, babel.Locale], tuple[object, object]]
) -> None:
    ours, theirs = what(words_for(tag), locale(tag))
    if (tag, what.__name__) in MEANT:
        assert ours != theirs, "no difference any more: take the line away"
    else:
        assert ours == theirs


@pytest.mark.parametrize("tag", FILES)
def test_native_digits_are_those_of_the_script(tag: str) -> None:
    ours = words_for(tag)
    system = locale(tag).other_numbering_systems.get("native", "latn")
    blocks = {"latn": WESTERN, "arabext": "".join(chr(0x6F0 + n) for n in range(10))}
    blocks |= {
        name: "".join(chr(start + n) for n in range(10))
        for name, start in (
            *(("deva", 0x966), ("beng", 0x9E6), ("gujr", 0xAE6)),
            *(("tamldec", 0xBE6), ("telu", 0xC66)),
        )
    }
    assert ours.native_digits == blocks[system]


@pytest.mark.parametrize("tag", FILES)
def test_digits_without_a_choice_are_cldrs(tag: str) -> None:
    """Marathi and Bengali dailies print their own, the others Western ones."""
    ours, system = words_for(tag), locale(tag).default_numbering_system
    assert ours.digits == (WESTERN if system == "latn" else ours.native_digits)
