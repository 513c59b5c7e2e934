"""Ears and skybox in the settings of the day and of the paper."""

from __future__ import annotations

import pytest
from day_folder import EDITION, STORY, Day

from epaper.model.finding import Severity
from epaper.model.teasers import Ear, Skybox

PAPERS = """\
ears:
  left: {title: Prices, text: Gold up}
  right: Printed daily
skybox: none
"""


@pytest.fixture
def told(day: Day) -> Day:
    for slug in ("a", "b", "c"):
        day.write(f"{slug}.md", STORY)
    (day.editions / "publication.yaml").write_text(PAPERS)
    return day


def test_the_paper_has_ears_and_the_day_its_own(told: Day) -> None:
    shared = "../publication.yaml"
    edition, findings = told.read()
    assert findings == ()
    left = Ear("left", "Prices", ("Gold up",), file=shared, line=2)
    right = Ear("right", lines=("Printed daily",), file=shared, line=3)
    assert edition.ears == (left, right)
    assert edition.skybox == Skybox(auto=False, file=shared, line=4)
    ears = "ears:\n  left: {story: b}\n  right: none\nskybox: [b, a]\n"
    told.write("edition.yaml", EDITION + ears)
    edition, findings = told.read()
    assert findings == ()
    line = EDITION.count("\n") + 1
    assert edition.ears == (Ear("left", story="b", file="edition.yaml", line=line + 1),)
    assert edition.skybox.stories == ("b", "a")


def test_an_ear_of_lines_and_a_page(told: Day) -> None:
    ears = "ears:\n  left: {title: Weather, text: [\"Fog, 'mist'\", then sun], page: 7}\n"
    told.write("edition.yaml", EDITION + ears + "  right: |\n    One\n    Two\nskybox: auto\n")
    edition, findings = told.read()
    assert findings == ()
    left, right = edition.ears
    assert (left.title, left.lines, left.page) == ("Weather", ("Fog, ‘mist’", "then sun"), 7)
    assert right.lines == ("One", "Two")
    assert edition.skybox.auto


@pytest.mark.parametrize(
    ("text", "severity", "fact"),
    [
        ("ears: {left: {story: bb}}", Severity.WARNING, "the left ear names 'bb'"),
        ("skybox: [a, nothing]", Severity.WARNING, "the skybox names 'nothing'"),
        ("skybox: [a]", Severity.ERROR, "skybox names 'a'"),
        ("skybox: often", Severity.ERROR, "skybox names 'often'"),
        ("ears: {left: {page: 3}}", Severity.ERROR, "the left ear says nothing"),
        ("ears: {left: {story: a, text: b}}", Severity.ERROR, "has a story and words"),
        ("ears: {left: [a, b, c, d]}", Severity.ERROR, "left has 4 lines"),
        ("ears: {middle: a}", Severity.ERROR, "middle"),
        ("ears: {left: {title: a, page: 0}}", Severity.ERROR, "page is '0'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    text: str, severity: Severity, fact: str, told: Day
) -> None:
    told.write("edition.yaml", EDITION + text + "\n")
    finding = told.only()
    assert fact in finding.message
    assert (finding.severity, finding.line) == (severity, EDITION.count("\n") + 1)
    assert finding.remedy
