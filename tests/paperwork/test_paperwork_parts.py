"""Words, page lists, spreads, faces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from paperwork_samples import TRIM, bare, colour_operators, faults, page_jpeg, sheets_of
from reportlab import rl_config

from epaper.geometry import Rect, Size
from epaper.paperwork.faces import BOLD, REGULAR, pieces, text_width
from epaper.paperwork.sheet import A4, RED, Sheets
from epaper.paperwork.spreads import largest_grid, spreads
from epaper.paperwork.words import shortened, wrapped
from epaper.units import page_list

WORDS = st.lists(st.text("abcdefg-", min_size=1, max_size=30), max_size=12).map(" ".join)


@given(WORDS, st.floats(20, 200))
def test_lines_fit_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrapped(text, width, REGULAR, 9)
    assert bare("".join(lines)) == bare(text)
    assert all(text_width(line, REGULAR, 9) <= width for line in lines)


def test_a_long_name_breaks_after_its_hyphens() -> None:
    assert wrapped("harbour-goes-on-strike", 70, REGULAR, 9) == ["harbour-goes-", "on-strike"]


def test_what_is_cut_short_says_so() -> None:
    assert shortened("Nation", 100, BOLD, 9) == "Nation"
    cut = shortened("Science and culture", 40, BOLD, 9)
    assert cut.endswith("…")
    assert text_width(cut, BOLD, 9) <= 40


def test_page_lists_join_runs() -> None:
    assert page_list([7, 1, 5, 4, 6, 9]) == "1, 4–7, 9"
    assert page_list([2, 3]) == "2, 3"
    assert page_list([]) == ""


def test_spreads_are_as_a_reader_holds_them() -> None:
    assert spreads(range(1, 5)) == [(None, 1), (2, 3), (4, None)]
    assert spreads([5, 2]) == [(2, None), (None, 5)]


@given(st.integers(1, 60), st.floats(100, 600), st.floats(100, 700))
def test_spreads_lie_in_their_room_and_apart(count: int, width: float, height: float) -> None:
    room = Rect(30, 40, width, height)
    grid = largest_grid(count, room, TRIM, caption=2, gap=1, most=170)
    cells = [grid.cell(place, side) for place in range(count) for side in (0, 1)]
    assert all(room.contains(cell) for cell in cells)
    assert not any(a.overlaps(b) for at, a in enumerate(cells) for b in cells[:at])
    shape = TRIM.width / TRIM.height
    assert abs(grid.page.width - shape * grid.page.height) < 0.01


def test_characters_find_a_face() -> None:
    assert pieces("Ab", REGULAR) == (("epaper-sans", "Ab"),)
    assert [part for _, part in pieces("a☎b", BOLD)] == ["a", "☎", "b"]
    assert pieces("☎", BOLD)[0][0].startswith("epaper-fallback")
    assert pieces("漢", BOLD) == (("epaper-sans-bold", "漢"),)  # an empty box


def test_sheets_have_footers_and_one_copy_of_a_picture() -> None:
    before = rl_config.useA85
    sheets = Sheets(A4, "Paper ☎")
    jpeg = page_jpeg(1, (400, 400))
    for _ in range(3):
        sheets.picture(Rect(50, 60, 100, 120), jpeg)
        sheets.new()
    sheets.box(Rect(10, 10, 50, 50), fill=RED)
    pdf = sheets.pdf()
    assert rl_config.useA85 == before
    assert pdf == sheets.pdf()
    assert not faults(pdf)
    assert pdf.count(jpeg) == 1
    drawn = sheets_of(pdf)
    assert [sheet.text for sheet in drawn] == [f"Paper☎{n}of4" for n in (1, 2, 3, 4)]
    (picture,) = drawn[0].pictures
    assert (round(picture.x), round(picture.y)) == (50, 60)
    assert (round(picture.width), round(picture.height)) == (100, 120)
    assert "0 G" in colour_operators(pdf)


def test_a_sheet_may_have_any_size() -> None:
    assert sheets_of(Sheets(Size(90, 60), "x", footer=False).pdf())[0].size == Size(90, 60)
