"""A change to a built day moves few pages: the plan of the last build is kept."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.build import build
from epaper.errors import WithheldError
from epaper.issue.diff import compare
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.layout.design.reader import load_design
from epaper.layout.edition.bill import frame_of
from epaper.layout.edition.dummy import NOT_PLACED
from epaper.make.request import Request
from epaper.page.marks import Element, PictureMark
from epaper.resources import shipped
from epaper.sources.writer import story_markdown
from tests.cli.tiny_paper import DAY as TINY
from tests.cli.tiny_paper import write_tiny_paper
from tests.conftest import Once
from tools.bench.text import articles

pytestmark = pytest.mark.usefixtures("warm")
DAY = datetime.date(2026, 11, 23)
SMALL_DAY = datetime.date.fromisoformat(TINY)
EXTRA = (
    "The board will look at the matter again in the spring, when the weather allows a second "
    "count, and the clerk expects that its report will be longer than the one before it."
)
LATE = f"""---
headline: Ferry master gives up the bell after forty years
section: City
urgency: 4
---
The master of the Pellow ferry rang its bell for the last time on Sunday night and gave the rope to
his daughter, who has been second on the boat for eleven years.

{EXTRA}

{EXTRA}
"""

MAY_MOVE = 2  # pages besides those that change: one to make room, and the contents
PANORAMA = "{booking: P1, advertiser: Wide, file: ads/firm.pdf, size: panorama, page: 4}"


@pytest.fixture
def day(sample_built: Path, tmp_path: Path) -> Path:
    """The sample day with what was built of it, in a folder of its own: editions/ and dist/."""
    editions = Path(__file__).parents[2] / "editions"
    shutil.copytree(editions, tmp_path / "editions")
    target = tmp_path / "dist" / DAY.isoformat()
    target.mkdir(parents=True)
    shutil.copytree(sample_built / "issue", target / "issue")
    return tmp_path


def again(paper: Path, date: datetime.date = DAY, **more: bool) -> Issue:
    request = Request(date, paper / "editions", out=paper / "dist", jobs=1)
    build(replace(request, **more))
    return read_issue(request.paths.issue)


def longer(path: Path, at: int) -> None:
    head, *paragraphs = path.read_text("utf-8").rstrip("\n").split("\n\n")
    paragraphs.insert(at, EXTRA)
    path.write_text("\n\n".join([head, *paragraphs]) + "\n", "utf-8")


def killed(folder: Path) -> None:
    (folder / "city/spaniels-bell-lane.md").unlink()


def one_longer(folder: Path) -> None:
    longer(folder / "science/snow-tigers-footprints.md", 3)


def lead_longer(folder: Path) -> None:
    longer(folder / "city/corran-bridge-lorries.md", 2)


def one_more(folder: Path) -> None:
    (folder / "city/late-ferry.md").write_text(LATE, "utf-8")


def test_nothing_changed_moves_nothing(day: Path, sample: Issue) -> None:
    issue = again(day)
    assert issue.pages == sample.pages
    assert issue.structure == sample.structure
    assert issue.sheets == sample.sheets
    assert issue.findings == sample.findings
    assert replace(issue, inputs=()) == replace(sample, inputs=())


@pytest.mark.parametrize(("change", "most"), [(lead_longer, 3), (killed, 3), (one_more, 3)])
def test_a_change_moves_few_pages(
    day: Path, sample: Issue, change: Callable[[Path], None], most: int
) -> None:
    """Every page that differs is told with a reason, and the ledger adds up."""
    change(day / "editions" / DAY.isoformat())
    issue = again(day)
    changed = {one.page for one in compare(sample, issue).pages}
    assert issue.steady is not None
    assert not issue.steady.fresh
    assert 1 <= len(changed) <= most
    assert changed <= {one.page for one in issue.steady.moved if all(one.reasons)}
    assert len(issue.pages) == len(sample.pages)
    assert all(not account.lost for account in issue.ledger)
    was = {story.slug for story in sample.stories if story.status == "held"}
    filling = {
        path.stem for path in (day / "editions" / "standing").rglob("*.md")
    }  # may come and go
    assert {story.slug for story in issue.stories if story.status == "held"} <= was | filling


def test_one_story_longer_moves_its_page_which_costs_more_where_a_print_shop_has_it(
    day: Path, sample: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_longer(day / "editions" / DAY.isoformat())
    monkeypatch.setattr("epaper.build.delivered_pages", lambda _paths, _issue: frozenset({8}))
    issue = again(day)
    assert [one.page for one in compare(sample, issue).pages] == [8]
    assert issue.steady is not None
    (tried,) = issue.steady.tried
    assert tried.pages == (8,)
    assert tried.replating == load_design(shipped("layouts") / "broadsheet.yaml").replate.plated


# what needs no large day


@pytest.fixture
def small(built_small: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_small, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


@pytest.fixture(scope="session")
def built_small(once: Once) -> Path:
    return once("steady", lambda folder: again(write_tiny_paper(folder), SMALL_DAY))


@pytest.fixture(scope="session")
def built_wide(once: Once) -> Path:
    """The small day with many more stories, and a panorama."""

    def build_it(folder: Path) -> None:
        day = write_tiny_paper(folder) / "editions" / TINY
        write_articles(day, 40, (5,))
        settings = (day / "edition.yaml").read_text("utf-8")
        settings = settings.replace("least: 4, most: 4", "least: 8, most: 8")
        (day / "edition.yaml").write_text(
            settings.replace("ads: [", f"ads: [{PANORAMA}, "), "utf-8"
        )
        again(folder, SMALL_DAY)

    return once("steady-wide", build_it)


def write_articles(day: Path, count: int, urgencies: Sequence[int]) -> None:
    """These urgencies in turn."""
    for one in articles(count, 230):
        urgency = urgencies[one.number % len(urgencies)]
        front = {"headline": one.headline, "section": "City", "urgency": urgency}
        text = story_markdown(front, "\n\n".join(one.paragraphs))
        (day / f"article-{one.number:02}.md").write_text(text, "utf-8")


@pytest.fixture(scope="session")
def built_listed(once: Once) -> Path:
    """The small day with more stories, and the contents beside the news of page 2."""

    def build_it(folder: Path) -> None:
        day = write_tiny_paper(folder) / "editions" / TINY
        layout = folder / "layouts" / "tabloid.yaml"
        text = layout.read_text("utf-8").replace("  contents: page ", "  contents: auto ")
        layout.write_text(text, "utf-8")
        write_articles(day, 26, (3, 4, 5, 6))
        settings = day / "edition.yaml"
        text = settings.read_text("utf-8").replace("least: 4, most: 4", "least: 4, most: 16")
        settings.write_text(text, "utf-8")
        again(folder, SMALL_DAY)

    return once("steady-listed", build_it)


@pytest.fixture
def listed(built_listed: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_listed, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


@pytest.fixture
def wide(built_wide: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_wide, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


def test_contents_beside_news_bind_no_story_to_its_page(listed: Path) -> None:
    """They are drawn anew: a story may go from one page to another, and they say so."""
    before = read_issue(listed / "dist" / TINY / "issue")
    (rail,) = (sheet.number for sheet in before.sheets if frame_of(sheet))
    longer(listed / "editions" / TINY / "article-03.md", 2)
    issue = again(listed, SMALL_DAY)
    assert issue.steady is not None
    assert not issue.steady.fresh
    changed = [one.page for one in compare(before, issue).pages]
    assert rail in changed
    assert len(changed) == 1 + MAY_MOVE
    went = {
        story.slug
        for story in before.stories
        if (now := issue.story(story.slug)) and now.pages != story.pages
    }
    assert went
    (told,) = (one for one in issue.steady.moved if one.page == rail)
    assert "its contents name other stories or pages" in told.reasons
    assert any(one.pages == tuple(changed) for one in issue.steady.tried)


def booked(issue: Issue, booking: str) -> tuple[int, ...]:
    return tuple(
        sheet.number for sheet in issue.sheets for one in sheet.bookings if one.note == booking
    )


@pytest.mark.parametrize("numbers", [(4,), (5,), (4, 5)])
def test_a_page_with_half_a_panorama_is_laid_out_again(
    wide: Path, numbers: tuple[int, ...]
) -> None:
    """The half of it on the facing page stands, and nothing is planned anew."""
    before = read_issue(wide / "dist" / TINY / "issue")
    assert booked(before, "P1") == (4, 5)
    stories = {sheet.number: sheet.stories[-1] for sheet in before.sheets if sheet.stories}
    for number in numbers:
        longer(wide / "editions" / TINY / f"{stories[number]}.md", 1)
    issue = again(wide, SMALL_DAY)
    assert issue.steady is not None
    assert not issue.steady.fresh
    assert len(compare(before, issue).pages) <= len(numbers) + MAY_MOVE
    assert [one.bookings for one in issue.sheets] == [one.bookings for one in before.sheets]


@pytest.mark.parametrize(
    ("old", "new", "where"), [("page: 4", "page: 6", (6, 7)), (f"{PANORAMA}, ", "", ())]
)
def test_a_panorama_that_moves_takes_both_pages(
    wide: Path, old: str, new: str, where: tuple[int, ...]
) -> None:
    before = read_issue(wide / "dist" / TINY / "issue")
    settings = wide / "editions" / TINY / "edition.yaml"
    settings.write_text(settings.read_text("utf-8").replace(old, new), "utf-8")
    issue = again(wide, SMALL_DAY)
    assert booked(issue, "P1") == where
    assert issue.steady is not None
    assert not issue.steady.fresh
    changed = {one.page for one in compare(before, issue).pages}
    assert {4, 5, *where} <= changed
    assert len(changed) <= len({4, 5, *where}) + MAY_MOVE


def test_a_panorama_that_is_new_takes_facing_pages(wide: Path) -> None:
    settings = wide / "editions" / TINY / "edition.yaml"
    more = PANORAMA.replace("P1", "P2").replace(", page: 4", "")
    settings.write_text(settings.read_text("utf-8").replace("ads: [", f"ads: [{more}, "), "utf-8")
    issue = again(wide, SMALL_DAY)
    assert booked(issue, "P2") == (6, 7)
    assert booked(issue, "P1") == (4, 5)
    assert issue.steady is not None
    assert not issue.steady.fresh


def test_a_panorama_that_is_booked_for_the_last_page_is_told(wide: Path) -> None:
    settings = wide / "editions" / TINY / "edition.yaml"
    settings.write_text(settings.read_text("utf-8").replace("page: 4", "page: 8"), "utf-8")
    with pytest.raises(WithheldError, match="no two facing pages are free for a panorama"):
        again(wide, SMALL_DAY)


def test_a_late_advertisement_is_in_the_paper(wide: Path) -> None:
    """On a page that takes such, not on those that keep their room for news."""
    settings = wide / "editions" / TINY / "edition.yaml"
    late = "{booking: L1, advertiser: Late, file: ads/firm.pdf, size: quarter page}"
    settings.write_text(settings.read_text("utf-8").replace("ads: [", f"ads: [{late}, "), "utf-8")
    issue = again(wide, SMALL_DAY)
    (page,) = booked(issue, "L1")
    assert page > load_design(shipped("layouts") / "tabloid.yaml").practice.first_pages
    assert not [one for one in issue.findings if one.rule == NOT_PLACED]
    assert booked(issue, "P1") == (4, 5)


def test_a_story_from_inside_follows_those_that_are_killed(wide: Path) -> None:
    before = read_issue(wide / "dist" / TINY / "issue")
    for slug in before.sheets[0].stories[:4]:
        (wide / "editions" / TINY / f"{slug}.md").unlink()
    issue = again(wide, SMALL_DAY)
    assert issue.steady is not None
    assert not issue.steady.fresh
    (came,) = set(issue.sheets[0].stories) - set(before.sheets[0].stories)
    old = next(sheet.number for sheet in before.sheets if came in sheet.stories)
    (front,) = (one for one in issue.steady.moved if one.page == 1)
    assert f"{came} comes from page {old}" in front.reasons
    assert came not in issue.sheets[old - 1].stories


def test_what_is_held_makes_room_and_comes_back(small: Path) -> None:
    """A story released again is no story that waited for room."""
    path = small / "editions" / TINY / "mill.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("---\n", "---\nhold: yes\n", 1), "utf-8")
    held = again(small, SMALL_DAY).story("mill")
    path.write_text(text, "utf-8")
    back = again(small, SMALL_DAY).story("mill")
    assert held is not None
    assert back is not None
    assert (held.status, back.status) == ("held", "placed")


def test_a_day_is_planned_anew_when_it_is_asked_for(small: Path) -> None:
    before = read_issue(small / "dist" / TINY / "issue")
    issue = again(small, SMALL_DAY, fresh=True)
    assert issue.steady is not None
    assert issue.steady.fresh == "it was asked for"
    assert issue.pages == before.pages


def test_other_settings_plan_the_day_anew(small: Path) -> None:
    settings = small / "editions" / TINY / "edition.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"price: 4.00\n{text}", "utf-8")
    issue = again(small, SMALL_DAY)
    assert issue.steady is not None
    assert "settings" in issue.steady.fresh


def test_a_front_page_that_moves_keeps_the_picture_of_its_skybox(day: Path, sample: Issue) -> None:
    """A picture that stands in no story on a page which stands as it was."""
    lead_longer(day / "editions" / DAY.isoformat())
    issue = again(day)
    assert issue.steady is not None
    assert 1 in {moved.page for moved in issue.steady.moved}
    assert _teased(sample)
    assert _teased(issue) == _teased(sample)


def _teased(issue: Issue) -> list[str]:
    """Pictures that point inside from page 1."""
    return [
        mark.name
        for mark in issue.pages[0].marks
        if isinstance(mark, PictureMark) and mark.origin.element is Element.TEASER
    ]
