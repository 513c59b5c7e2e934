"""What is to stand on pages that are laid out again, and what the last plan says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.issue.issue import PlacedModule, PlanSheet
from epaper.layout.edition.house import PLAIN
from epaper.layout.measure.listing import Frame

Sheets = Mapping[int, PlanSheet]


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to stand on the pages that are laid out again.

    coming: stories by the page that they are tried on, new ones and some of the bill's other pages;
    gone: slugs of those that stand nowhere any more; changed: of those whose words have changed;
    fixed: of stories that pages which stand point to; urgency: of stories that are to rank
    otherwise than by their own; own: lines of plain advertisements of the paper itself that come.
    """

    pages: tuple[int, ...]
    coming: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    urgency: Mapping[str, int] = field(default_factory=dict)
    own: tuple[int, ...] = ()


def modules_of(sheet: PlanSheet) -> tuple[PlacedModule, ...]:
    return sheet.chosen.modules if sheet.chosen else ()


def is_own(module: PlacedModule) -> bool:
    """Whether it is a plain advertisement of the paper's own, made for the day."""
    return module.note.startswith(PLAIN)


def frame_of(sheet: PlanSheet) -> Frame | None:
    """What the contents take of a page of news."""
    for module in modules_of(sheet):
        if module.kind == "contents":
            size = {"columns": module.columns, "lines": module.lines}
            return Frame(sheet.number, module.column, module.line, **size)
    return None
