"""Pages of the plan as data, for answers in JSON; places in columns and lines of the grid."""

from __future__ import annotations

from typing import Any

from epaper.issue.issue import Arrangement, PlanSheet


def sheet_data(sheet: PlanSheet, alternatives: int = 0) -> dict[str, Any]:
    """A page of the plan, with so many of its runners-up."""
    chosen = way_data(sheet.chosen) if sheet.chosen else {}
    data = {
        "page": sheet.number,
        "section": sheet.section,
        "kind": sheet.kind,
        "stories": list(sheet.stories),
        "advertisements": [module.note for module in sheet.bookings],
        **chosen,
    }
    if alternatives:
        data["alternatives"] = [way_data(way) for way in sheet.others[:alternatives]]
    return data


def way_data(way: Arrangement) -> dict[str, Any]:
    names = ("kind", "note", "column", "line", "columns", "lines")
    return {
        "skeleton": way.skeleton,
        "mirrored": way.mirrored,
        "fit": way.fit,
        "cost": round(way.cost, 2),
        "terms": {name: round(value, 2) for name, value in way.terms.items()},
        "modules": [
            {"stories": list(module.slugs), **{name: getattr(module, name) for name in names}}
            for module in way.modules
        ],
    }
