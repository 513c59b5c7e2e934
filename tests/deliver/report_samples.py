"""An issue made by hand that has something of everything a report tells."""

from __future__ import annotations

import datetime
from dataclasses import replace

from epaper.deliver.report import OutputFile
from epaper.figures.record import EditionFigures, JointFigures, PageFigures, Spot
from epaper.geometry import Rect, Size
from epaper.issue.issue import Arrangement, Issue, PageGrid, PlanSheet, StoppedBooking, StoryRecord
from epaper.issue.ledger import Account
from epaper.model.edition import Publication
from epaper.model.finding import Finding, Severity
from epaper.page.page import Module, Page

NASTY = "<script>alert('x')</script> & \"so on\""
FILES = (OutputFile("screen", "the-test.pdf", 2, 1234567, "ab" * 32),)
BEFORE = {
    "date": "2025-12-31",
    "summary": {
        "pages": 4,
        "placed": 17,
        "jumped": 1,
        "held": 2,
        "white": 0.05,
        "error": 0,
        "warning": 3,
        "info": 0,
        "lost": 0,
    },
}
FINDINGS = (
    Finding(Severity.ERROR, "plan.locked", f"page 2 {NASTY}", "unlock it", "plan.yaml", 3, "pages"),
    Finding(
        Severity.WARNING,
        "layout.thin",
        "too little",
        story="bridge",
        page=2,
        rect=Rect(20, 30, 100, 60),
    ),
    Finding(Severity.WARNING, "picture.small", "too small", "send a larger one", page=1),
    Finding(Severity.INFO, "layout.held", "mill is held", story="mill"),
)


def figures(page: int) -> PageFigures:
    return PageFigures(
        page=page,
        white_share=0.04,
        lines=120,
        loose_lines=2,
        wide_lines=1,
        hyphenated_lines=30,
        ladders=0,
        widows=0,
        orphans=0,
        off_grid_lines=0,
        uneven_legs=1,
        space_sd=0.3,
        headline_sizes=(34.0, 20.0),
        tombstones=0,
        importance_wrong=0,
        heading_wrong=0,
        grey_fields=0,
        without_entry=0,
        spots=(Spot("uneven leg", Rect(1.25, 2, 3, 4)),),
    )


def story(slug: str, status: str, *pages: int, cut: dict[str, int] | None = None) -> StoryRecord:
    reason = "no room is left" if status == "held" else ""
    return StoryRecord(
        slug=slug,
        section=f"City {NASTY}",
        headline=f"The {slug} {NASTY}",
        urgency=3,
        words=200,
        characters=1000,
        status=status,
        pages=pages,
        reason=reason,
        cut=cut or {},
        file=f"{slug}.md",
        remedy=f"delete `kill:` in {slug}.md {NASTY}" if status == "held" else "",
        stop="kill" if status == "held" else "",
        by=f"Desk {NASTY}" if status == "held" else "",
        at="22:10" if status == "held" else "",
    )


def page(number: int, *slugs: str) -> Page:
    modules = tuple(
        Module(Rect(10, 10 + 50 * n, 200, 50), slug, "story", "2 columns x 5 lines")
        for n, slug in enumerate(slugs)
    )
    return Page(number, Size(400, 600), "City", (), modules)


def sample_issue() -> Issue:
    size, area = Size(400, 600), Rect(20, 20, 360, 560)
    chosen = Arrangement((), 12.5, {"shapes": 10.0, "white": 2.5}, skeleton="quilt", fit=0.8)
    other = replace(chosen, cost=19.0, rank=1, skeleton="two decks", mirrored=True)
    return Issue(
        publication=Publication(f"The Test {NASTY}", "TST"),
        date=datetime.date(2026, 1, 1),
        title="The Test",
        pages=(page(1, "bridge", "ferry"), page(2, "bridge")),
        grid=PageGrid("small", size, area, 4, 50, 10.8, 12.0),
        name="City edition",
        stories=(
            story("bridge", "jumped", 1, 2, cut={"deck is optional": 40}),
            story("ferry", "placed", 1),
            story("mill", "held"),
        ),
        sheets=(PlanSheet(1, "City", "stories", chosen=chosen, bound=11.0, others=(other,)),),
        stopped=(
            StoppedBooking(
                "N-4",
                f"Firm {NASTY}",
                "cancelled",
                reason="the fair is off",
                by="Sales",
                at="21:40",
                file="edition.yaml",
                line=12,
                remedy="delete `cancelled:` in edition.yaml",
            ),
        ),
        ledger=(
            Account("bridge", 1000, 960, 0, 40),
            Account("ferry", 1000, 1000, 0, 0),
            Account("mill", 1000, 0, 1000, 0),
        ),
        figures=EditionFigures(
            pages=(figures(1), figures(2)),
            space_sd=0.31,
            normal_space=0.23,
            headline_sizes=(34.0, 20.0),
            small_steps=0,
            pictures_twice=("quay.jpg",),
            joints={"headline to text": JointFigures(0.5, 1.0, 2.125)},
        ),
        findings=FINDINGS,
    )
