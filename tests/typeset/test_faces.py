"""A paper's own faces: listed, judged, and before the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from epaper.errors import FontError
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.typeset.faces import read_faces
from epaper.typeset.fonts import FontBook, load_book

SHIPPED = shipped("fonts")


def face(folder: Path, name: str, embedding: int = 0) -> Path:
    """A shipped face under another name, with an fsType (OpenType, table OS/2)."""
    with TTFont(SHIPPED / "sans-bold.ttf") as font:
        font["OS/2"].fsType = embedding
        font.save(folder / name)
    return folder / name


def own_book(folder: Path, listed: str) -> FontBook:
    (folder / "fonts.yaml").write_text(listed, encoding="utf-8")
    return load_book(folder, SHIPPED)


def told(folder: Path, listed: str) -> list[str]:
    (folder / "fonts.yaml").write_text(listed, encoding="utf-8")
    notes = Notes("fonts/fonts.yaml")
    read_faces(folder, notes)
    return [str(finding) for finding in notes.found]


def test_the_papers_faces_come_before_the_shipped_ones(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    face(tmp_path, "Ours-It.ttf")
    listed = "ours-text: {file: Ours.ttf, family: serif}\n"
    listed += "ours-italic: {file: Ours-It.ttf, family: serif, style: italic}\n"
    book = own_book(tmp_path, listed)
    assert book.member("serif", False, True) == "ours-italic"
    assert book.member("serif", True, False) == "ours-text"  # never a bold of another design
    assert book.path("serif") == tmp_path / "Ours.ttf"
    assert book.metrics("serif") == book.metrics("ours-text")
    assert book.member("sans", True, True) == "sans-bold-italic"
    assert book.fallbacks == (
        "fallback-latin",
        "fallback-symbols",
        "fallback-symbols-2",
        "fallback-math",
        "fallback-emoji",
    )


def test_a_face_may_be_named_without_its_family(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    book = own_book(tmp_path, "poster: {file: Ours.ttf, family: Ours, weight: bold}\n")
    assert book.member("poster", False, True) == "poster"
    assert book.member("Ours", False, False) == "poster"
    assert "Ours" in book
    assert "poster" in book
    assert "Poster" not in book


def test_without_a_family_a_face_is_one_of_its_own(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    assert own_book(tmp_path, "Ours: {file: Ours.ttf}").member("Ours", True, True) == "Ours"


def test_a_paper_without_fonts_has_the_shipped_ones(tmp_path: Path) -> None:
    assert load_book(tmp_path / "fonts", SHIPPED).faces == load_book(SHIPPED).faces
    assert load_book(SHIPPED, SHIPPED).faces == load_book(SHIPPED).faces


LICENCES = [
    (0x0002, "Ours.ttf may not be embedded (OS/2 fsType 0x0002: restricted licence)"),
    (0x0200, "Ours.ttf may be embedded as a bitmap only (OS/2 fsType 0x0200)"),
    (0x0204, "Ours.ttf may be embedded as a bitmap only (OS/2 fsType 0x0204)"),
    (0x0100, "Ours.ttf may be embedded whole only (OS/2 fsType 0x0100), and pages carry parts"),
]


@pytest.mark.parametrize(("embedding", "fact"), LICENCES)
def test_a_face_that_may_not_be_embedded(tmp_path: Path, embedding: int, fact: str) -> None:
    face(tmp_path, "Ours.ttf", embedding)
    remedy = "ask its maker for a licence to embed it, or use another face"
    assert told(tmp_path, "ours: {file: Ours.ttf}") == [
        f"fonts/fonts.yaml:1:ours.file: {fact}; {remedy}"
    ]
    with pytest.raises(FontError) as caught:
        own_book(tmp_path, "ours: {file: Ours.ttf}")
    assert str(caught.value) == f"fonts.yaml:1:ours.file: {fact}; {remedy}"


@pytest.mark.parametrize("embedding", [0, 0x0004, 0x0008, 0x000A])
def test_faces_that_may_be_embedded(tmp_path: Path, embedding: int) -> None:
    """Where an old file names several rights the freest counts (OpenType, OS/2, fsType)."""
    face(tmp_path, "Ours.ttf", embedding)
    assert told(tmp_path, "ours: {file: Ours.ttf}") == []


def test_files_that_are_no_faces(tmp_path: Path) -> None:
    (tmp_path / "text.ttf").write_bytes(b"not a font")
    (tmp_path / "folder.ttf").mkdir()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupCFF("X", {}, {".notdef": _empty_outline()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(fsType=0)
    builder.setupPost()
    builder.save(tmp_path / "cubic.otf")
    listed = (
        "a: {file: gone.ttf}\nb: {file: text.ttf}\nc: {file: folder.ttf}\nd: {file: cubic.otf}\n"
    )
    assert told(tmp_path, listed) == [
        "fonts/fonts.yaml:1:a.file: gone.ttf is not there; put it into fonts/, or name another "
        "file",
        "fonts/fonts.yaml:2:b.file: text.ttf is no font; put in a TrueType font (.ttf)",
        "fonts/fonts.yaml:3:c.file: folder.ttf is not there; put it into fonts/, or name another "
        "file",
        "fonts/fonts.yaml:4:d.file: cubic.otf has no TrueType outlines; convert it to .ttf, or use "
        "another face",
    ]


def _empty_outline() -> object:
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(500, None)
    return pen.getCharString()


MISTAKES = [
    ("ours: {fil: Ours.ttf}", "ours.fil: there is no field 'fil'; did you mean 'file'?"),
    ("ours: {family: serif}", "ours.file: file is missing; add file:"),
    (
        "ours: Ours.ttf",
        "ours: ours is a text, fields are needed; indent 'name: value' lines below it",
    ),
    (
        "ours: {file: Ours.ttf, weight: heavy}",
        "ours.weight: weight is 'heavy'; allowed: regular, bold",
    ),
    (
        "ours: {file: Ours.ttf, style: slanted}",
        "ours.style: style is 'slanted'; allowed: roman, italic",
    ),
    (
        "serif: {file: Ours.ttf, family: Ours}",
        "serif: serif is the name of a family; call the face otherwise",
    ),
    (
        "sans-bold: {file: Ours.ttf, family: Ours}",
        "sans-bold: sans-bold is a face of the shipped sans; call the face otherwise",
    ),
]


@pytest.mark.parametrize(("listed", "message"), MISTAKES)
def test_a_mistake_in_the_list(tmp_path: Path, listed: str, message: str) -> None:
    face(tmp_path, "Ours.ttf")
    (tmp_path / "fonts.yaml").write_text(listed, encoding="utf-8")
    with pytest.raises(FontError) as caught:
        load_book(tmp_path, SHIPPED)
    assert str(caught.value) == f"fonts.yaml:1:{message}"


def test_two_faces_for_one_place(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    listed = "a: {file: Ours.ttf, family: Ours}\nb: {file: Ours.ttf, family: Ours}"
    assert told(tmp_path, listed) == [
        "fonts/fonts.yaml:2:b: b and a are both the regular roman of Ours; delete one, or set "
        "weight: and style:"
    ]


def test_fonts_that_nobody_lists(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    with pytest.raises(FontError) as caught:
        load_book(tmp_path, SHIPPED)
    assert str(caught.value) == (
        "fonts.yaml: there is no such list of faces; write 'Ours: {file: Ours.ttf}', one line a "
        "face"
    )


def test_a_papers_own_face_helps_out_after_the_shipped_ones(tmp_path: Path) -> None:
    face(tmp_path, "Ours.ttf")
    book = own_book(tmp_path, "fallback-hebrew: {file: Ours.ttf}\n")
    assert book.fallbacks[-2:] == ("fallback-emoji", "fallback-hebrew")
