"""Cases of the typesetter: one galley each, at a column of 45 mm."""

from __future__ import annotations

from dayfiles import story
from harness import House, case

from epaper.units import mm

LONG_WORDS = (
    "Representatives of neighbouring municipalities unanimously recommended comprehensive "
    "investigations, notwithstanding considerable administrative complications and the "
    "superintendent’s reservations."
)


@case
def dateline(house: House) -> str:
    """The dateline runs in before the first paragraph, in small capitals and with a dash; the first
    paragraph is flush, the second indented."""
    return house.galley(story("bridge", words=45, dateline="PORT MARIE"))


@case
def emphasis(house: House) -> str:
    """Italic, bold and both stand in their own faces on the line's baseline."""
    return house.galley(
        story(
            "bridge",
            body="The ferry *Anna Maria* has been **sold for scrap**, and the harbour master says "
            "it was ***high time***; nobody came to see her go.",
        )
    )


@case
def small_capitals(house: House) -> str:
    """A dateline that is not all capitals keeps its capitals and sets the rest small."""
    return house.galley(story("bridge", words=20, dateline="St Anne’s Bay"))


@case
def crossheads(house: House) -> str:
    """A crosshead has a blank line above and none below; the paragraph after it is flush."""
    return house.galley(
        story(
            "bridge",
            body="The council met on Monday.\n\nIt did not vote.\n\n## What it costs\n\n"
            "The bill comes to 40,000.\n\nThe treasurer read it twice.\n\n## Who pays\n\n"
            "Nobody yet.",
        )
    )


@case
def quotation(house: House) -> str:
    """Quoted matter is italic and indented on its left, with air above and below."""
    return house.galley(
        story(
            "bridge",
            body="The oldest pilot spoke last.\n\n> I have seen three bridges in my life. I have "
            "painted two of them, and nobody ever asked me for the bill.\n\nThere was applause.",
        )
    )


@case
def bulleted_list(house: House) -> str:
    """The bullet hangs in the indent, the second line of an item stands under its words."""
    return house.galley(
        story(
            "bridge",
            body="The council wants:\n\n- a ferry for bicycles and prams until the end of March\n"
            "- a bus every quarter of an hour\n- paint\n\nIt has money for one.",
        )
    )


@case
def numbered_list(house: House) -> str:
    """Numbers run on from the first, also past nine, and hang in the indent."""
    return house.galley(
        story(
            "bridge",
            body="The list is:\n\n9. the piers, which are older than the bridge itself\n"
            "10. the railings\n11. the lamps\n",
        )
    )


@case
def hyphenation_on(house: House) -> str:
    """In a column words are parted where the dictionary of the language allows; \\- is the hyphen
    that the break adds."""
    return house.galley(story("bridge", body=LONG_WORDS))


@case
def hyphenation_off(house: House) -> str:
    """A designer who switches hyphenation off gets lines that end with whole words."""
    off = {"body": {"hyphenate": False}}
    return house.galley(story("bridge", body=LONG_WORDS), styles=off)


@case
def fact_box(house: House) -> str:
    """A fact box is ragged, in the sans face, and its dateline is not in small capitals."""
    return house.galley(
        story("bridge", body=LONG_WORDS, kind="factbox", dateline="Port Marie", section="City")
    )


@case
def narrow_measure(house: House) -> str:
    """In a measure of 20 mm a word that is wider than the line is broken, and nothing is lost."""
    return house.galley(story("bridge", body=LONG_WORDS), measure=mm(20))


@case
def other_language(house: House) -> str:
    """A German story in an English paper is parted by German rules (Brü\\-cke, Haupt\\-stadt)."""
    return house.galley(
        story(
            "bridge",
            language="de",
            body="Die Hängebrücke zwischen Altstadt und Neustadt bleibt bis auf Weiteres gesperrt; "
            "Spaziergänger müssen die Straßenbahnbrücke der Hauptverkehrsstraße benutzen, sagte "
            "der Bürgermeister am Donnerstagnachmittag.",
        )
    )


@case
def fallback_faces(house: House) -> str:
    """Characters that the text face lacks come from the fallback faces, each in a run of its own on
    the same baseline; what no face has is told elsewhere."""
    return house.galley(
        story(
            "bridge",
            body="The weather map shows ☀ over the bay, the ferry’s call is ⚓, and in "
            "Hindi the bridge is called पुल. The formula is a ⊆ b.",
        )
    )


@case
def typographic_characters(house: House) -> str:
    """Figures, fractions, dashes and currency as the reader of stories made them."""
    return house.galley(
        story(
            "bridge",
            body='In 1911 the bridge cost £4,500 -- "a fortune", he said... It is 2 1/2 miles '
            "from pier 3 to pier 14, 1911-1914 was the time it took.",
        )
    )


@case
def opinion_is_justified(house: House) -> str:
    """An opinion piece is set in the style of its own, lines full as in news."""
    return house.galley(story("bridge", words=40, kind="opinion"))


@case
def table_rows(house: House) -> str:
    """A table in a galley: the header bold over a rule, words left, figures right, each row on the
    grid."""
    return house.galley(
        story(
            "bridge",
            body="Tides at the pier:\n\n| Day | High | Metres |\n|:--|--:|--:|\n"
            "| Monday | 6.14 | 3.2 |\n| Tuesday | 7.02 | 3.35 |\n| Wednesday | 7.51 | 10.4 |\n",
        )
    )
