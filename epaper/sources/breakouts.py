"""A story's fields for what stands out of its legs: pull_quote, number, points, timeline."""

from __future__ import annotations

from collections.abc import Callable

from epaper.model.breakout import BreakoutItem
from epaper.model.picture import Picture
from epaper.settings.fields import Fields
from epaper.settings.yamltree import Mapping
from epaper.sources.typography import typographic
from epaper.units import counted

FaceReader = Callable[[Fields], Picture | None]  # of a field `face`

LONG_FIGURE = 14  # characters that stand large in a column


def read_breakouts(
    fields: Fields, language: str, read_face: FaceReader
) -> tuple[dict[str, object], Picture | None]:
    """The fields by the names that the model has for them, and the picture of who says the pull
    quote where it names one."""
    faces: list[Picture | None] = []
    quote, by = _pair(
        fields,
        "pull_quote",
        ("text", "by"),
        language,
        more=lambda inner: faces.append(read_face(inner)),
    )
    face = next(iter(faces), None)
    read: dict[str, object] = {
        "pull_quote": quote,
        "pull_quote_by": by,
        "pull_quote_face": face.name if face else "",
        "number": _number(fields, language),
        "points": tuple(typographic(text, language) for text in fields.texts("points")),
        "timeline": _timeline(fields, language),
    }
    return read, face


def _pair(
    fields: Fields,
    name: str,
    keys: tuple[str, str],
    language: str,
    more: Callable[[Fields], None] = lambda _inner: None,
) -> tuple[str, str]:
    """A field that is its first text alone, or both by name and what `more` reads."""
    if not isinstance(fields.node(name), Mapping):
        return typographic(fields.text(name), language), ""
    inner = fields.inner(name)
    assert inner is not None
    one, other = (typographic(inner.text(key), language) for key in keys)
    more(inner)
    inner.finish()
    if other and not one:
        called = name.replace("_", " ")
        inner.wrong(keys[0], f"the {called} has no {keys[0]}", f"add {keys[0]}: ...")
    return one, other


def _number(fields: Fields, language: str) -> BreakoutItem | None:
    """`number: {figure: 4.2m, words: passengers a year}`."""
    figure, words = _pair(fields, "number", ("figure", "words"), language)
    if not figure:
        return None
    if not words:
        remedy = "write number: {figure: ..., words: ...}"
        fields.wrong("number", f"the number {figure} has no words that say what it counts", remedy)
    elif len(figure) > LONG_FIGURE:
        fact = f"the figure {figure!r} of number has {counted(len(figure), 'character')}"
        fields.wrong("number", fact, f"at most {LONG_FIGURE} stand large; put the rest into words")
    return BreakoutItem(words, figure)


def _timeline(fields: Fields, language: str) -> tuple[BreakoutItem, ...]:
    """`timeline: {1994: The line opens., 2019: The last tram runs.}`, in the order written."""
    found = fields.texts_by_name("timeline")
    empty = next((when for when, what in found.items() if not what), "")
    if empty:
        fields.wrong(f"timeline.{empty}", f"nothing is told of {empty}", "write what happened then")
    return tuple(
        BreakoutItem(typographic(what, language), typographic(when, language))
        for when, what in found.items()
    )
