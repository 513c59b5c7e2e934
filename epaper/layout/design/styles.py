"""The galley's styles, from a design: news, opinion, boxes and agate each have their own."""

from __future__ import annotations

from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.model.story import Kind, Story
from epaper.page.style import TextStyle
from epaper.typeset.galley import GalleyStyle

BOXED = (Kind.FACTBOX, Kind.EDITORIAL)  # stand on a tint
URGENT_DEATH = 3
PEOPLE = "headline_people"  # the style of an obituary's headline where boxes have their own
PANEL_INSET = 7.0  # points from the edge of a tint to its text
PANEL_PAD = 1  # grid lines of tint above and below the text


def galley_style(design: Design, story: Story) -> GalleyStyle:
    """The styles of a story's body by its kind."""
    styles = design.styles
    body, table = styles["body"], styles["table"]
    if story.kind is Kind.FACTBOX:
        body = styles["box"]
        return GalleyStyle(
            body=body,
            crosshead=styles["crosshead"],
            quotation=_as(body, "quotation"),
            list_item=_as(body, "list_item"),
            table=table,
            dateline=(),
        )
    if story.kind in design.opinion_kinds:
        body = styles["body_opinion"]
        return GalleyStyle(
            body=body,
            crosshead=styles["crosshead"],
            quotation=replace(styles["quotation"], align=body.align),
            list_item=replace(styles["list_item"], align=body.align),
            table=table,
        )
    return GalleyStyle(
        body=body,
        crosshead=styles["crosshead"],
        quotation=styles["quotation"],
        list_item=styles["list_item"],
        table=table,
    )


def agate_style(design: Design, leading: float) -> GalleyStyle:
    """Agate's own small grid: every line on `leading` points."""
    agate = replace(design.styles["agate"], leading=leading)
    head = replace(design.styles["agate_head"], leading=leading)
    return GalleyStyle(
        body=agate,
        crosshead=head,
        quotation=_as(agate, "quotation"),
        list_item=_as(agate, "list_item"),
        table=agate,
        dateline=(),
    )


def is_news_of_a_death(story: Story) -> bool:
    """An obituary so urgent that it is news like any other, in its headline too."""
    return story.kind is Kind.OBITUARY and story.urgency <= URGENT_DEATH


def head_style_of(story: Story, design: Design) -> TextStyle:
    """The style of a story's headline; its size comes from the scale."""
    if story.is_quote:
        return design.styles["pull_quote"]
    boxed = story.kind in design.box_kinds and not is_news_of_a_death(story)
    if boxed or story.size or story.standing:
        people = story.kind is Kind.OBITUARY and story.kind in design.box_kinds
        return design.styles[PEOPLE if people else "headline_box"]
    if story.kind in design.opinion_kinds:
        return design.styles["headline_opinion"]
    if story.kind in design.feature_kinds or story.light:
        return design.styles["headline_feature"]
    return design.styles["headline"]


def _as(style: TextStyle, name: str) -> TextStyle:
    """A style under the name of an element, with the indent that the element needs."""
    return replace(style, name=name, left_indent=style.size, first_indent=0.0)
