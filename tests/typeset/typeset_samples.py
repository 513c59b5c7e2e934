"""Styles and text that the tests of the typesetter share."""

from __future__ import annotations

from epaper.model.story import Story
from epaper.model.text import Block, Paragraph, rich
from epaper.page.style import TextStyle
from epaper.typeset.galley import GalleyStyle

BODY = TextStyle(
    "body", "serif", 9, 10.8, align="justify", first_indent=9, hyphenate=True, features=("onum",)
)
PROSE = (
    "The council voted late on Monday to reopen the old swimming baths, which have stood empty "
    "since the winter floods "
    "of 2014, after campaigners collected 23,000 signatures in under three weeks. Councillor "
    "Ramanujan Chattopadhyay, "
    "who had opposed the plan, said the building’s foundations were “beyond saving”; engineers "
    "disagreed. Restoration "
    "is expected to cost £4.7 million, half of it from the regional heritage fund, and to take "
    "eighteen months."
)


def make_style() -> GalleyStyle:
    return GalleyStyle(
        BODY,
        TextStyle("crosshead", "sans", 9, 10.8, weight="bold"),
        TextStyle(
            "quotation",
            "serif",
            9,
            10.8,
            weight="italic",
            align="justify",
            hyphenate=True,
            left_indent=9,
        ),
        TextStyle("list_item", "serif", 9, 10.8, align="justify", hyphenate=True),
        TextStyle("table", "sans", 7.6, 10.8),
    )


def story(*blocks: Block | str, dateline: str = "", language: str = "en") -> Story:
    body = tuple(Paragraph(rich(block)) if isinstance(block, str) else block for block in blocks)
    return Story("baths", "City", "Baths to reopen", body, dateline=dateline, language=language)
