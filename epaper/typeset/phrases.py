"""Words of Hindi and Marathi that belong to the word before or after them, for breaks by sense.

Both languages put after a word what English puts before it: "की" (of) belongs to the name before
it, an auxiliary to its verb.  A phrase ends with such a word, and there a line may end well; within
the phrase, between a name's two words, there is no capital to go by.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How phrases of a language are made, in sets of words as written."""

    postpositions: frozenset[str]  # and what else a line does not begin with
    honours: frozenset[str]  # after a name
    genitives: frozenset[str]  # those of them that lead on to the noun after them
    auxiliaries: frozenset[str]  # after a verb; a clause ends with them
    titles: frozenset[str]  # before a name
    leaning: frozenset[str]  # articles, determiners, negations: a line does not end with them
    conjunctions: frozenset[str]  # likewise, but a line ends well before them
    units: frozenset[str]  # after a figure
    endings: tuple[str, ...] = ()  # of words that end a phrase, where cases are written in the word
    genitive_endings: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[frozenset[str], ...]:
        """Words with which a phrase or a clause ends."""
        return self.postpositions, self.honours, self.auxiliaries


_TITLES = """
श्री श्रीमती सुश्री कुमारी डॉ डा डॉक्टर प्रो प्रोफेसर पं पंडित स्व स्वामी संत सेंट मि मिस्टर मिस मिसेज
जस्टिस न्यायमूर्ति कैप्टन कर्नल मेजर जनरल राष्ट्रपति उपराष्ट्रपति प्रधानमंत्री मुख्यमंत्री
उपमुख्यमंत्री मंत्री राज्यपाल सांसद विधायक महापौर पीएम सीएम
"""
_HINDI = Phrasing(
    postpositions=frozenset(
        """
        ने को से में पर तक द्वारा लिए साथ बाद दौरान ऊपर नीचे सामने पास बीच अंदर भीतर
        बाहर खिलाफ ख़िलाफ़ विरुद्ध बारे तरह तरफ ओर अनुसार मुताबिक कारण वजह बजाय अलावा समेत सहित
        लेकर बनाम वाला वाले वाली वालों भी ही तो सा सी
        """.split()
    ),
    honours=frozenset(("जी", "साहब")),
    genitives=frozenset("का के की रा रे री".split()),
    auxiliaries=frozenset(
        """
        है हैं हूं हूँ हो था थे थी थीं गया गई गए गयी गये रहा रही रहे होगा होगी होंगे सका सकी सके सकता
        सकती सकते सकेगा सकेगी सकेंगे चाहिए चुका चुकी चुके लगा लगी लगे पड़ा पड़ी पड़े जाए जाएगा जाएगी
        जाएंगे करेगा करेगी करेंगे किया लिया दिया हुआ हुई हुए
        """.split()
    ),
    titles=frozenset(_TITLES.split()),
    leaning=frozenset(
        """
        एक इस उस इन उन यह वह ये वे हर सभी कुछ कई किस जिस अपना अपने अपनी उनका उनके उनकी उसका उसके उसकी
        इसका इसके इसकी न ना नहीं मत बहुत सबसे ज्यादा ज़्यादा नया नए नई
        """.split()
    ),
    conjunctions=frozenset(
        """
        और एवं तथा व या कि लेकिन मगर जबकि ताकि क्योंकि जिससे जिसमें जिसके जिसने जो यदि अगर बल्कि
        """.split()
    ),
    units=frozenset(
        """
        % प्रतिशत फीसदी फ़ीसदी लाख करोड़ अरब खरब हजार हज़ार मिलियन बिलियन ट्रिलियन रुपये रुपए रुपयों
        डॉलर पाउंड यूरो किमी किलोमीटर मीटर मील इंच फुट फीट टन किलो किलोग्राम लीटर घंटे मिनट सेकंड दिन
        दिनों सप्ताह हफ्ते महीने महीनों साल वर्ष वर्षों वर्षीय बजे लोग लोगों बार जनवरी फरवरी मार्च
        अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
        """.split()
    ),
)
_MARATHI = Phrasing(
    postpositions=frozenset(
        """
        साठी वर मध्ये पर्यंत कडून कडे विरुद्ध विरोधात बाबत बद्दल
        नंतर आधी पूर्वी सह शिवाय जवळ खाली मागे पुढे समोर प्रमाणे मुळे म्हणून म्हणत देखील सुद्धा च द्वारे
        दरम्यान ऐवजी
        """.split()
    ),
    honours=frozenset(
        """
        यांनी यांना यांची यांचा यांचे यांचं यांच्या यांच्यावर यांच्याकडे यांच्याकडून यांच्याशी
        यांच्यासाठी यांच्यासह यांच्याविरुद्ध साहेब जी
        """.split()
    ),
    genitives=frozenset(),
    auxiliaries=frozenset(
        """
        आहे आहेत आहोत होता होती होते होत्या झाला झाली झाले झाल्या नाही नाहीत असेल असतील असल्याचे
        असल्याची असल्याचा असल्याने केला केली केले केल्या गेला गेली गेले गेल्या दिला दिली दिले आले आला
        आली लागला लागली लागले शकतो शकते शकतात शकेल शकतील
        """.split()
    ),
    titles=frozenset(f"{_TITLES} मा पंतप्रधान उपपंतप्रधान खासदार आमदार न्या".split()),
    leaning=frozenset(
        """
        एक हा ही हे तो ती ते या त्या हर सर्व काही अनेक प्रत्येक कोणत्या आपला आपली आपले आपल्या त्यांचा
        त्यांची त्यांचे त्यांच्या त्याचा त्याची त्याचे त्याच्या न अधिक सर्वात नवा नवी नवे नव्या
        """.split()
    ),
    conjunctions=frozenset(
        "आणि व वा किंवा की पण परंतु मात्र तर जर कारण म्हणजे जेणेकरून ज्यामुळे ज्याने जो".split()
    ),
    units=frozenset(
        """
        % टक्के टक्का लाख कोटी अब्ज हजार दशलक्ष रुपये रुपयांचा रुपयांची रुपयांचे डॉलर पाउंड पौंड युरो
        किमी किलोमीटर मीटर मैल इंच फूट टन किलो लिटर तास मिनिटे सेकंद दिवस आठवडे महिने वर्ष वर्षे वर्षांचा
        वर्षांची वर्षीय वाजता जण जणांचा लोक वेळा जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट
        सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
        """.split()
    ),
    endings=(
        *("ने", "नी", "ला", "ना", "त", "वर", "साठी", "मध्ये", "मुळे", "कडून", "कडे", "पासून", "पर्यंत"),
        *("तून", "शी", "बाबत", "नंतर", "विरुद्ध", "सह"),
    ),
    genitive_endings=("चा", "ची", "चे", "चं", "च्या"),
)
_PHRASINGS = {"hi": _HINDI, "mr": _MARATHI}


@lru_cache(maxsize=256)
def phrasing_of(language: str) -> Phrasing | None:
    """Of a language (a BCP 47 tag); None for one of which only stops are known, or that is broken
    like English."""
    return _PHRASINGS.get(language.partition("-")[0].lower())
