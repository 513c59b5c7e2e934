"""A publish that is killed, at whatever step: the next one ends its work, and the list of what
caches have to drop is the same as if nothing had happened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from changes import STORY, corrected, without

from epaper.archive.archive import Archive
from epaper.issue.issue import Issue
from epaper.site import disk, standing
from epaper.site.edition import EditionFiles, edition_files
from epaper.site.settings import SiteSettings
from epaper.site.standing import StandingSite
from epaper.work.kept import keeping
from epaper.work.step import Works
from epaper.work.store import Store

SETTINGS = SiteSettings("https://epaper.example/")
DAY = "2026-01-01"
LATE = 20  # steps at the end, of which none is passed over


class Killed(BaseException):
    """As a signal that nobody can catch: nothing of the run comes after it."""


class Counter:
    """Every step that a publish takes on the disk, until it is killed before or after one."""

    def __init__(self, at: int, after: bool) -> None:
        self.left, self.after = at, after
        self.taken = 0

    def step(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **more: Any) -> Any:
            self.taken += 1
            last = self.taken == self.left
            if last and not self.after:
                raise Killed
            found = work(*given, **more)
            if last:
                raise Killed
            return found

        return counted


def watched(patch: pytest.MonkeyPatch, at: int = 0, after: bool = False) -> Counter:
    counter = Counter(at, after)
    for room, name in (
        (disk, "renew"),
        (disk, "take_away"),
        (standing, "exchange"),
        (standing, "note"),
        (standing, "to_be_purged"),
        (standing, "done"),
        (Archive, "put"),
        (Archive, "sweep"),
    ):
        patch.setattr(room, name, counter.step(getattr(room, name)))
    return counter


@pytest.fixture(scope="module")
def made(tiny: Issue, store: Store) -> dict[str, EditionFiles]:
    def files(issue: Issue) -> EditionFiles:
        return edition_files(issue, SETTINGS, Works(store, 1), DAY)

    killed = without(tiny, STORY)
    with keeping(store):
        return {"first": files(tiny), "killed": files(killed), "corrected": files(corrected(tiny))}


def put(site: Path, made: EditionFiles) -> None:
    """What publish_issue does around it is done by `ended`."""
    StandingSite(site, site.with_name(".public.new"), SETTINGS).put(made)


def ended(site: Path, made: EditionFiles) -> None:
    shutil.rmtree(site.with_name(".public.new"), ignore_errors=True)
    StandingSite(site, site.with_name(".public.new"), SETTINGS).end()
    put(site, made)


def state(site: Path) -> dict[str, Any]:
    with Archive(site.with_name("public.db")) as archive:
        stories = archive.entries(DAY)
    files = {
        path.relative_to(site.parent).as_posix(): path.read_bytes()
        for path in sorted(site.parent.rglob("*"))
        if path.is_file() and "public.db" not in path.name and ".public.new" not in path.parts
    }
    return {"stories": stories, **files}


def begun(folder: Path, made: EditionFiles) -> Path:
    site = folder / "public"
    site.mkdir(parents=True)
    put(site, made)
    return site


@pytest.fixture(params=["killed", "corrected", "first"])
def change(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_next_run_ends_the_work(
    change: str, made: dict[str, EditionFiles], tmp_path: Path
) -> None:
    new = change == "first"
    wanted = tmp_path / "whole" / "public"
    wanted.mkdir(parents=True)
    if not new:
        put(wanted, made["first"])
    with pytest.MonkeyPatch.context() as patch:
        steps = watched(patch)
        put(wanted, made[change])
    goal = state(wanted)
    text = b"the tram harbour" if change == "killed" else b""
    for number in range(1, steps.taken + 1):
        if number % 5 and number < steps.taken - LATE:
            continue  # one file of many
        for after in (False, True):
            site = tmp_path / f"{number}-{after}" / "public"
            site.mkdir(parents=True)
            if not new:
                put(site, made["first"])
            with pytest.MonkeyPatch.context() as patch:
                watched(patch, number, after)
                with pytest.raises(Killed):
                    put(site, made[change])
            ended(site, made[change])
            assert state(site) == goal, (number, after)
            with Archive(site.with_name("public.db")) as archive:
                assert change != "killed" or all(e.slug != STORY for e in archive.entries(DAY))
            assert not text or text not in site.with_name("public.db").read_bytes()
            shutil.rmtree(site.parent)


def test_another_edition_ends_it_too(made: dict[str, EditionFiles], tmp_path: Path) -> None:
    """Whatever is published next: what was killed is gone from the front and from search."""
    site = begun(tmp_path, made["first"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standing, "exchange", _then_killed(standing.exchange))
        with pytest.raises(Killed):
            put(site, made["killed"])
    assert f"/{STORY}/" in (site / "feed.xml").read_text("utf-8")
    left = StandingSite(site, site.with_name(".public.new"), SETTINGS).end()
    assert left is not None
    assert left.gone == (STORY,)
    assert f"/{STORY}/" not in (site / "feed.xml").read_text("utf-8")
    assert f"/{DAY}/{STORY}/" in site.with_name("public.purge.txt").read_text("utf-8").splitlines()


def test_the_list_grows_until_somebody_takes_it(
    made: dict[str, EditionFiles], tmp_path: Path
) -> None:
    site = begun(tmp_path, made["first"])
    listed = site.with_name("public.purge.txt")
    assert not listed.exists()  # no cache has anything yet
    put(site, made["killed"])
    first = listed.read_text("utf-8").splitlines()
    assert f"/{DAY}/{STORY}/" in first
    put(site, made["killed"])
    assert listed.read_text("utf-8").splitlines() == first
    put(site, made["corrected"])
    assert set(first) <= set(listed.read_text("utf-8").splitlines())
    listed.unlink()
    put(site, made["corrected"])
    assert not listed.exists()


def _then_killed(work: Callable[..., Any]) -> Callable[..., Any]:
    def killed(*given: Any) -> Iterator[None]:
        work(*given)
        raise Killed

    return killed
