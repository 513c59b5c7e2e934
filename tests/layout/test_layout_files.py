"""A layout file: every mistake is told with its line, and several of them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import DesignError
from epaper.layout.design.reader import load_design, read_design
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.words.reader import words_for

SHIPPED = "broadsheet broadsheet-8 berliner evening hindi marathi tabloid urdu"
LAYOUTS = tuple(SHIPPED.split())


def shipped_text(name: str = "tabloid") -> str:
    return (shipped("layouts") / f"{name}.yaml").read_text(encoding="utf-8")


def told(folder: Path, text: str) -> list[str]:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    notes = Notes("layouts/own.yaml")
    design = read_design(path, notes, words_for("en"))
    assert (design is None) == notes.failed
    return [str(finding) for finding in notes.found]


@pytest.mark.parametrize("name", LAYOUTS)
def test_shipped_layouts_have_no_mistakes(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, shipped_text(name)) == []
    design = load_design(shipped("layouts") / f"{name}.yaml")
    assert design.name == name
    assert all(len(sizes) == design.grid.columns for sizes in design.scale.values())


MISTAKES = [
    ("effort: 96", "efort: 3", "efort: there is no field 'efort'; did you mean 'effort'?"),
    ("effort: 96", "effort: 0", "effort: effort is '0'; allowed: a whole number from 1 to 10000"),
    (
        "columns: 5",
        "columns: five",
        "page.columns: columns is 'five'; allowed: a whole number from 1 to 24",
    ),
    (
        "gutter_mm: 4",
        "gutter_m: 4",
        "page.gutter_m: there is no field 'gutter_m'; did you mean 'gutter_mm'?",
    ),
    (
        "left: 14",
        "left: 140",
        "page.type_area_mm: the type area does not fit the trim; make it smaller or move it",
    ),
    (
        "height: 362",
        "height: 2",
        "page.type_area_mm: the type area holds no line; raise its height or lower leading_pt",
    ),
    (
        "trim_mm: [280, 400]",
        "trim_mm: 280",
        "page.trim_mm: trim_mm is a text, a list of numbers is needed; write [1, 2, 3]",
    ),
    (
        "trim_mm: [280, 400]",
        "trim_mm: [280, 0]",
        "page.trim_mm: trim_mm is 280 x 0; give width and height from 50 to 2000 mm",
    ),
    (
        "cmyk: [0, 0, 0, 0.62]",
        "cmyk: [0, 0, 0, 62]",
        "colours.grey.cmyk: 62 in cmyk is no share; write shares from 0 to 1",
    ),
    ("cmyk: [0, 0, 0, 0.62], ", "", "colours.grey.cmyk: cmyk is missing; add cmyk:"),
    (
        "  kicker: {face: condensed, weight: bold,",
        "  kicker: {face: condensed, weight: heavy,",
        "styles.kicker.weight: weight is 'heavy'; allowed: regular, italic, bold, bold italic",
    ),
    (
        "upper: true, tracking: 0.04, colour: accent",
        "upper: true, tracking: 0.04, colour: acent",
        "styles.kicker.colour: there is no colour 'acent'; did you mean 'accent'?",
    ),
    (
        "  caption: {face: sans, size: 7.8,",
        "  caption: {face: sans, siz: 7.8,",
        "styles.caption.siz: there is no field 'siz'; did you mean 'size'?",
    ),
    ("  caption: {face: sans, ", "  caption: {", "styles.caption.face: face is missing; add face:"),
    (
        "  caption:",
        "  captoin:",
        "styles.captoin: there is no field 'captoin'; did you mean 'caption'?",
    ),
    (
        "features: [onum]}",
        "features: [oldstyle]}",
        "styles.body.features: 'oldstyle' in features is no OpenType feature; write its tag of "
        "four letters, such as onum",
    ),
    (
        "small: [14, 17, 17, 17, 21]",
        "small: []",
        "headlines.small: small has no size; write one size in points a column",
    ),
    (
        "small: [14, 17, 17, 17, 21]",
        "small: [14, 18]",
        "headlines.small: 18 of small is no size of ladder; one of 14, 17, 21, 26, 33, 42, 53, 66",
    ),
    (
        "ladder: [14, 17, 21, 26, 33, 42, 53, 66]",
        "ladder: [14, 17, 18, 21, 26, 33, 42, 53, 66]",
        "headlines.ladder: 18 in ladder is less than 1.15 times the size before it; readers do not "
        "tell such sizes apart; leave it out",
    ),
    (
        "opinion_kinds: [opinion, editorial]",
        "opinion_kinds: [opinoin]",
        "headlines.opinion_kinds: 'opinoin' in opinion_kinds; did you mean 'opinion'?",
    ),
    (
        "lead: [4, 3, 5]",
        "lead: [6, 7]",
        "widths.lead: no width of lead fits 5 columns; write columns from 1 to 5",
    ),
    (
        "sport: back}",
        "sport: backk}",
        "section_starts.sport: section_starts.sport is 'backk'; did you mean 'back'?",
    ),
    (
        "nameplate:\n  depth_lines: 9\n  skybox_lines: 8   # under it, from 8 pages on; 0: none\n",
        "",
        "nameplate: nameplate is missing; add nameplate:",
    ),
    ("name: tabloid", "name: tabloid\nfaces: {text: serif}", "faces: there is no field 'faces'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake(right: str, wrong: str, message: str, tmp_path: Path) -> None:
    text = shipped_text()
    assert right in text
    (finding,) = told(tmp_path, text.replace(right, wrong, 1))
    place, _, words = finding.partition(":")
    line, _, words = words.partition(":")
    assert place == "layouts/own.yaml"
    assert line.isdecimal()
    assert words.startswith(message)


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    text = shipped_text().replace("effort: 96", "efort: 3").replace("columns: 5", "columns: five")
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DesignError) as caught:
        load_design(path)
    lines = text.splitlines()
    columns = next(n for n, line in enumerate(lines, 1) if "columns: five" in line)
    effort = next(n for n, line in enumerate(lines, 1) if line.startswith("efort"))
    assert str(caught.value) == (
        "own.yaml has 2 mistakes:\n"
        f"  own.yaml:{columns}:page.columns: columns is 'five'; allowed: a whole number from 1 to "
        "24\n"
        f"  own.yaml:{effort}:efort: there is no field 'efort'; did you mean 'effort'?"
    )


def test_a_layout_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DesignError) as caught:
        load_design(shipped("layouts") / "brodsheet.yaml")
    assert str(caught.value) == (
        "brodsheet.yaml: there is no such layout; did you mean 'broadsheet'?"
    )
    with pytest.raises(DesignError, match=r"own\.yaml: there is no such layout; put the file"):
        load_design(tmp_path / "own.yaml")


def test_names_of_sections_keep_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    starts = "section_starts: {Wind-Up: back, wind_up: 3}"
    path.write_text(
        "\n".join(
            starts if line.startswith("section_starts") else line
            for line in shipped_text().splitlines()
        ),
        encoding="utf-8",
    )
    assert load_design(path).section_starts == {"Wind-Up": "back", "wind_up": "3"}
