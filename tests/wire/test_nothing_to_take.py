"""A file that holds nothing for the paper is told, never passed over."""

from __future__ import annotations

from epaper.sources.wire.reader import read_items
from epaper.sources.wire.tidy import name_only

WXR = """<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:wxr_version>1.2</wp:wxr_version><item><title>A</title>
<wp:post_type>attachment</wp:post_type></item></channel></rss>"""


def test_an_export_of_pictures_alone_is_refused_by_name() -> None:
    (read,) = read_items(WXR.encode(), "export.xml")
    assert "holds no story" in read.reason


def test_a_byline_of_endless_letters_takes_no_time() -> None:
    for text in ("x" * 300_000, "x@" * 150_000, "www." * 50_000):
        name_only(text)
    assert name_only("A. Rao <a.rao@desk.example>") == ("A. Rao", "<a.rao@desk.example>")
