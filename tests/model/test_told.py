"""Findings in words: one style, one order, one line a kind."""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.model.finding import Finding, Severity
from epaper.model.told import place, told

TYPO = ("field.unknown", "there is no field 'haedline'", "did you mean 'headline'?")


def typo(number: int) -> Finding:
    name = f"story-{number:02}"
    return Finding(Severity.ERROR, *TYPO, file=f"{name}.md", line=4, field="haedline", story=name)


def rgb(page: int, x: float = 0.0, fact: str = "fill is in RGB") -> Finding:
    rect = Rect(x, 72.0, 10.0, 10.0)
    return Finding(
        Severity.ERROR, "colour.rgb", fact, "convert it", file="ad.pdf", page=page, rect=rect
    )


def test_equal_mistakes_are_one_line_with_their_count_and_the_first_places() -> None:
    (line,) = told([typo(number) for number in range(26)])
    assert line == (
        "error, 26 times: story-00.md:4:haedline, story-01.md:4:haedline, story-02.md:4:haedline "
        "and 23 more: there is no field 'haedline'; did you mean 'headline'?"
    )
    assert told([typo(7)]) == [
        "error: story-07.md:4:haedline: there is no field 'haedline'; did you mean 'headline'?"
    ]


def test_whole_has_a_line_for_each_with_rule_and_key() -> None:
    lines = told([typo(number) for number in range(26)], whole=True)
    assert len(lines) == 26
    assert lines[3].startswith("error: story-03.md:4:haedline: there is no field")
    assert lines[3].endswith(f"[field.unknown {typo(3).key}]")


def test_the_worst_stands_first_then_the_file_and_the_line() -> None:
    found = [
        Finding(Severity.INFO, "a", "a note", file="a.md"),
        Finding(Severity.WARNING, "b", "a warning", file="b.md", line=9),
        Finding(Severity.WARNING, "b", "another warning", file="b.md", line=2),
        Finding(Severity.ERROR, "z", "an error", file="z.md"),
    ]
    assert told(found) == told(found[::-1])
    assert told(found) == [
        "error: z.md: an error",
        "warning: b.md:2: another warning",
        "warning: b.md:9: a warning",
        "note: a.md: a note",
    ]


def test_pages_of_one_file_stand_together_and_one_spot_is_told() -> None:
    assert told([rgb(1), rgb(1, 20.0), rgb(3)]) == [
        "error, 3 times: ad.pdf, pages 1 and 3: fill is in RGB; convert it"
    ]
    assert told([rgb(2, 36.0)]) == [
        "error: ad.pdf, page 2, 13 mm from the left, 25 mm from the top: fill is in RGB; convert it"
    ]


def test_facts_that_differ_in_names_and_figures_are_of_one_kind() -> None:
    found = [
        Finding(Severity.WARNING, "fit", f"{slug} is {lines} lines too long", story=slug)
        for slug, lines in (("bridge", 12), ("ferry", 7))
    ]
    assert told(found) == [
        "warning, 2 times: bridge and ferry: for example, bridge is 12 lines too long"
    ]
    assert len(told([rgb(1), rgb(1, fact="text is in RGB")])) == 2


def test_a_place_is_not_said_twice_and_a_story_where_nothing_else_is() -> None:
    page = Finding(Severity.ERROR, "p", "page 3 is empty", page=3)
    assert place(page) == ""
    assert place(Finding(Severity.ERROR, "p", "the page is empty", page=3)) == "page 3"
    assert place(Finding(Severity.ERROR, "p", "no room", story="bridge")) == "bridge"


def test_what_would_steer_a_terminal_is_spelt_out() -> None:
    (line,) = told([Finding(Severity.ERROR, "f", "odd", file="a\x1b[31m.md")])
    assert line == "error: a\\x1b[31m.md: odd"
