"""What a day has twice is printed once, and said."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from epaper.model.doubles import without_doubles
from epaper.model.edition import Edition, Publication, Section
from epaper.model.picture import Picture, PictureRole
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Story
from epaper.model.text import Paragraph, Span

WORDS = (
    "harbour wall stone ferry tide lamp rope gull mast keel sail net pier buoy crane dock".split()
)


def told(seed: int, words: int = 120) -> str:
    """Words in an order that no other seed gives."""
    return " ".join(
        WORDS[(n * (seed + 1) + n * n // 7) % len(WORDS)] + str(seed) for n in range(words)
    )


def story(slug: str, text: str, headline: str = "Harbour wall gives way", **more: object) -> Story:
    body = (Paragraph((Span(text),)),)
    return Story(slug, "City", headline, body, **more)  # type: ignore[arg-type]


def picture(name: str, digest: str) -> Picture:
    return Picture(Path(name), name, 800, 600, digest=digest)


def edition(*stories: Story) -> Edition:
    paper = Publication("The Example", "EX")
    return Edition(paper, datetime.date(2026, 1, 1), stories, (Section("City"),))


def rules(stories: tuple[Story, ...]) -> list[tuple[str, str]]:
    _, findings = without_doubles(edition(*stories))
    return [(finding.rule, finding.story) for finding in findings]


def test_the_longer_version_of_a_story_stays() -> None:
    early, late = story("early", told(1), urgency=1), story("late", told(1) + " " + told(2))
    kept, findings = without_doubles(edition(early, late))
    assert kept.barred == {"early": "it is the same story as late"}
    assert "delete one of the two files" in findings[0].remedy


def test_of_two_alike_the_more_urgent_stays_and_both_that_must_run() -> None:
    one, other = story("one", told(1), urgency=4), story("two", told(1), urgency=2)
    assert without_doubles(edition(one, other))[0].barred.keys() == {"one"}
    both = [replace(s, must_run=True) for s in (one, other)]
    assert without_doubles(edition(*both))[0].barred == {}
    assert rules(tuple(both)) == [("story.alike", "one")]


def test_one_text_under_two_headlines_is_told_and_printed() -> None:
    found = rules((story("a", told(1)), story("b", told(1), "Price of fish is up")))
    assert found == [("story.alike", "b")]


def test_notices_of_one_form_are_no_doubles() -> None:
    north = story("north", told(1) + " in the North ward on Thursday", "Water cut in North ward")
    south = story("south", told(1) + " in the South ward on Thursday", "Water cut in South ward")
    assert rules((north, south)) == [("story.alike", "south")]


def test_what_differs_or_waits_or_is_short_is_left_alone() -> None:
    assert rules((story("a", told(1)), story("b", told(2)))) == []
    assert rules((story("a", told(1), stop=Stop(StopKind.HOLD)), story("b", told(1)))) == []
    short, longer = (story(slug, told(1, words)) for slug, words in (("a", 14), ("b", 15)))
    assert rules((short, longer)) == []


def test_a_text_that_the_whole_day_has_is_nobodys() -> None:
    assert rules(tuple(story(f"s{n:02}", told(1)) for n in range(20))) == []


def test_a_picture_stays_with_the_most_urgent_story() -> None:
    one = story("one", told(1), pictures=(picture("x.jpg", "d1"), picture("y.jpg", "d2")))
    two = story("two", told(2), pictures=(picture("copy-of-x.jpg", "d1"),), urgency=2)
    kept, findings = without_doubles(edition(one, two))
    assert [[p.name for p in s.pictures] for s in kept.stories] == [["y.jpg"], ["copy-of-x.jpg"]]
    assert [(f.rule, f.story) for f in findings] == [("picture.twice", "one")]
    assert "with two, too" in findings[0].message


def test_a_picture_that_one_story_names_twice_is_shown_once() -> None:
    one = story("one", told(1), pictures=(picture("x.jpg", "d1"), picture("x.jpg", "d1")))
    kept, findings = without_doubles(edition(one))
    assert len(kept.stories[0].pictures) == 1
    assert "twice in it" in findings[0].message


def test_a_brief_that_stands_twice_is_printed_once() -> None:
    line = "The ferry leaves at nine from the old pier until the wall is mended."
    same, other = story("brief", line), story("brief-1", line.upper())
    apart = story("brief-2", line, headline="Ferry from the old pier")
    kept, findings = without_doubles(edition(same, other, apart))
    assert kept.barred == {"brief-1": "it is the same story as brief"}
    assert [finding.rule for finding in findings] == ["story.twice"]


def test_a_brief_that_stands_three_times_is_printed_once() -> None:
    line = "The ferry leaves at nine from the old pier until the wall is mended."
    urgencies = (("a", 5), ("b", 3), ("c", 4))
    briefs = [story(slug, line, urgency=urgency) for slug, urgency in urgencies]
    assert without_doubles(edition(*briefs))[0].barred.keys() == {"a", "c"}


def test_what_is_held_as_a_double_is_not_said_to_be_printed() -> None:
    early, late = story("early", told(1)), story("late", told(1) + " " + told(2, 30))
    other = story("other", told(1, 90) + " " + told(3), "Price of fish is up")
    kept, findings = without_doubles(edition(early, late, other))
    assert kept.barred.keys() == {"early"}
    (alike,) = (finding for finding in findings if finding.rule == "story.alike")
    assert "early" not in alike.message


def test_one_photograph_in_two_files_is_printed_once() -> None:
    first = replace(picture("pictures/a.jpg", "1"), looks="00ff00ff00ff00ff")
    again = replace(picture("pictures/b.jpg", "2"), looks="00ff00ff00ff00fe")
    one = story("one", told(1), urgency=2, pictures=(first,))
    other = story("two", told(9), urgency=1, pictures=(again,))
    kept, findings = without_doubles(edition(one, other))
    assert [s.pictures for s in kept.stories] == [(), (again,)]
    assert findings[0].message == (
        "pictures/a.jpg of one is the same photograph as pictures/b.jpg of two; it is shown once"
    )
    frames = replace(one, pictures=(replace(first, role=PictureRole.SEQUENCE),))
    assert without_doubles(edition(frames, other))[1] == ()
    narrow = replace(one, pictures=(replace(first, width=400),))
    assert without_doubles(edition(narrow, other))[1] == ()
