"""Why a page is as it is, told from the issue: its runners-up drawn as boxes, a story's place in
words.
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Mapping, Sequence

from epaper.errors import UsageError
from epaper.issue.issue import Arrangement, Issue, PlacedModule, PlanSheet, StoryRecord
from epaper.model.stop import state_of
from epaper.units import page_span, pages_told

SAME = 0.05  # of cost: pages that differ by less are taken for one
CELL, LINES_A_ROW = 4, 5  # characters a column, grid lines a row


# -- boxes -----------------------------------------------------------------------------------------


def boxes(
    title: str, modules: Iterable[PlacedModule], columns: int, lines: int
) -> tuple[list[str], dict[str, str]]:
    """A page as lines of characters, and what its letters stand for."""
    rows = lines // LINES_A_ROW + 1
    cells = [[" "] * (columns * CELL + 1) for _ in range(rows + 1)]
    legend: dict[str, str] = {}
    letters = iter(string.ascii_uppercase + string.ascii_lowercase)
    for module in modules:
        letter = next(letters, "*")
        legend[letter] = name_of(module)
        _frame(cells, module, letter, rows)
    width = columns * CELL + 1
    return [title[:width].ljust(width), *("".join(row) for row in cells)], legend


def _frame(cells: list[list[str]], module: PlacedModule, letter: str, rows: int) -> None:
    top = module.line // LINES_A_ROW
    foot = min(max((module.line + module.lines) // LINES_A_ROW, top + 1), rows)
    left, right = module.column * CELL, (module.column + module.columns) * CELL
    for y in range(top, foot + 1):
        for x in range(left, right + 1):
            edge_x, edge_y = x in (left, right), y in (top, foot)
            if edge_x or edge_y:
                cells[y][x] = "+" if edge_x and edge_y else "|" if edge_x else "-"
    cells[min((top + foot) // 2, rows)][(left + right) // 2] = letter


def name_of(module: PlacedModule) -> str:
    """What stands in a module, in a few words."""
    match module.kind:
        case "advertisement":
            return f"advertisement {module.note}"
        case "briefs":
            return f"briefs {', '.join(module.slugs)}"
        case "jump":
            return f"{module.slugs[0]} goes on"
        case "inside":
            return "inside box"
        case "contents":
            return "contents"
        case _:
            return ", ".join(module.slugs)


def beside(pages: Sequence[Sequence[str]]) -> list[str]:
    """Pages next to each other."""
    deep = max(map(len, pages), default=0)
    padded = [[*page, *([" " * len(page[0])] * (deep - len(page)))] for page in pages]
    return ["  ".join(page[row] for page in padded).rstrip() for row in range(deep)]


# -- words -----------------------------------------------------------------------------------------


def explain(issue: Issue, slug: str) -> list[str]:
    """Lines that say where a story stands, why, and what the next best would have cost.

    Raises UsageError for a story that the issue does not have.
    """
    story = _story(issue, slug)
    if story.status == "kept":
        return [f"{slug} is standing matter, kept for another day: {story.reason}"]
    if not story.pages:
        state, reason = state_of(story.reason)
        told = f"{slug} is {state}: {reason or 'no reason is kept'}"
        return [f"{told}; {story.remedy}" if story.remedy else told]
    sheet = issue.sheet(story.pages[0])
    if sheet is None or sheet.kind == "locked":
        return [
            f"{slug} stands on page {story.pages[0]}, which plan.yaml locks: the page stays as it "
            "was built."
        ]
    assert sheet.chosen is not None  # stories stand on pages that were arranged
    module = _module_of(sheet.chosen, slug)
    spot = f"from column {module.column + 1}, line {module.line + 1}"
    what = story.section or "standing matter"
    lines = [
        f"{slug} stands on page {sheet.number}: {module.note}, {spot}.",
        f"It is {what}, urgency {story.urgency}; on its page it ranks as {module.tier}.",
        _page_told(issue, sheet, story),
        *filter(None, [architecture_told(sheet)]),
        f"The page costs {sheet.chosen.cost:.1f}, at least {sheet.bound:.1f} for these stories: "
        f"{terms_told(sheet.chosen.terms)}.",
    ]
    other = _next_best(sheet, slug)
    if other is None:
        return [*lines, "No other place for it was found among the arrangements of the page."]
    there = _module_of(other, slug)
    return [
        *lines,
        f"Next best: {there.note}, from column {there.column + 1}, line {there.line + 1}; the page "
        f"{_costs(sheet.chosen, other)}.",
    ]


def explain_page(issue: Issue, number: int) -> list[str]:
    """Lines that say what a page costs, why it was laid out again or stands, and what moving more
    pages would have won.

    Raises UsageError for a page that the issue does not have.
    """
    sheet = issue.sheet(number)
    if sheet is None:
        raise UsageError(
            f"there is no page {number}; the issue has {page_span(1, len(issue.pages))}"
        )
    lines = [f"Page {number} is one of {sheet.kind}."]
    if sheet.chosen is not None:
        lines = [
            f"Page {number} costs {sheet.chosen.cost:.1f}, at least {sheet.bound:.1f} for these "
            f"stories: {terms_told(sheet.chosen.terms)}.",
            *filter(None, [architecture_told(sheet)]),
        ]
    return [*lines, *_steady(issue, number)]


def _steady(issue: Issue, number: int) -> list[str]:
    """How a page fared since the build before."""
    steady = issue.steady
    if steady is None:
        return []
    moved = {one.page: one.reasons for one in steady.moved}
    if steady.fresh:
        lines = [f"The day was planned anew: {steady.fresh}."]
    elif number in moved:
        lines = [f"It was laid out again: {'; '.join(moved[number])}."]
    else:
        lines = ["It stands as the build before had it."]
    for place, one in enumerate(steady.tried):
        if not one.pages:
            continue
        what = pages_told(one.pages)
        taken = "" if place or steady.fresh else ", which was taken"
        waits = f"; {', '.join(one.held)} would have to wait" if one.held else ""
        change = f"{one.before:.1f} to {one.after:.1f}, and {one.replating:.0f} for the press"
        lines.append(f"Laying out {what} again: cost {change}{waits}{taken}.")
    return lines


def _story(issue: Issue, slug: str) -> StoryRecord:
    story = issue.story(slug)
    if story is None:
        near = difflib.get_close_matches(slug, [s.slug for s in issue.stories], 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else "a story's name is its file's without .md"
        raise UsageError(f"there is no story {slug} in the issue; {hint}")
    return story


def _module_of(arrangement: Arrangement, slug: str) -> PlacedModule:
    return next(module for module in arrangement.modules if slug in module.slugs)


def _next_best(sheet: PlanSheet, slug: str) -> Arrangement | None:
    """The cheapest other arrangement in which the story stands elsewhere; one that is not the
    page's mirror image where there is one."""
    assert sheet.chosen is not None
    here = _spot(_module_of(sheet.chosen, slug))
    others = [one for one in sheet.others if _spot(_module_of(one, slug)) != here]
    unlike = (one for one in others if abs(one.cost - sheet.chosen.cost) > SAME)
    return next(unlike, next(iter(others), None))


def _spot(module: PlacedModule) -> tuple[int, int, int, int]:
    return module.column, module.line, module.columns, module.lines


def _page_told(issue: Issue, sheet: PlanSheet, story: StoryRecord) -> str:
    """Why it is that page."""
    wish = next((w for w in issue.wishes if w.slug == story.slug), None)
    if wish and wish.page:
        met = "stands there" if wish.page == sheet.number else "could not be put there"
        return f"plan.yaml wants it on page {wish.page}; it {met}."
    if sheet.number == 1:
        return (
            "It is on the front page for its urgency, among the most urgent that fit there whole "
            "or with one jump."
        )
    if not story.section:
        return "It belongs to no section and stands where news leaves room."
    inside = [s for s in issue.stories if s.section == story.section and s.pages]
    pages = sorted({page for s in inside for page in s.pages if page > 1})
    where = page_span(pages[0], pages[-1])
    first = sum(s.urgency < story.urgency and 1 < s.pages[0] < sheet.number for s in inside)
    before = f"; {first} more urgent stand before it" if first else ""
    off = ", and plan.yaml keeps it off others" if wish and wish.off else ""
    return f"{story.section} runs on {where}{off}{before}."


def architecture_told(sheet: PlanSheet) -> str:
    """The skeleton that a page keeps to, and the next best, in words; empty where there is none."""
    chosen, other = sheet.chosen, sheet.next_skeleton
    if chosen is None or not chosen.skeleton:
        return ""
    told = f"It is a page of the form {chosen.architecture}, kept to on {chosen.fit:.0%} of it"
    if other is None:
        return f"{told}; no other form was found for these stories."
    return f"{told}; the next best form, {other.architecture}, {_costs_more(chosen, other)}."


def _costs_more(ours: Arrangement, other: Arrangement) -> str:
    more = other.cost - ours.cost
    return "would cost the same" if abs(more) < SAME else f"would cost {more:+.1f}"


def terms_told(terms: Mapping[str, float]) -> str:
    told = (f"{name} {value:.1f}" for name, value in terms.items() if value >= SAME)
    return ", ".join(told) or "nothing to object to"


def _costs(ours: Arrangement, other: Arrangement) -> str:
    more = other.cost - ours.cost
    told = _difference(ours.terms, other.terms)
    if abs(more) < SAME:
        return "would cost the same" + (f": {told}" if told else "")
    return f"would cost {other.cost:.1f}, {more:+.1f}" + (f": {told}" if told else "")


def _difference(ours: Mapping[str, float], theirs: Mapping[str, float]) -> str:
    names = [*ours, *(name for name in theirs if name not in ours)]
    told = [(theirs.get(n, 0.0) - ours.get(n, 0.0), n) for n in names]
    return ", ".join(f"{name} {value:+.1f}" for value, name in told if abs(value) >= SAME)
