"""Text pasted from a newspaper's own site, from a chat and from an agency's plain service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from wire_reading import lines, one, refused, told

from epaper.sources.wire.importing import Settings
from epaper.sources.wire.lines import paragraphs
from epaper.sources.wire.outcome import Outcome

LEAD = "The lock at the lower weir will be shut for nine days from Monday, the river board said."
STORY = f"""\
Home
Epaper
Lowtown
City

Lock at the lower weir to be shut for nine days

By UNI | Updated: November 23, 2026 09:15 PM

{LEAD}

Open in App

{LEAD} Its gates are to be mended.

"No boat can pass," the board's engineer said.

The fish pass stays open. (UNI/ANI)

( With inputs from ANI )

Disclaimer: This story has come from a feed

Tags: LowtownLower weirBoats
Share

Related Stories

CityMill road to be one way

State Politics“Not this year”: Minister on the bridge

City Related News

NationRain in the hills
"""


def test_what_stands_above_the_headline_is_never_the_headline() -> None:
    item = one(STORY)
    assert item.headline == "Lock at the lower weir to be shut for nine days"
    assert (item.byline, item.created[:16]) == ("UNI", "2026-11-23T21:15")
    assert [subject.name for subject in item.subjects] == ["City", "Lowtown"]
    assert "navigation" in told(item, "wire.labels")


def test_sign_off_and_inputs_are_one_credit_and_no_text() -> None:
    item = one(STORY)
    assert item.credit == "UNI/ANI"
    assert lines(item) == [
        f"{LEAD} Its gates are to be mended.",
        '"No boat can pass," the board\'s engineer said.',
        "The fish pass stays open.",
    ]


def test_labels_are_taken_off_related_titles_and_tags_are_parted() -> None:
    item = one(STORY)
    assert item.related == (
        "Mill road to be one way",
        "“Not this year”: Minister on the bridge",
        "Rain in the hills",
    )
    assert item.tags == ("Lowtown", "Lower weir", "Boats")


def test_the_story_s_file_names_the_agency_once(
    bring: Callable[..., list[Outcome]], tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "paste.txt").write_text(STORY, encoding="utf-8")
    bring(tmp_path / "paste.txt")
    (path,) = settings.day.rglob("lock-at*.md")
    front, body = path.read_text(encoding="utf-8").split("\n---\n")
    printed = front.partition("origin:")[0]
    assert "credit: UNI/ANI" in printed
    assert "byline" not in printed
    assert "ANI" not in body
    assert "Epaper" not in printed + body


def test_an_agency_that_gave_inputs_is_named_once(
    bring: Callable[..., list[Outcome]], tmp_path: Path, settings: Settings
) -> None:
    text = "Lock shut again\n\nBy ANI | Published: November 23, 2026 08:40 PM\n\n" + LEAD
    (tmp_path / "paste.txt").write_text(f"{text}\n\n(With inputs from ANI)\n", encoding="utf-8")
    bring(tmp_path / "paste.txt")
    (path,) = settings.day.rglob("lock-shut*.md")
    printed = path.read_text(encoding="utf-8").partition("origin:")[0]
    assert "credit: With inputs from ANI" in printed
    assert "byline" not in printed


@pytest.mark.parametrize(
    ("above", "headline", "deck"),
    [
        ("Fire in the mill\nBy Asha Rao", "Fire in the mill", ""),
        ("Lowtown\nFire in the mill put out\nNobody was hurt, and looms were saved.\nBy A. Rao",
         "Fire in the mill put out", "Nobody was hurt, and looms were saved."),
        ("Home > Lowtown > Fire\nOld mill burns again at night\nPTI / Nov 23, 2026, 20:40 IST",
         "Old mill burns again at night", ""),
        ("Fire\nLowtown\nOld mill burns again\nPublished: 23 November 2026",
         "Old mill burns again", ""),
        ("Lowtown\nNews\nThe old mill burns again tonight", "The old mill burns again tonight", ""),
        ("Mill burns", "Mill burns", ""),
    ],
)  # fmt: skip
def test_headlines_by_their_place(above: str, headline: str, deck: str) -> None:
    item = one(f"{above}\nThe mill burnt on Monday, the brigade said.\nIt was put out by noon.\n")
    assert (item.headline, item.deck) == (headline, deck)
    assert lines(item)[-1] == "It was put out by noon."


def test_a_name_in_brackets_at_the_end_of_a_sentence_is_text() -> None:
    item = one("Board meets\n\nIt met on Monday.\n\nWith it met the River Water Council (RWC).\n")
    assert lines(item)[-1].endswith("(RWC).")


WRAPPED = """\
Lock to be shut

LOWTOWN, Nov 23 - The lock at the lower weir will be shut for nine
days from Monday, the river board said on Tuesday, while its gates
are mended for the first time in forty years by the well-known ship-
wrights of the lower town.

Letters go to:
The Board
4 Quay Street

It said no more.
"""


def test_wrapped_lines_are_joined_and_an_address_stays() -> None:
    item = one(WRAPPED)
    assert lines(item) == [
        "LOWTOWN, Nov 23 - The lock at the lower weir will be shut for nine days from Monday, the "
        "river board said on Tuesday, while its gates are mended for the first time in forty years "
        "by the well-known shipwrights of the lower town.",
        "Letters go to:",
        "The Board",
        "4 Quay Street",
        "It said no more.",
    ]
    assert "shipwrights" in told(item, "wire.hyphen")


def test_lines_that_nobody_wrapped_stay() -> None:
    verse = "Stand by the wall,\nand count the boats,\nthey come at nine\nand go at ten."
    assert paragraphs(verse)[0] == verse.split("\n")
    long = "A whole paragraph stands on this line and is far longer than anything wraps. " * 3
    assert paragraphs(f"{long}\n{long}")[0] == [long.strip(), long.strip()]


def test_routing_lines_and_desk_initials_are_no_text() -> None:
    item = one(
        "ZCZC\nPRI GEN NAT\n.LOWTOWN DEL45\nWEIR-LOCK 2\nLock to be shut\n\n"
        "The lock will be shut on Monday.\n\nBoats wait at the quay. PTI ABC DEF\nGHI "
        "JKL\n11231840\nNNNN\n"
    )
    assert item.headline == "Lock to be shut"
    assert lines(item) == ["The lock will be shut on Monday.", "Boats wait at the quay."]
    assert "PTI ABC DEF" in told(item, "wire.routing") + str(item.unmapped["routing"])


CHAT = """\
[23/11/26, 9:15:32 PM] Desk Two: *Lock shut for nine days*
[23/11/26, 9:16:01 PM] Desk Two: The lock was shut on Monday, the _river board_ said.
It opens on Wednesday.
[23/11/26, 9:16:40 PM] Desk Two: \u200e<attached: 0012-PHOTO.jpg>
[23/11/26, 9:17:02 PM] +00 123: \u200eThis message was deleted.
"""


def test_a_chat_is_text_and_not_broken_json() -> None:
    item = one(CHAT)
    assert item.headline == "Lock shut for nine days"
    assert lines(item) == [
        "The lock was shut on Monday, the river board said.",
        "It opens on Wednesday.",
    ]
    assert item.pictures[0].renditions[0].href == "0012-PHOTO.jpg"
    assert "2 senders" in told(item, "wire.chat")
    android = CHAT.replace("[", "").replace("] ", " - ")
    assert lines(one(android)) == lines(item)


def test_a_chat_that_begins_with_a_word_of_its_program() -> None:
    item = one(
        "23/11/26, 21:15 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "23/11/26, 21:15 - Desk Two: *Lock shut for nine days*\n"
        "23/11/26, 21:16 - Desk Two: The lock was shut. <This message was edited>\n"
    )
    assert (item.format, item.headline) == ("chat", "Lock shut for nine days")
    assert lines(item) == ["The lock was shut."]


def test_a_chat_whose_stamps_stand_above_the_messages() -> None:
    item = one(
        "Desk Two, [23.11.2026 21:15]\nLock shut for nine days\n\n"
        "Desk Two, [23.11.2026 21:16]\nThe lock was shut on Monday.\n"
    )
    assert (item.format, item.headline) == ("chat", "Lock shut for nine days")
    assert lines(item) == ["The lock was shut on Monday."]


def test_a_text_in_brackets_is_no_json() -> None:
    assert one("[1] The board met.\n\nIt agreed.").headline == "[1] The board met."


def test_the_suggested_encoding_has_a_name_that_people_know() -> None:
    words = "Der Fluss ist über die Ufer getreten – „größte Flut“, sagte Frau Müller. " * 4
    reason = refused(f"Flut\n\n{words}".encode("mac-roman")).reason
    assert "looks like macintosh" in reason
