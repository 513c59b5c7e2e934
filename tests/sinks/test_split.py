"""A file for each section and each page: named well, whole in itself, nothing that leads away."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from ua_validator import failures

from epaper.errors import UsageError
from epaper.issue.issue import Issue
from epaper.sinks.screen import ScreenSink
from epaper.sinks.sink import Options


@pytest.fixture(scope="module")
def files(sample: Issue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    options = Options(more={"split": "yes", "pictures": "small"})
    return ScreenSink().print(sample, options, tmp_path_factory.mktemp("split")).files


def test_files_are_named_by_section_and_page(sample: Issue, files: tuple[Path, ...]) -> None:
    name = f"{sample.publication.slug}-{sample.date}"
    sections = [one.name for one in sample.sections if any(_pages(sample, one.name))]
    assert set(sections) > {page.section for page in sample.pages if page.section}
    assert files[0].name == f"{name}.pdf"
    parts = [file.stem.removeprefix(f"{name}-") for file in files[1:]]
    assert parts[: len(sections)] == [sample.publication.file_part(s) for s in sections]
    assert parts[len(sections) :] == [f"page-{page.number:02}" for page in sample.pages]


def test_a_section_has_all_its_stories_wherever_they_stand(
    sample: Issue, files: tuple[Path, ...]
) -> None:
    """One that begins within the pages of another, and one that has a story on page 1."""
    for section in ("Science", "Nation"):
        (file,) = (one for one in files if one.stem.endswith(f"-{section.lower()}"))
        with pikepdf.open(file) as pdf:
            articles = [art for sect in pdf.Root.StructTreeRoot.K.K for art in sect.K]
            titles = {str(one.get("/T", "")) for one in articles}
            wanted = _pages(sample, section)
            assert len(pdf.pages) == len({page for pages in wanted.values() for page in pages})
            assert wanted
            assert set(wanted) <= titles


def _pages(issue: Issue, section: str) -> dict[str, tuple[int, ...]]:
    return {s.headline: s.pages for s in issue.stories if s.section == section and s.pages}


def test_every_file_is_sound_and_its_headings_begin_with_the_first(files: tuple[Path, ...]) -> None:
    for file in files:
        with pikepdf.open(file) as pdf:
            assert pdf.check_pdf_syntax() == []
            levels = [int(kind[2:]) for kind in _kinds(pdf) if kind[2:].isdigit()]
            assert levels[0] == 1, file.name
            steps = pairwise(levels)
            assert all(after <= before + 1 for before, after in steps), file.name
            own = {page.obj.objgen for page in pdf.pages}
            for page in pdf.pages:
                for link in page.get("/Annots", []):
                    assert "/A" in link or link.Dest[0].objgen in own


def test_the_day_and_its_parts_pass_the_validator_and_what_is_broken_does_not(
    files: tuple[Path, ...], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(files[-1]) as pdf:
        del pdf.Root.Lang
        pdf.save(broken)
    found = failures([*files, broken])
    assert any("7.2-" in line for line in found)
    assert [line for line in found if str(broken) not in line] == []


def test_a_page_that_goes_on_has_the_headline_that_stands_there(
    sample: Issue, files: tuple[Path, ...]
) -> None:
    with pikepdf.open(files[-8 + 2]) as pdf:
        articles = [art for sect in pdf.Root.StructTreeRoot.K.K for art in sect.K]
        (goes_on,) = [a for a in articles if str(a.get("/T", "")).startswith("Hill villages")]
        assert any(str(kid.S).startswith("/H") for kid in goes_on.K)


def _kinds(pdf: pikepdf.Pdf) -> list[str]:
    def walk(element: pikepdf.Object) -> list[str]:
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
        below = [kind for kid in kids if "/S" in kid for kind in walk(kid)]
        return [str(element.S), *below]

    return walk(pdf.Root.StructTreeRoot.K)


def test_pictures_are_as_large_as_they_are_wanted(
    sample: Issue, files: tuple[Path, ...], tmp_path: Path
) -> None:
    large = ScreenSink().print(sample, Options(more={"pictures": "300"}), tmp_path).files[0]
    assert files[0].stat().st_size < 0.75 * large.stat().st_size


def test_a_size_that_there_is_not_is_told(sample: Issue, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="small, usual, large"):
        ScreenSink().print(sample, Options(more={"pictures": "huge"}), tmp_path)


def test_the_publication_says_how_large_pictures_are(
    sample: Issue, files: tuple[Path, ...], tmp_path: Path
) -> None:
    publication = replace(sample.publication, screen_pictures="small")
    light = ScreenSink().print(replace(sample, publication=publication), Options(), tmp_path)
    assert light.files[0].read_bytes() == files[0].read_bytes()
