"""A site is renewed whole or not at all; the same issue changes nothing; what is gone is gone."""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
from changes import STORY, corrected, without
from sites import put

from epaper.archive.archive import Archive
from epaper.errors import OutputError
from epaper.issue.issue import Issue
from epaper.page.structure import Structure
from epaper.site import disk, standing
from tests.conftest import Once

DAY = "2026-01-01"


@pytest.fixture
def site(tiny_public: Path, tmp_path: Path) -> Path:
    """A site of one's own."""
    shutil.copytree(tiny_public, tmp_path / "public")
    shutil.copy(tiny_public.parent / "public.db", tmp_path)
    return tmp_path / "public"


def state(site: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_the_same_issue_once_more_touches_no_file(site: Path, tiny: Issue) -> None:
    before = state(site)
    done = put(tiny, site)
    assert state(site) == before
    assert (done.new, done.pages, done.gone, done.purge) == (False, (), (), ())


@pytest.mark.usefixtures("cold")
def test_another_folder_gets_the_same_bytes(tiny_public: Path, tiny: Issue, tmp_path: Path) -> None:
    put(tiny, tmp_path / "public")
    mine, theirs = state(tmp_path / "public"), state(tiny_public)
    assert {name: data for name, (_, data) in mine.items()} == {
        name: data for name, (_, data) in theirs.items()
    }


def test_a_corrected_page_replaces_itself_and_says_so(site: Path, tiny: Issue) -> None:
    done = put(corrected(tiny), site)
    assert done.pages == (3,)
    assert f"{done.edition}/page-3.html" in done.purge
    assert f"{done.edition}/page-4.html" not in done.purge
    listed = (site.parent / "public.purge.txt").read_text("utf-8").splitlines()
    assert listed == [f"/{path}" for path in done.purge]


def test_two_titles_of_one_day_stand_beside_each_other(site: Path, tiny: Issue) -> None:
    """They share the front of the house, which keeps the name of the first."""
    own = tiny.publication
    weekly = replace(tiny, publication=replace(own, name="Harbour Weekly", language="hi"))
    for _ in range(2):
        done = put(weekly, site)
        assert (done.edition, done.gone) == (f"{DAY}-harbour-weekly", ())
        assert put(tiny, site).gone == ()
    index = json.loads((site / "editions.json").read_text("utf-8"))
    assert index["paper"]["title"] == own.name
    assert [one["id"] for one in index["editions"]] == [DAY, f"{DAY}-harbour-weekly"]
    front = lxml.html.fromstring((site / "index.html").read_bytes())
    assert front.find(".//h1").text == own.name
    heads = [section.find("h2") for section in front.find_class("today")]
    assert [own.name in head.text_content() for head in heads] == [True, False]
    (other,) = (span for head in heads for span in head.iter("span") if span.get("lang") == "hi")
    assert other.text.startswith("Harbour Weekly")
    cells = [cell for cell in front.iter("td") if cell.find("a") is not None]
    links = [[(link.get("href"), link.get("aria-label")) for link in cell] for cell in cells]
    ((first, said),), ((second, other_said),) = links
    assert (first, second) == (f"./{DAY}/", f"./{DAY}-harbour-weekly/")
    assert own.name in said
    assert "Harbour Weekly" in other_said


def test_a_killed_story_is_gone_everywhere(site: Path, tiny: Issue) -> None:
    before = json.loads((site / DAY / "edition.json").read_text("utf-8"))
    done = put(without(tiny, STORY), site)
    assert done.gone == (STORY,)
    notice = (site / done.edition / STORY / "index.html").read_text("utf-8")
    assert "<h1>This story has been withdrawn</h1>" in notice
    assert "noindex" in notice
    record = json.loads((site / done.edition / "edition.json").read_text("utf-8"))
    assert record["gone"] == [{"slug": STORY, "story": STORY, "path": f"{STORY}/"}]
    with Archive(site.parent / "public.db") as archive:
        assert all(entry.slug != STORY for entry in archive.entries(done.edition))
    assert any(path.startswith("a/") for path in done.purge)
    assert f"{done.edition}/{STORY}/" in done.purge
    headline = next(one["headline"] for one in before["stories"] if one["slug"] == STORY)
    assert headline
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".xml"):
            assert headline not in path.read_text("utf-8"), path
    shown = json.loads((site / DAY / "edition.json").read_text("utf-8"))["content"]
    assert all((site / path).is_file() for path in shown)
    again = put(without(tiny, STORY), site)
    assert (again.gone, again.purge) == ((), ())
    back = put(tiny, site)
    assert back.gone == ()
    story = (site / done.edition / STORY / "index.html").read_text("utf-8")
    assert 'data-kind="article"' in story


STEPS = [(disk, "add"), (standing, "exchange"), (disk, "renew")]


@pytest.fixture(scope="module")
def fresh(once: Once, tiny: Issue) -> Path:
    """The corrected issue on a site of its own."""
    made = once("corrected-site", lambda folder: put(corrected(tiny), folder / "public"))
    return made / "public"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("times", [0, 1, 5])
def test_a_publish_that_ends_midway_leaves_a_whole_site(
    site: Path,
    fresh: Path,
    tiny: Issue,
    step: tuple[Any, str],
    times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whole: a page that is there shows only what is there, and the next publish ends the work."""
    left = iter(range(times))
    work = getattr(*step)

    def broken(*given: object) -> object:
        if next(left, None) is None:
            raise OSError(28, "No space left on device", "here")
        return work(*given)

    with monkeypatch.context() as patch:
        patch.setattr(*step, broken)
        with contextlib.suppress(OutputError):  # a step may be done less often than that
            put(corrected(tiny), site)
    record = json.loads((site / DAY / "edition.json").read_text("utf-8"))
    assert all((site / path).is_file() for path in record["content"])
    assert all((site / DAY / one["html"]).is_file() for one in record["pages"])
    assert json.loads((site / "editions.json").read_text("utf-8"))["editions"]
    put(corrected(tiny), site)
    wanted, found = state(fresh), state(site)
    names = {name for name in wanted if not name.startswith("a/")}
    assert all(found[name][1] == wanted[name][1] for name in names)
    assert not list(site.parent.glob(".public.new"))


def test_many_days_have_a_small_index_and_a_calendar(site: Path, tiny: Issue) -> None:
    index = json.loads((site / "editions.json").read_text("utf-8"))
    (one,) = index["editions"]
    for day in range(1, 29):
        for month in range(1, 13):
            date = f"2025-{month:02}-{day:02}"
            index["editions"].append({**one, "id": date, "date": date, "path": f"{date}/"})
            (site / date).mkdir()
            (site / date / "edition.json").write_text("{}", "utf-8")
    (site / "editions.json").write_text(json.dumps(index), "utf-8")
    later = replace(tiny, date=tiny.date.replace(day=2))
    done = put(later, site)
    assert done.new
    told = (site / "editions.json").read_bytes()
    assert len(told) / len(json.loads(told)["editions"]) * 400 < 200_000
    assert json.loads(told)["editions"][0]["id"] == "2026-01-02"
    year = (site / "archive" / "2025.html").read_text("utf-8")
    assert year.count('<a href="../2025-') == 336
    assert 'href="./archive/2025.html"' in (site / "index.html").read_text("utf-8")


def test_the_feed_is_atom(site: Path) -> None:
    feed = lxml.etree.parse(str(site / "feed.xml")).getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 9
    link = entries[0].find(f"{atom}link")
    assert link is not None
    assert link.get("href", "").startswith("https://epaper.example/2026-01-01/")


def test_nothing_of_a_story_runs_as_a_script(tiny: Issue, tmp_path: Path) -> None:
    """Not its headline, not its alt text, not its section."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    section = tiny.structure.sections[-1]
    first = replace(section.articles[0], headline=evil)
    odd = replace(section, name=evil, articles=(first, *section.articles[1:]))
    structure = Structure((*tiny.structure.sections[:-1], odd))
    publication = replace(tiny.publication, name=f"The {evil} Paper")
    put(replace(tiny, structure=structure, publication=publication), tmp_path / "public")
    for path in (tmp_path / "public").rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
