"""Versions, corrections, kills, duplicates, embargoes, and the editor's hand."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from wire_samples import WORDS, drop, ninjs

from epaper.model.finding import Severity
from epaper.sources.folder import read_edition
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.shelf import Shelf

Bring = Callable[..., list[Outcome]]


def story(settings: Settings) -> Path:
    return next(iter(sorted(settings.day.rglob("quay-to-be-raised.md"))))


def snapshot(settings: Settings) -> dict[str, bytes]:
    files = (p for p in settings.day.rglob("*") if p.is_file() and ".wire" not in p.parts)
    return {p.relative_to(settings.day).as_posix(): p.read_bytes() for p in files}


def test_a_story_is_read_back_as_it_was_sent(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    (outcome,) = bring(drop(tmp_path / "in", "a", ninjs()))
    assert outcome.result is Result.NEW
    edition, findings = read_edition(settings.editions, settings.date)
    (found,) = edition.stories
    assert (found.section, found.urgency, found.headline, found.byline, found.credit) == (
        "City",
        4,
        "Quay to be raised",
        "Ann Reader",
        "Bay Agency",
    )
    assert not [finding for finding in findings if finding.severity > 0]


def test_importing_twice_changes_nothing(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    path = drop(tmp_path / "in", "a", ninjs())
    bring(path)
    before = snapshot(settings)
    assert [o.result for o in bring(path)] == [Result.SAME]
    assert snapshot(settings) == before


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_any_order_of_versions_ends_at_the_newest(
    bring: Bring, settings: Settings, tmp_path: Path, order: tuple[int, ...]
) -> None:
    for version in order:
        bring(
            drop(
                tmp_path / "in",
                f"v{version}",
                ninjs(version=str(version), hour=version, body=f"{WORDS} Version {version}."),
            )
        )
    assert "Version 3." in story(settings).read_text(encoding="utf-8")
    assert len(list(settings.day.rglob("*.md"))) == 1


def test_an_update_says_what_changed(bring: Bring, tmp_path: Path) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    (outcome,) = bring(
        drop(tmp_path / "in", "b", ninjs(version="2", hour=11, body=f"{WORDS} More."))
    )
    assert outcome.result is Result.UPDATED
    assert outcome.reason == "changed: 1 paragraph new, 1 gone"


def test_the_editors_hand_is_never_overwritten(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    path = story(settings)
    mine = path.read_text(encoding="utf-8").replace("Quay to be raised", "Quay to rise")
    path.write_text(mine, encoding="utf-8")
    update = drop(tmp_path / "in", "b", ninjs(version="2", hour=11, body=f"{WORDS} More."))
    (outcome,) = bring(update)
    assert outcome.result is Result.HELD
    assert any(finding.rule == "wire.touched" for finding in outcome.findings)
    assert path.read_text(encoding="utf-8") == mine
    assert "More." in path.with_suffix(".update").read_text(encoding="utf-8")
    assert [o.result for o in bring(update)] == [Result.SAME]


def test_a_moved_story_is_updated_where_it_lies(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    moved = settings.day / "front" / "quay-to-be-raised.md"
    moved.parent.mkdir()
    story(settings).rename(moved)
    bring(drop(tmp_path / "in", "b", ninjs(version="2", hour=11, body=f"{WORDS} More.")))
    assert "More." in moved.read_text(encoding="utf-8")


@pytest.mark.parametrize("order", [("a", "k"), ("k", "a")])
def test_a_kill_takes_the_story_out_in_any_order(
    bring: Bring, settings: Settings, tmp_path: Path, order: tuple[str, ...]
) -> None:
    items = {"a": ninjs(), "k": ninjs(version="2", hour=11, pubStatus="canceled")}
    for name in order:
        bring(drop(tmp_path / "in", name, items[name]))
    assert not list(settings.day.rglob("city/*.md"))


def test_a_mandatory_kill_under_its_own_id_warns_of_the_page(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs(slugline="BAY-QUAY")))
    report = settings.dist / "2026-11-23" / "report.json"
    report.parent.mkdir(parents=True)
    report.write_text('{"stories": [{"slug": "bay-quay", "pages": [3]}]}', encoding="utf-8")
    kill = ninjs(
        "tag:a,kill",
        hour=12,
        slugline="BAY-QUAY",
        headlines=[{"value": "MANDATORY KILL"}],
        body="Do not use.",
    )
    (outcome,) = bring(drop(tmp_path / "in", "k", kill))
    assert outcome.result is Result.KILLED
    assert "page 3" in outcome.reason
    assert not list(settings.day.glob("city/*.md"))
    (settings.day / "other.md").write_text("---\nsection: City\nheadline: A\n---\nB.\n", "utf-8")
    story, _ = read_edition(settings.editions, settings.date)[0].stories
    assert story.file == ".wire/killed/bay-quay.md"
    assert str(story.stop) == ("killed by Bay Agency, 2026-11-23T12:00:00Z: MANDATORY KILL")


@pytest.mark.parametrize(
    "front",
    [
        "",
        "hold: yes\n",
        "kill: {reason: an editor's, by: Ann}\n",
        "kill:\n  reason: >-\n    one\n    two\n  by: Ann\n",
        "Kill: x\n",
    ],
)
def test_a_kill_is_written_into_the_file_before_it_is_moved(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    """A run that ends between the two, or cannot move the file, leaves nothing to be printed."""
    bring(drop(tmp_path / "in", "a", ninjs()))
    path = story(settings)
    path.write_text("---\n" + front + path.read_text("utf-8").removeprefix("---\n"), "utf-8")
    monkeypatch.setattr(Shelf, "take_out", lambda self, path: None)
    bring(drop(tmp_path / "in", "k", ninjs(version="2", hour=11, pubStatus="canceled")))
    edition, findings = read_edition(settings.editions, settings.date)
    assert str(edition.stories[0].stop) == (
        "killed by Bay Agency, 2026-11-23T11:00:00Z: withdrawn by its sender"
    )
    assert not [finding for finding in findings if finding.severity > 1]


def test_an_editors_hold_outlives_the_embargo(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    path = story(settings)
    by_hand = "---\nhold:\n  reason: waits for the lawyer\n"
    path.write_text(by_hand + path.read_text("utf-8").removeprefix("---\n"), "utf-8")
    late = ninjs(version="2", hour=11, embargoed="2026-11-23T22:00:00Z")
    bring(drop(tmp_path / "in", "b", late))
    assert "embargo until" in str(read_edition(settings.editions, settings.date)[0].stories[0].stop)
    bring(now=datetime.datetime(2026, 11, 24, 6, tzinfo=datetime.UTC))
    (found,) = read_edition(settings.editions, settings.date)[0].stories
    assert "waits for the lawyer" in str(found.stop)


def test_near_duplicates_are_grouped_for_one_to_be_chosen(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    other = ninjs("tag:b,9", infoSources=[{"name": "Other Agency"}], body=f"{WORDS} It rained.")
    (outcome,) = bring(drop(tmp_path / "in", "b", other))
    assert outcome.result is Result.HELD
    assert outcome.reason == "same story as quay-to-be-raised"
    edition, _ = read_edition(settings.editions, settings.date)
    assert sorted(found.hold for found in edition.stories) == [False, True]


def test_an_embargo_waits_and_ends(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    (outcome,) = bring(drop(tmp_path / "in", "a", ninjs(embargoed="2026-11-23T22:00:00Z")))
    assert outcome.result is Result.HELD
    assert "hold: true" in story(settings).read_text(encoding="utf-8")
    (freed,) = bring(now=datetime.datetime(2026, 11, 23, 22, 1, tzinfo=datetime.UTC))
    assert freed.reason == "embargo is over"
    assert "hold: true" not in story(settings).read_text(encoding="utf-8")


def test_terms_that_forbid_changes_mark_the_story(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs(usageTerms="May not be altered or cut.")))
    assert "  no_changes: true\n" in story(settings).read_text(encoding="utf-8")
    _, findings = read_edition(settings.editions, settings.date)
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]


def test_the_desks_rules(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    rules = """\
sections:
  - {section: Business, words: [quay], wanted: 1}
urgency: {rules: [{words: [quay], urgency: 2}]}
credits: {Bay Agency: BAY}
"""
    (settings.day / "wire.yaml").write_text(rules, encoding="utf-8")
    outcomes = bring(
        drop(tmp_path / "in", "a", ninjs()),
        drop(tmp_path / "in", "b", ninjs("tag:b", body="Quite another text.")),
    )
    edition, _ = read_edition(settings.editions, settings.date)
    assert {found.section for found in edition.stories} == {"Business"}
    assert {found.credit for found in edition.stories} == {"BAY"}
    assert {found.urgency for found in edition.stories} == {2}
    assert [o.result for o in outcomes] == [Result.NEW, Result.NEW, Result.HELD]


def test_a_picture_beside_the_item_comes_along(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    from PIL import Image

    folder = tmp_path / "in"
    folder.mkdir()
    Image.new("RGB", (900, 600), "grey").save(folder / "quay.jpg")
    renditions = [{"href": "https://agency.example/x/quay.jpg", "width": 900, "height": 600}]
    words = {"descriptions": [{"role": "caption", "value": "The quay * today"}], "by": "A. Photo"}
    picture = {"type": "picture", "uri": "tag:p", "renditions": renditions, **words}
    bring(drop(folder, "a", ninjs(associations=[picture])))
    edition, findings = read_edition(settings.editions, settings.date)
    (shown,) = edition.stories[0].pictures
    assert (shown.width, shown.credit, "".join(s.text for s in shown.caption)) == (
        900,
        "A. Photo",
        "The quay * today",
    )
    assert not [finding for finding in findings if finding.severity > 0]
