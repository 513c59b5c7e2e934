"""Pictures judged by their captions: what stands for the matter, and what shows it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.make.judged import _stem, with_judged
from epaper.model.edition import Edition, Publication, Section, StandIns
from epaper.model.finding import Finding, Severity
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Story
from epaper.model.text import Paragraph, rich
from epaper.words.reader import words_for

PICTURE = Picture(Path("a.jpg"), "pictures/a.jpg", 3000, 2000, digest="a")
TEXT = (
    "Mayor Anna Berg opened the rebuilt ferry pier at Hestervik on Tuesday, two years after the "
    "autumn storms broke its piles. The ferries had landed at the fish quay, where lorries and "
    "passengers shared a single ramp. “We waited long enough,” she told the crowd. The bridge "
    "over the sound, planned since 1974, was not mentioned."
)
STORY = Story(
    slug="pier",
    section="City",
    headline="Ferries return to their pier",
    credit="The Agency",
    body=(Paragraph(rich(TEXT)),),
    file="city/pier.md",
)


def judged(caption: str, language: str = "en", **changes: object) -> tuple[Picture, list[Finding]]:
    """In a paper that prints stand-ins inside."""
    picture = replace(PICTURE, caption=rich(caption), **changes)  # type: ignore[arg-type]
    edition, findings = with_judged(day(picture, StandIns.INSIDE), lambda _: words_for(language))
    return edition.stories[0].pictures[0], list(findings)


def day(picture: Picture, stand_ins: StandIns, **story: object) -> Edition:
    one = replace(STORY, pictures=(picture,), **story)  # type: ignore[arg-type]
    return Edition(
        publication=Publication("The Test", "TT"),
        date=datetime.date(2026, 11, 23),
        sections=(Section("City"),),
        stories=(one,),
        stand_ins=stand_ins,
    )


@pytest.mark.parametrize(
    ("caption", "said", "reason"),
    [
        ("A steam engine pulls coal waggons through a forest.", None, "has no word in common"),
        ("The pier with the first ferry.", True, "is a stand-in, as its entry says"),
    ],
)
def test_a_stand_in_is_left_out_with_a_warning(
    caption: str, said: bool | None, reason: str
) -> None:
    picture = replace(PICTURE, caption=rich(caption), stand_in=said)
    edition, (told,) = with_judged(day(picture, StandIns.NEVER), lambda _: words_for("en"))
    assert edition.stories[0].pictures == ()
    assert (told.severity, told.rule) == (Severity.WARNING, "picture.stand-in")
    assert reason in told.message
    assert "stand_ins: inside" in told.remedy


def test_the_face_that_was_chosen_for_a_quote_stays() -> None:
    """It shows who speaks, be it of another day."""
    picture = replace(PICTURE, caption=rich("Anna Berg (file photo)"))
    chosen = day(picture, StandIns.NEVER, pull_quote="So", pull_quote_face=picture.name)
    assert len(with_judged(chosen, lambda _: words_for("en"))[0].stories[0].pictures) == 1


def test_what_is_of_the_topic_needs_no_word_of_its_story() -> None:
    """Its sender says so; but it may not name somebody or somewhere else, nor stand on page 1."""
    picture, told = judged("Snowploughs clear a mountain pass at dawn.", topic=True)
    assert (picture.stand_in, picture.may_front, told) == (None, False, [])
    assert judged("Cars in an old street of Skorve, Norvik.", topic=True)[0].stand_in
    assert judged("Passengers and ferries at a pier.", topic=True)[0].may_front
    far = judged("Snowploughs clear a mountain pass.", topic=True, stand_in=False)[0]
    assert far.may_front


def test_an_abbreviation_that_is_a_common_word_is_a_name() -> None:
    """ "US Navy" is no "us"."""
    assert judged("US Navy ships steam side by side.", topic=True)[0].stand_in is None


@pytest.mark.parametrize(
    ("caption", "reason"),
    [
        ("A ferry at the pier in Hestervik (file photo).", "says “file photo”"),
        ("ARCHIVE: ferries at the fish quay.", "says “ARCHIVE”"),
        ("President Otto Lindgren speaks of ferries to a crowd.", "names Otto Lindgren"),
        ("The engineer Lise Moberg by a pier.", "names Lise Moberg"),
        ("The old pier at Hestervik on 9 September 2009, with a ferry.", "is of 2009"),
        ("A summer morning above calm water, boats drawn up, in 1958.", "is of 1958"),
        ("A steam engine pulls coal waggons through a forest.", "has no word in common"),
        ("A lighthouse stands on a rocky island in a storm.", "no word but “storm”"),
        ("Snowy mountains reflected in a lake near Hestervik.", "but “Hestervik”"),
        ("Smoke over a mill by the Hestervik road to Anna, the Berg peaks and the Fjellby and Soro "
         "valleys beyond meadows.", "nothing but names"),
        ("Crowd and ferries in the port of Aalund near Skorve, the Norvik coast.", "of the names"),
    ],
)  # fmt: skip
def test_a_stand_in_is_found_by_its_caption(caption: str, reason: str) -> None:
    picture, (told,) = judged(caption)
    assert (picture.stand_in, picture.shows_matter) == (True, False)
    assert (told.severity, told.rule, told.story) == (Severity.INFO, "picture.judged", "pier")
    assert reason in told.message
    assert "stand_in: no" in told.remedy


@pytest.mark.parametrize(
    "caption",
    [
        "The rebuilt pier on Tuesday, with the first ferry.",
        "Anna Berg cuts the ribbon. The scissors, bought in 1988, had cut the first.",
        "Passengers on the ramp in 1974, which the storms of two years ago left.",
        "Crowds.",  # nothing to judge it by
        "The pier.",
        "",
        "Fish quay and ferries at noon, seen from Skorve.",
        "Mayor Berg with Otto Lindgren, who built the pier.",
    ],
)
def test_what_shows_the_matter_stays(caption: str) -> None:
    picture, told = judged(caption)
    assert (picture.stand_in, picture.shows_matter, told) == (None, True, [])


def test_alt_text_serves_where_there_is_no_caption() -> None:
    assert judged("", alt="A steam engine pulls coal waggons")[0].stand_in


def test_the_editor_overrules() -> None:
    far = "A steam engine pulls coal waggons through a forest."
    assert judged(far, stand_in=False) == (replace(PICTURE, caption=rich(far), stand_in=False), [])
    assert judged("The pier with the first ferry.", stand_in=True)[1] == []


def test_a_language_whose_words_have_no_weights_judges_by_what_is_said_alone() -> None:
    assert judged("A steam engine pulls coal waggons", "hi")[0].stand_in is None
    assert judged("Symbolbild: Fähre am Anleger", "de")[0].stand_in


def test_an_upright_picture_of_one_person_is_a_portrait() -> None:
    """Unless somebody found faces in it, or who it is makes the headline."""
    upright: dict[str, object] = {"width": 2000, "height": 3000}
    caption = "Anna Berg, mayor of Hestervik, on the new pier."
    picture, (told,) = judged(caption, **upright)
    assert picture.role is PictureRole.PORTRAIT
    assert "a portrait, of Anna Berg" in told.message
    assert judged(caption)[1] == []
    assert judged(caption, **upright, role=PictureRole.ACTION)[1] == []
    assert judged(caption, **upright, faces=((0.4, 0.1, 0.1, 0.1),))[1] == []
    assert judged("Anna Berg's ferry at the pier.", **upright)[1] == []


def test_a_desk_of_its_own_may_write_otherwise_of_its_picture() -> None:
    """What an agency's caption says nothing of is not what a reporter's does."""
    caption = "A steam engine pulls coal waggons through a forest."
    picture = replace(PICTURE, caption=rich(caption))
    own = replace(STORY, credit="", pictures=(picture,))
    edition = Edition(
        publication=Publication("The Test", "TT"),
        date=datetime.date(2026, 11, 23),
        sections=(Section("City"),),
        stories=(own,),
    )
    assert with_judged(edition, words_for) == (edition, ())


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("hi", "घाट पर खड़ी नाव (फाइल फोटो)।"),
        ("mr", "धक्क्यावरील होडी. (संग्रहित छायाचित्र)"),
        ("bn", "ঘাটে বাঁধা নৌকা। ফাইল ছবি"),
        ("ta", "துறைமுகத்தில் படகு. கோப்புப் படம்"),
        ("te", "రేవులో పడవ (పాత చిత్రం)"),
        ("gu", "ઘાટ પર ઊભેલી હોડી. ફાઇલ તસવીર"),
        ("ur", "گھاٹ پر کھڑی کشتی۔ فائل فوٹو"),
        ("fr", "Un bac au port. Photo d’archives"),
        ("es", "Una barca en el puerto (foto de archivo)"),
        ("de", "Eine Fähre am Kai (Archivbild)"),
    ],
)
def test_archive_pictures_of_other_languages(language: str, caption: str) -> None:
    picture, (told,) = judged(caption, language)
    assert picture.stand_in
    assert "its caption says" in told.message


def test_part_of_a_word_is_no_mark_of_the_archive() -> None:
    picture, told = judged("পুরনো বাড়ির প্রতীকীরূপ নির্মাণ", "bn")
    assert not picture.stand_in
    assert told == []


def test_a_story_without_words_of_its_language_is_not_judged() -> None:
    picture = replace(PICTURE, caption=rich("President Otto Lindgren (file photo)."))
    edition = Edition(
        Publication("The Test", "TT"),
        datetime.date(2026, 11, 23),
        (replace(STORY, pictures=(picture,), language="xx"),),
        (Section("City"),),
    )
    assert with_judged(edition, lambda _: None) == (edition, ())


def test_an_article_that_leans_on_its_noun_parts_no_word_from_the_storys() -> None:
    assert _stem("l’usine") == _stem("usine")
    assert _stem("qu’ensemble") == _stem("ensemble")
