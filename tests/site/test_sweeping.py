"""What no edition shows any more leaves the site: at once what a withdrawn story showed, the rest
one change later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from epaper.site.settings import SiteSettings
from epaper.site.standing import StandingSite
from epaper.site.work import Work

ID = "2026-11-23"


def record(*content: str, gone: str = "") -> dict[str, Any]:
    told = [{"slug": gone, "path": f"{gone}/"}] if gone else []
    return {"content": [f"a/{name}" for name in content], "gone": told}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Its other edition shows two.webp, too."""
    for name in ("one.webp", "two.webp", "three.webp", "new.webp"):
        path = tmp_path / "site" / "a" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"-")
    other = tmp_path / "site" / "2026-11-22" / "edition.json"
    other.parent.mkdir()
    other.write_text(json.dumps(record("two.webp")), "utf-8")
    return tmp_path / "site"


def swept(site: Path, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    gone = {one["slug"] for one in after["gone"]} - {one["slug"] for one in before.get("gone", ())}
    work = Work(ID, "", about={"id": ID}, gone=tuple(sorted(gone)))
    found = StandingSite(site, site.with_name("beside"), SiteSettings())._unshown(
        work, before, after
    )
    for path in found:
        (site / path).unlink()
    return found


def left(site: Path) -> set[str]:
    return {path.name for path in (site / "a").iterdir()}


def test_what_was_replaced_goes_one_change_later(site: Path) -> None:
    first, second = record("one.webp", "three.webp"), record("three.webp", "new.webp")
    assert swept(site, first, second) == []
    assert "one.webp" in left(site)  # somebody may have the page open
    third = record("new.webp")
    assert swept(site, second, third) == ["a/one.webp"]
    assert left(site) == {"two.webp", "three.webp", "new.webp"}


def test_what_a_withdrawn_story_showed_goes_at_once(site: Path) -> None:
    before = record("one.webp", "two.webp", "three.webp", "new.webp")
    after = record("three.webp", "new.webp", gone="kite")
    assert swept(site, before, after) == ["a/one.webp"]
    assert left(site) == {"two.webp", "three.webp", "new.webp"}


def test_the_same_edition_again_takes_nothing_away(site: Path) -> None:
    same = record("three.webp")
    assert swept(site, same, same) == []
    assert len(left(site)) == 4


def test_a_new_edition_takes_nothing_away_and_reads_no_other(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One day more costs the same however many there are."""
    monkeypatch.setattr("epaper.site.disk.read", lambda _: pytest.fail("a record was read"))
    assert swept(site, {}, record("new.webp")) == []
    assert len(left(site)) == 4
