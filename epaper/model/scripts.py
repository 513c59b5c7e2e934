"""Which script a language is written in, and which tags of languages there are."""

from __future__ import annotations

import re

# By the names of ISO 15924: the scripts that are told apart, and the languages written in them
SCRIPTS = {
    "Deva": "hi mr ne sa kok mai bho doi awa brx",
    "Beng": "bn as mni",
    "Guru": "pa",
    "Gujr": "gu",
    "Orya": "or",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Arab": "ur ar fa ps sd ug ckb ks skr",
}
_SCRIPT = {
    **{language: script for script, those in SCRIPTS.items() for language in those.split()},
    **dict.fromkeys("el ru uk be bg mk sr ka hy he yi th lo my km zh ja ko am bo dv".split(), ""),
}
# Languages of two letters (ISO 639-1); those of three are thousands
_TAGS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu".split()
)
_FORM = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether a text has the form of a language tag (BCP 47)."""
    return _FORM.fullmatch(text) is not None


def script_of_language(tag: str) -> str:
    """The script that a language is written in; "" for one that is none of those told here."""
    parts = tag.split("-")
    named = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if named:
        return named if named in SCRIPTS or named == "Latn" else ""
    return _SCRIPT.get(parts[0].lower(), "Latn")


def is_language(tag: str) -> bool:
    """Whether there is a language of this tag, as far as is known here."""
    main = tag.partition("-")[0].lower()
    return len(main) != 2 or main in _TAGS
