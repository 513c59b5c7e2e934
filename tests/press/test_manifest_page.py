"""manifest.html: what the press room asks, and what becomes of an earlier version."""

from __future__ import annotations

import re

from epaper.sinks.press.manifest import manifest_page

FILE = {
    "name": "TST_1_v2.pdf",
    "pages": [1],
    "sections": ["City"],
    "colour": "K",
    "version": 2,
    "bytes": 1000,
    "sha256": "ab" * 32,
    "trim_mm": [350.0, 546.0],
}
MANIFEST = {
    "title": "The <Test>",
    "date": "2026-01-01",
    "shop": "harbour",
    "standard": "x-4",
    "condition": "CGATS TR 002",
    "pages": 2,
    "contact": ["Night desk", "555 0100"],
    "run": "02:30, press 2",
    "copies": 41000,
    "paper_contact": ["Editor of the night: 555 0199"],
    "print_run": 90000,
    "press_start": "01:30",
    "colour_pages": [],
    "order": [
        {"section": "City", "pages": [1, 2, 3]},
        {"section": "Sport & <Games>", "pages": [4]},
    ],
    "files": [FILE],
    "waiting": [],
    "signed": [],
    "withdrawn": ["TST_1_v1.pdf"],
    "remake": [{"page": 1, "version": 2, "change": ["K"], "keep": []}],
    "proofs": [{"page": 1, "name": "proof-001.jpg", "bytes": 9, "sha256": "cd" * 32}],
}


def test_it_says_whom_to_call_when_and_what_to_destroy() -> None:
    html = manifest_page(MANIFEST)
    for told in (
        "Night desk\n555 0100",
        "02:30, press 2",
        "41,000",
        "make K",
        "destroy the plates",
        "Editor of the night: 555 0199",
        "90,000",
        "01:30",
        "1–3 City; 4 Sport &amp; &lt;Games&gt;",
    ):
        assert told in html
    assert "The &lt;Test&gt;" in html
    assert set(re.findall('href="([^"]+)"', html)) == {"TST_1_v2.pdf", "proof-001.jpg"}


def test_what_nobody_said_is_left_out() -> None:
    told = ("contact", "paper_contact", "run", "copies", "print_run", "press_start", "order")
    html = manifest_page({**{k: v for k, v in MANIFEST.items() if k not in told}, "remake": []})
    words = (
        "Contact",
        "Copies",
        "Run<",
        "Print run",
        "Press start",
        "Print order",
        "destroy the plates",
    )
    assert not any(word in html for word in words)
