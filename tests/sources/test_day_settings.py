"""A day's settings: edition.yaml and publication.yaml, and what is wrong in them."""

from __future__ import annotations

import pytest
from day_folder import EDITION, STORY, Day

from epaper.model.edition import PageBudget, Printing, Section, StandIns
from epaper.model.finding import Severity


def test_edition_and_publication(day: Day) -> None:
    (day.editions / "publication.yaml").write_text(
        "publication: {name: Old, tagline: 'Read it'}\nprice: 1.50\npages: 8\nstand_ins: inside\n"
    )
    day.write(
        "edition.yaml",
        EDITION + "number: 4,812\nplace: Exeter\njumps: none\nedition: City\ndate: 2026-03-14\n",
    )
    for slug, section, urgency in (
        ("b", "News", 2),
        ("a", "News", 2),
        ("c", "News", 1),
        ("s", "Sport", 1),
    ):
        day.write(f"{slug}.md", STORY.replace("News", f"{section}\nurgency: {urgency}"))
    edition, findings = day.read()
    assert findings == ()
    assert [story.slug for story in edition.stories] == ["c", "a", "b", "s"]
    assert edition.publication.name == "The Kingsbridge Courier"
    assert (edition.publication.tagline, edition.publication.place) == ("Read it", "Exeter")
    assert (edition.price, edition.number, edition.name, edition.jumps) == (
        "1.50",
        "4,812",
        "City",
        False,
    )
    assert edition.pages == PageBudget(8, 8, 1)
    assert edition.stand_ins is StandIns.INSIDE
    assert edition.sections == (
        Section("News"),
        Section("Opinion", "opinion", "right-hand page"),
        Section("Sport", "news", "5"),
    )


def test_the_day_says_what_is_other_than_usual_at_the_press(day: Day) -> None:
    usual = "contact: [Night desk, 555 0100]\nprint_run: 41000\npress_start: 1:30\n"
    (day.editions / "publication.yaml").write_text(usual)
    day.write("edition.yaml", EDITION + "print_run: 52000\n")
    day.write("a.md", STORY)
    edition, findings = day.read()
    assert findings == ()
    assert edition.printing == Printing(("Night desk", "555 0100"), 52000, "01:30")


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("sections: [News, News]", "field.value", "stands twice"),
        ("sections: [{name: News, start: new pag}]", "field.value", "did you mean 'new page'?"),
        ("sections: News, Sport", "field.value", "write sections: [News, Sport]"),
        ("pages: many", "field.value", "a whole number"),
        ("pages: {least: 9, most: 7}", "pages.budget", "most is 7, least is 9"),
        ("pages: {least: 5, most: 7, multiple: 4}", "pages.budget", "no multiple of 4"),
        ("secions: [News]", "field.unknown", "did you mean 'sections'?"),
        (
            "date: 2026-03-15",
            "edition.date",
            "date is 2026-03-15, the folder is 2026-03-14; delete the line, or rename the folder",
        ),
        ("date: tomorrow", "field.value", "date is 'tomorrow'; write it as 2026-03-14"),
        ("colour_pages: [1, 1.5]", "field.value", "'1.5' in colour_pages is no page"),
        (
            "print_run: many",
            "field.value",
            "print_run is 'many'; allowed: a whole number from 1 to",
        ),
        ("print_run: 0", "field.value", "a whole number from 1 to"),
        (
            "press_start: 25:10",
            "field.value",
            "press_start is '25:10'; write hour and minute, as 01:30",
        ),
        ("pres_start: 01:30", "field.unknown", "did you mean 'press_start'?"),
        ("contact: {name: A}", "field.value", "contact"),
        ("plan: 1", "field.unknown", "there is no field 'plan'"),
        (
            "press: [our-shop]",
            "field.unknown",
            "there is no field 'press'; it is a field of publication: write it in there",
        ),
        ("edition: no", "field.quotes", 'put them in quotes: "no"'),
    ],
)
def test_mistakes_in_the_edition(day: Day, text: str, rule: str, words: str) -> None:
    day.write("edition.yaml", "publication: {name: X}\n" + text)
    day.write("a.md", STORY)
    finding = day.only()
    assert (finding.file, finding.line, finding.rule) == ("edition.yaml", 2, rule)
    assert words in str(finding)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            "press: [nope]",
            "../publication.yaml:1:publication.press: there is no print shop 'nope'; allowed: "
            "berliner-europe, digital-shortrun-tabloid, indian-coldset-broadsheet, our-shop",
        ),
        (
            "press: ourshop",
            "../publication.yaml:1:publication.press: there is no print shop 'ourshop'; did you "
            "mean 'our-shop'?",
        ),
        (
            "layout: brodsheet",
            "../publication.yaml:1:publication.layout: there is no layout 'brodsheet'; did you "
            "mean 'broadsheet'?",
        ),
        (
            "layout: none.yaml",
            "../publication.yaml:1:publication.layout: there is no layout 'none.yaml'; check the "
            "path",
        ),
        (
            "digits: roman",
            "../publication.yaml:1:publication.digits: digits is 'roman'; allowed: western, native",
        ),
        (
            "founded: 1884",
            "../publication.yaml:1:publication.founded: there is no field 'founded'; allowed: "
            "language, digits, name, tagline, place, publisher, code, website, layout, press, "
            "site, screen_pictures, slugs, quotes",
        ),
    ],
)
def test_names_in_the_publication(day: Day, field: str, message: str) -> None:
    shop = day.editions.parent / "layouts" / "press" / "our-shop.yaml"
    shop.parent.mkdir(parents=True)
    shop.touch()
    day.write("../publication.yaml", f"publication: {{tagline: x, {field}}}\n")
    day.write("a.md", STORY)
    finding = day.only()
    assert finding.severity is Severity.ERROR
    assert str(finding) == message


def test_a_date_belongs_to_a_day(day: Day) -> None:
    day.write("../publication.yaml", "date: 2026-03-14\n")
    day.write("a.md", STORY)
    assert str(day.only()) == (
        "../publication.yaml:1:date: date is a single day's, not the paper's; move the line to the "
        "day's edition.yaml"
    )


def test_a_wrong_shop_does_not_hide_a_wrong_section(day: Day) -> None:
    day.write("edition.yaml", EDITION.replace("code: KBC", "press: nope"))
    day.write("a.md", STORY.replace("News", "Nwes"))
    assert [finding.rule for finding in day.read()[1]] == ["story.section", "edition.press"]


def test_without_any_settings(day: Day) -> None:
    (day.folder / "edition.yaml").unlink()
    day.write("a.md", STORY)
    assert day.only().rule == "edition.missing"


def test_a_code_that_plates_print_in_other_letters(day: Day) -> None:
    day.write("edition.yaml", EDITION.replace("KBC", "दस"))
    day.write("a.md", STORY)
    finding = day.only()
    assert (finding.severity, finding.rule) == (Severity.WARNING, "edition.code")
    assert finding.message == "code is 'दस'; press pages print it as das"


def test_a_paper_without_a_code_has_one_in_ascii(day: Day) -> None:
    day.write("edition.yaml", EDITION.replace("The Kingsbridge Courier, code: KBC", "दैनिक सह्याद्री"))
    day.write("a.md", STORY)
    assert day.read()[0].publication.code == "DS"
