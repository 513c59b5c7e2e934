"""Cases of kinds of stories: opinion, briefs, agate, tables."""

from __future__ import annotations

from cases_stories import others
from dayfiles import StoryFile, picture, story
from harness import House, case
from showing import show, told

from epaper.page.marks import Element

HEAD = (Element.KICKER, Element.HEADLINE, Element.DECK, Element.BYLINE)


@case
def editorial(house: House) -> str:
    """The paper's own leader: ragged on a tint under a rule, its headline in the opinion face, its
    text inset from the tint's edges."""
    laid = house.inside(
        story("leader", words=130, kind="editorial", headline="Mend the bridge, and mend it now"),
        *others(2, 100),
    )
    return show(laid, 2)


@case
def opinion_page(house: House) -> str:
    """A page of the opinion section: heading, leader on a tint, comment under a byline in the
    opinion face, ragged text, no other section's stories."""
    comment = {"section": "Opinion", "kind": "opinion"}
    laid = house.inside(
        story(
            "leader",
            words=90,
            section="Opinion",
            kind="editorial",
            headline="Mend the bridge, and mend it now",
        ),
        story(
            "toll",
            words=110,
            byline="A Columnist",
            headline="Who ought to pay for a bridge that everybody uses",
            **comment,
        ),
        sections=["City", "World", {"name": "Opinion", "kind": "opinion", "start": "own page"}],
    )
    return show(laid, 2)


@case
def letters(house: House) -> str:
    """Letters to the editor under crossheads, each with its writer in italic at the end."""
    laid = house.inside(
        story(
            "letters",
            section="Opinion",
            kind="opinion",
            headline="Letters to the editor",
            body="## The bridge\n\nNobody asked the ferrymen. They would have known.\n\n"
            "*A Ferryman, Old Quay*\n\n## The clock\n\nThe clock on the quay has been slow since "
            "the war.\n\n*A Reader, Hill Street*",
        ),
        story("ferry", words=150),
    )
    return show(laid, 2, about="letters")


@case
def obituary(house: House) -> str:
    """An obituary has a light headline; so urgent that it is news, it has that of news, and stands
    inside all the same."""
    laid = house.inside(
        story(
            "pilot",
            words=110,
            urgency=1,
            kind="obituary",
            kicker="1931–2025",
            headline="The last pilot of the north channel",
        ),
        story(
            "teacher",
            words=100,
            urgency=5,
            kind="obituary",
            headline="She taught three generations to swim",
        ),
        story("ferry", words=100),
    )
    return show(laid, only=HEAD) + "\n" + told(laid)


@case
def feature(house: House) -> str:
    """A feature's headline is light beside the bold one of the news."""
    laid = house.inside(
        story("bridge", words=120, urgency=3),
        story("attic", words=120, kind="feature", headline="A winter among old sails"),
    )
    return show(laid, 2, only=HEAD)


def brief(slug: str, words: int, **fields: object) -> StoryFile:
    return story(slug, words=words, kind="brief", headline=f"News of the {slug}", **fields)


@case
def briefs(house: House) -> str:
    """Briefs of a section are gathered in a column under one heading, each with a bold head, a
    blank line before it, and its source at the end."""
    laid = house.inside(
        story("ferry", words=110),
        brief("tram", 25, credit="City Wire"),
        brief("lamp", 20, byline="A Reporter", credit="City Wire"),
        brief("well", 30),
    )
    return show(laid, 2)


@case
def briefs_of_two_sections(house: House) -> str:
    """Two columns of briefs on one page are told apart by the names of their sections."""
    laid = house.inside(
        *(brief(name, 30) for name in ("tram", "lamp", "well")),
        *(brief(name, 30, section="World") for name in ("summit", "strike", "flood")),
    )
    return show(laid, 2, only=(Element.FURNITURE, Element.HEADLINE, Element.FOLIO))


@case
def agate(house: House) -> str:
    """Results in small type, three lines on two of the grid, under a rule and a sans headline."""
    results = "\n\n".join(f"Harbour {n} beat Quay {n + 2} by {n % 3 + 1} goals" for n in range(12))
    laid = house.inside(
        story("ferry", words=150), story("results", kind="agate", headline="Results", body=results)
    )
    return show(laid, 2)


@case
def standing_item(house: House) -> str:
    """A crossword of a fixed size keeps it to the line; its picture is shown whole."""
    laid = house.inside(
        story("ferry", words=150),
        story(
            "crossword",
            headline="Crossword",
            size="2 x 90",
            body="**Across** 1 Crossing over water (6) 4 It turns twice a day (4) **Down** 1 It "
            "shines for ships (9)",
            pictures=[picture("grid", 600, 600)],
        ),
    )
    return show(laid, 2)


@case
def standing_item_with_a_byline(house: House) -> str:
    """Who made a standing item stands under its text; a chart takes the place of a picture."""
    ships = {"kind": "bar", "labels": ["2024", "2025"], "values": [12, 31]}
    laid = house.inside(
        story("ferry", words=150),
        story(
            "ships",
            headline="Ships",
            size="2 x 60",
            byline="Ada Example",
            credit="Harbour office",
            body="Ships at the quay by year.",
            chart=ships,
        ),
    )
    return show(laid, 2)


@case
def standing_fact_box(house: House) -> str:
    """A fact box of a fixed size: all of it inset from the edges of its tint, the credit and the
    table's rule too."""
    laid = house.inside(
        story("ferry", words=150),
        story(
            "tides",
            kind="factbox",
            headline="The tides of the week",
            size="2 x 80",
            credit="Harbour office",
            body=f"High water at the pier, as the harbour office counts it.\n\n{rows(4)}",
            pictures=[picture("gauge", 600, 300)],
        ),
    )
    return show(laid, 2)


@case
def table_in_a_story(house: House) -> str:
    """A short table stays whole in one leg of its story, header over a rule."""
    laid = house.inside(
        story("bridge", words=130),
        story("tides", headline="Tides", body=f"The tides of the week at the pier.\n\n{rows(6)}"),
    )
    return show(laid, 2)


def rows(count: int) -> str:
    lines = [f"| Pier {n} | {n * 7 % 24}.{n * 13 % 60:02} | {n * 3.5:.1f} |" for n in range(count)]
    return "\n".join(["| Place | Time | Metres |", "|:--|--:|--:|", *lines])


@case
def table_over_legs(house: House) -> str:
    """A long table goes on in the next leg."""
    laid = house.inside(
        story("tides", headline="Tides of the month", body=f"As measured.\n\n{rows(24)}")
    )
    return show(laid, 2, about="tides")


@case
def table_too_wide(house: House) -> str:
    """A table of more columns than a column of text can hold is set with its words broken, and the
    desk is told."""
    heads = ["Champions", "Runners-up", "Attendance", "Referee", "Venue", "Weather"]
    row = "| Harbour | Lighthouse | 12,400 | Featherstone | Waterfront | Overcast |"
    table = "\n".join([f"| {' | '.join(heads)} |", "|" + "--|" * len(heads), row])
    laid = house.inside(
        story("bridge", words=110), story("cup", headline="The cup", body=f"Finals.\n\n{table}")
    )
    return show(laid, 2, about="cup") + "\n" + told(laid)
