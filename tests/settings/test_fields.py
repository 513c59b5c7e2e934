"""One reader of YAML: what each mistake is told as, word for word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from epaper.model.finding import Severity
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.scalars import page_of
from epaper.settings.textfile import clean, note_controls
from epaper.settings.yamltree import Scalar, read_yaml

Read = Callable[[Fields], object]


def fields_of(text: str) -> tuple[Fields, Notes]:
    notes = Notes("f.yaml")
    mapping = read_yaml(text, notes)
    assert mapping is not None
    return Fields(mapping, notes), notes


def told(text: str, read: Read) -> list[str]:
    fields, notes = fields_of(text)
    read(fields)
    fields.finish()
    return [str(finding) for finding in notes.found]


MESSAGES: list[tuple[str, Read, str]] = [
    (
        "efort: 3",
        lambda f: f.whole("effort", 1, 1, 9),
        "f.yaml:1:efort: there is no field 'efort'; did you mean 'effort'?",
    ),
    (
        "x: 3",
        lambda f: f.whole("effort", 1, 1, 9),
        "f.yaml:1:x: there is no field 'x'; allowed: effort",
    ),
    (
        "effort: 1.5",
        lambda f: f.whole("effort", 1, 1, 9),
        "f.yaml:1:effort: effort is '1.5'; allowed: a whole number from 1 to 9",
    ),
    (
        "gutter: wide",
        lambda f: f.number("gutter", 4, 0, 20),
        "f.yaml:1:gutter: gutter is 'wide'; allowed: a number from 0 to 20",
    ),
    (
        "gutter: 21",
        lambda f: f.number("gutter", 4, 0, 20),
        "f.yaml:1:gutter: gutter is '21'; allowed: a number from 0 to 20",
    ),
    (
        "gutter: [4]",
        lambda f: f.number("gutter", 4, 0, 20),
        "f.yaml:1:gutter: gutter is a list, a text is needed; write it on one line, in quotes if "
        "need be",
    ),
    (
        "lock: perhaps",
        lambda f: f.flag("lock"),
        "f.yaml:1:lock: lock is 'perhaps'; allowed: yes, no",
    ),
    (
        "align: rigth",
        lambda f: f.choice("align", ("left", "right"), "left"),
        "f.yaml:1:align: align is 'rigth'; did you mean 'right'?",
    ),
    (
        "align: x",
        lambda f: f.choice("align", ("left", "right"), "left"),
        "f.yaml:1:align: align is 'x'; allowed: left, right",
    ),
    (
        "box: [1, b]",
        lambda f: f.numbers("box", 2),
        "f.yaml:1:box: 'b' in box is not a number; write 1200.5, without unit",
    ),
    ("box: [1]", lambda f: f.numbers("box", 2), "f.yaml:1:box: box has 1 number; write 2"),
    (
        "marks: [crop, cropp]",
        lambda f: f.choices("marks", ("crop", "slug")),
        "f.yaml:1:marks: 'cropp' in marks; did you mean 'crop'?",
    ),
    (
        "pages: [1, 0]",
        lambda f: f.page_numbers("pages"),
        "f.yaml:1:pages: '0' in pages is no page; write page numbers from 1 to 400, [1, 8]",
    ),
    (
        "page: 3",
        lambda f: f.inner("page"),
        "f.yaml:1:page: page is a text, fields are needed; indent 'name: value' lines below it",
    ),
    (
        "styles: {body: 3}",
        lambda f: f.named("styles"),
        "f.yaml:1:styles.body: body is a text, fields are needed; indent 'name: value' lines "
        "below it",
    ),
    (
        "credits: {PTI: [a]}",
        lambda f: f.texts_by_name("credits"),
        "f.yaml:1:credits.PTI: PTI is a list, a text is needed; write it on one line, in quotes "
        "if need be",
    ),
    (
        "credits: [a]",
        lambda f: f.texts_by_name("credits"),
        "f.yaml:1:credits: credits is a list, fields are needed; indent 'name: value' lines below "
        "it",
    ),
    (
        "Short-headline: a\nshort_headline: b",
        lambda f: f.text("short_headline"),
        "f.yaml:2:short_headline: short_headline stands twice, first on line 1 as "
        "'Short-headline'; delete one of the two",
    ),
    (
        "a: 1\na: 2",
        lambda f: f.whole("a", 1, 1, 9),
        "f.yaml:2:a: a stands twice, first on line 1; delete one of the two",
    ),
]


@pytest.mark.parametrize(("text", "read", "message"), MESSAGES)
def test_a_mistake_is_told_with_its_place_and_what_is_allowed(
    text: str, read: Read, message: str
) -> None:
    assert told(text, read) == [message]


def test_a_missing_field_is_told_once_also_where_it_is_misspelt() -> None:
    def read(fields: Fields) -> None:
        fields.need("columns")
        fields.need("gutter_mm")

    assert told("gutter_m: 4\nleading: 3", read) == [
        "f.yaml:1:gutter_m: there is no field 'gutter_m'; did you mean 'gutter_mm'?",
        "f.yaml:2:leading: there is no field 'leading'; allowed: columns, gutter_mm",
        "f.yaml:1:columns: columns is missing; add columns:",
    ]


@pytest.mark.parametrize("word", ["yes", "No", "TRUE", "false", "on", "Off"])
def test_a_yes_or_no_where_words_belong_is_told(word: str) -> None:
    fields, notes = fields_of(f"headline: {word}\nquoted: '{word}'\nfolded: >\n  {word}")
    assert fields.text("headline") == fields.text("quoted") == fields.text("folded") == word
    (finding,) = notes.found
    assert finding.severity is Severity.WARNING
    assert str(finding) == (
        f"f.yaml:1:headline: headline is {word}, which looks like a yes or no and is taken as "
        f'words; if these words are meant, put them in quotes: "{word}"; if not, delete the line'
    )


def test_a_date_where_words_belong_is_told() -> None:
    fields, notes = fields_of("name: 2026-11-23\ntags: [2026-1-2, '2026-01-02', 2026]")
    assert fields.text("name") == "2026-11-23"
    assert fields.texts("tags") == ("2026-1-2", "2026-01-02", "2026")
    assert [str(finding) for finding in notes.found] == [
        "f.yaml:1:name: name is 2026-11-23, which looks like a date and is taken as words; if "
        'these words are meant, put them in quotes: "2026-11-23"; if not, write the name',
        "f.yaml:2:tags: tags is 2026-1-2, which looks like a date and is taken as words; if "
        'these words are meant, put them in quotes: "2026-1-2"; if not, write the tags',
    ]


def test_norwegian_is_a_language() -> None:
    fields, notes = fields_of("language: no\nhold: no")
    assert (fields.language("language", "en"), fields.flag("hold", True)) == ("no", False)
    assert not notes.found


def test_keys_that_are_data_keep_their_letters() -> None:
    text = (
        "stories: {Rain-Gauge: {page: 1}, rain_gauge: {page: 2}, Agence France-Presse: {page: 3}}"
    )
    fields, notes = fields_of(text)
    pages = {name: entry.whole("page", 0, 0, 9) for name, entry in fields.named("stories")}
    assert pages == {"Rain-Gauge": 1, "rain_gauge": 2, "Agence France-Presse": 3}
    assert not notes.found


def test_names_of_fields_are_read_leniently() -> None:
    fields, notes = fields_of("Trim-MM: 3\nshort headline: x")
    assert (fields.whole("trim_mm", 0, 0, 9), fields.text("short_headline")) == (3, "x")
    assert not notes.found
    assert isinstance(fields.node("trim_mm"), Scalar)


@pytest.mark.parametrize("word", ["0", "401", "1" * 5000, "000001" + "9" * 30, "²", "-1", "1.0"])
def test_what_is_no_page(word: str) -> None:
    """Only the first digits were looked at: page 1999999 passed, 5,000 digits ended the run."""
    assert page_of(word) is None


@pytest.mark.parametrize(("word", "page"), [("1", 1), ("007", 7), ("400", 400), ("٣", 3)])
def test_what_is_a_page(word: str, page: int) -> None:
    assert page_of(word) == page


def test_a_flood_of_marks_is_cut_and_told() -> None:
    """Putting 180,000 marks of one letter in order took half a minute."""
    text, notes = "a" + "\u0301\u0323" * 90_000, Notes("f.md")
    assert clean(text) == unicodedata.normalize("NFC", text[:31])
    note_controls(text, notes)
    assert [finding.rule for finding in notes.found] == ["text.marks"]
    assert "179970 of the marks on one letter left out" in str(notes.found[0])
    assert clean("क्षि…— ้") == unicodedata.normalize("NFC", "क्षि…— ้")


def test_many_lost_letters_are_told_as_many() -> None:
    """A file saved wrongly has one a word: a finding each, and time by their square."""
    notes = Notes("f.md")
    note_controls("caf\ufffd " * 20_000, notes)
    assert len(notes.found) == 20
    assert notes.found[-1].message.endswith(", and 19980 more")


def _read_two_levels(fields: Fields) -> None:
    part = fields.part("publication")
    part.text("press")
    part.finish()
    for entry in fields.entries("ads"):
        assert isinstance(entry, Fields)
        entry.text("booking")
        entry.finish()
    fields.text("price")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("press: a", "1:press: there is no field 'press'; it is a field of publication: write it"),
        ("publication: {name: x}\npress: a", "2:press: there is no field 'press'; it is a"),
        (
            "publication: {price: 1}",
            "1:publication.price: there is no field 'price'; it is not a field of publication but "
            "beside it: write it at the margin",
        ),
        (
            "ads: [{price: 1}]",
            "1:ads[1].price: there is no field 'price'; it is not a field of an entry of ads but "
            "beside it: write it at the margin",
        ),
        (
            "ads: [{booking: a}]\nbooking: 1",
            "2:booking: there is no field 'booking'; it is a field of an entry of ads: write it in",
        ),
        ("ads: [{press: a}]", "1:ads[1].press: there is no field 'press'; it is a field of publi"),
        ("publication: {pres: a}", "1:publication.pres: there is no field 'pres'; did you mean"),
    ],
)
def test_a_field_one_level_off_is_told_its_place(text: str, message: str) -> None:
    """`press:` at the margin was answered with a field that is spelt a little like it."""
    assert any(one.startswith(f"f.yaml:{message}") for one in told(text, _read_two_levels))
