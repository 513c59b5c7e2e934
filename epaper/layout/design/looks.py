"""Colours and styles of a layout file."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from epaper.page.style import Colour, TextStyle
from epaper.settings.fields import Fields
from epaper.settings.notes import shown, suggestion

WEIGHTS = ("regular", "italic", "bold", "bold italic")
ALIGNS = ("left", "right", "centre", "justify")
BUILT_IN = ("black", "white")  # colours that every palette has
COLOURS = ("accent", "grey", "rule", "tint")  # that furniture, boxes and charts are drawn in
STYLES = (
    "body crosshead quotation list_item table kicker headline headline_feature headline_opinion "
    "deck deck_narrow byline byline_role credit caption picture_credit pull_quote pull_quote_by "
    "brief_head briefs_title jump_line folio folio_number section_head nameplate dateline_strip "
    "tagline contents_section contents_head contents_text contents_page inside_head chart_title "
    "chart_label body_opinion byline_opinion box headline_box agate agate_head"
).split()
LATER = {  # styles that a file may leave out: each looks like another, in its size or the given one
    "contents_small": ("contents_head", 0.0),
    "points": ("box", 0.0),
    "points_title": ("crosshead", 0.0),
    "big_number": ("headline", 28.0),
    "headline_people": ("headline_box", 0.0),  # over obituaries
    "headline_jump": ("headline", 0.0),  # over the rest of a story on a later page
}
_FEATURE = re.compile(r"[a-z][a-z0-9]{3}")  # OpenType, layout tag registry


def read_colours(fields: Fields) -> dict[str, Colour]:
    """The palette by its own names; those that are needed and not there are noted."""
    colours = {}
    for name, entry in fields.named("colours"):
        entry.need("cmyk")
        cmyk, rgb = _shares(entry, "cmyk", 4), _shares(entry, "rgb", 3)
        spot = entry.text("spot")
        entry.finish()
        c, m, y, k = cmyk or (0, 0, 0, 1)
        red, green, blue = rgb or ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
        colours[name] = Colour(name, (c, m, y, k), (red, green, blue), spot)
    for name in COLOURS:
        if name not in colours:
            fields.wrong("colours", f"colour {name} is missing", f"add {name}: {{cmyk: [...]}}")
    return colours


def _shares(entry: Fields, name: str, count: int) -> tuple[float, ...] | None:
    shares = entry.numbers(name, count)
    wrong = [share for share in shares or () if not 0 <= share <= 1]
    if wrong:
        entry.wrong(name, f"{wrong[0]:g} in {name} is no share", "write shares from 0 to 1")
    return None if wrong else shares


def read_styles(fields: Fields, colours: Collection[str]) -> dict[str, TextStyle]:
    """Every style by its name; those that are not there are noted."""
    styles = fields.inner("styles")
    if styles is None:
        return {}
    styles.need(*STYLES)
    found = {}
    for name in STYLES:
        entry = styles.inner(name)
        if entry is not None:
            found[name] = _style(name, entry, (*colours, *BUILT_IN))
            entry.finish()
    for name, (like, size) in LATER.items():
        entry = styles.inner(name) if name in styles else None
        if entry is not None:
            found[name] = _style(name, entry, (*colours, *BUILT_IN))
            entry.finish()
        elif like in found:
            kept = found[like]
            found[name] = replace(kept, name=name, size=size or kept.size)
    styles.finish()
    return found


def _style(name: str, entry: Fields, colours: Collection[str]) -> TextStyle:
    entry.need("face", "size", "leading")
    colour = entry.word("colour", "black")
    if colour not in colours:
        remedy = suggestion(colour, colours)
        entry.wrong("colour", f"there is no colour {shown(colour)}", remedy)
    face = entry.word("face")
    small_face = entry.word("small_face")
    for field in ("face", "small_face"):
        if field in entry:
            entry.notes.lines[f"{entry.prefix}{field}"] = entry.line(field)
    return TextStyle(
        name=name,
        face=face,
        size=entry.number("size", 9, 2, 400),
        leading=entry.number("leading", 10, 2, 400),
        weight=entry.choice("weight", WEIGHTS, "regular"),
        align=entry.choice("align", ALIGNS, "left"),
        features=_features(entry),
        colour=colour,
        tracking=entry.number("tracking", 0, -0.5, 2),
        first_indent=entry.number("first_indent", 0, 0, 200),
        left_indent=entry.number("left_indent", 0, 0, 200),
        hyphenate=entry.flag("hyphenate"),
        upper=entry.flag("upper"),
        small_face=small_face,
        small_below=entry.number("small_below", 20 if small_face else 0, 0, 400),
    )


def _features(entry: Fields) -> tuple[str, ...]:
    tags = tuple(item.text.strip() for item in entry.items("features"))
    for tag in tags:
        if not _FEATURE.fullmatch(tag):
            fact = f"{shown(tag)} in features is no OpenType feature"
            entry.wrong("features", fact, "write its tag of four letters, such as onum")
    return tags
