"""The proofs at reading size: a picture a page, as the manifest says of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

from epaper.sinks.press.proof import READING, file_digests, page_proofs

INCH = 72.0  # points


def page_file(path: Path, *sizes: tuple[float, float]) -> None:
    """Pages with a red square of half an inch at the top left of each."""
    pdf = pikepdf.new()
    for width, height in sizes:
        page = pdf.add_blank_page(page_size=(width, height))
        page.Contents = pdf.make_stream(f"1 0 0 rg 0 {height - 36:g} 36 36 re f".encode())
    pdf.save(path)


def test_each_page_is_a_grey_picture_at_reading_size(tmp_path: Path) -> None:
    page_file(tmp_path / "a.pdf", (4 * INCH, 6 * INCH), (4 * INCH, 6 * INCH))
    page_file(tmp_path / "b.pdf", (8 * INCH, 6 * INCH))
    files = [
        {"name": "a.pdf", "pages": [1, 12]},
        {"name": "gone.pdf", "pages": [2]},  # somebody took it away
        {"name": "b.pdf", "pages": [4, 5]},  # a panorama: one picture
    ]
    told = page_proofs(tmp_path, files, file_digests(tmp_path, files))
    assert [(one["page"], one["name"]) for one in told] == [
        (1, "proof-001.jpg"),
        (12, "proof-012.jpg"),
        (4, "proof-004.jpg"),
    ]
    assert sorted(path.name for path in tmp_path.glob("*.jpg")) == sorted(p["name"] for p in told)
    for one, inches in zip(told, (4, 4, 8), strict=True):
        data = (tmp_path / one["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"])
        with Image.open(tmp_path / one["name"]) as picture:
            assert (picture.mode, picture.size) == ("L", (inches * READING, 6 * READING))
            grey = np.asarray(picture)
        assert 40 < grey[:40, :40].mean() < 160  # the red is a grey, not black
        assert grey[80:, 80:].mean() > 250


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    page_file(tmp_path / "a.pdf", (4 * INCH, 6 * INCH))
    files = [{"name": "a.pdf", "pages": [1]}]
    assert page_proofs(tmp_path, files, file_digests(tmp_path, files)) == page_proofs(
        tmp_path, files, file_digests(tmp_path, files)
    )
