"""`epaper plan` and `epaper explain`."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from epaper.cli.options import Day
from epaper.errors import OutputError, UsageError

ACROSS = 4  # pages side by side
CORES = min(os.cpu_count() or 1, 8)


@click.command("plan")
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option("--page", type=click.IntRange(1, 400), help="This page alone.")
@click.option(
    "--alternatives",
    type=click.IntRange(0, 8),
    default=0,
    help="So many runners-up of --page beside it.",
)
@click.option(
    "--editions",
    type=click.Path(path_type=Path),
    default=Path("editions"),
    show_default=True,
    help="Folder of the days.",
)
@click.option("--layout", default="", help="A layout by name or file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where builds go: a locked page is looked for in the last one.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=CORES,
    show_default="cores",
    help="Processor cores to use.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as a page with thumbnails.",
)
def plan_command(
    date: datetime.date,
    page: int | None,
    alternatives: int,
    editions: Path,
    layout: str,
    out: Path,
    jobs: int,
    html: Path | None,
) -> None:
    """Draw the day's flatplan as boxes, or one page with its runners-up side by side.

    \b
    epaper plan --date 2026-11-23
    epaper plan --date 2026-11-23 --page 4 --alternatives 3
    epaper plan --date 2026-11-23 --page 4 --alternatives 3 --html page-4.html
    """
    from epaper.build import Request, plan_findings, plan_sheets, planned
    from epaper.deliver.plan_page import plan_page
    from epaper.layout.explain import beside, boxes, page_layouts
    from epaper.model.finding import Severity

    if alternatives and not page:
        raise UsageError("--alternatives draws the runners-up of one page; say which with --page N")
    found = planned(Request(date, editions, layout, out, jobs))
    plan, shaper = found.plan, found.shaper
    if page in plan.locked:
        raise UsageError(
            f"page {page} is locked in plan.yaml; take the lock away to see other layouts"
        )
    if html:
        title = f"{found.edition.publication.name}, {date}" + (f", page {page}" if page else "")
        sheets = plan_sheets(found, page or 0, alternatives, jobs)
        text = plan_page(title, sheets, [(story.slug, why) for story, why in plan.held])
        try:
            html.write_text(text, encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f"{html} cannot be written ({error.strerror}); name another file"
            ) from error
        click.echo(f"{html}: {len(sheets)} page{'s' if len(sheets) != 1 else ''}")
        return
    grid = shaper.design.grid
    chosen = [p for p in plan.pages if page in (None, p.number)]
    if not chosen:
        raise UsageError(
            f"page {page} has no stories to draw; the edition has {plan.page_count} pages"
        )
    drawn = []
    for one in chosen:
        layouts = (
            page_layouts(one, shaper)[: alternatives + 1] if page and alternatives else [one.layout]
        )
        for number, layout_ in enumerate(layouts):
            title = f"{one.number} {one.section}" if not number else f"runner-up {number}"
            drawn.append(
                boxes(
                    f"{title} {layout_.cost:.0f}",
                    layout_.placed,
                    grid.columns,
                    grid.lines,
                    plan.dummy.pages.get(one.number, ()),
                )
            )
    for start in range(0, len(drawn), ACROSS):
        row = drawn[start : start + ACROSS]
        click.echo("\n".join(beside([lines for lines, _ in row])))
        for lines, legend in row:
            click.echo(
                f"{lines[0].strip()}: "
                + ", ".join(f"{letter} {name}" for letter, name in legend.items())
            )
        click.echo("")
    drawn_pages = {one.number for one in plan.pages} | set(plan.locked)
    for number in range(1, plan.page_count + 1) if not page else ():
        sold = ", ".join(placed.ad.booking for placed in plan.dummy.pages.get(number, ()))
        if number in plan.locked:
            click.echo(f"page {number} is locked: {', '.join(plan.locked[number])}")
        elif number not in drawn_pages:
            click.echo(
                f"page {number}: " + ("contents" if number in plan.contents else sold or "nothing")
            )
    for finding in plan_findings(found):
        if finding.severity > Severity.INFO:
            click.echo(f"{finding.severity.name.lower()}: {finding.message}")
    for story, why in plan.held:
        click.echo(f"held: {story.slug}, {why}")


@click.command("explain")
@click.argument("slug")
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option(
    "--editions",
    type=click.Path(path_type=Path),
    default=Path("editions"),
    show_default=True,
    help="Folder of the days.",
)
@click.option("--layout", default="", help="A layout by name or file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where builds go: a locked page is looked for in the last one.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=CORES,
    show_default="cores",
    help="Processor cores to use.",
)
def explain_command(
    slug: str, date: datetime.date, editions: Path, layout: str, out: Path, jobs: int
) -> None:
    """Say why a story stands where it stands, what the next best was and what it would have cost.

    \b
    epaper explain corran-bridge-lorries --date 2026-11-23
    """
    from epaper.build import Request, planned
    from epaper.layout.explain import explain

    found = planned(Request(date, editions, layout, out, jobs))
    for line in explain(found.edition, found.plan, found.shaper, slug):
        click.echo(line)
