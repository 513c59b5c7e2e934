"""Lengths, and figures as messages write them.  Inside the program every length is a float of PDF
points (1/72 inch); other units are converted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

POINTS_PER_MM = 72 / 25.4


def mm(value: float) -> float:
    """Millimetres to points."""
    return value * POINTS_PER_MM


def to_mm(points: float) -> float:
    """Points to millimetres, for messages and reports."""
    return points / POINTS_PER_MM


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 finding", "2 findings", "1,204 stories"; `many` where the plural
    is another ("leaves") or a verb goes along ("thing is", "things are").
    """
    if number == 1:
        return f"1 {one}"
    regular = f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
    return f"{number:,} {many or regular}"


def pages_told(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3, 4": where there is at least one."""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def page_span(first: int, last: int) -> str:
    """ "page 3", "pages 3 to 5": all from the first to the last."""
    return f"pages {first} to {last}" if last > first else f"page {first}"


def page_list(numbers: Iterable[int]) -> str:
    """Page numbers in order, runs of three and more joined: "1, 4–7, 9"."""
    parts: list[str] = []
    ordered = sorted(set(numbers))
    start = 0
    for at in range(1, len(ordered) + 1):
        if at < len(ordered) and ordered[at] == ordered[at - 1] + 1:
            continue
        run = ordered[start:at]
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
        start = at
    return ", ".join(parts)


def file_size(number: int) -> str:
    """Bytes for people: "812 bytes", "34 kB", "1.2 MB", in steps of a thousand."""
    if number < 1000:
        return counted(number, "byte")
    for unit, step in (("kB", 1e3), ("MB", 1e6)):
        # what would round up to a thousand is the next unit's
        if number < step * 999.5:
            size = number / step
            return f"{size:.1f} {unit}" if size < 9.95 else f"{size:.0f} {unit}"
    return f"{number / 1e9:.1f} GB"
