"""What texts in other languages offer: every word theirs, nothing that leans on another sentence,
nothing where no list says how the language speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.measure.crossheads import crossheads
from epaper.layout.measure.proposals import proposals
from epaper.layout.measure.sentences import begins_with, has_any, sentences
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.story import Story
from epaper.model.text import Paragraph, rich
from epaper.words.reader import words_for

FILL = {  # sentences that offer nothing
    "hi": "बैठक शाम तक चलती रही और सब लोग चुप रहे। ",
    "mr": "बैठक संध्याकाळपर्यंत सुरू राहिली आणि सगळे गप्प बसले. ",
    "bn": "সভা সন্ধ্যা পর্যন্ত চলতে থাকে আর সকলে চুপ করে থাকেন। ",
    "gu": "બેઠક સાંજ સુધી ચાલતી રહી અને સહુ કોઈ ચૂપ રહ્યા. ",
    "ur": "اجلاس شام تک چلتا رہا اور سب لوگ خاموش رہے۔ ",
    "ta": "கூட்டம் மாலை வரை நடந்தது எல்லோரும் அமைதியாக இருந்தனர். ",
    "te": "సమావేశం సాయంత్రం వరకు సాగింది అందరూ మౌనంగా ఉన్నారు. ",
    "de": "und so ging es weiter bis in den späten abend ohne ein wort. ",
    "fr": "et tout le monde se taisait jusqu’au soir sans un mot. ",
    "es": "y todo el mundo callaba hasta la noche sin una palabra. ",
}


def told(language: str, *parts: str) -> Story:
    body = [Paragraph(rich(part)) for part in (FILL[language], *parts)]
    body += [Paragraph(rich(FILL[language] * 8)) for _ in range(5)]
    return replace(story(1, 60), headline="1", body=tuple(body), language=language)


def offered(language: str, *parts: str) -> dict[BreakoutKind, tuple[BreakoutItem, ...]]:
    found = proposals(told(language, *parts), words_for(language))
    return {breakout.kind: breakout.items for breakout in found}


@pytest.mark.parametrize(
    ("language", "sentence", "figure"),
    [
        ("hi", "नगर निगम पुल की मरम्मत पर 12 करोड़ रुपये खर्च करेगा।", "12 करोड़ रुपये"),
        ("hi", "शहर के बाजार में कल 1,25,000 दीये बिके।", "1,25,000"),
        ("hi", "सर्वे के अनुसार ४५ प्रतिशत मतदाता घर पर रहे।", "४५ प्रतिशत"),
        ("mr", "महापालिका पुलाच्या दुरुस्तीसाठी १२ कोटी रुपये खर्च करणार आहे.", "१२ कोटी रुपये"),
        ("bn", "পুরসভা সেতু মেরামতে ১২ কোটি টাকা খরচ করবে।", "১২ কোটি টাকা"),
        ("gu", "નગરપાલિકા પુલના સમારકામ માટે 12 કરોડ રૂપિયા ખર્ચશે.", "12 કરોડ રૂપિયા"),
        ("ur", "بلدیہ پل کی مرمت پر 12 کروڑ روپے خرچ کرے گی۔", "12 کروڑ روپے"),
        (
            "de",
            "Die Sanierung der Brücke kostet die Stadt 12,5 Millionen Euro.",
            "12,5 Millionen Euro",
        ),
        ("de", "Im Hafen wurden im Herbst 12.500 Tonnen Getreide verladen.", "12.500 Tonnen"),
        (
            "fr",
            "La réparation du pont coûtera 12,5 millions d’euros à la ville.",
            "12,5 millions d’euros",
        ),
        ("fr", "Le port a vu passer 12\u202f500 tonnes de blé.", "12\u202f500 tonnes"),
        (
            "es",
            "La reparación del puente costará 12,5 millones de euros al municipio.",
            "12,5 millones de euros",
        ),
    ],
)
def test_a_figure_as_the_language_writes_it(language: str, sentence: str, figure: str) -> None:
    (item,) = offered(language, sentence)[BreakoutKind.NUMBER]
    assert (item.words, item.lead) == (sentence, figure)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("hi", "उन्होंने पुल की मरम्मत पर 12 करोड़ रुपये खर्च किए।"),
        ("hi", "निगम ने उसे मरम्मत के लिए 12 करोड़ रुपये दिए।"),
        ("hi", "डॉ. शर्मा ने इस पर 12 करोड़ रुपये खर्च किए।"),
        ("mr", "त्यांनी पुलाच्या दुरुस्तीसाठी १२ कोटी रुपये खर्च केले."),
        ("bn", "তিনি সেতু মেরামতে ১২ কোটি টাকা খরচ করেছেন।"),
        ("gu", "તેમણે પુલના સમારકામ માટે 12 કરોડ રૂપિયા ખર્ચ્યા."),
        ("ur", "انہوں نے پل کی مرمت پر 12 کروڑ روپے خرچ کیے۔"),
        ("ta", "நகராட்சி பாலத்தைச் சீரமைக்க 12 கோடி ரூபாய் செலவிடும்."),
        ("te", "నగరపాలక సంస్థ వంతెన మరమ్మతుకు 12 కోట్ల రూపాయలు ఖర్చు చేస్తుంది."),
        ("fr", "C’est un chantier qui coûtera 12,5 millions d’euros à la ville."),
        ("es", "Esto costará 12,5 millones de euros al municipio este año."),
        ("de", "Dafür zahlt die Stadt im Jahr 12,5 Millionen Euro an den Bund."),
    ],
)
def test_nothing_leans_and_languages_without_lists_offer_nothing(
    language: str, sentence: str
) -> None:
    assert not offered(language, sentence)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "«\u202fNous n’avions pas d’autre choix que de fermer\u202f», dit Élise Moreau, maire.",
            "Élise Moreau",
        ),
        (
            "es",
            "“No teníamos más remedio que cerrar todo el puente”, dijo Óscar de la Peña el lunes.",
            "Óscar de la Peña",
        ),
        (
            "de",
            "„Wir hatten keine andere Wahl, als die Brücke zu sperren“, sagte Özlem Kaya.",
            "Özlem Kaya",
        ),
    ],
)
def test_a_speaker_with_any_capital(language: str, text: str, speaker: str) -> None:
    (item,) = offered(language, text)[BreakoutKind.QUOTE]
    assert item.lead == speaker


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("hi", "डॉ. शर्मा आए। एम. एस. राव गए॥ क्या हुआ? कुछ नहीं।", 4),
        ("ur", "اجلاس ہوا۔ کیا ہوا؟ کچھ نہیں۔", 3),
        ("mr", "डॉ. पाटील आले. एस. एम. जोशी गेले.", 2),
        ("ta", "மு. கருணாநிதி வந்தார். எம். ஜி. ராமச்சந்திரன் சென்றார்.", 2),
        ("de", "Am 3. Mai kam Dr. Weiß. Das war z. B. neu.", 2),
        ("es", "El Sr. Gil vino. La Dra. Paz se fue.", 2),
        ("fr", "M. Petit est venu. « Bien. Très bien. » Mme Roy est partie.", 3),
    ],
)
def test_sentences(language: str, text: str, count: int) -> None:
    found = sentences(text, words_for(language))
    assert len(found) == count, found
    assert " ".join(found) == text


def test_words_are_whole_with_their_marks() -> None:
    assert has_any("निगम ने ये पुल बनाए।", ("ये",))
    assert not has_any("निगम ने येलो लाइन बनाई।", ("ये",))
    assert not has_any("दिये जले।", ("ये",))
    assert begins_with("C’est fini.", ("c’",))
    assert not begins_with("L’usine ferme.", ("c’",))


def test_a_crosshead_of_a_script_without_capitals_keeps_its_marks() -> None:
    spoken = "मेयर ने बैठक में “पुल नहीं बचेगा,” तक कह दिया। " + FILL["hi"] * 6
    one = replace(told("hi"), body=tuple(Paragraph(rich(spoken)) for _ in range(9)))
    found = set(crossheads(one, words_for("hi")).values())
    assert found == {"“पुल नहीं बचेगा”"}


def test_a_text_is_read_by_the_words_of_its_own_language(design: Design) -> None:
    hindi = words_for("hi")
    assert design.words_of("en-US") is design.words
    assert design.words_of("hi") is None
    mixed = replace(design, voices={"hi": hindi})
    assert mixed.words_of("hi") is hindi
    stand_in = replace(design, words=words_for("xx"))  # English ones, in a paper that has none
    assert stand_in.words_of("xx") is None
