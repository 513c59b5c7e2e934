"""Scripts are told apart, and no word is parted inside a letter with its marks."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typeset_samples import BODY, make_style, story

from epaper.model.text import Emphasis, Paragraph, Span
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.sinks.pdf.shown import NOTHING, SOFT_SPACED, Shown, shown
from epaper.typeset.fonts import default_book
from epaper.typeset.hyphenation import hyphenator
from epaper.typeset.scripts import cluster_starts, joins, runs_of, script_of, syllable_breaks
from epaper.typeset.shaping import Look, Shaper
from epaper.typeset.tokens import SOFT, UNSIGNED, TokenBook
from epaper.typeset.typesetter import Typesetter

LETTERS = {  # letters and signs from which words are made up, marks among them
    "Deva": "कखगचजटडतदनपबमयरलवशषसहक्षऱ" + "ािीुूृेैोौंःँ़्" + "\u200d\u200c",
    "Beng": "কখগচজটডতদনপবমযরলশষসহ" + "ািীুূৃেৈোৌংঃঁ্" + "\u200d",
    "Taml": "கஙசஞடணதநபமயரலவழளறன" + "ாிீுூெேைொோௌ்",
    "Telu": "కగచజటడతదనపబమయరలవశసహ" + "ాిీుూెేైొోౌం్",
    "Gujr": "કગચજટડતદનપબમયરલવશસહ" + "ાિીુૂેૈોૌં્",
    "Mlym": "കഗചജടഡതദനപബമയരലവശസഹ" + "ാിീുൂെേൈൊോൌം്",
}
words = st.sampled_from(sorted(LETTERS)).flatmap(
    lambda script: st.text(alphabet=LETTERS[script], min_size=1, max_size=14)
)


def clusters(text: str) -> list[str]:
    starts = [*cluster_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("क्षत्रिय", "क्ष त्रि य"),
        ("कर्‍हाड", "क र्‍हा ड"),  # with a joiner
        ("নমস্কার", "ন ম স্কা র"),
        ("பக்கம்", "ப க் க ம்"),  # a written pulli binds nothing
        ("രാഷ്ട്രം", "രാ ഷ്ട്രം"),
        ("q\u0303a", "q\u0303 a"),
        ("பக்ஷி", "ப க்ஷி"),  # but for two signs
        ("👍🏽🇮🇳🇱🇰", "👍🏽 🇮🇳 🇱🇰"),
    ],
)
def test_clusters(word: str, parts: str) -> None:
    assert clusters(word) == parts.split(" ")


@given(words)
def test_no_cluster_begins_with_a_mark(word: str) -> None:
    assert "".join(clusters(word)) == word
    for cluster in clusters(word)[1:]:
        assert unicodedata.category(cluster[0])[0] != "M"


@given(words)
def test_words_part_between_clusters_and_leave_two_or_a_long_one_on_either_side(word: str) -> None:
    starts = cluster_starts(word)
    for at in syllable_breaks(word):
        assert at in starts
        assert len(clusters(word[:at])) >= 2 or at >= 3
        assert len(clusters(word[at:])) >= 2 or len(word) - at >= 4


def test_where_lines_would_gape_a_syllable_of_two_signs_may_stand_alone() -> None:
    assert [at for at, _ in hyphenator("bn").points("কারখানা")] == [2, 3]
    assert next(at for at, _ in hyphenator("ta").points("காரணமாக")) == 3


def test_a_syllable_of_two_signs_before_the_hyphen_is_the_last_resort() -> None:
    loath = dict(hyphenator("hi").points("निवासियों"))
    assert loath[2] > loath[4] > 0


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("महानगरपालिका", "महा-न-ग-र-पा-लिका"),
        ("நிறுவனங்கள்", "நிறு-வ-னங்-கள்"),
        ("পৌরসভাগুলোর", "পৌর-স-ভা-গু-লোর"),
        ("विश्वविद्यालय", "विश्व-वि-द्या-लय"),
        ("प्रशासन", "प्र-शा-सन"),
        ("संपूर्ण", "संपूर्ण"),
        ("पुल", "पुल"),
    ],
)
def test_syllables(word: str, parted: str) -> None:
    points = [0, *syllable_breaks(word), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(points)) == parted


def test_hyphens_stand_where_words_of_a_script_are_in_other_text() -> None:
    token = "(महानगरपालिका)"
    points = [point.offset for point in hyphenator("hi").points(token)]
    assert points
    assert all(at - 1 in syllable_breaks("महानगरपालिका") for at in points)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("GST-में", [("", "GST-"), ("Deva", "में")]),
        ("“आज", [("Deva", "“आज")]),
        ("आज,”", [("Deva", "आज,”")]),
        ("1984में", [("", "1984"), ("Deva", "में")]),
        ("নমস্কার।", [("Beng", "নমস্কার।")]),
        ("news", [("", "news")]),
        ("—", [("", "—")]),
    ],
)
def test_runs(text: str, runs: list[tuple[str, str]]) -> None:
    assert list(runs_of(text)) == runs


@given(st.text(max_size=20))
def test_runs_are_the_text(text: str) -> None:
    assert "".join(run for _, run in runs_of(text)) == text


def test_scripts() -> None:
    assert [script_of(char) for char in "aकকகا।1"] == ["", "Deva", "Beng", "Taml", "Arab", "", ""]
    assert [joins(script) for script in ("Deva", "Arab", "", "Hebr")] == [True, True, False, False]


@given(words)
def test_what_is_shown_of_a_word_is_its_text(word: str) -> None:
    """In the order of the file: joined it is the word, letter for letter."""
    shaper = Shaper(default_book())
    pieces = shaper.shape(word, Look("serif"))
    texts = [one.text for piece in pieces for one in shown(piece.word)]
    assert "".join(texts) == word
    assert all(len(text.encode("utf-16-le")) <= 16 for text in texts)


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("पुल", "devanagari-bold"),
        ("সেতু", "bengali-bold"),
        ("பாலம்", "tamil-bold"),
        ("پل", "naskh-bold"),
        ("పుల", "serif-bold"),  # no shipped face has Telugu
    ],
)
def test_each_script_has_its_face(text: str, face: str) -> None:
    shaper = Shaper(default_book())
    assert [piece.face for piece in shaper.shape(text, Look("serif-bold"))] == [face]
    assert bool(shaper.missing) is (face == "serif-bold")


def test_a_word_of_two_scripts_is_shaped_as_each_of_them() -> None:
    shaper = Shaper(default_book())
    joined = shaper.shape("GSTमें", Look("devanagari"))
    assert [piece.word.text for piece in joined] == ["GST", "में"]
    assert joined[1].word == shaper.shape("में", Look("devanagari"))[0].word
    assert [piece.spaced for piece in joined] == [3, 0]  # no tracking where letters join


def test_small_capitals_are_for_letters_that_have_capitals() -> None:
    look = Look("devanagari", upper=True, scale=0.8)
    assert [piece.scale for piece in Shaper(default_book()).shape("GSTमें", look)] == [0.8, 1.0]


@pytest.mark.parametrize(("word", "face"), [("র\u200d্যালি", "bengali"), ("யார்க்\u200cஷயர்", "tamil")])
def test_no_glyph_that_is_seen_has_a_text_that_ends_in_a_joiner(word: str, face: str) -> None:
    """pdf.js drops the whole glyph."""
    (piece,) = Shaper(default_book()).shape(word, Look(face))
    pieces = shown(piece.word)
    assert "".join(one.text for one in pieces) == word
    assert not any(one.text[-1:] in "\u200c\u200d" for one in pieces if one.advance)


def test_a_mark_that_its_letters_face_lacks_is_set_with_it_in_another_or_told() -> None:
    shaper = Shaper(default_book())
    parts = shaper.shape("am\u0310a", Look("serif"))
    assert [(piece.face, piece.word.text) for piece in parts] == [
        ("serif", "a"),
        ("fallback-latin", "m\u0310"),
        ("serif", "a"),
    ]
    assert not shaper.missing
    shaper.shape("\u0915\u20e4", Look("serif"))
    assert shaper.missing


def test_signs_between_words_keep_their_width_in_every_face() -> None:
    shaper = Shaper(default_book())
    for face in shaper.book.faces:
        if not face.startswith("fallback"):
            (piece,) = shaper.shape("\u00b7", Look(face))
            assert piece.word.width > 0, face


TAMIL = (
    "வெப்பமண்டல மழையால் அரிசானாவை அடைவது சிரமம்தான். ஆனால், அடுத்த வாரத்தின் ஆரம்பத்தில் நடக்க "
    "வாய்ப்பிருப்பது யாதெனில் புயலின் மீதமுள்ள சக்தியால் தென்மேற்கு பாலைவனம் முழுவதும் திடீர் "
    "வெள்ளப்பெருக்கு ஏற்படும் அபாயம் உள்ளது. பல பணிகளை நேஷனல் வெதர் சர்வீஸ் அமைப்பு தொடங்கிவிட்டது."
)


def test_narrow_columns_of_tamil_are_filled_by_letters_and_unsigned_divisions() -> None:
    """Its words are long: letters are spaced as well as words, and a word goes on in the next line
    without a hyphen, as in its dailies.  Readers of the file find a soft hyphen there."""
    style = make_style()
    lines = Typesetter(default_book()).galley(story(TAMIL, language="ta"), 110, style).realise(0, 0)
    assert all(line.gap or line.runs[-1].parted for line in lines[:-1])
    assert all(line.width > 105 for line in lines[:-1])
    assert all((line.gap or 0.0) < 0.24 * 2 for line in lines)
    assert any(line.runs[0].tracking > 0 for line in lines)
    parted = [line.runs[-1] for line in lines if line.runs[-1].parted]
    assert parted
    for run in parted:
        assert not run.hyphenated
        assert run.text.endswith("\u00ad")
        assert run.words[-1].advances[-1] == 0
        assert shown(run.words[-1])[-1] == Shown(NOTHING, SOFT_SPACED, 0)


def test_a_latin_word_in_tamil_keeps_its_hyphen() -> None:
    book = TokenBook(Shaper(default_book()), BODY, None)
    token = book["Manchesterஇலிருந்து"]
    kinds = {inner.offset: inner.kind for inner in book.split_anywhere(token)}
    assert kinds[3] == SOFT
    assert kinds[13] == UNSIGNED


def test_tracking_parts_letters_from_letters_and_not_from_their_marks() -> None:
    (piece,) = Shaper(default_book()).shape("தொகுதியில்", Look("tamil"))
    assert piece.spaced == 5
    assert len(piece.word.glyphs) > 5


@pytest.mark.parametrize(
    ("word", "parted"),
    [("ஃபிளாக்ஸ்டாஃப்", "ஃபி-ளாக்ஸ்-டாஃப்"), ("கலிஃபோர்னியா", "கலி-ஃபோர்-னியா"), ("எஃகுத்தொழில்", "எஃகுத்-தொ-ழில்")],
)
def test_the_three_dots_stay_with_their_letter(word: str, parted: str) -> None:
    at = [0, *syllable_breaks(word), len(word)]
    assert "-".join(word[start:end] for start, end in pairwise(at)) == parted


def test_a_word_of_many_lines_is_broken_line_by_line() -> None:
    """More hyphens in a row than usual, where nothing else will do: no line of one syllable."""
    word = "நிறுவனங்களுக்கிடையேயான" * 8
    galley = Typesetter(default_book()).galley(story(word, language="ta"), 120, make_style())
    assert len(galley.realise(0, 0)) < 30


@pytest.mark.parametrize(
    "word", ["“நிறுவனங்களுக்கிடையேயான”,", "(Donaudampfschifffahrt)!", "«ورزشکاروں»۔"]
)
def test_a_word_cut_anywhere_keeps_its_signs(word: str) -> None:
    """No line begins with its stops and closing quotes, none ends with those that open it."""
    book = TokenBook(Shaper(default_book()), BODY, None)
    offsets = [inner.offset for inner in book.split_anywhere(book[word])]
    assert offsets
    letters = [at for at, char in enumerate(word) if char.isalpha()]
    assert letters[0] < offsets[0]
    assert offsets[-1] <= letters[-1]


def test_signs_alone_are_cut_anywhere() -> None:
    book = TokenBook(Shaper(default_book()), BODY, None)
    assert len(book.split_anywhere(book["." * 20])) == 19


MARATHI = (
    "महानगरपालिकेच्या सर्वसाधारण सभेत पाणीपुरवठ्याच्या वाढीव दरांविषयी झालेल्या चर्चेत "
    "नगरसेवकांनी प्रशासनाला धारेवर धरले. शहरातील जलवाहिन्या बदलण्याचे काम पावसाळ्यापूर्वी "
    "पूर्ण करण्याचे आश्वासन आयुक्तांनी दिले होते, मात्र प्रत्यक्षात निम्मे कामही झालेले नाही, "
    "असे विरोधी पक्षनेत्यांनी सांगितले. उपनगरांतील रहिवाशांना आठवड्यातून तीनदाच पाणी मिळते "
    "आणि टँकरचालकांकडून अव्वाच्या सव्वा पैसे घेतले जातात, याकडेही त्यांनी लक्ष वेधले."
)


BENGALI = (
    "পৌরসভার সাধারণ সভায় পানীয় জলের বর্ধিত দর নিয়ে আলোচনায় কাউন্সিলররা প্রশাসনকে কাঠগড়ায় তোলেন। শহরের "
    "পাইপ বদলানোর কাজ বর্ষার আগে শেষ করার আশ্বাস দিয়েছিলেন কমিশনার, কিন্তু বাস্তবে অর্ধেক কাজও হয়নি বলে "
    "বিরোধী দলনেতা জানান। উপনগরীর বাসিন্দারা সপ্তাহে তিন দিন জল পান এবং ট্যাংকারচালকেরা ইচ্ছামতো টাকা নেন, "
    "সেদিকেও তাঁরা দৃষ্টি আকর্ষণ করেন।"
)
URDU = (
    "میونسپل کارپوریشن کے عام اجلاس میں پانی کی بڑھی ہوئی شرحوں پر بحث کے دوران ارکان نے "
    "انتظامیہ کو آڑے ہاتھوں لیا۔ شہر کی پائپ لائنیں بدلنے کا کام برسات سے پہلے مکمل کرنے "
    "کا یقین کمشنر نے دلایا تھا، مگر حقیقت میں آدھا کام بھی نہیں ہوا، حزب اختلاف کے رہنما "
    "نے کہا۔ مضافات کے رہنے والوں کو ہفتے میں تین دن پانی ملتا ہے اور ٹینکر والے من مانے "
    "پیسے لیتے ہیں۔"
)


@pytest.mark.parametrize(("text", "language"), [(MARATHI, "mr"), (BENGALI, "bn"), (URDU, "ur")])
def test_narrow_columns_of_long_words_do_not_gape(text: str, language: str) -> None:
    """Lines with spaces over one and a half of the face's, at eight columns' measure."""
    setter = Typesetter(default_book(), language)
    galley = setter.galley(story(text * 4, language=language), 112, make_style())
    gaps = [line.gap for line in galley.realise(0, 0) if line.gap]
    normal = setter._tokens(make_style().body, language).space
    assert sum(gap > 1.5 * normal for gap in gaps) <= 0.05 * len(gaps)
    assert max(gaps) < 2.2 * normal


@pytest.mark.parametrize(
    ("words", "language", "family"),
    [
        ("वह *बहुत* दूर है।", "hi", "devanagari"),
        ("সে *খুব* দূরে।", "bn", "bengali"),
        ("அது *மிக* தொலைவு.", "ta", "tamil"),
        ("یہ *بہت* دور ہے۔", "ur", "naskh"),
        ("They call it *बहुत* far.", "en-GB", "devanagari"),
    ],
)
def test_what_has_no_italic_is_stressed_by_its_weight(
    words: str, language: str, family: str
) -> None:
    before, stressed, after = words.split("*")
    text = (Span(before), Span(stressed, Emphasis.ITALIC), Span(after))
    galley = Typesetter(default_book(), language).galley(
        story(Paragraph(text), language=language), 300, make_style()
    )
    runs = [run for line in galley.realise(0, 0) for run in line.runs]
    assert [run.face for run in runs if run.text.strip() == stressed] == [f"{family}-bold"]
    assert sum(run.face.endswith("bold") for run in runs) == 1


def test_words_of_a_condensed_headline_are_parted() -> None:
    style = TextStyle("headline", "bengali-condensed", 30, 36, weight="bold")
    setter = Typesetter(default_book(), "bn")
    line = setter.set_line((Span("সড়ক দুর্ঘটনা"),), style, Origin(Element.HEADLINE))
    assert line.runs[0].gap >= 0.16 * 30


@pytest.mark.parametrize(
    ("word", "stop"),
    [("वह दूर है", "।"), ("She is far away", "."), ("یہ دور ہے", "۔"), ("“ते राहील.", "”")],
)
def test_a_stop_that_stands_apart_begins_no_line(word: str, stop: str) -> None:
    setter = Typesetter(default_book(), "hi")
    for measure in range(40, 160, 6):
        galley = setter.galley(story(f"{word} {stop} {word} {stop}"), measure, make_style())
        lines = ["".join(run.text for run in line.runs).strip() for line in galley.realise(0, 0)]
        assert not any(line.startswith(stop) for line in lines), measure


def test_a_sign_of_several_words_stands_on_its_line() -> None:
    """Nastaliq draws it two storeys high, so that it would meet the lines above and below."""
    shaper = Shaper(default_book())
    for cut, other in (("nastaliq", "naskh"), ("nastaliq-bold", "naskh-bold")):
        pieces = shaper.shape("ﷺ", Look(cut, language="ur"))
        assert [piece.face for piece in pieces] == [other]
    assert [piece.face for piece in shaper.shape("علیؓ", Look("nastaliq"))] == ["nastaliq"]
    assert not shaper.missing


def test_letters_that_stand_in_for_others_keep_within_their_leading() -> None:
    """A layout's sizes are those of its own faces; a dress of the script has sizes of its own."""
    entry = TextStyle("contents_head", "serif-narrow", 10, 11.3, weight="bold")
    bengali, english = (Typesetter(default_book(), language) for language in ("bn", "en-GB"))
    assert english.within(entry, 11.3) == entry
    assert bengali.within(replace(entry, face="bengali"), 11.3).size == 10
    metrics = default_book().metrics("bengali-bold")
    ink = (metrics.rise + metrics.drop) / metrics.units_per_em
    assert 9 < bengali.within(entry, 11.3).size == pytest.approx(11.3 / ink)


@pytest.mark.parametrize(
    ("written", "drawn"), [("अॅडम्स", "ॲडम्स"), ("डॉ.अॉफ", "डॉ.ऑफ"), ("आर", "आर"), ("অামি", "আমি")]
)
@pytest.mark.parametrize("weight", ["", "-bold"])
def test_a_vowel_typed_in_two_signs_is_drawn_as_its_letter(
    written: str, drawn: str, weight: str
) -> None:
    """As a dotted circle between the two it was no letter at all."""
    shaper = Shaper(default_book())
    family = "bengali" if "অ" in written else "devanagari"
    look = Look(family + weight, language="mr")
    (one,), (other,) = shaper.shape(written, look), shaper.shape(drawn, look)
    assert one.word.glyphs == other.word.glyphs
    assert "".join(one.word.clusters) == one.word.text == written
