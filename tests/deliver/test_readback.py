"""The readers' PDF is the issue, and its turn lines arrive; each fault is told before release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

from epaper.deliver.readback import jump_findings, read_back
from epaper.issue.issue import Issue
from epaper.model.finding import Severity
from epaper.page.jumps import stories_over_pages
from epaper.page.marks import Element, GlyphRun, Link, Mark, Word


def with_marks(issue: Issue, number: int, change: Callable[[Mark], Mark | None]) -> Issue:
    """The issue with marks of a page changed or, where None comes back, gone."""

    def changed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(new for mark in marks if (new := change(mark)) is not None)

    pages = tuple(
        replace(page, marks=changed(page.marks)) if page.number == number else page
        for page in issue.pages
    )
    return replace(issue, pages=pages)


def jump_pages(issue: Issue) -> tuple[str, int, int]:
    """The first story that goes on, from where and to where."""
    slug, pages = next(iter(stories_over_pages(issue.structure).items()))
    return slug, pages[0], pages[1]


def is_turn_line(mark: Mark, slug: str) -> bool:
    return mark.origin.element is Element.JUMP_LINE and mark.origin.story == slug


def test_a_printed_issue_reads_back_as_itself(sample: Issue, sample_pdf: Path) -> None:
    assert stories_over_pages(sample.structure)
    assert read_back(sample, sample_pdf) == ()


def test_a_file_of_another_issue_is_told(sample: Issue, sample_pdf: Path) -> None:
    def capital(mark: Mark) -> Mark:
        if not isinstance(mark, GlyphRun) or mark.origin.element is not Element.HEADLINE:
            return mark
        first, *rest = mark.words
        other = replace(
            first, text=first.text.upper(), clusters=tuple(map(str.upper, first.clusters))
        )
        assert isinstance(other, Word)
        return replace(mark, words=(other, *rest))

    found = read_back(with_marks(sample, 3, capital), sample_pdf)
    assert {finding.rule for finding in found} == {"witness.text"}
    assert {finding.page for finding in found} == {3}
    assert all(finding.severity is Severity.ERROR for finding in found)


def test_a_damaged_file_is_told(sample: Issue, sample_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        del pdf.pages[-1]
        pdf.save(tmp_path / "short.pdf")
    assert "witness.pages" in {f.rule for f in read_back(sample, tmp_path / "short.pdf")}
    (tmp_path / "none.pdf").write_bytes(b"not a PDF")
    assert "witness.file" in {f.rule for f in read_back(sample, tmp_path / "none.pdf")}


def test_a_turn_line_without_its_link_is_told(sample: Issue) -> None:
    slug, first, second = jump_pages(sample)
    bare = with_marks(
        sample,
        first,
        lambda mark: None if isinstance(mark, Link) and is_turn_line(mark, slug) else mark,
    )
    found = {(finding.rule, finding.page) for finding in jump_findings(bare)}
    assert ("jump.unlinked", first) in found
    assert ("jump.silent", first) in found
    assert ("jump.one-way", second) in found


def test_a_link_that_leads_elsewhere_is_told(sample: Issue) -> None:
    slug, first, second = jump_pages(sample)
    other = next(page.number for page in sample.pages if page.number not in (first, second))
    lost = with_marks(
        sample,
        first,
        lambda mark: (
            replace(mark, page=other)
            if isinstance(mark, Link) and is_turn_line(mark, slug)
            else mark
        ),
    )
    found = jump_findings(lost)
    assert {finding.rule for finding in found} >= {"jump.one-way", "jump.misprinted"}
    told = next(finding for finding in found if finding.rule == "jump.misprinted")
    assert told.message == f"{slug}, from page {first} to page {other}, names another page"
    assert told.story == slug


def test_a_line_that_says_another_page_is_told(sample: Issue) -> None:
    slug, first, second = jump_pages(sample)

    def lying(mark: Mark) -> Mark:
        if not isinstance(mark, GlyphRun) or not is_turn_line(mark, slug):
            return mark
        words = tuple(
            replace(word, text="7") if word.text == str(second) else word for word in mark.words
        )
        return replace(mark, words=words)

    found = jump_findings(with_marks(sample, first, lying))
    assert [finding.rule for finding in found] == ["jump.misprinted"]


def test_without_jumps_there_is_nothing_to_say(sample: Issue) -> None:
    slug, *pages = jump_pages(sample)
    issue = sample
    for number in pages:
        issue = with_marks(issue, number, lambda m: None if m.origin.story == slug else m)
    sections = tuple(
        replace(section, articles=tuple(one for one in section.articles if one.story != slug))
        for section in issue.structure.sections
    )
    issue = replace(issue, structure=replace(issue.structure, sections=sections))
    assert jump_findings(issue) == []
