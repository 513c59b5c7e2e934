"""Cases of pictures and charts."""

from __future__ import annotations

from typing import Any

from cases_stories import others
from dayfiles import picture, story
from harness import House, case
from showing import show, told

from epaper.page.marks import Element

SHOWN = (Element.PICTURE, Element.CAPTION, Element.PICTURE_CREDIT, Element.HEADLINE)


@case
def picture_landscape(house: House) -> str:
    """A wide picture over the columns of its story, caption and credit under it."""
    laid = house.lay_out(
        story(
            "bridge",
            words=130,
            urgency=1,
            pictures=[
                picture("bridge", 1500, 1000, caption="The bridge on Sunday.", credit="A Camera")
            ],
        ),
        story("ferry", words=60),
    )
    return show(laid, about="bridge")


@case
def picture_portrait(house: House) -> str:
    """A picture higher than wide takes one column and is not spread over the page."""
    laid = house.lay_out(
        story(
            "pilot",
            words=130,
            urgency=1,
            pictures=[picture("pilot", 800, 1200, caption="The oldest pilot.")],
        ),
        *others(2),
    )
    return show(laid, about="pilot", only=SHOWN)


@case
def picture_focus(house: House) -> str:
    """A picture that is cropped keeps its focus, here at the right: the crop is not in the
    middle."""
    laid = house.lay_out(
        story(
            "bridge",
            words=150,
            urgency=1,
            pictures=[picture("pier", 2400, 800, focus="right", caption="The last pier.")],
        ),
        *others(2),
        plan={"stories": {"bridge": {"picture": 1}}},
    )
    return show(laid, about="bridge", only=SHOWN)


@case
def picture_kept_area(house: House) -> str:
    """The part that the editor wants kept (left, top, right, bottom shares) is within the crop."""
    laid = house.lay_out(
        story(
            "bridge",
            words=150,
            urgency=1,
            pictures=[picture("crew", 2400, 800, keep=[0.02, 0.1, 0.5, 0.9], caption="The crew.")],
        ),
        *others(2),
        plan={"stories": {"bridge": {"picture": 1}}},
    )
    return show(laid, about="bridge", only=SHOWN)


@case
def picture_series(house: House) -> str:
    """Further pictures stand at the foot of the legs, of one depth and with a caption each."""
    series = [picture(f"step{n}", 1200, 900, caption=f"Step {n}.") for n in range(4)]
    return house.alone(story("bridge", words=200, pictures=series), columns=4)


@case
def picture_left_out(house: House) -> str:
    """A picture that finds no room is left out and named, with what helps."""
    laid = house.inside(
        story("bridge", words=200, urgency=3),
        story("ferry", words=90, urgency=6, pictures=[picture("boat", 900, 600, caption="Boat.")]),
    )
    return show(laid, 2, only=SHOWN) + "\n" + told(laid)


@case
def page_without_pictures(house: House) -> str:
    """A day without pictures has a front page of headlines, of sizes that tell the lead."""
    laid = house.inside(*others(4, 90), pages=2)
    return show(laid, only=(Element.HEADLINE, Element.PICTURE))


def chart(kind: str, **more: Any) -> dict[str, Any]:
    labels = ["2022", "2023", "2024", "2025"]
    values = {} if "series" in more else {"values": [12, 7.5, 0, 31]}
    return {
        "kind": kind,
        "title": "Ships at the quay",
        "unit": "ships a day",
        "source": "Harbour office",
        "labels": labels,
        **values,
        **more,
    }


def charted(house: House, drawn: dict[str, Any]) -> str:
    laid = house.lay_out(
        story("bridge", words=120, urgency=1, chart=drawn), story("ferry", words=70)
    )
    return show(laid, about="bridge", only=(Element.CHART, Element.HEADLINE))


@case
def chart_of_bars(house: House) -> str:
    """Bars from a common edge, a label before and a value after each, title over, source under."""
    return charted(house, chart("bar"))


@case
def chart_of_columns(house: House) -> str:
    """Columns on a base line, as high as their values."""
    return charted(house, chart("column"))


@case
def chart_of_lines(house: House) -> str:
    """Two lines over one axis, each named where it ends."""
    series = [{"name": "In", "values": [3, 5, 4, 9]}, {"name": "Out", "values": [2, 2, 6, 1]}]
    return charted(house, chart("line", series=series))


@case
def chart_beside_picture(house: House) -> str:
    """A story with a picture and a chart shows both."""
    photo = picture("bridge", 1500, 1000, caption="The bridge.")
    both = story("bridge", words=170, chart=chart("column"), pictures=[photo])
    return house.alone(both, columns=3)
