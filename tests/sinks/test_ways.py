"""Ways about the edition on a screen: links on every page, threads along the legs, page 1 first."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import pikepdf
import pytest
from render_samples import issue_of, page, run

from epaper.issue.issue import Issue
from epaper.page.marks import Link, Mark
from epaper.sinks.pdf.threads import legs_of
from epaper.sinks.pdf.ways import with_ways

FIRST_VIEW = 500_000  # bytes of the file until its first page is whole


@pytest.fixture(scope="module")
def printed(sample_pdf: Path) -> bytes:
    return sample_pdf.read_bytes()


def test_every_page_leads_to_contents_front_page_and_its_neighbours(sample: Issue) -> None:
    shown = with_ways(sample)
    contents = next(
        page.number for page in sample.pages for m in page.marks if m.origin.element == "contents"
    )
    last = len(sample.pages)
    for one, before in zip(shown.pages, sample.pages, strict=True):
        added = one.marks[len(before.marks) :]
        goals = {m.page for m in added if isinstance(m, Link) and m.page}
        number = one.number
        wanted = {number - 1, number + 1} if number == 1 else {1, number - 1, number + 1}
        wanted |= {contents} - {number} if number > 1 else set()
        assert goals == {goal for goal in wanted if 1 <= goal <= last}


def test_the_way_on_is_at_the_side_to_which_the_paper_is_read(sample: Issue) -> None:
    urdu = replace(sample, publication=replace(sample.publication, language="ur"))
    for issue, side in ((sample, 1), (urdu, -1)):
        page = with_ways(issue).pages[3]
        (on,) = [m for m in page.marks[len(sample.pages[3].marks) :] if getattr(m, "page", 0) == 5]
        assert (on.rect.x > page.size.width / 2) == (side == 1)


def test_every_link_is_in_the_tag_tree_and_says_where_it_leads(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert len(links) > 90
        for link in links:
            assert str(link.Contents)
            element = parents[int(link.StructParent)]
            assert element.S == "/Link"
            assert any(
                isinstance(kid, pikepdf.Dictionary) and kid.Obj.objgen == link.objgen
                for kid in element.K
            )
        assert all(page.Tabs == "/S" for page in pdf.pages)


def test_a_thread_runs_along_the_legs_of_each_story(sample: Issue, printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        places = {page.obj.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        threads = {}
        for thread in pdf.Root.Threads:
            bead, pages = thread.F, []
            while True:
                pages.append(places[bead.P.objgen])
                assert bead.N.V.objgen == bead.objgen
                assert bead.objgen in {one.objgen for one in bead.P.B}
                left, foot, right, top = map(float, bead.R)
                assert 0 <= left < right
                assert 0 <= foot < top
                bead = bead.N
                if bead.objgen == thread.F.objgen:
                    break
            threads[str(thread.I.Title)] = pages
    for story in sample.stories:
        if story.pages:
            assert set(threads[story.headline]) == set(story.pages)
            assert threads[story.headline] == sorted(threads[story.headline])
    assert max(map(len, threads.values())) > 4


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_words_of_a_line_are_in_one_leg_whichever_way_they_run(order: tuple[int, ...]) -> None:
    marks: list[Mark] = [
        run("word", 40.0 + 30 * place, 100.0 + 12 * line) for line in range(4) for place in order
    ]
    marks += [run("beside", 240.0, 100.0 + 12 * line) for line in range(2)]
    issue = issue_of([page(marks)])
    ((article,),) = (section.articles for section in issue.structure.sections)
    assert len(legs_of(article, {1: issue.pages[0]})) == 2


def test_the_first_page_is_whole_after_half_a_megabyte(printed: bytes, tmp_path: Path) -> None:
    """Its end stands in the linearization dictionary (ISO 32000-1, annex F), and the hint tables
    are right."""
    end = re.search(rb"/E (\d+)", printed[:1024])
    assert end
    assert int(end[1]) < FIRST_VIEW
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.is_linearized
        assert pdf.check_linearization(io.StringIO())


def test_hint_tables_count_the_objects_of_each_page(printed: bytes) -> None:
    """Read by their definition (annex F, tables F.3 and F.4): viewers fetch a page's bytes by them.
    Not by qpdf 11's own check: it counts what it would itself have put into a page's part."""
    head = printed[:1500]
    (end,), (table, length), (count,) = (
        [int(one) for one in re.search(pattern, head).groups()]  # type: ignore[union-attr]
        for pattern in (rb"/E (\d+)", rb"/H \[ *(\d+) +(\d+)", rb"/N (\d+)")
    )
    whole = printed[table : table + length]
    bits = Bits(zlib.decompressobj().decompress(whole.partition(b"stream\n")[2]))
    least, first, wide = bits.number(32), bits.number(32) + length, bits.number(16)
    shortest, long = bits.number(32), bits.number(16)
    bits.at += 2 * 32 + 6 * 16  # of contents, and of objects that pages share
    told = [least + bits.number(wide) for _ in range(count)]
    bits.align()
    lengths = [shortest + bits.number(long) for _ in range(count)]
    starts = [found.start() for found in re.finditer(rb"(?m)^\d+ 0 obj\b", printed)]
    places = [first, *accumulate(lengths[1:-1], initial=end)]
    counted = [
        sum(place <= start < place + wide for start in starts)
        for place, wide in zip(places, lengths, strict=True)
    ]
    assert told == counted


@dataclass
class Bits:
    """Numbers of so many bits, the highest first."""

    data: bytes
    at: int = 0

    def number(self, bits: int) -> int:
        whole = int.from_bytes(self.data, "big")
        self.at += bits
        return (whole >> (8 * len(self.data) - self.at)) & ((1 << bits) - 1)

    def align(self) -> None:
        self.at = -(-self.at // 8) * 8
