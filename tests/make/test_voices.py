"""Headlines in another cut where all of a section's copy is news."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.styles import head_style_of
from epaper.make.voices import with_light
from epaper.model.digests import story_digest
from epaper.model.edition import Edition, Publication, Section
from epaper.model.story import Kind, Story
from epaper.resources import shipped


@pytest.fixture(scope="module")
def design() -> Design:
    return load_design(shipped("layouts") / "broadsheet.yaml")


def day(of: str, *urgencies: int, **more: object) -> Edition:
    stories = tuple(
        Story(f"s{place}", "Arts", "A headline", (), urgency, **more)  # type: ignore[arg-type]
        for place, urgency in enumerate(urgencies)
    )
    return Edition(
        Publication("The Test", "TT"),
        datetime.date(2026, 11, 23),
        stories=stories,
        sections=(Section("Arts", of),),
    )


def light(edition: Edition, design: Design) -> list[str]:
    return [story.slug for story in with_light(edition, design)[0].stories if story.light]


@pytest.mark.parametrize(
    ("kind", "urgencies", "more", "found"),
    [
        ("features", (4,) * 8, {}, ["s2", "s6"]),
        ("features", (1, 2, 3, 4, 5, 5, 6, 6), {}, ["s4", "s6"]),
        ("features", (3,) * 8, {}, []),
        ("features", (5,) * 8, {"kind_given": True}, []),
        ("features", (5,) * 8, {"kind": Kind.OBITUARY}, []),
        ("features", (5,), {}, []),
        ("news", (5,) * 8, {}, []),
        ("news", (2, 4, 5, 5, 5, 5, 6, 7), {}, ["s6", "s7"]),
        ("opinion", (8,) * 8, {}, []),
    ],
)
def test_about_one_head_in_four_is_light(
    kind: str, urgencies: tuple[int, ...], more: dict[str, object], found: list[str], design: Design
) -> None:
    assert light(day(kind, *urgencies, **more), design) == found


def test_kinds_with_a_cut_of_their_own_count(design: Design) -> None:
    edition = day("features", *(5,) * 8)
    two = [replace(story, kind=Kind.OBITUARY) for story in edition.stories[:2]]
    assert light(replace(edition, stories=(*two, *edition.stories[2:])), design) == []


def test_light_heads_are_told_and_may_be_switched_off(design: Design) -> None:
    edition = day("features", *(4,) * 8)
    changed, (told,) = with_light(edition, design)
    assert told.rule == "layout.light-heads"
    assert "s2, s6" in told.message
    assert "light_heads: 0" in told.remedy
    styles = [head_style_of(story, design).name for story in changed.stories[1:3]]
    assert styles == ["headline", "headline_feature"]
    assert story_digest(changed.stories[2]) == story_digest(edition.stories[2])
    none = replace(design, practice=replace(design.practice, light_heads=0.0))
    assert with_light(edition, none) == (edition, ())


def test_a_death_that_is_news_has_the_voice_of_news(design: Design) -> None:
    (one,) = day("news", 3, kind=Kind.OBITUARY).stories
    assert head_style_of(one, design).name == "headline"
    assert head_style_of(replace(one, urgency=4), design).name == "headline_people"
    fact = replace(one, kind=Kind.FACTBOX, urgency=1)
    assert head_style_of(fact, design).name == "headline_box"
