"""What is told of the fields of stories, editions and bookings, word for word."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from epaper.sources.folder import read_edition

DATE = datetime.date(2026, 3, 14)
STORY = "---\nsection: News\nheadline: A bridge\n{}---\n{}\n"
EDITION = "publication: {{name: The Test}}\nsections: [News]\n{}"
AD = "ads:\n  - {{booking: A-1, file: a.pdf, size: 2 x 60}}\n  - {}\n"


def told(folder: Path, story: str = "", edition: str = "", body: str = "Text.") -> list[str]:
    day = folder / "editions" / DATE.isoformat()
    day.mkdir(parents=True, exist_ok=True)
    (day / "a.md").write_text(STORY.format(story, body), encoding="utf-8")
    (day / "edition.yaml").write_text(EDITION.format(edition), encoding="utf-8")
    return [str(finding) for finding in read_edition(folder / "editions", DATE)[1]]


STORIES = [
    ("urgency: urgent\n", "urgency: urgency is 'urgent'; allowed: a whole number from 1 to 9"),
    (
        "kind: rumour\n",
        "kind: kind is 'rumour'; allowed: news, brief, feature, opinion, editorial, obituary, "
        "agate, sidebar, factbox",
    ),
    ("size: large\n", "size: size is 'large'; write columns x mm, such as 2 x 120"),
    (
        "byline: No\n",
        "byline: byline is No, which looks like a yes or no and is taken as words; if these words "
        'are meant, put them in quotes: "No"; if not, delete the line',
    ),
    (
        "dateline: 2026-03-14\n",
        "dateline: dateline is 2026-03-14, which looks like a date and is taken as words; if "
        'these words are meant, put them in quotes: "2026-03-14"; if not, write the dateline',
    ),
    (
        "number: {figure: 7}\n",
        "number: the number 7 has no words that say what it counts; write "
        "number: {figure: ..., words: ...}",
    ),
    ("number: {words: ships}\n", "number.figure: the number has no figure; add figure: ..."),
    (
        "number: {figure: 12.345.678 kilograms, words: of fish}\n",
        "number: the figure '12.345.678 kilograms' of number has 20 characters; at most 14 stand "
        "large; put the rest into words",
    ),
    ("timeline: {1994: }\n", "timeline.1994: nothing is told of 1994; write what happened then"),
    ("pull_quote: {by: A man}\n", "pull_quote.text: the pull quote has no text; add text: ..."),
    (
        "pictures: [{file: x.jpg, alt: x, focus: nose}]\n",
        "pictures[1].focus: focus is 'nose'; write 'top left', 'right' ... or [0.3, 0.5]",
    ),
    (
        "pictures: [{file: x.jpg, alt: x, role: hero}]\n",
        "pictures[1].role: role is 'hero'; allowed: mug, portrait, action, wide, sequence, "
        "cut-out, teaser, symbol",
    ),
    (
        "pictures: [{file: x.jpg, alt: x, faces: [0.5, 0.1, 0.6, 0.2]}]\n",
        "pictures[1].faces: face 1 is no part of the picture; four shares from 0 to 1 a face: "
        "[left, top, width, height]",
    ),
    (
        "pictures: [{file: x.jpg, alt: x, faces: [[0.5, 0.1]]}]\n",
        "pictures[1].faces: an entry of faces has other than 4 numbers; write [0.1, 0.1, 0.1, 0.1] "
        "for each",
    ),
    (
        "chart: {kind: pie, labels: [a], values: [1]}\n",
        "chart.kind: kind is 'pie'; allowed: bar, column, line, stacked, shares",
    ),
]


def test_a_brief_that_is_none(tmp_path: Path) -> None:
    found = told(tmp_path, "kind: brief\n", body="word " * 95)
    assert (
        "a.md:4:kind: the brief has 95 words, and is set as a story; cut it to 80, or take kind: "
        "brief away" in found
    )


@pytest.mark.parametrize(("line", "message"), STORIES)
def test_of_a_story(tmp_path: Path, line: str, message: str) -> None:
    assert f"a.md:4:{message}" in told(tmp_path, line)


EDITIONS = [
    (
        "number: 2026-03-14\n",
        "number: number is 2026-03-14, which looks like a date and is taken as words; if these "
        'words are meant, put them in quotes: "2026-03-14"; if not, write the number',
    ),
    ("pages: {least: 4, most: 2}\n", "pages.most: most is 2, least is 4; most must not be smaller"),
    (
        "pages: [8]\n",
        "pages: pages is a list, a text is needed; write it on one line, in quotes if need be",
    ),
    ("stand_ins: all\n", "stand_ins: stand_ins is 'all'; allowed: never, inside"),
    ("jumps: never\n", "jumps: jumps is 'never'; allowed: yes, no"),
    (
        "colour_pages: all\n",
        "colour_pages: 'all' in colour_pages is no page; write page numbers from 1 to 400, [1, 8]",
    ),
    ("ads: [A-1]\n", "ads: 'A-1' is a text; write booking:, file: and size:"),
]


@pytest.mark.parametrize(("line", "message"), EDITIONS)
def test_of_an_edition(tmp_path: Path, line: str, message: str) -> None:
    assert told(tmp_path, edition=line) == [f"edition.yaml:3:{message}"]


ADS = [
    (
        "{file: a.pdf, size: 2 x 60}",
        "ads[2].booking: an advertisement has no booking number; add booking: ...",
    ),
    (
        "{booking: A-1, file: a.pdf, size: 2 x 60}",
        "ads[2].booking: booking 'A-1' stands twice, first in edition.yaml, line 4; delete one, or "
        "number it anew",
    ),
    (
        "{booking: A-2, file: a.pdf}",
        "ads[2].size: size is missing; add size: half page, or columns x mm: 3 x 120",
    ),
    (
        "{booking: A-2, file: a.pdf, size: haf page}",
        "ads[2].size: size is 'haf page'; did you mean 'half page'? Or columns x mm, 3 x 120",
    ),
    (
        "{booking: A-2, file: a.pdf, size: 2 x 60, positon: foot}",
        "ads[2].positon: there is no field 'positon'; did you mean 'position'?",
    ),
    (
        "{booking: A-2, file: a.pdf, size: 2 x 60, colour: red}",
        "ads[2].colour: colour is 'red'; allowed: black, colour",
    ),
]


@pytest.mark.parametrize(("entry", "message"), ADS)
def test_of_a_booking(tmp_path: Path, entry: str, message: str) -> None:
    assert f"edition.yaml:5:{message}" in told(tmp_path, edition=AD.format(entry))


def test_a_number_that_is_booked_twice_is_told_whatever_else_is_wrong(tmp_path: Path) -> None:
    """It was told only once all else was mended."""
    found = told(tmp_path, edition=AD.format("{booking: A-1, file: a.pdf}"))
    assert any("booking 'A-1' stands twice" in one for one in found)
    assert any("size is missing" in one for one in found)


def test_a_file_is_not_called_unread_while_its_booking_has_a_mistake(tmp_path: Path) -> None:
    ads = tmp_path / "editions" / DATE.isoformat() / "ads"
    for edition, unread in (("{file: ads/b.pdf}", False), ("{booking: A-2, size: strip}", True)):
        shutil.rmtree(ads.parent, ignore_errors=True)
        ads.mkdir(parents=True)
        (ads / "b.pdf").write_bytes(b"%PDF-1.4")
        found = told(tmp_path, edition=AD.format(edition))
        assert any("nobody reads" in one for one in found) is unread


@pytest.mark.parametrize("name", ["section", "headline"])
def test_a_misspelt_field_is_told_once(name: str, tmp_path: Path) -> None:
    day = tmp_path / "editions" / DATE.isoformat()
    day.mkdir(parents=True)
    (day / "edition.yaml").write_text(EDITION.format(""), encoding="utf-8")
    text = "---\nsection: News\nheadline: A bridge\n---\nText.\n".replace(name, name[:-1])
    (day / "b.md").write_text(text, encoding="utf-8")
    mistakes = [f for f in read_edition(tmp_path / "editions", DATE)[1] if f.file == "b.md"]
    assert [(f.rule, f.remedy) for f in mistakes] == [("field.unknown", f"did you mean {name!r}?")]
