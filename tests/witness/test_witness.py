"""A file that is right gives no finding; each kind of damage is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from witness_samples import Built

from epaper.model.finding import Finding, Severity
from epaper.page.marks import GlyphRun, Link
from epaper.page.page import OutlineEntry, Page
from epaper.sinks.pdf.ways import with_ways
from epaper.witness.jumps import witness_jumps
from epaper.witness.places import nested
from epaper.witness.text import difference
from epaper.witness.witness import witness

Damage = Callable[[pikepdf.Pdf], None]


class Court:
    """Hears the witness about a damaged copy of the readers' PDF."""

    def __init__(self, built: Built, folder: Path) -> None:
        self.issue, self.pdf, self.folder = with_ways(built.issue), built.pdf, folder

    def damaged(self, damage: Damage) -> Path:
        copy = self.folder / "damaged.pdf"
        with pikepdf.open(self.pdf) as pdf:
            damage(pdf)
            pdf.save(copy)
        return copy

    def hear(self, damage: Damage, **more: bool) -> tuple[Finding, ...]:
        return self.ask(self.damaged(damage), self.issue.pages, self.issue.outline, **more)

    def ask(
        self, pdf: Path, pages: Sequence[Page], outline: Sequence[OutlineEntry], **more: bool
    ) -> tuple[Finding, ...]:
        issue = self.issue
        found = witness(pdf, pages, outline, title=issue.title, language=issue.language, **more)
        assert all(f.severity is Severity.ERROR and f.remedy == "report it" for f in found)
        return found

    def first_link(self) -> Link:
        return next(m for m in self.issue.pages[0].marks if isinstance(m, Link))


@pytest.fixture
def court(built: Built, tmp_path: Path) -> Court:
    return Court(built, tmp_path)


def rules(found: Sequence[Finding]) -> set[tuple[str, int]]:
    return {(f.rule.removeprefix("witness."), f.page) for f in found}


def rewrite(pdf: pikepdf.Pdf, place: int, change: Callable[[bytes], bytes]) -> None:
    content = pdf.pages[place].Contents
    before = content.read_bytes()
    after = change(before)
    assert after != before
    content.write(after)


def test_an_untouched_file_gives_no_finding(court: Court) -> None:
    assert not court.ask(court.pdf, court.issue.pages, court.issue.outline)


def test_a_file_that_was_written_anew_gives_no_finding(court: Court) -> None:
    def rewritten(pdf: pikepdf.Pdf) -> None:  # strings as another writer would have them
        for page in pdf.pages:
            page.Contents.write(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)))

    assert not court.hear(rewritten)


def test_swapped_pages_are_told_by_text_and_links(court: Court) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        third = pdf.pages[2]
        del pdf.pages[2]
        pdf.pages.insert(3, third)

    assert {("text", 3), ("text", 4)} <= rules(court.hear(swap))


def test_pages_that_are_missing_or_of_another_size_are_told(court: Court) -> None:
    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[7]

    assert ("pages", 0) in rules(court.hear(drop))

    def cut(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1].TrimBox
        pdf.pages[2].MediaBox[2] = 900

    found = court.hear(cut)
    assert rules(found) == {("box", 2), ("box", 3)}
    assert "TrimBox is missing" in found[0].message


def test_a_wrong_label_title_or_language_is_told(court: Court) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels.Nums[1].St = 2
        pdf.docinfo.Title = pikepdf.String("Another paper")
        del pdf.Root.Lang

    found = court.hear(rename)
    assert {("label", 1), ("label", 8), ("title", 0), ("language", 0)} <= rules(found)
    fact = f"the PDF is titled 'Another paper', not {court.issue.title!r}"
    assert fact in {f.message for f in found}

    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.PageLabels

    pages = [replace(page, number=page.number + 4) for page in court.issue.pages]
    assert ("label", 5) in rules(court.ask(court.damaged(drop), pages, ()))


def test_a_lost_a_moved_and_a_foreign_link_are_told(court: Court) -> None:
    label = court.first_link().label

    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].Annots[0]

    (found,) = court.hear(drop)
    assert (found.rule, found.page) == ("witness.link", 1)
    assert label in found.message
    assert "is not in the PDF" in found.message

    def move(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Rect[0] = 1

    assert len(court.hear(move)) == 2  # one is missing, another is none of the page's

    def double(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots.append(pdf.pages[0].Annots[0])

    (found,) = court.hear(double)
    assert "none of the page's" in found.message


def test_a_link_that_leads_elsewhere_is_told(court: Court) -> None:
    def page(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Dest[0] = pdf.pages[6].obj

    def height(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Dest[3] = 3

    def fit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Dest = pikepdf.Array([pdf.pages[2].obj, pikepdf.Name.Fit])

    def dead(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].Annots[0].Dest

    goals = {page: "leads to sheet 7 at", height: "at 3 pt", fit: "no page", dead: "no page"}
    for damage, told in goals.items():
        (found,) = court.hear(damage)
        assert (found.rule, found.page) == ("witness.link", 1)
        assert told in found.message


def test_addresses_are_compared(court: Court) -> None:
    def address(pdf: pikepdf.Pdf) -> None:
        note = pdf.pages[0].Annots[0]
        del note.Dest
        note.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/"))

    first = court.issue.pages[0]
    copy = court.damaged(address)
    for uri, told in (("https://example.org/", ()), ("https://example.org/a", ("witness.link",))):
        marks = list(first.marks)
        marks[marks.index(court.first_link())] = replace(court.first_link(), uri=uri)
        pages = [replace(first, marks=tuple(marks)), *court.issue.pages[1:]]
        found = court.ask(copy, pages, court.issue.outline, text=False)
        assert tuple(f.rule for f in found) == told


def test_a_wrong_bookmark_is_told(court: Court) -> None:
    second = court.issue.outline[1].title

    def title(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.First.Title = pikepdf.String("Something else")

    def goal(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.First.Dest[0] = pdf.pages[4].obj

    def gone(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines

    def flat(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.insert(1, outline.root[0].children.pop())

    for damage, told in {
        title: "reads 'Something else'",
        goal: f"{second!r} leads to sheet 5",
        gone: "has no bookmark",
        flat: "on level 0, not 1",
    }.items():
        found = court.hear(damage)
        assert [f.rule for f in found] == ["witness.outline"]
        assert told in found[0].message
    extra = court.ask(court.pdf, court.issue.pages, court.issue.outline[:-1])
    assert [f.rule for f in extra] == ["witness.outline"]


def test_bookmarks_that_skip_a_level_nest_under_the_one_before() -> None:
    assert list(nested([1, 0, 2, 2, 3, 1, 0])) == [0, 0, 1, 2, 3, 1, 0]


def test_a_changed_map_to_unicode_is_told_where_it_shows(court: Court) -> None:
    def remap(pdf: pikepdf.Pdf) -> None:
        font = pdf.pages[0].Resources.Font["/Fserif"]
        cmap = font.ToUnicode.read_bytes()
        assert b"> <0065>" in cmap
        font.ToUnicode.write(cmap.replace(b"> <0065>", b"> <0078>"))

    found = court.hear(remap)
    assert {"text"} == {rule for rule, _ in rules(found)}
    assert any("(e)" in f.message and "(x) too much" in f.message for f in found)

    def unmapped(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].Resources.Font["/Fserif"].ToUnicode

    assert ("file", 1) in rules(court.hear(unmapped))


def test_text_that_is_gone_or_out_of_order_is_told(court: Court) -> None:
    def remove(pdf: pikepdf.Pdf) -> None:
        rewrite(pdf, 3, lambda c: re.sub(rb"\[[^\]]*\]TJ", b"", c, count=1))

    (found,) = court.hear(remove)
    assert (found.rule, found.page) == ("witness.text", 4)
    assert "lacks" in found.message

    def double(pdf: pikepdf.Pdf) -> None:
        rewrite(pdf, 3, lambda c: re.sub(rb"(\[[^\]]*\]TJ)", rb"\1 \1", c, count=1))

    (found,) = court.hear(double)
    assert "too much" in found.message

    def turn(pdf: pikepdf.Pdf) -> None:
        two_lines = rb"(\[[^\]]*\]TJ)(\n[-0-9. ]+ Tm )(\[[^\]]*\]TJ)"
        rewrite(pdf, 3, lambda c: re.sub(two_lines, rb"\3\2\1", c, count=1))

    (found,) = court.hear(turn)
    assert "another order" in found.message
    assert not court.hear(turn, text=False)


def test_a_picture_that_is_not_shown_is_told(court: Court) -> None:
    def unshown(pdf: pikepdf.Pdf) -> None:
        rewrite(pdf, 0, lambda c: re.sub(rb"/\w+ Do", b"", c, count=1))

    def not_at_hand(pdf: pikepdf.Pdf) -> None:
        objects = pdf.pages[0].Resources.XObject
        del objects[next(iter(objects.keys()))]

    for damage in (unshown, not_at_hand):
        assert rules(court.hear(damage)) == {("picture", 1)}


def test_a_file_that_cannot_be_read_is_told(court: Court) -> None:
    short = court.folder / "short.pdf"
    short.write_bytes(court.pdf.read_bytes()[:5000])
    for path in (short, court.folder / "missing.pdf"):
        (found,) = court.ask(path, court.issue.pages, court.issue.outline)
        assert found.rule == "witness.file"
    assert [f.rule for f in witness_jumps(short, [])] == ["witness.file"]


def test_runs_to_the_left_are_compared_by_their_characters(court: Court) -> None:
    run = next(m for m in court.issue.pages[0].marks if isinstance(m, GlyphRun) and m.words)
    painted = run.text.replace(" ", "")[::-1]
    assert difference([run], [painted])
    assert not difference([replace(run, direction="rtl")], [painted])
    assert difference([replace(run, direction="rtl")], [painted[1:]])


def test_jumps_lead_on_and_back(court: Court) -> None:
    runs = [(story.slug, story.pages) for story in court.issue.stories if len(story.pages) > 1]
    assert runs
    assert not witness_jumps(court.pdf, runs)
    slug, (here, there) = runs[0]

    def one_way(pdf: pikepdf.Pdf) -> None:
        notes = pdf.pages[there - 1].Annots
        back = pdf.pages[here - 1].obj.objgen
        kept = [note for note in notes if note.Dest[0].objgen != back]
        assert len(kept) < len(notes)
        pdf.pages[there - 1].Annots = pikepdf.Array(kept)

    found = witness_jumps(court.damaged(one_way), runs)  # of every story that runs over these two
    assert {(one.rule, one.page) for one in found} == {("witness.jump", there)}
    assert slug in [one.story for one in found]
    assert all(f"leads back to page {here}" in one.message for one in found)
    twice = witness_jumps(court.pdf, runs * 40)  # a link serves one story
    assert twice
