"""Reading small inputs in the tests of what the importer reads."""

from __future__ import annotations

import html

from epaper.model.text import block_texts, plain
from epaper.sources.wire.item import Refusal, WireItem
from epaper.sources.wire.reader import read_items


def one(source: str | bytes, name: str = "a.txt") -> WireItem:
    """The only item in a source."""
    raw = source.encode() if isinstance(source, str) else source
    (item,) = read_items(raw, name)
    assert isinstance(item, WireItem), item
    return item


def refused(source: str | bytes, name: str = "a.txt") -> Refusal:
    raw = source.encode() if isinstance(source, str) else source
    (refusal,) = read_items(raw, name)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def lines(item: WireItem) -> list[str]:
    """The text of a body, a piece a line."""
    return [plain(text) for block in item.body for text in block_texts(block)]


def told(item: WireItem, rule: str) -> str:
    """What the findings of a rule say."""
    return "; ".join(finding.message for finding in item.findings if finding.rule == rule)


def rss(body: str, title: str = "Weir to be mended", more: str = "") -> WireItem:
    """One item of a feed with an HTML body."""
    entry = (
        f"<title>{title}</title><guid>1</guid><description>{html.escape(body)}</description>{more}"
    )
    return one(f'<rss version="2.0"><channel><item>{entry}</item></channel></rss>', "a.xml")


def page(body: str, title: str = "Weir to be mended") -> WireItem:
    """A web page."""
    meta = f'<meta property="og:title" content="{title}">' if title else ""
    return one(f"<!doctype html><html><head>{meta}</head><body>{body}</body></html>", "a.html")
