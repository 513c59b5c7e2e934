"""`kill:`, `cancelled:` and `hold:` of stories and bookings, by whom and why; and what points to
what is stopped."""

from __future__ import annotations

import pytest
from day_folder import STORY, Day

from epaper.model.finding import Severity
from epaper.model.stop import Stop, StopKind


def with_fields(*lines: str, body: str = "Text.") -> str:
    return "\n".join(("---", "section: News", "headline: A bridge", *lines, "---", body, ""))


def stop_of(day: Day, *lines: str) -> Stop | None:
    day.write("bridge.md", with_fields(*lines))
    return day.read()[0].story("bridge").stop


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("hold: yes", "held, no reason is given"),
        ("hold: true  # embargo until 22:00", "held: embargo until 22:00"),
        ("hold: waits for the lawyer", "held: waits for the lawyer"),
        ("hold: see note #12", "held: see note #12"),
        ('hold: "no"', "held: no"),
        ("kill: the court forbids it", "killed: the court forbids it"),
        ("kill: {reason: libel, by: Desk, at: 22:10}", "killed by Desk, 22:10: libel"),
        ("kill: {at: 2026-03-13 22:10}", "killed at 2026-03-13 22:10, no reason is given"),
        ("hold: {by: Desk}", "held by Desk, no reason is given"),
        ("cancelled: the fair is off", "cancelled: the fair is off"),
        ("Kill: a", "killed: a"),
    ],
)
def test_what_stops_a_story_is_told_as_it_was_written(day: Day, line: str, told: str) -> None:
    stop = stop_of(day, line)
    assert stop is not None
    assert (str(stop), stop.line) == (told, 4)
    assert day.read()[1] == ()


@pytest.mark.parametrize("line", ["hold: no", "kill: no", "kill: false", "cancelled: off"])
def test_a_no_stops_nothing(day: Day, line: str) -> None:
    assert stop_of(day, line) is None
    assert day.read()[1] == ()


def test_kill_beats_cancelled_beats_hold(day: Day) -> None:
    held, gone, killed = "hold: a", "cancelled: b", "kill: c"
    for lines, kind in (
        ((held, gone, killed), StopKind.KILL),
        ((held, gone), StopKind.CANCELLED),
        ((held, "kill: no"), StopKind.HOLD),
    ):
        stop = stop_of(day, *lines)
        assert stop is not None
        assert stop.kind is kind


@pytest.mark.parametrize("name", ["hold", "kill", "cancelled"])
@pytest.mark.parametrize("value", ["", " ~", " []", " [a, b]", " {}", " {reson: a}"])
def test_what_cannot_be_read_stops_and_is_told(day: Day, name: str, value: str) -> None:
    """Nobody writes such a line but to stop the story."""
    stop = stop_of(day, f"{name}:{value}")
    assert stop is not None
    assert stop.kind.value == name
    if value != " {}":
        assert any(finding.line == 4 and name in finding.field for finding in day.read()[1])


def test_mistakes_of_a_killed_story_stop_no_paper(day: Day) -> None:
    day.write("bridge.md", with_fields("urgency: 77", "kill: libel"))
    assert [finding.severity for finding in day.read()[1]] == [Severity.WARNING]
    day.write("bridge.md", with_fields("urgency: 77", "hold: libel"))
    assert [finding.severity for finding in day.read()[1]] == [Severity.ERROR]


def test_a_story_that_must_run_and_is_killed(day: Day) -> None:
    day.write("bridge.md", with_fields("must_run: yes", "kill: libel"))
    assert str(day.only()) == (
        "bridge.md:5:kill: the story must run and is killed: libel; it does not run; "
        "delete kill or must_run"
    )


# -- what points to it -----------------------------------------------------------------------------


def test_stories_that_point_to_a_stopped_one(day: Day) -> None:
    day.write("bridge.md", with_fields("kill: {reason: libel, by: Desk}"))
    day.write("ferry.md", with_fields("with: bridge"))
    day.write("tower.md", with_fields("related: [bridge]"))
    day.write("wharf.md", with_fields("related: [bridge]", "hold: yes"))
    edition, found = day.read()
    assert [str(finding) for finding in found] == [
        "ferry.md:4:with: the story stands with bridge, which is killed by Desk: libel; "
        "name another story, or hold it too",
        "tower.md:4:related: the story refers to bridge, which is killed by Desk: libel; "
        "no reference is printed",
    ]
    assert edition.story("ferry").with_story == "bridge"


def test_a_wish_for_a_story_whose_file_cannot_be_read(day: Day) -> None:
    day.write("ferry.md", STORY)
    day.write("news/bridge.md", "no fields")
    day.write("plan.yaml", "stories:\n  bridge: {page: 1}\n")
    told = [str(one) for one in day.read()[1] if one.rule == "plan.unmet"]
    assert told == [
        "plan.yaml:2:stories.bridge: bridge is wished for, and its file news/bridge.md cannot be "
        "read; mend that file, see its finding"
    ]


# -- withdrawn by the sender -----------------------------------------------------------------------

WITHDRAWN = with_fields("kill: {reason: 'MANDATORY KILL', by: AP, at: '2026-03-13T21:00:00Z'}")


def test_a_story_that_its_sender_withdrew_is_told_as_killed(day: Day) -> None:
    day.write("ferry.md", STORY)
    day.write(".wire/killed/bridge.md", WITHDRAWN)
    day.write(".wire/killed/old.md", with_fields("urgency: 77"))  # before reasons were kept
    day.write(".wire/killed/broken.md", "---\nheadline: [\n")
    day.write("plan.yaml", "stories:\n  bridge: {page: 1}\n")
    edition, found = day.read()
    assert found == ()
    bridge, old = edition.story("bridge"), edition.story("old")
    assert str(bridge.stop) == "killed by AP, 2026-03-13T21:00:00Z: MANDATORY KILL"
    assert str(old.stop) == "killed: withdrawn by its sender"
    assert bridge.file == ".wire/killed/bridge.md"
    assert [wish.slug for wish in edition.wishes] == ["bridge"]


def test_a_story_that_came_again_after_its_kill_is_the_days(day: Day) -> None:
    day.write("bridge.md", STORY)
    day.write(".wire/killed/bridge.md", WITHDRAWN)
    (story,) = day.read()[0].stories
    assert story.stop is None


# -- advertisements --------------------------------------------------------------------------------


def test_a_booking_that_is_cancelled_or_held(day: Day) -> None:
    day.write("ferry.md", STORY)
    day.write(
        "ads/fair.yaml",
        "booking: N-4\nadvertiser: The Fair\nsize: half page\n"
        "cancelled: {reason: the fair is off, by: Sales, at: 21:40}\n",
    )
    day.write("ads/shop.yaml", "booking: N-5\nsize: half page\nfile: no.pdf\nhold: not paid\n")
    day.write("ads/zoo.yaml", "booking: N-6\nsize: half page\nhold: no\n")
    edition, found = day.read()
    assert [ad.booking for ad in edition.advertisements] == ["N-6"]
    assert [ad.booking for ad in edition.stopped] == ["N-4", "N-5"]
    told = [(one.severity.name, str(one)) for one in found if one.rule == "ad.stopped"]
    assert told == [
        (
            "WARNING",
            "ads/shop.yaml:4:hold: N-5 is held: not paid; delete `hold:` in ads/shop.yaml, line 4",
        ),
        (
            "INFO",
            "ads/fair.yaml:4:cancelled: N-4 (The Fair) is cancelled by Sales, 21:40: the fair is "
            "off; it stays out; if that is wrong, delete `cancelled:` in "
            "ads/fair.yaml, line 4",
        ),
    ]
    assert {one.file for one in found if one.rule == "ad.file"} == {"ads/zoo.yaml"}
