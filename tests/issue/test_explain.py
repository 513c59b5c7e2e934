"""What the issue says of its pages: boxes, a story's place in words, and the next best."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.errors import UsageError
from epaper.issue.explain import beside, boxes, explain, name_of, terms_told
from epaper.issue.issue import Arrangement, Issue, PlacedModule, PlanSheet
from epaper.model.plan import Wish

BRIDGE = PlacedModule(
    ("bridge",), "story", "lead", 0, line=0, columns=4, lines=30, note="4 columns x 30 lines"
)
KITE = PlacedModule(("kite",), "story", "minor", 4, line=0, columns=2, lines=30, note="2 columns")
SOLD = PlacedModule((), "advertisement", "", 0, line=32, columns=6, lines=20, note="A1")


def issue_with(sample: Issue, chosen: Arrangement, *others: Arrangement) -> Issue:
    """Page 5 with these two stories alone."""
    story = sample.stories[0]
    bridge = replace(story, slug="bridge", section="City", urgency=2, pages=(5,), status="placed")
    kite = replace(bridge, slug="kite", urgency=6)
    held = replace(bridge, slug="ferry", pages=(), status="held", reason="no room on page 5")
    sheet = PlanSheet(5, "City", "stories", ("bridge", "kite"), (SOLD,), chosen, 10.0, others)
    return replace(sample, stories=(bridge, kite, held), sheets=(sheet,), wishes=())


CHOSEN = Arrangement((BRIDGE, KITE), 20.0, {"shapes": 18.0, "order": 2.0, "lead": 0.0})
MIRROR = Arrangement((replace(BRIDGE, column=2), replace(KITE, column=0)), 20.0, CHOSEN.terms, 1)
TALL = Arrangement(
    (replace(BRIDGE, columns=3, lines=40, note="3 columns x 40 lines"), KITE),
    23.5,
    {"shapes": 18.0, "order": 2.0, "same shapes": 3.5},
    rank=2,
)


def test_a_storys_place_rank_and_cost_are_told(sample: Issue) -> None:
    lines = explain(issue_with(sample, CHOSEN), "bridge")
    assert lines[0] == ("bridge stands on page 5: 4 columns x 30 lines, from column 1, line 1.")
    assert lines[1] == "It is City, urgency 2; on its page it ranks as lead."
    assert lines[3] == (
        "The page costs 20.0, at least 10.0 for these stories: shapes 18.0, order 2.0."
    )
    assert lines[-1].startswith("No other place for it was found")


def test_the_next_best_is_not_the_mirror_image(sample: Issue) -> None:
    lines = explain(issue_with(sample, CHOSEN, MIRROR, TALL), "bridge")
    assert lines[-1] == (
        "Next best: 3 columns x 40 lines, from column 1, line 1; the page would cost 23.5, +3.5: "
        "same shapes +3.5."
    )
    only_mirror = explain(issue_with(sample, CHOSEN, MIRROR), "bridge")[-1]
    assert "from column 3" in only_mirror
    assert only_mirror.endswith("line 1; the page would cost the same.")


def test_the_form_of_the_page_is_told_and_the_next_best(sample: Issue) -> None:
    quilt = replace(CHOSEN, skeleton="quilt", mirrored=True, fit=0.72)
    decks = replace(TALL, skeleton="two decks")
    told = explain(issue_with(sample, quilt, replace(quilt, rank=1), decks), "bridge")[3]
    assert told == (
        "It is a page of the form quilt, mirrored, kept to on 72% of it; the next best form, two "
        "decks, would cost +3.5."
    )
    alone = explain(issue_with(sample, quilt), "bridge")[3]
    assert alone.endswith("no other form was found for these stories.")
    assert "form" not in "".join(explain(issue_with(sample, CHOSEN, TALL), "bridge"))


def test_where_it_stands_in_no_other_place(sample: Issue) -> None:
    assert "No other place" in explain(issue_with(sample, CHOSEN, TALL), "kite")[-1]


def test_wishes_and_urgency_are_reasons(sample: Issue) -> None:
    issue = issue_with(sample, CHOSEN)
    assert explain(issue, "kite")[2] == "City runs on page 5."
    wished = replace(issue, wishes=(Wish("kite", page=5),))
    assert explain(wished, "kite")[2] == "plan.yaml wants it on page 5; it stands there."
    unmet = replace(issue, wishes=(Wish("kite", page=3),))
    assert "could not be put there" in explain(unmet, "kite")[2]
    kept_off = replace(issue, wishes=(Wish("kite", off=(1,)),))
    assert "keeps it off others" in explain(kept_off, "kite")[2]


def test_held_locked_and_unknown_stories(sample: Issue) -> None:
    issue = issue_with(sample, CHOSEN)
    assert explain(issue, "ferry") == ["ferry is held: no room on page 5"]
    locked = replace(issue, sheets=(PlanSheet(5, "City", "locked", ("bridge",)),))
    assert "plan.yaml locks" in explain(locked, "bridge")[0]
    with pytest.raises(UsageError, match=r"no story brigde in the issue; did you mean bridge\?"):
        explain(issue, "brigde")
    with pytest.raises(UsageError, match=r"its file.s without \.md"):
        explain(issue, "zzzzzzzz")


def test_every_story_of_the_sample_day_is_explained(sample: Issue) -> None:
    for story in sample.stories:
        lines = explain(sample, story.slug)
        place = f"page {story.pages[0]}" if story.pages else story.reason
        assert place in lines[0]
        assert not story.pages or f"urgency {story.urgency}" in lines[1]


def test_boxes_hold_a_letter_for_every_module() -> None:
    lines, legend = boxes("5 City 20", (*CHOSEN.modules, SOLD), 6, 52)
    assert legend == {"A": "bridge", "B": "kite", "C": "advertisement A1"}
    drawn = "\n".join(lines[1:])
    assert all(drawn.count(letter) == 1 for letter in legend)
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) == 6 * 4 + 1
    assert lines[0].startswith("5 City 20")


def test_pages_stand_beside_each_other() -> None:
    one, _ = boxes("one", CHOSEN.modules, 6, 52)
    short, _ = boxes("two", CHOSEN.modules, 6, 30)
    rows = beside([one, short])
    assert len(rows) == len(one)
    assert rows[0].startswith("one")
    assert "two" in rows[0]
    assert beside([]) == []


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (BRIDGE, "bridge"),
        (SOLD, "advertisement A1"),
        (replace(KITE, kind="jump"), "kite goes on"),
        (replace(KITE, kind="briefs", slugs=("a", "b")), "briefs a, b"),
        (replace(SOLD, kind="inside"), "inside box"),
    ],
)
def test_what_stands_in_a_module(module: PlacedModule, name: str) -> None:
    assert name_of(module) == name


def test_terms_that_cost_nothing_are_left_out() -> None:
    assert terms_told({"shapes": 0.0, "order": 0.04}) == "nothing to object to"
    assert terms_told({"shapes": 1.25, "order": 0.04}) == "shapes 1.2"
