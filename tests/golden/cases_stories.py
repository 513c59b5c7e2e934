"""Cases of what a story is made of and how its parts stand in the module."""

from __future__ import annotations

from harness import House, StoryFile, case, picture, show, story, told

from epaper.page.marks import Element

JUMP = (Element.JUMP_LINE, Element.JUMP_HEAD, Element.HEADLINE)
HEAD = (Element.KICKER, Element.HEADLINE, Element.DECK, Element.BYLINE)


def others(count: int, words: int = 70, **fields: object) -> list[StoryFile]:
    """Stories that fill the page beside the one that a case is about."""
    names = ("ferry", "market", "school", "lighthouse", "tram", "baths", "library", "mill")
    return [story(name, words=words, **fields) for name in names[:count]]


@case
def jump(house: House) -> str:
    """The lead is longer than the front page takes: it ends with "Continued on page 2" there and
    begins with "From page 1" under a headline of its own inside."""
    laid = house.lay_out(
        story("bridge", words=620, urgency=1, headline="Bridge shut until the spring"),
        *others(3),
        pages=2,
    )
    return show(laid, about="bridge")


@case
def jump_turn_lines(house: House) -> str:
    """Turn lines and their links lead to each other's page."""
    laid = house.lay_out(story("bridge", words=620, urgency=1), *others(3), pages=2)
    return show(laid, only=(Element.JUMP_LINE,))


@case
def jump_over_three_pages(house: House) -> str:
    """A story longer than two pages stands on three, each part but the last with a line that says
    where it goes on."""
    laid = house.lay_out(
        story("bridge", words=1500, urgency=1), *others(3, 60), pages={"most": 4, "multiple": 1}
    )
    return show(laid, only=JUMP) + "\n" + told(laid)


@case
def jump_of_a_short_headline(house: House) -> str:
    """The part inside stands under the short headline that the editor wrote for it."""
    laid = house.lay_out(
        story(
            "bridge",
            words=620,
            urgency=1,
            headline="Broken wires close the old bridge until the spring",
            short_headline="Bridge shut",
        ),
        *others(3),
        pages=2,
    )
    return show(laid, only=JUMP)


@case
def package(house: House) -> str:
    """A main story, its sidebar and its fact box stand side by side; the box has a tint, a rule at
    its head and its own face."""
    laid = house.lay_out(
        story("bridge", words=200, urgency=1, headline="Bridge shut until the spring"),
        story("pilots", words=70, kind="sidebar", **{"with": "bridge"}),
        story(
            "figures",
            kind="factbox",
            headline="The bridge",
            body="- Opened in 1911\n- 412 metres long\n- Painted every 9 years",
            **{"with": "bridge"},
        ),
        story("ferry", words=80, urgency=2),
        story("market", words=80, urgency=2),
        pages=2,
        plan={"stories": {"bridge": {"page": 2}}},
    )
    return show(laid, 2)


@case
def editorial(house: House) -> str:
    """The paper's own leader: ragged on a tint, its headline in the opinion face, text inset from
    the tint's edges."""
    laid = house.lay_out(
        *others(3),
        story("leader", words=110, kind="editorial", headline="Mend it now"),
        pages=2,
        plan={"stories": {"leader": {"page": 2}}},
    )
    return show(laid, about="leader")


@case
def opinion_page(house: House) -> str:
    """A page of the opinion section: heading, leader on a tint, comment under a byline in the
    opinion face, ragged text."""
    comment = {"section": "Opinion", "kind": "opinion"}
    laid = house.lay_out(
        *others(3),
        story("leader", words=100, section="Opinion", kind="editorial", headline="Mend it now"),
        story("toll", words=130, byline="A Columnist", headline="Who ought to pay", **comment),
        story("rust", words=90, byline="A Guest", headline="In praise of rust", **comment),
        sections=["City", {"name": "Opinion", "kind": "opinion", "start": "new page"}],
        pages=2,
    )
    return show(laid, 2)


@case
def letters(house: House) -> str:
    """Letters to the editor under crossheads, each with its writer in italic at the end."""
    laid = house.lay_out(
        *others(3),
        story(
            "letters",
            section="Opinion",
            kind="opinion",
            headline="Letters",
            body="## The bridge\n\nNobody asked the ferrymen. They would have known.\n\n"
            "*A Ferryman, Old Quay*\n\n## The clock\n\nThe clock on the quay has been slow since "
            "the war.\n\n*A Reader, Hill Street*",
        ),
        sections=["City", {"name": "Opinion", "kind": "opinion", "start": "new page"}],
        pages=2,
    )
    return show(laid, 2, about="letters")


@case
def obituary(house: House) -> str:
    """An obituary has the light headline of features, and never stands on the front page."""
    laid = house.lay_out(
        *others(3),
        story(
            "pilot",
            words=90,
            urgency=1,
            kind="obituary",
            kicker="1931–2025",
            headline="The last pilot of the north channel",
        ),
        pages=2,
    )
    return show(laid, only=HEAD) + "\n" + told(laid)


@case
def feature(house: House) -> str:
    """A feature's headline is light beside the bold one of the news."""
    laid = house.lay_out(
        story("bridge", words=120, urgency=1),
        story("attic", words=120, kind="feature", headline="A winter among old sails"),
    )
    return show(laid, only=HEAD)


def brief(slug: str, words: int, **fields: object) -> StoryFile:
    return story(slug, words=words, kind="brief", headline=f"News of the {slug}", **fields)


@case
def briefs(house: House) -> str:
    """Briefs of a section are gathered in a column under one heading, each with a bold head, a
    blank line before it, and its source at the end."""
    laid = house.lay_out(
        *others(3),
        brief("tram", 25, credit="City Wire"),
        brief("lamp", 20, byline="A Reporter", credit="City Wire"),
        brief("well", 30),
        pages=2,
    )
    return show(laid, 2)


@case
def briefs_of_two_sections(house: House) -> str:
    """Two columns of briefs on one page are told apart by the names of their sections."""
    laid = house.lay_out(
        *others(3),
        *(brief(name, 30) for name in ("tram", "lamp", "well")),
        *(brief(name, 30, section="World") for name in ("treaty", "summit", "strike")),
        pages=2,
    )
    return show(laid, 2, only=(Element.FURNITURE, Element.HEADLINE, Element.FOLIO))


@case
def agate(house: House) -> str:
    """Results in small type, three lines on two of the grid, under a rule and a sans headline."""
    results = "\n\n".join(f"Harbour {n} beat Quay {n + 2} by {n % 3 + 1} goals" for n in range(12))
    laid = house.lay_out(
        *others(3),
        story("results", kind="agate", headline="Results", body=results),
        pages=2,
    )
    return show(laid, about="results")


@case
def standing_item(house: House) -> str:
    """A crossword of a fixed size keeps it to the line; its picture is shown whole."""
    laid = house.lay_out(
        *others(3),
        story(
            "crossword",
            headline="Crossword",
            size="2 x 90",
            body="**Across** 1 Crossing over water (6) 4 It turns twice a day (4) **Down** 1 It "
            "shines for ships (9)",
            pictures=[picture("grid", 600, 600)],
        ),
        pages=2,
    )
    return show(laid, about="crossword")


@case
def table_in_a_story(house: House) -> str:
    """A short table stays whole in one leg of its story, header over a rule."""
    laid = house.lay_out(
        story("bridge", urgency=1, words=100),
        story("tides", body=f"The tides of the week at the old pier.\n\n{rows(6)}"),
    )
    return show(laid, about="tides")


def rows(count: int) -> str:
    lines = [f"| Pier {n} | {n * 7 % 24}.{n * 13 % 60:02} | {n * 3.5:.1f} |" for n in range(count)]
    return "\n".join(["| Place | Time | Metres |", "|:--|--:|--:|", *lines])


@case
def table_over_legs(house: House) -> str:
    """A long table goes on in the next leg."""
    laid = house.lay_out(
        *others(3),
        story("tides", headline="Tides of the month", body=f"As measured.\n\n{rows(44)}"),
        pages=2,
    )
    return show(laid, about="tides", only=(Element.TABLE, Element.HEADLINE))


@case
def table_too_wide(house: House) -> str:
    """A table of more columns than a column of text can hold is set with its words broken, and the
    desk is told."""
    heads = ["Champions", "Runners-up", "Attendance", "Referee", "Venue", "Weather"]
    row = "| Harbour | Lighthouse | 12,400 | Featherstone | Waterfront | Overcast |"
    table = "\n".join([f"| {' | '.join(heads)} |", "|" + "--|" * len(heads), row])
    laid = house.lay_out(
        story("bridge", urgency=1, words=100), story("cup", body=f"The finals.\n\n{table}")
    )
    return show(laid, about="cup", only=(Element.TABLE,)) + "\n" + told(laid)


@case
def kicker(house: House) -> str:
    """The kicker stands over the headline, in tracked capitals and the accent colour."""
    laid = house.lay_out(
        story("bridge", words=120, urgency=1, kicker="The bridge"), story("ferry", words=80)
    )
    return show(laid, about="bridge")


@case
def deck_wide(house: House) -> str:
    """Under a headline over several columns the deck is upright and large, over the same columns."""
    deck = "Engineers find 41 snapped strands and send the buses round by the ferry road"
    laid = house.lay_out(
        story("bridge", words=200, urgency=1, deck=deck), story("ferry", words=60)
    )
    return show(laid, about="bridge", only=HEAD)


@case
def deck_narrow(house: House) -> str:
    """In one column the deck is smaller than its headline, and italic."""
    deck = "Engineers find 41 snapped strands"
    laid = house.lay_out(
        story("bridge", words=110, urgency=2, deck=deck),
        *others(2, 110),
        plan={"stories": {"bridge": {"columns": 1}}},
    )
    return show(laid, about="bridge", only=HEAD)


@case
def byline_with_role(house: House) -> str:
    """The byline is bold over its role in grey, at the head of the first leg, with one distance to
    the text."""
    laid = house.lay_out(
        story(
            "bridge", words=120, urgency=1, byline="A Reporter", byline_role="Harbour correspondent"
        ),
        story("ferry", words=80),
    )
    return show(laid, about="bridge")


@case
def credit(house: House) -> str:
    """The agency's name ends the story, right-aligned and in grey."""
    laid = house.lay_out(
        story("bridge", words=120, urgency=1, credit="City Wire"), story("ferry", words=80)
    )
    return show(laid, about="bridge")


@case
def pull_quote(house: House) -> str:
    """A quotation is pulled out between rules in the middle of a leg, its speaker under it."""
    quote = {"text": "Nobody asked the ferrymen.", "by": "The oldest pilot"}
    laid = house.lay_out(
        story("bridge", words=330, urgency=1, pull_quote=quote), story("ferry", words=60)
    )
    return show(laid, about="bridge")
