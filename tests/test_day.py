"""A day is judged whole: one mistake in each settings file, all told before any work."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from epaper.day import judge_day, open_day
from epaper.errors import DesignError, EditionError, EpaperError, FontError
from epaper.layout.engine import lay_out
from epaper.model.edition import Edition, Publication
from epaper.model.finding import Finding
from epaper.page.marks import GlyphRun
from epaper.paths import DayPaths
from epaper.resources import shipped
from epaper.typeset.typesetter import Typesetter

DATE = datetime.date(2026, 3, 14)
STORY = "---\nsection: News\nheadline: A bridge\n---\nText.\n"


class Paper:
    """A paper's folder with one day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = DayPaths(DATE, root / "editions")
        self.write("editions/publication.yaml", "publication: {name: The Test, layout: own}\n")
        self.write("editions/2026-03-14/edition.yaml", "sections: [News]\npages: 2\n")
        self.write("editions/2026-03-14/a.md", STORY)
        self.write("layouts/own.yaml", (shipped("layouts") / "tabloid.yaml").read_text("utf-8"))

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def own_face(self, listed: str, embedding: int = 0) -> None:
        self.write("fonts/fonts.yaml", listed)
        with TTFont(shipped("fonts") / "serif.ttf") as font:
            font["OS/2"].fsType = embedding
            font.save(self.root / "fonts" / "Ours.ttf")

    def shop(self, name: str) -> None:
        folder = self.root / "layouts" / "press"
        folder.mkdir(exist_ok=True)
        house = shipped("layouts") / "press"
        shutil.copyfile(house / "SNAP_TR002_240.icc", folder / "SNAP_TR002_240.icc")
        text = (house / "digital-shortrun-tabloid.yaml").read_text("utf-8")
        text = text.replace("page_multiple: 4", "page_multiple: 2")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        self.change("editions/publication.yaml", "{name", f"{{press: [{name}], name")

    def line(self, name: str, words: str) -> int:
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def told(paper: Paper, layout: str = "") -> list[str]:
    return [str(finding) for finding in judge_day(paper.paths, layout).findings]


def refused(paper: Paper, kind: type[EpaperError], layout: str = "") -> str:
    with pytest.raises(kind) as caught:
        open_day(paper.paths, layout)
    assert type(caught.value) is kind
    return str(caught.value)


def test_a_day_without_mistakes(paper: Paper) -> None:
    paper.shop("ours")
    paper.own_face("ours: {file: Ours.ttf}")
    day = open_day(paper.paths)
    assert day.findings == ()
    assert (day.design.name, day.edition.publication.name) == ("tabloid", "The Test")
    assert [shop.name for shop in day.shops] == ["ours"]
    root = paper.root.resolve()
    own = [path for path in day.settings if path.is_relative_to(root)]
    assert [path.relative_to(root).as_posix() for path in own] == [
        "layouts/own.yaml",
        "layouts/press/ours.yaml",
        "layouts/press/SNAP_TR002_240.icc",
        "fonts/fonts.yaml",
        "fonts/Ours.ttf",
    ]
    assert [path.name for path in day.settings if path not in own] == ["en.yaml"]


def test_one_mistake_in_each_file_is_told_at_once(paper: Paper) -> None:
    paper.shop("ours")
    paper.change("editions/publication.yaml", "name:", "nmae:")
    paper.write("editions/2026-03-14/edition.yaml", "sections: [News]\ndate: 2026-03-15\n")
    paper.write("editions/2026-03-14/plan.yaml", "stories:\n  a: {pge: 1}\n")
    paper.write("editions/wire.yaml", "defalt_section: News\n")
    paper.change("layouts/own.yaml", "effort: 96", "efort: 3")
    paper.change("layouts/press/ours.yaml", "ink_limit: 240", "ink_limit: lots")
    paper.own_face("ours: {file: Ours.ttf, weigt: bold}")
    paper.write("words/en.yaml", "phrases: {insde: In}\n")
    effort = paper.line("layouts/own.yaml", "efort")
    ink = paper.line("layouts/press/ours.yaml", "ink_limit")
    mistakes = [
        "../publication.yaml:1:publication.nmae: there is no field 'nmae'; did you mean 'name'?",
        "../wire.yaml:1:defalt_section: there is no field 'defalt_section'; did you mean "
        "'default_section'?",
        "edition.yaml:publication.name: the paper has no name; add publication: {name: ...}",
        "edition.yaml:2:date: date is 2026-03-15, the folder is 2026-03-14; delete the line, or "
        "rename the folder",
        "fonts/fonts.yaml:1:ours.weigt: there is no field 'weigt'; did you mean 'weight'?",
        f"layouts/own.yaml:{effort}:efort: there is no field 'efort'; did you mean 'effort'?",
        f"layouts/press/ours.yaml:{ink}:ink_limit: ink_limit is 'lots'; allowed: a number from "
        "100 to 400",
        "plan.yaml:2:stories.a.pge: there is no field 'pge'; did you mean 'page'?",
        "words/en.yaml:1:phrases.insde: there is no field 'insde'; did you mean 'inside'?",
    ]
    assert told(paper) == mistakes
    lines = "\n  ".join(mistakes)
    assert refused(paper, EditionError) == f"the day 2026-03-14 has 9 mistakes:\n  {lines}"


def test_a_shop_that_is_not_there(paper: Paper) -> None:
    paper.change("editions/publication.yaml", "{name", "{press: [nope], name")
    assert refused(paper, EditionError) == (
        "the day 2026-03-14 has 1 mistake:\n"
        "  ../publication.yaml:1:publication.press: there is no print shop 'nope'; allowed: "
        "berliner-europe, digital-shortrun-tabloid, indian-coldset-broadsheet"
    )


def test_a_shop_that_is_not_there_does_not_hide_a_broken_one(paper: Paper) -> None:
    paper.shop("ours")
    paper.write("layouts/press/ours.yaml", "trim_mm: [350\n")
    paper.change("editions/publication.yaml", "[ours]", "[nope, ours]")
    assert [line.split(":")[0] for line in told(paper)] == [
        "../publication.yaml",
        "layouts/press/ours.yaml",
    ]


def test_a_publication_from_elsewhere_is_held_to_the_same(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another package's source reads no YAML of ours; its names are judged all the same."""

    class Elsewhere:
        name = "elsewhere"

        def read(self, editions: Path, date: datetime.date) -> tuple[Edition, tuple[Finding, ...]]:
            publication = Publication("X", "X", layout="quarto", press=("nope",))
            return Edition(publication, date, (), ()), ()

    monkeypatch.setattr("epaper.day.find_source", lambda _name, _kept: Elsewhere())
    assert refused(paper, DesignError) == (
        "the day 2026-03-14 has 2 mistakes:\n"
        "  publication: there is no layout 'quarto'; allowed: berliner, broadsheet, broadsheet-8, "
        "evening, hindi, marathi, own, tabloid, urdu\n"
        "  publication: there is no print shop 'nope'; allowed: berliner-europe, "
        "digital-shortrun-tabloid, indian-coldset-broadsheet"
    )


def test_a_broken_shop(paper: Paper) -> None:
    paper.shop("ours")
    paper.write("layouts/press/ours.yaml", "trim_mm: [350\n")
    assert "layouts/press/ours.yaml:1: broken YAML" in refused(paper, DesignError)


def test_a_broken_layout_of_the_command_line(paper: Paper) -> None:
    paper.write("layouts/other.yaml", "page: [\n")
    assert "layouts/other.yaml:2: broken YAML" in refused(paper, DesignError, "other")
    assert refused(paper, DesignError, "oter").endswith(
        "--layout: there is no layout 'oter'; did you mean 'other'?"
    )
    assert refused(paper, DesignError, "gone.yaml").endswith(
        "--layout: there is no layout 'gone.yaml'; check the path"
    )


def test_a_layout_that_names_a_face_nobody_has(paper: Paper) -> None:
    paper.own_face("Ours: {file: Ours.ttf}")
    paper.change("layouts/own.yaml", "body: {face: serif", "body: {face: Our")
    line = paper.line("layouts/own.yaml", "body: {face")
    assert told(paper) == [
        f"layouts/own.yaml:{line}:styles.body.face: there is no face 'Our'; did you mean 'Ours'?"
    ]
    refused(paper, FontError)
    paper.change("layouts/own.yaml", "face: Our", "face: Gothic")
    assert told(paper) == [
        f"layouts/own.yaml:{line}:styles.body.face: there is no face 'Gothic'; add it to "
        "fonts/fonts.yaml, or use Ours, bengali, bengali-condensed, condensed, condensed-medium, "
        "devanagari, devanagari-condensed, devanagari-narrow, headline, headline-small, naskh, "
        "nastaliq, sans, serif, serif-narrow, tamil, tamil-condensed"
    ]


def test_a_face_that_may_not_be_embedded(paper: Paper) -> None:
    paper.own_face("Ours: {file: Ours.ttf}", 0x0002)
    paper.change("layouts/own.yaml", "body: {face: serif", "body: {face: Ours")
    assert refused(paper, FontError) == (
        "the day 2026-03-14 has 1 mistake:\n"
        "  fonts/fonts.yaml:1:Ours.file: Ours.ttf may not be embedded (OS/2 fsType 0x0002: "
        "restricted licence); ask its maker for a licence to embed it, or use another face"
    )


def test_pages_are_set_in_the_papers_own_face(paper: Paper) -> None:
    paper.own_face("ours-regular: {file: Ours.ttf, family: Ours}")
    paper.change("layouts/own.yaml", "body: {face: serif", "body: {face: Ours")
    day = open_day(paper.paths)
    laid = lay_out(day.edition, day.design, Typesetter(day.book, "en-GB"), 1)
    faces = {mark.face for page in laid.pages for mark in page.marks if isinstance(mark, GlyphRun)}
    assert "ours-regular" in faces
    assert faces <= set(day.book.faces)
