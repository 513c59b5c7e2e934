"""The language of a text by its letters and its most frequent words, for stories that say none.

What the letters say comes first: of the scripts below most are one language's in newspapers.  Hindi
and Marathi share theirs, as Urdu and Arabic do; there letters that only one of the two has, and the
words that make up a third of any text, tell them apart.  Latin text is taken to be in the paper's
own language where that is written in Latin letters: nobody writes `language: en` on every story.
"""

from __future__ import annotations

import re
from collections import Counter

from epaper.model.letters import WORD
from epaper.model.scripts import is_language, script_of_language
from epaper.settings.fields import Fields
from epaper.settings.yamltree import Scalar

# Unicode's blocks, by the names of ISO 15924, and the language that is meant where nothing else
# tells: Devanagari and Arabic are decided below.  Languages that are told apart from these by
# nothing here keep what they are in a paper of theirs
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe"
_BLOCKS = {
    "Deva": ("\u0900-\u097f\ua8e0-\ua8ff", "hi"),
    "Beng": ("\u0980-\u09ff", "bn"),
    "Guru": ("\u0a00-\u0a7f", "pa"),
    "Gujr": ("\u0a80-\u0aff", "gu"),
    "Orya": ("\u0b00-\u0b7f", "or"),
    "Taml": ("\u0b80-\u0bff", "ta"),
    "Telu": ("\u0c00-\u0c7f", "te"),
    "Knda": ("\u0c80-\u0cff", "kn"),
    "Mlym": ("\u0d00-\u0d7f", "ml"),
    "Sinh": ("\u0d80-\u0dff", "si"),
    "Arab": (_ARABIC, "ur"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_OTHER = {name: re.compile(f"[{block}]") for name, (block, _) in _BLOCKS.items()}
_ANY = re.compile("[\u0590-\u1cff\u2e80-\ua6ff\ua8e0-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
# ळ is a letter of Marathi that Hindi writes ल; the words make 10 % of any text in theirs
_MARATHI = re.compile("ळ|ऱ्")
_MARATHI_WORDS = frozenset(
    "आणि आहे आहेत नाही होते होता होती असे असं ते हे या यांनी त्या त्यांनी त्यांच्या त्यांना केले केली केला पण "
    "म्हणाले म्हणून सांगितले किंवा आता झाले मध्ये काही येथे".split()
)
_HINDI_WORDS = frozenset(
    "के में है की को से और ने कि पर का लिए हैं किया कहा था यह करने नहीं इस गया कर भी साथ अपने जो हो लेकिन "
    "उन्होंने वे वह हुए रहे तक थे थी गए".split()
)
_URDU = re.compile("[\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1]")  # ٹ ڈ ڑ ں ے ھ ہ
_PERSIAN = re.compile("[\u067e\u0686\u06af\u06a9\u06cc]")  # پ چ گ ک ی, which Arabic lacks as well
_LATIN_WORDS = {
    "en": frozenset("the to of and in that on for with is was it as at by are from this".split()),
    "de": frozenset("der die und in zu von den dass das mit für im dem eine auf nicht ist".split()),
    "fr": frozenset("de la le les et des un en que du une dans qui pour est au sur par".split()),
    "es": frozenset("de la el que en y los del se las por un con una su para es al lo".split()),
}
NAMES = {
    "hi": "Hindi",
    "mr": "Marathi",
    "bn": "Bengali",
    "pa": "Punjabi",
    "gu": "Gujarati",
    "or": "Odia",
    "ta": "Tamil",
    "te": "Telugu",
    "kn": "Kannada",
    "ml": "Malayalam",
    "si": "Sinhala",
    "ur": "Urdu",
    "ar": "Arabic",
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
}
MOST = 20_000  # characters of a story that are looked at


def script_of(text: str) -> str:
    """The script of most of a text's letters, "Latn" among them; "" for none that is known here."""
    text = text[:MOST]
    if text.isascii() or not _ANY.search(text):
        return "Latn" if _LATIN.search(text) else ""
    counts = {name: len(block.findall(text)) for name, block in _OTHER.items()}
    counts["Latn"] = len(_LATIN.findall(text))
    foreign = len(_ANY.findall(text)) - sum(counts[name] for name in _OTHER)
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] > max(foreign, 0) else ""


def fits(tag: str, text: str) -> bool:
    """May a text be in this language, by its letters?  Scripts that are not told here fit."""
    script, written = script_of(text), script_of_language(tag)
    return not script or not written or script == written


def guessed(text: str, paper: str) -> str:
    """The language of a text in a paper of the language `paper`, which is given back where the
    text may be in it."""
    script = script_of(text)
    if not script:
        return paper
    own = script == script_of_language(paper)
    plain = paper.partition("-")[0].lower()
    if script == "Latn":
        return paper if own else _latin(text)
    if script == "Deva" and (not own or plain in ("hi", "mr")):
        found = _devanagari(text) or (plain if own else "hi")
    elif script == "Arab" and (not own or plain in ("ur", "ar")):
        found = _arabic(text) or (plain if own else "ar")
    else:
        return paper if own else _BLOCKS[script][1]
    return paper if found == plain else found


def language_of(fields: Fields, body: str, paper: str, head: str = "headline") -> str:
    """The language of a story: its `language:`, else what its text and headline say.  A guess that
    is not the paper's is told, as is a language that the text's letters forbid."""
    line = fields.node(head)
    text = f"{line.text if isinstance(line, Scalar) else ''}\n{body}"
    given = fields.language("language", "")
    found = guessed(text, given or paper)
    if given and not fits(given, text):
        fact = f"language is {given}, the text is in letters of {NAMES[found]}"
        remedy = f"write language: {found}, if it is"
        fields.notes.warning(
            "story.language", fact, remedy, fields.line("language"), field="language"
        )
    elif given:
        _note_unknown(fields, given, paper)
    elif found != paper:
        fact = f"the story says no language and is taken to be in {NAMES[found]}, by its text"
        fields.notes.info("story.language", fact, f"write language: {found}, or the right one")
    return given or found


def _note_unknown(fields: Fields, given: str, paper: str) -> None:
    """A language that there is not, or whose words nothing here can part."""
    main = given.partition("-")[0].lower()
    if main in NAMES or main == paper.partition("-")[0].lower():
        return
    if not is_language(given):
        fact = f"language is {given}, and no language has this tag"
        remedy = "write its tag, such as en-GB, de or hi, or delete the line: its letters tell then"
    elif script_of_language(given) == "Latn" and not _has_patterns(given):
        fact = (
            f"language is {given}, for which there are no rules: no word is parted at a line's end"
        )
        remedy = "look at the story's lines, or write another tag if that is not its language"
    else:
        return
    fields.notes.warning("story.language", fact, remedy, fields.line("language"), field="language")


def _has_patterns(tag: str) -> bool:
    import pyphen  # slow to load, and rarely asked

    return bool(pyphen.language_fallback(tag.replace("-", "_")))


def _devanagari(text: str) -> str:
    words = Counter(WORD.findall(text[:MOST]))
    marathi = sum(words[word] for word in _MARATHI_WORDS) + len(_MARATHI.findall(text[:MOST]))
    hindi = sum(words[word] for word in _HINDI_WORDS)
    return "" if marathi == hindi else "mr" if marathi > hindi else "hi"


def _arabic(text: str) -> str:
    """Urdu by its own letters, Arabic where a text of some length has none of them; "" where they
    are too few to say."""
    if _URDU.search(text[:MOST]):
        return "ur"
    if _PERSIAN.search(text[:MOST]):
        return "ur"
    return "ar" if len(_OTHER["Arab"].findall(text[:MOST])) >= 20 else ""


def _latin(text: str) -> str:
    """The language of Latin text in a paper that is written otherwise; English is what most of it
    is."""
    words = Counter(WORD.findall(text[:MOST].casefold()))
    scores = {name: sum(words[word] for word in those) for name, those in _LATIN_WORDS.items()}
    return max(scores, key=lambda name: scores[name])
