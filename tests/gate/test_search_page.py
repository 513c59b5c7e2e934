"""The page of hits says where a story stands, as the paper says it, and what to do without any."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

import lxml.html
import pytest
from starlette.testclient import TestClient

from epaper.archive.archive import Archive
from epaper.archive.entry import Entry
from tests.gate.gates import DAY, Site

DATE = datetime.date.fromisoformat(DAY)
NORTH = f"{DAY}-north-hills"


@pytest.fixture
def archive(site: Site) -> Iterator[Archive]:
    with Archive(site.folder.parent / "public.db") as one:
        for edition in (DAY, NORTH):
            path = f"{edition}/bridge/"
            text = "Corran Bridge\nEngineers find strands"
            one.put(
                edition, [Entry(edition, DATE, "bridge", path, "Lorries", "City", 3, "en", text)]
            )
        yield one


def _client(site: Site, archive: Archive, language: str = "en-GB", **more: str) -> TestClient:
    usual = {"date": DAY, "title": "P", "name": "City edition", "zone": ""}
    editions = [{"id": DAY, **usual}, {"id": NORTH, **usual, "zone": "North & Hills"}]
    told = {"paper": {"title": "P", "language": language, **more}, "editions": editions}
    (site.folder / "editions.json").write_text(json.dumps(told))
    return site.client(archive=archive)


def test_two_editions_of_a_day_are_told_apart(site: Site, archive: Archive) -> None:
    gate = _client(site, archive)
    hits = gate.get("/search?q=lorries&format=json").json()["hits"]
    assert [hit["of"] for hit in hits] == ["City edition", "City edition · North & Hills"]
    (first, *_) = hits
    assert (first["day"], first["place"]) == ("Monday, 23 November 2026", "Page 3")
    page = lxml.html.document_fromstring(gate.get("/search?q=lorries").text)
    told = [one.text_content() for one in page.find_class("stands")]
    assert told == [
        "Monday, 23 November 2026 · City edition · City · Page 3",
        "Monday, 23 November 2026 · City edition · North & Hills · City · Page 3",
    ]
    assert [one.get("datetime") for one in page.iter("time")] == [DAY, DAY]


def test_parts_of_a_story_do_not_run_together(site: Site, archive: Archive) -> None:
    page = lxml.html.document_fromstring(_client(site, archive).get("/search?q=strands").text)
    assert "Corran Bridge · Engineers find strands" in page.text_content()


def test_dates_in_the_papers_language_and_digits(site: Site, archive: Archive) -> None:
    page = _client(site, archive, "hi", digits="native").get("/search?q=lorries").text
    assert "सोमवार, २३ नवंबर २०२६" in page
    assert "पन्ना ३" in page
    assert 'lang="en" dir="ltr"' in page  # the story is in its own language


def test_without_hits_and_without_a_question(site: Site, archive: Archive) -> None:
    gate = _client(site, archive)
    nothing = gate.get("/search?q=zzzz").text
    assert "try fewer words" in nothing
    empty = gate.get("/search").text
    assert "Write one word or several" in empty
    assert "Nothing was found" not in empty
    assert "Write one word" not in gate.get("/search?q=lorries").text
