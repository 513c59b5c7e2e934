"""A day begun from the last one: what stands goes over, the news does not."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from epaper.errors import EditionError, OutputError
from epaper.sources.day_text import carried_settings
from epaper.sources.folder import read_edition
from epaper.sources.next_day import begin_day, next_number

SATURDAY = datetime.date(2026, 11, 28)
STORY = "---\nsection: City\nheadline: {}\n{}---\nThe quay is to be raised.\n"
PUBLICATION = "publication: {name: The Lamp}\nsections: [City]\ndays: mon-sat\n"
EDITION = """\
# the Saturday paper
number: No. 12     # since the new press
price: "2.00"
date: 2026-11-28
ears:   # of the day
  left: {title: Weather, text: Fog}
skybox: [a,
  b]
pages: 4
ads:
  - {booking: A-1, advertiser: Mill, size: 2 x 60, until: 2026-11-30}
  - booking: A-2   # one day
    size: strip
  - {booking: A-3, size: 2 x 60, house: yes}
  - {booking: A-4, size: 2 x 60, until: 2026-11-28}
  - {booking: A-5, size: 2 x 60, until: 2026-11-20}
  - {booking: A-6, size: 2 x 60, house: yes, cancelled: not ours any more}
jumps: none
"""


def paper(folder: Path, edition: str = EDITION) -> Path:
    day = folder / SATURDAY.isoformat()
    (day / "ads").mkdir(parents=True)
    (folder / "publication.yaml").write_text(PUBLICATION, encoding="utf-8")
    (day / "edition.yaml").write_text(edition, encoding="utf-8")
    (day / "quay.md").write_text(STORY.format("The quay is raised", ""), encoding="utf-8")
    (day / "plan.yaml").write_text("stories:\n  quay: {page: 1}\n", encoding="utf-8")
    (day / "city").mkdir()
    weather = STORY.format("Weather", "size: 1 x 60\n")
    (day / "city" / "weather.md").write_text(weather, encoding="utf-8")
    (day / "ads" / "own.yaml").write_text(
        "{booking: B-1, size: strip, house: yes, file: ads/own.png}", encoding="utf-8"
    )
    (day / "ads" / "own.png").write_bytes(b"not looked at here")
    (day / "ads" / "sold.yaml").write_text("{booking: B-2, size: strip}", encoding="utf-8")
    return folder


def test_the_next_publishing_day_is_begun(tmp_path: Path) -> None:
    begun = begin_day(paper(tmp_path))
    assert (begun.date, begun.last) == (datetime.date(2026, 11, 30), SATURDAY)  # no Sunday paper
    assert begun.number == "No. 13"
    assert begun.stories == ("city/weather.md",)
    assert begun.standing == ("A-1 (Mill)", "A-3", "B-1")
    assert begun.ended == ("A-2", "A-4", "B-2", "A-6")
    files = sorted(p.relative_to(begun.folder).as_posix() for p in begun.folder.rglob("*.*"))
    assert files == ["ads/own.png", "ads/own.yaml", "city/weather.md", "edition.yaml"]
    assert (
        (begun.folder / "edition.yaml").read_text(encoding="utf-8")
        == """\
# the Saturday paper
number: "No. 13"     # since the new press
price: "2.00"
pages: 4
ads:
  - {booking: A-1, advertiser: Mill, size: 2 x 60, until: 2026-11-30}
  - {booking: A-3, size: 2 x 60, house: yes}
jumps: none
"""
    )
    assert not list(tmp_path.glob(".*"))
    edition, _ = read_edition(tmp_path, begun.date)
    assert [ad.booking for ad in edition.advertisements] == ["A-1", "A-3", "B-1"]


def test_a_day_of_ones_own_choice(tmp_path: Path) -> None:
    """It goes by the last day before it, and says when the paper does not appear then."""
    paper(tmp_path)
    begin_day(tmp_path, datetime.date(2026, 12, 1))
    between = begin_day(tmp_path, datetime.date(2026, 11, 29))
    assert (between.last, between.appears, between.number) == (SATURDAY, False, "No. 13")
    with pytest.raises(EditionError, match="holds no day before 2026-11-01; the first one there"):
        begin_day(tmp_path, datetime.date(2026, 11, 1))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    paper(tmp_path)
    (tmp_path / "2026-11-27").mkdir()
    with pytest.raises(
        OutputError, match="2026-11-28 is there already and stays as it is; `epaper day` w"
    ):
        begin_day(tmp_path, SATURDAY)


def test_what_cannot_be_gone_by_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="holds no day to go by; make a paper with 'epaper new'"):
        begin_day(tmp_path)
    paper(tmp_path, "number: [No. 12\n")
    with pytest.raises(EditionError, match=r"2026-11-28: .*edition\.yaml"):
        begin_day(tmp_path)
    (tmp_path / "publication.yaml").write_text("days: mon-sut\n", encoding="utf-8")
    with pytest.raises(EditionError, match="'sut' is no day of the week; write such as mon-sat"):
        begin_day(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["2026-11-28"]


@pytest.mark.parametrize(
    ("number", "more"),
    [
        ("No. 12", "No. 13"),
        ("No. 41,999", "No. 42,000"),
        ("Nr. 12/2026", "Nr. 13/2026"),
        ("Year 3, No. 9", "Year 3, No. 10"),
        ("099", "100"),
        ("अंक ९९", "अंक १००"),
        ("", ""),
        ("Extra", "Extra"),
    ],
)
def test_a_number_goes_up_by_one(number: str, more: str) -> None:
    assert next_number(number) == more


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("", {"number": "No. 2"}),
        ("{price: 1, date: 2026-11-28}\n", {"number": "No. 2", "price": 1}),
        ("{date: 2026-11-28, ads: [{booking: A}], Number: No. 1}", {"Number": "No. 2"}),
        (
            "ads: [{booking: A, size: strip}, {booking: B}]\nnumber: No. 1\n",
            {"ads": [{"booking": "B"}], "number": "No. 2"},
        ),
        ("pages: 2\nads:\n- booking: A", {"number": "No. 2", "pages": 2}),
        (
            "pages: 2\nads:\n- booking: A\n- booking: B",
            {"number": "No. 2", "pages": 2, "ads": [{"booking": "B"}]},
        ),
        ("number: >-\n  No.\n  1\nprice: a\n", {"number": "No. 2", "price": "a"}),
        ("number:\nprice: a\n", {"number": "No. 2", "price": "a"}),
        ("{price: a, date: 2026-01-01, ads: [{booking: A}]}", {"number": "No. 2", "price": "a"}),
        ("# nothing yet", {"number": "No. 2"}),
    ],
)
def test_settings_in_any_form_are_carried(text: str, carried: object) -> None:
    assert yaml.safe_load(carried_settings(text, "No. 2", {"B"}) or "") == carried


def test_an_advertisement_runs_until_its_last_day(tmp_path: Path) -> None:
    edition, findings = read_edition(paper(tmp_path), SATURDAY)
    booked = [ad.booking for ad in edition.advertisements]
    assert booked == ["A-1", "A-2", "A-3", "A-4", "B-1", "B-2"]
    told = [str(finding) for finding in findings if finding.rule == "ad.until"]
    assert told == [
        "edition.yaml:16:until: A-5 ran until 2026-11-20 and is left out; "
        "delete it, or set until: to its new last day"
    ]


def test_a_last_day_that_is_none_is_told(tmp_path: Path) -> None:
    text = "ads: [{booking: A, size: strip, until: Friday}]\n"
    _, findings = read_edition(paper(tmp_path, text), SATURDAY)
    assert any("until is 'Friday'; write the last day as 2026-11-23" in str(f) for f in findings)
