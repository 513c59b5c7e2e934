from __future__ import annotations

import itertools

import pytest
import uharfbuzz as hb

from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.fonts import OpenFace, default_book
from epaper.typeset.headline import MOST_STEP, cut_headline
from epaper.typeset.sense import beginnings, break_cost
from epaper.typeset.shaping import Look, Shaper
from epaper.typeset.tokens import TokenBook
from epaper.typeset.typesetter import Typesetter

HEAD = TextStyle("headline", "headline", 36, 37, weight="bold")
ORIGIN = Origin(Element.HEADLINE, "baths")
BAD_ENDS = {"a", "an", "the", "of", "in", "to", "for", "on", "at", "and", "with", "by"}
HEADLINES = [
    "Council votes to reopen the old baths in spring",
    "Prime Minister Narendra Modi opens a bridge over the Ganges",
    "Flood of 2014 cost the city £4.7 million, inquiry finds",
    "Scientists find water ice at the south pole of the Moon",
    "Thousands march for peace in capital",
    "Rain",
]


@pytest.mark.parametrize("text", HEADLINES)
def test_cuts_keep_the_words(typesetter: Typesetter, text: str) -> None:
    cuts = typesetter.headline_cuts(text, HEAD, 4)
    assert [len(cut.lines) for cut in cuts] == list(range(1, min(4, len(text.split())) + 1))
    assert cuts[0].badness == 0
    for cut in cuts:
        assert " ".join(cut.lines) == text
        assert all(
            width * 36 == pytest.approx(typesetter.width(line, HEAD))
            for line, width in zip(cut.lines, cut.widths, strict=True)
        )
        assert cut.size_for(300) * max(cut.widths) == pytest.approx(300)


@pytest.mark.parametrize("text", HEADLINES[:5])
def test_two_lines_break_by_sense(typesetter: Typesetter, text: str) -> None:
    for cut in typesetter.headline_cuts(text, HEAD, 3)[1:]:
        assert not BAD_ENDS & {line.split()[-1].lower() for line in cut.lines[:-1]}


def test_names_and_numbers_hold_together(typesetter: Typesetter) -> None:
    cut = typesetter.headline_cuts(HEADLINES[1], HEAD, 2)[1]
    assert not cut.lines[0].endswith(("Prime", "Minister", "Narendra"))
    cut = typesetter.headline_cuts(HEADLINES[2], HEAD, 2)[1]
    assert "£4.7 million" in " | ".join(cut.lines)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_set_headline_aligns(typesetter: Typesetter, align: str, share: float) -> None:
    style = TextStyle("headline", "headline", 36, 37, align=align)
    cut = typesetter.headline_cuts(HEADLINES[0], style, 2)[1]
    lines = typesetter.set_headline(cut, style, 20, 400, ORIGIN)
    assert len(lines) == 2
    for line in lines:
        assert line.runs[0].x == pytest.approx((400 - line.width) * share)
        assert line.runs[0].size == 20


def test_long_headlines_take_no_time(typesetter: Typesetter) -> None:
    cuts = typesetter.headline_cuts("word " * 300, HEAD, 4)
    assert len(cuts[-1].lines) == 4


def test_deck_lines_are_even_and_leave_no_lone_word(typesetter: Typesetter) -> None:
    style = TextStyle("deck", "serif", 13, 16)
    text = (
        "Campaigners hail the vote as engineers say the foundations can be saved for less than "
        "was feared in May"
    )
    for measure in range(160, 400, 20):
        lines = typesetter.set_text(rich(text), style, measure, ORIGIN)
        assert " ".join(line.text for line in lines) == text
        assert all(line.width <= measure + 1e-6 for line in lines)
        assert " " in lines[-1].text


def test_capitals_keep_the_text(typesetter: Typesetter) -> None:
    style = TextStyle("kicker", "sans", 8, 10, upper=True, tracking=0.05)
    (run,) = typesetter.set_line(rich("Große Straße"), style, ORIGIN).runs
    assert run.text == "Große Straße"
    assert len(run.words[0].glyphs) == 6
    assert typesetter.set_line(rich("ok"), style, ORIGIN).width == pytest.approx(
        typesetter.width("ok", style)
    )


@pytest.mark.parametrize(
    ("face", "text"),
    [
        ("tamil-condensed-bold", "கழுகு யூகம் வீழ்ச்சி நீதி"),
        ("bengali-condensed-bold", "অদ্ভুত উদ্ধৃতি পৌঁছালেন তাঁরা"),
        ("devanagari-condensed-bold", "अद्भुत क्रुद्ध सर्वांकडे र्‍हींचे"),
    ],
)
def test_a_headline_has_room_for_its_own_tallest_and_deepest_marks(face: str, text: str) -> None:
    look = TextStyle("headline", face, 30, 31)
    shaper = Shaper(default_book())
    for cut in cut_headline(text, TokenBook(shaper, look, None), 4):
        inks = [shaper.ink(shaper.shape(line, Look(face))) for line in cut.lines]
        assert cut.rise >= inks[0][0] - 1e-9
        assert cut.drop >= inks[-1][1] - 1e-9


@pytest.fixture(scope="session")
def hindi() -> Typesetter:
    return Typesetter(default_book(), language="hi-IN")


@pytest.fixture(scope="session")
def marathi() -> Typesetter:
    return Typesetter(default_book(), language="mr-IN")


HINDI = [
    "हार्लेम में कम हो रहे चर्चों की वजह से सेंट मार्टिन की घंटियों का बजना कम होता जा रहा है",
    "मेंगा ने रेंजर्स के विरुद्ध लिविंगस्टन को 1-0 से जीत दिलाई",
    "इंडिपेंडेंस वोट एनिवर्सरी के अवसर पर पुलिस की झड़प केटालोनिया के अलगाववादियों के साथ हुई",
    "पुलिस ने 32 वर्षीय व्यक्ति को हिरासत में लिया",
    "प्रधानमंत्री नरेंद्र मोदी जी ने डॉ. मनमोहन सिंह को श्रद्धांजलि दी",
    "बाढ़ राहत के लिए राज्य सरकार ने 4.7 करोड़ रुपये की मंजूरी दी",
]
BEGIN_NO_LINE = {*"का के की को से में पर ने जी है हैं रहा लिए साथ विरुद्ध करोड़ रुपये वर्षीय".split()}
END_NO_LINE = {"डॉ.", "सेंट", "प्रधानमंत्री", "और", "4.7", "32"}


@pytest.mark.parametrize("text", HINDI)
def test_hindi_lines_begin_with_no_word_that_belongs_to_the_one_before(
    hindi: Typesetter, text: str
) -> None:
    for cut in hindi.headline_cuts(text, HEAD, 3)[1:]:
        assert not BEGIN_NO_LINE & {line.split()[0] for line in cut.lines[1:]}, cut.lines
        assert not END_NO_LINE & {line.split()[-1] for line in cut.lines[:-1]}, cut.lines


@pytest.mark.parametrize(
    "text",
    [
        "पंतप्रधान नरेंद्र मोदी यांनी पुण्यात मेट्रोच्या नव्या मार्गाचे उद्घाटन केले आहे",
        "मुख्यमंत्री देवेंद्र फडणवीस यांच्या हस्ते 12 कोटी रुपये खर्चाच्या पुलाचे भूमिपूजन",
        "अतिवृष्टीग्रस्त शेतकऱ्यांसाठी सरकार आणि बँका यांची संयुक्त मदत योजना जाहीर",
    ],
)
def test_marathi_honours_stay_with_their_names(marathi: Typesetter, text: str) -> None:
    for cut in marathi.headline_cuts(text, HEAD, 3)[1:]:
        starts = {line.split()[0] for line in cut.lines[1:]}
        ends = {line.split()[-1] for line in cut.lines[:-1]}
        assert not {"यांनी", "यांच्या", "यांची", "आहे", "कोटी", "रुपये"} & starts, cut.lines
        assert not {"पंतप्रधान", "मुख्यमंत्री", "आणि", "12"} & ends, cut.lines


def test_a_place_is_not_parted_from_the_letters_that_tell_where_it_lies() -> None:
    assert break_cost("Washington,", "DC") > 1.0
    assert break_cost("Paris,", "Texas") < 0.0


def test_the_sense_of_hindi_is_asked_for_stories_in_hindi_alone() -> None:
    assert break_cost("मार्टिन", "की", language="hi-IN") > break_cost("की", "घंटियों", language="hi")
    assert break_cost("मार्टिन", "की") == 0.0
    assert break_cost("New", "World", language="hi") > 1.0
    assert break_cost("–", "17", language="mr") > 1.0  # a score


def test_beginnings_of_a_hindi_headline_end_where_a_clause_does() -> None:
    text = "पुलिस ने व्यक्ति को हिरासत में लिया, उस पर हत्या का संदेह है"
    assert "पुलिस ने व्यक्ति को हिरासत में लिया" in list(beginnings(text, "hi"))


def test_marks_of_neighbouring_headline_lines_do_not_meet(marathi: Typesetter) -> None:
    """What hangs from "हू" meets what stands on "कॅ" where the usual step is kept."""
    style = TextStyle("headline", "devanagari", 45, 47, weight="bold")
    deep, tall = "दशलक्षहून", "कॅवानोची"
    plain, both = (
        marathi.headline_cuts(text, style, 2)[1] for text in (f"{tall} {tall}", f"{deep} {tall}")
    )
    assert both.lines == (deep, tall)
    assert both.step > plain.step + 0.03
    centred = TextStyle("headline", "devanagari", 45, 47, weight="bold", align="centre")
    assert marathi.headline_cuts(f"{deep} {tall}", centred, 2)[1].step >= both.step


@pytest.mark.parametrize(
    "text",
    [
        "دیکھیں: لیورپول کے ڈینیئل سٹرج کا چیلسی کے مقابلے میں اسکور برابر کرنے والا گول",
        "گول گول گول گول کر کر کر کر",
        "سمندری طوفان روزا سے فیونکس، لاس ویگاس، سالٹ لیک سٹی میں سیلابی ریلوں کا خطرہ",
    ],
)
def test_lines_read_from_the_right_are_kept_apart_where_their_ink_is_seen(text: str) -> None:
    """Each word shaped by itself and put from the right as it is seen: no two inks meet."""
    setter = Typesetter(default_book(), "ur")
    style = TextStyle("headline", "nastaliq", 30, 36, weight="bold")
    space, face = setter._tokens(style, "ur").space, default_book().open("nastaliq-bold")
    for cut in setter.headline_cuts(text, style, 3)[1:]:
        lines = [_seen(line.split(), face, space) for line in cut.lines]
        for above, below in itertools.pairwise(lines):
            for left, right, _, under in above:
                for start, end, over, _ in below:
                    if left < end and start < right:
                        assert cut.step >= under + over


def _seen(
    words: list[str], face: OpenFace, space: float
) -> list[tuple[float, float, float, float]]:
    """Left, right, over and under of each glyph's ink, em; the line ends at 0 and goes to the
    left."""
    boxes, x = [], 0.0
    for word in words:
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        buffer.language = "ur"
        hb.shape(face.font, buffer)
        em = face.metrics.units_per_em
        x -= sum(place.x_advance for place in buffer.glyph_positions) / em
        pen = x
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            ink = face.font.get_glyph_extents(info.codepoint)
            left, top = pen + (place.x_offset + ink.x_bearing) / em, place.y_offset + ink.y_bearing
            if ink.width:
                boxes.append((left, left + ink.width / em, top / em, (-top - ink.height) / em))
            pen += place.x_advance / em
        x -= space
    return boxes


def test_latin_headlines_keep_the_step_of_the_layout(typesetter: Typesetter) -> None:
    assert {cut.step for cut in typesetter.headline_cuts(HEADLINES[0], HEAD, 3)} == {0.0}


def test_letters_that_hang_from_a_line_keep_heads_no_farther_apart_than_they_must() -> None:
    """The tallest and the deepest of a face seldom meet; where they do, the step is larger."""
    setter = Typesetter(default_book(), "bn")
    style = TextStyle("headline", "bengali-condensed", 30, 36, weight="bold")
    assert setter.headline_cuts("কমল কমল", style, 2)[1].step == MOST_STEP
    metrics = default_book().metrics("bengali-condensed-bold")
    assert metrics.rise + metrics.drop > MOST_STEP * metrics.units_per_em
