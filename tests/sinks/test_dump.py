"""The dump reads well and names no files of the machine; thumbnails show every page."""

import io
from pathlib import Path

from PIL import Image
from render_samples import page, picture, rendered, run

from epaper.geometry import Rect
from epaper.page.dump import dump_page
from epaper.page.marks import Element, Link, Origin, Rule
from epaper.sinks.thumbnails import thumbnails

GOLDEN = """\
page 1 400.0 x 600.0 City
text  40.0,100.0  [bridge:body]  serif 10+serif-bold 10  \u201cOne line in inter\\-\u201d 300.0 \u201c23\u201d
text  40.0,111.0  [bridge:body]  serif 10  \u201cnational\u201d
rule  40.0,80.0 -> 360.0,80.0  0.5 black  [furniture]
picture  40.0,300.0 200.0 x 130.0  a.jpg  crop 0.000 0.000 1.000 1.000 216 ppi  [bridge:picture]  \u201cTwo fields\u201d
link  1.0,2.0 3.0 x 4.0  page 2 y 0.0  [a:jump line 1]  \u201cTo 2\u201d
"""


def test_a_dump_has_a_line_for_each_line() -> None:
    first = run("One line", 40, 100, space_after=True)
    marks = [
        first,
        run("in inter\u00ad", first.x + first.width + first.gap, 100, "serif-bold"),
        run("23", 300, 100),
        run("national", 40, 111),
        Rule(40, 80, 360, 80, 0.5),
        picture(Path("/somewhere/a.jpg"), Rect(40, 300, 200, 130)),
        Link(Rect(1, 2, 3, 4), "To 2", 2, origin=Origin(Element.JUMP_LINE, "a", 1)),
    ]
    assert dump_page(page(marks)) == GOLDEN


def test_thumbnails_are_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(rendered([page([run("Page", 40, 100, size=60)], n) for n in range(1, 7)]))
    pictures = thumbnails(path, 120, 1, range(6))
    assert len(pictures) == 6
    assert Image.open(io.BytesIO(pictures[0])).size == (120, 180)
    assert thumbnails(path, 120, 2, range(6)) == pictures
