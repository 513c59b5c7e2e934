from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from epaper.model.finding import Severity
from epaper.model.press import PressSettings, Standard
from epaper.preflight.files import check_file
from epaper.resources import shipped
from epaper.sinks.press.colour import Separation, limited, two_inks
from epaper.sinks.press.printing import PressPass
from epaper.sinks.screen import print_screen
from epaper.sources.press import find_press
from epaper.work.child import in_child
from epaper.work.step import Works
from epaper.work.store import Store

# how large a picture runs is the layout's matter, not the press pass's
SHOP = replace(
    find_press("indian-coldset-broadsheet", shipped("layouts") / "press"), picture_ppi_error=50
)


def text_of(file: Path, page: int) -> str:
    document = pdfium.PdfDocument(file)
    try:
        return str(document[page].get_textpage().get_text_bounded())
    finally:
        document.close()


def print_day(
    sample, settings: PressSettings, folder: Path, store: Store, pages: int = 99
) -> list[Path]:
    press = PressPass(sample, settings, Works(store, 2))
    files = []
    for page in sample.pages[:pages]:
        files.append(folder / f"{page.number}.pdf")
        press.write([page], files[-1])
    return files


@pytest.mark.parametrize(("standard", "pages"), [(Standard.X1A, 99), (Standard.X4, 3)])
def test_the_sample_day_passes_preflight_and_reads_like_the_screen(
    sample, store, tmp_path, standard, pages
) -> None:
    settings = replace(SHOP, standard=standard)
    screen = tmp_path / "screen.pdf"
    print_screen(sample, screen)
    files = print_day(sample, settings, tmp_path, store, pages)
    assert len(files) == min(len(sample.pages), pages) > 1
    for at, file in enumerate(files):
        errors = [f for f in check_file(file, settings, [at + 1]) if f.severity is Severity.ERROR]
        assert errors == []
        assert text_of(file, 0) == text_of(screen, at)


def test_same_bytes_cold_and_warm_and_codes_are_read(sample, tmp_path) -> None:
    own = Store(tmp_path / "cache")
    first = print_day(sample, SHOP, tmp_path, own, 2)
    bytes_before = [file.read_bytes() for file in first]
    again = print_day(sample, SHOP, tmp_path, own, 2)
    assert [file.read_bytes() for file in again] == bytes_before
    document = pdfium.PdfDocument(first[1])
    foot = document[0].render(scale=6, crop=(0, 0, 700, 1480)).to_pil()
    document.close()
    assert next(b.text for b in zxingcpp.read_barcodes(foot)).startswith("KBC 20261123 - p002 ")


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Debian's ghostscript")
def test_ghostscript_sees_text_on_the_black_plate_alone(sample, store, tmp_path) -> None:
    (file,) = print_day(sample, SHOP, tmp_path, store, 1)
    subprocess.run(
        [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dSAFER",
            "-sDEVICE=tiffsep",
            "-r100",
            "-dFILTERIMAGE",
            f"-sOutputFile={tmp_path / 'p.tif'}",
            str(file),
        ],
        check=True,
        timeout=120,
    )
    ink = {
        n: 255 - np.asarray(Image.open(tmp_path / f"p({n}).tif")).astype(int)
        for n in ("Cyan", "Magenta", "Yellow", "Black")
    }
    body = np.s_[1500:1900, 100:600]
    assert ink["Black"][body].max() > 200
    total = sum(ink.values()).max() * 100 / 255
    assert total <= SHOP.ink_limit + 1


def test_the_ink_limit_holds_to_the_last_pixel() -> None:
    noise = np.random.default_rng(4).integers(0, 256, (300, 300, 3), dtype=np.uint8)
    assert SHOP.profile is not None
    for intent in ("perceptual", "relative"):
        inks = Separation(SHOP.profile, intent, 240, 120).inks(Image.fromarray(noise), True)
        assert inks.sum(axis=2, dtype=int).max() <= 240 * 255 / 100
    dark = np.full((2, 2, 4), 255, np.uint8)
    assert limited(dark, 240).sum(axis=2, dtype=int).max() <= 612
    assert limited(dark, 240)[0, 0, 3] == 255


def test_grey_stays_grey_and_small_type_keeps_two_inks() -> None:
    assert SHOP.profile is not None
    grey = Image.new("RGB", (4, 4), (120, 120, 121))
    assert Separation(SHOP.profile, "perceptual", 240, 0).inks(grey, True).shape == (4, 4)
    assert two_inks((0.15, 0.95, 0.85, 0.05)) == (0, 0.95, 0.85, 0)


def test_archive_files_pass_an_independent_check(sample, store, tmp_path) -> None:
    checker = pytest.importorskip("page")
    (file,) = print_day(sample, replace(SHOP, archive=True), tmp_path, store, 1)
    two_b = checker.ValidationProfile.PDF_A_2B
    # PDF/X-4 wants pdf:Trapped in the packet; the checker's list of the pdf schema does not have
    # it, and nothing else
    failures = [f.rule_id for f in checker.validate_pdf(str(file), profile=two_b).failures]
    assert all(rule.startswith("PDFA2B-XMP-P") for rule in failures)
    with pikepdf.open(file) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            del xmp["pdf:Trapped"]
        del pdf.docinfo["/Trapped"]
        pdf.save(tmp_path / "without.pdf", deterministic_id=True)
    report = checker.validate_pdf(str(tmp_path / "without.pdf"), profile=two_b)
    assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


def test_a_process_that_shares_no_open_file_makes_the_same_inks() -> None:
    """A profile that is read as it is needed would be read by all workers at once."""
    assert SHOP.profile is not None
    separation = Separation(SHOP.profile, "perceptual", 240, 0)
    picture = Image.new("RGB", (4, 4), "teal")
    here = separation.inks(picture, True)
    assert np.array_equal(in_child(lambda: separation.inks(picture, True)), here)
