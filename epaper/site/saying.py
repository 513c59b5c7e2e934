"""What the site says, and its pages from templates: everything of a story is escaped."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from epaper.page.direction import direction_of
from epaper.words.reader import words_for
from epaper.words.words import Words

ROOM = Path(__file__).parent
FALLBACK = "en"
HEADINGS = (
    "archive",
    "contents",
    "earlier",
    "gone",
    "gone_edition",
    "related",
    "search",
    "sections",
    "today",
)

TOLD = (  # headings of serve-site's pages
    *("enter", "busy", "missing", "forged", "expired", "used", "shared", "elsewhere", "gone"),
    *("missing_page", "search", "leave", "signed_out"),
)


@functools.cache
def phrases() -> dict[str, dict[str, str]]:
    """By name and language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((ROOM / "phrases.yaml").read_text("utf-8"))
    return found


@functools.cache
def served() -> dict[str, dict[str, str]]:
    """What serve-site says on pages of its own, by name and language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((ROOM / "serving.yaml").read_text("utf-8"))
    return found


@functools.cache
def templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, as the site speaks it."""

    language: str  # a BCP 47 tag
    words: Words

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def says(self) -> Mapping[str, str]:
        main = self.language.partition("-")[0].lower()
        return {name: told.get(main, told[FALLBACK]) for name, told in phrases().items()}

    def _served(self) -> Mapping[str, str]:
        main = self.language.partition("-")[0].lower()
        return {name: told.get(main, told[FALLBACK]) for name, told in served().items()}

    def spoken(self) -> Mapping[str, tuple[str, ...]]:
        """What it says itself in the faces of headlines and of text, serve-site's pages among it:
        phrases, days and months."""
        says, served = self.says, self._served()
        text = (*says.values(), *served.values(), *self.words.weekdays, *self.words.months)
        head = (*(says[name] for name in HEADINGS), *(served[name] for name in TOLD))
        return {"head": head, "text": text}

    def date(self, day: datetime.date) -> str:
        return self.words.date(day)

    def page(self, template: str, **more: Any) -> bytes:
        """A page of the site.  What is marked as `svg` in a template was made by us."""
        says = self.says
        usual = {
            "language": self.language,
            "direction": self.direction,
            "says": says,
            "told": dict(sorted(says.items())),
            "number": self.words.number,
            "comma": self.words.comma,
            "date": self.date,
        }
        made = templates().get_template(template).render(**usual, **more)
        return made.encode("utf-8")


def voice_of(language: str, digits: str = "") -> Voice:
    return Voice(language, words_for(language).in_digits(digits))


def svg(text: str) -> Markup:
    """Markup that the site drew itself, its text escaped already."""
    return Markup(text)
