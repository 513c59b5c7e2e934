"""What a content stream shows."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from witness_samples import Built

from epaper.witness.content import shown_by, string_bytes, unicode_decoder
from epaper.witness.reading import WitnessFile
from epaper.witness.text import bare

CMAP = b"2 beginbfchar\n<0001> <0041>\n<0002> <00660069>\nendbfchar"
FONTS = {"F1": unicode_decoder(CMAP, 2)}


def texts(content: bytes) -> tuple[str, ...]:
    return shown_by(content, FONTS).texts[1:]


def test_each_place_has_its_text() -> None:
    content = b"BT /F1 9 Tf 1 0 0 1 5 5 Tm [<0001>-20.5<0002>]TJ 1 0 0 1 5 9 Tm <0001> Tj ET"
    assert texts(content) == ("Afi", "A")


def test_strings_are_read_as_written_elsewhere() -> None:
    assert string_bytes(rb"(a\(b\)(c)\101\n\\)") == b"a(b)(c)A\n\\"
    assert string_bytes(b"(a\\\nb)") == b"ab"
    assert string_bytes(b"<0 a\n1>") == b"\x0a\x10"
    assert texts(b"/F1 9 Tf 1 0 0 1 0 0 Tm [(\\000\\001)-3 (\\000\\002)] TJ") == ("Afi",)


def test_what_is_said_to_stand_there_counts_in_place_of_the_glyphs() -> None:
    tag = b"/Span<</ActualText<feff0915>>>BDC [<0001>]TJ EMC"
    content = b"/P <</MCID 0>> BDC /F1 9 Tf 1 0 0 1 0 0 Tm [<0001>]TJ %s [<0002>]TJ EMC" % tag
    assert texts(content) == ("A\u0915fi",)
    literal = b"/Span<</ActualText (x)>> BDC /Artifact BMC <0001> Tj EMC EMC <0001> Tj"
    assert texts(b"/F1 9 Tf 0 0 Td " + literal) == ("xA",)


def test_an_unknown_code_shows_as_such() -> None:
    assert texts(b"/F1 9 Tf 0 0 Td <00010009> Tj") == ("A\ufffd",)
    assert unicode_decoder(b"1 beginbfchar <41> <0042> endbfchar", 1)(b"A?") == "B\ufffd"


def test_placed_objects_are_named_in_order() -> None:
    content = b"q 9 0 0 9 0 0 cm /X1 Do Q BT /F1 9 Tf 0 0 Td <0001> Tj ET q /X2 Do Q"
    assert shown_by(content, FONTS).objects == ("X1", "X2")
    with pytest.raises(KeyError):
        shown_by(b"/F2 9 Tf", FONTS)


def test_it_reads_what_the_library_extracts(built: Built) -> None:
    file, reader = WitnessFile(built.pdf), PdfReader(built.pdf)
    for place in (0, 2):  # extraction takes its time
        shown = shown_by(file.content(place), file.fonts(place))
        extracted = reader.pages[place].extract_text()
        assert sorted(bare("".join(shown.texts))) == sorted(bare(extracted))
