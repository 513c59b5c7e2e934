"""report.html: what the editor wrote is shown and never run; findings by how grave they are."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from report_samples import FILES, FINDINGS, NASTY, sample_issue

from epaper.deliver.report import report
from epaper.deliver.report_page import report_page
from epaper.model.signoff import SignOff, judged

PICTURES = [b"\xff\xd8one", b"\xff\xd8two"]


class Seen(HTMLParser):
    """Tags, addresses, and the text of each section."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.section = ""
        self.text: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.addresses += [found[a] or "" for a in ("href", "src") if a in found]
        if tag == "section":
            self.section = found["id"] or ""

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self.section, []).append(data)

    def words(self, section: str) -> str:
        return " ".join(self.text[section])


def seen(data: dict[str, Any], pictures: list[bytes] = PICTURES) -> Seen:
    page = Seen()
    page.feed(report_page(data, pictures))
    return page


@pytest.fixture
def data() -> dict[str, Any]:
    return report(sample_issue(), FINDINGS, FILES, {"read": 0.5, "total": 2.0})


def test_one_error_is_no_errors(data: dict[str, Any]) -> None:
    data["summary"] |= {"error": 1, "warning": 2}
    head = seen(data).words("")
    assert re.search(r"\berror 1\b.*\bwarnings 2\b", head)


def test_what_was_written_is_text_and_no_code(data: dict[str, Any]) -> None:
    page = seen(data)
    assert page.tags.count("script") == 1  # the page's own
    for section in ("", "findings", "stories", "held", "stopped"):
        assert NASTY in page.words(section), section


def test_every_chapter_is_in_the_menu(data: dict[str, Any]) -> None:
    page = seen(data)
    chapters = re.findall(r'<section id="(\w+)">', report_page(data, PICTURES))
    assert chapters == [
        "findings",
        "held",
        "stopped",
        "pages",
        "stories",
        "ledger",
        "figures",
        "cost",
        "time",
        "files",
    ]
    assert [a[1:] for a in page.addresses if a[1:] in chapters] == chapters


def test_what_is_withheld_or_signed_for_comes_first() -> None:
    times = {"total": 1.0}
    for verdict, chapter, told in (
        (judged(FINDINGS), "withheld", f"{FINDINGS[0].key} page 2"),
        (judged(FINDINGS, [SignOff("The desk", "plates <made>")]), "signed", "plates <made>"),
    ):
        page = seen(report(sample_issue(), FINDINGS, FILES, times, verdict=verdict))
        assert page.addresses[0] == f"#{chapter}"
        assert told in re.sub(r"[\s.]+", " ", page.words(chapter))


def test_findings_stand_under_their_severity_with_their_number(data: dict[str, Any]) -> None:
    words = re.sub(r"\s+", " ", seen(data).words("findings"))
    order = [words.rindex(text) for text in ("Errors 1", "Warnings 2", "For the record 1")]
    assert order == sorted(order)
    assert order[0] < words.index("unlock it") < order[1]
    assert order[1] < words.index("too small") < order[2] < words.index("mill is held")
    assert "plan.yaml:3:pages" in words


def test_a_day_without_findings_says_so(data: dict[str, Any]) -> None:
    assert "None:" in seen({**data, "findings": []}).words("findings")


def test_links_lead_to_pages_that_are_there(data: dict[str, Any]) -> None:
    html = report_page(data, PICTURES)
    wanted = {a[1:] for a in seen(data).addresses if a.startswith("#page-")}
    assert wanted == {"page-1", "page-2"}
    assert wanted <= set(re.findall(r'id="(page-\d+)"', html))


def test_it_needs_nothing_else(data: dict[str, Any]) -> None:
    addresses = [a for a in seen(data).addresses if not a.startswith(("#", "data:image/jpeg"))]
    assert set(addresses) == {"the-test.pdf", "the-test.pdf#page=1", "the-test.pdf#page=2"}
    assert "link" not in seen(data).tags


def test_held_stories_stand_apart_with_the_reason(data: dict[str, Any]) -> None:
    page = seen(data)
    assert "no room is left" in page.words("held")
    assert "mill" not in page.words("stories")
    assert "ferry" in page.words("stories")


def test_stopped_advertisements_say_why_on_whose_word_and_where(data: dict[str, Any]) -> None:
    words = seen(data).words("stopped")
    for told in ("N-4", "cancelled", "the fair is off", "Sales, 21:40", "edition.yaml:12"):
        assert told in words
    bare = {"booking": "N-5", "advertiser": "Firm", "stop": "kill"}
    words = seen({**data, "stopped": [bare]}).words("stopped")
    assert "killed" in words
    assert "no reason is given" in words


def test_without_pictures_and_held_stories_their_chapters_are_missing(data: dict[str, Any]) -> None:
    stories = [story for story in data["stories"] if story["status"] != "held"]
    page = seen({**data, "stories": stories, "findings": [], "stopped": []}, [])
    assert "pages" not in page.text
    assert "held" not in page.text
    assert not {"#pages", "#held", "#stopped"} & set(page.addresses)


def test_the_ledger_names_each_rule(data: dict[str, Any]) -> None:
    words = re.sub(r"\s+", " ", seen(data).words("ledger"))
    assert "Cut: deck is optional 40" in words
    assert "Lost 0" in words
