"""Text that was typed for an eight-bit font of Devanagari: "eq[;ea=h us dgk" is Kruti Dev for
"मुख्यमंत्री ने कहा".

Such a font has vowel signs and half letters where Latin ones should be, so that its text is
gibberish in any other.  Half of the correspondents of the Hindi press still write so.  What gives
it away is what makes up a third of any text: its small words, है and के and में, which come out as
letters that no Latin language puts together (gS, ds, esa).  It is converted, with a warning, only
where enough of them stand in it, or where its own file names the font; else it is said what it
looks like, and nothing is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from epaper.settings.notes import Notes

RULE, DOUBT = "wire.legacy", "wire.legacy_doubt"
KRUTI, DEVLYS, WALKMAN = "Kruti Dev 010", "DevLys 010", "Walkman Chanakya 905"
CHANAKYA, SHREE = "Chanakya", "Shree-Lipi"
_CODECS = {KRUTI: "devlys_010", DEVLYS: "devlys_010", WALKMAN: "walkman_chanakya"}
_FACES = (  # names of faces in files, the longest first; versions of a font share its layout
    (re.compile(r"walkman[ _-]*chanakya", re.IGNORECASE), WALKMAN),
    (re.compile(r"kruti[ _-]*dev", re.IGNORECASE), KRUTI),
    (re.compile(r"dev[ _-]*lys", re.IGNORECASE), DEVLYS),
    (re.compile(r"chanakya", re.IGNORECASE), CHANAKYA),
    (re.compile(r"shree[ _-]*(?:lipi|dev|mar|guj|ban|tam)", re.IGNORECASE), SHREE),
)
# Hindi's and Marathi's small words in each layout; Kruti Dev, DevLys and Walkman Chanakya share
# theirs but for a few letters.  Words that are one of a Latin language as well ("us", "og", "ml")
# are not among them.
_REMINGTON = frozenset(
    "ds dh dk dks esa gS gSa gSaA gSA vkSj Hkh ugha fy, Fkk FkkA Fks FksA Fkh FkhA gq, ;g ;s fd;k "
    "x;k xbZ ,d fd lkFk djus mUgksaus ysfdu viuh vius bldh muds mudh vkfn rFkk osQ osQoy "
    "vkgs vkgsA vkgs- vkf.k vkgsr vkgsr- ukgh dsys dsyh dsyk gksrs gksrk gksrh ,dk vls ;kauh "
    "Eg.kkys R;kauh R;kaP;k R;kauk dkgh lkafxrys i.k Eg.kwu fdaok vkrk vkys ;k".split()
)
_OWN = {
    CHANAKYA: frozenset(
        "·ð¤ ×ð´ ãñ ãñ´ ·¤è ·¤æ ·¤ô ·¤æð âð ¥õÚU ¥æñÚ ¥æñÚU ç·¤ Ùãè´ °·¤ ãñÐ ãñ´Ð".split()
    ),
    SHREE: frozenset(
        "Ho$ H$m H$s H$mo H$mo H$r Am¡a Am{U Amho h¡ h¢ _| _o§ {H$ Zht ZmhV Amho. h¡.".split()
    ),
}
_ALL = _REMINGTON.union(*_OWN.values())
_ENGLISH = frozenset("the of and to in is for on with was that by are from has at as it he".split())
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_ODD = re.compile(r"[A-Za-z][;\[{}=+<>~^|@#$%&*_\\/\"][A-Za-z]|[a-z][A-Z]|[a-z][\u00a1-\u00ff]")
_CAPITALS = re.compile(r"([^A-Za-z]*)([A-Z]{2,}[0-9-]*[A-Z0-9]*)([^A-Za-z]*)")
LEAST, SHARE = 3, 0.08  # different small words that make sure, and their share of all
MOST_AT_ONCE = 600  # characters
_MOST = 60_000  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of which font a text looks to be, and whether that is sure."""

    font: str
    sure: bool

    @property
    def converts(self) -> bool:
        return converts(self.font)


def face_named(names: str) -> str:
    """The legacy font that a list of faces names first; "" for none."""
    first = names.partition(",")[0]
    return next((font for pattern, font in _FACES if pattern.search(first)), "")


def converts(font: str) -> bool:
    return font in _CODECS


def likeness(text: str) -> Likeness | None:
    """Which legacy font a text looks to be typed for, by its small words; None for any other text.
    Of a text of several paragraphs one alone may be."""
    if not _ALL.intersection(text[:_MOST].split()):
        return None
    parts = [text, *text.splitlines()] if "\n" in text else [text]
    found = [one for part in parts if (one := _likeness(part[:_MOST].split())) is not None]
    return next((one for one in found if one.sure), found[0] if found else None)


def _likeness(words: list[str]) -> Likeness | None:
    counts = Counter(word for word in words if word in _ALL)
    if len(counts) < LEAST - 1:
        return None
    sums = {font: sum(counts[word] for word in own) for font, own in _OWN.items()}
    sums[KRUTI] = sum(counts[word] for word in _REMINGTON)
    font = max(sums, key=lambda name: sums[name])
    total = sums[font]
    if font == KRUTI:
        if counts["osQ"] + counts["osQoy"] > counts["ds"]:
            font = WALKMAN
        elif any("è" in word or "ä" in word for word in words):
            font = DEVLYS
    english = sum(word.lower() in _ENGLISH for word in words)
    sure = len(counts) >= LEAST and total >= SHARE * len(words) and total > english
    return Likeness(font, sure)


def in_unicode(text: str, font: str) -> str:
    """Text of a legacy font in Unicode, line by line; lines that are none of it stay."""
    return "\n".join(
        converted_line(line, font) if is_legacy(line) else line for line in text.split("\n")
    )


def may_be_legacy(line: str) -> bool:
    """May a line be what its file says that it is, in a legacy font?  English is not, nor what is
    in Unicode."""
    words = line.split()
    if not words or len(_DEVANAGARI.findall(line)) * 5 > len(line):
        return False
    english = sum(word.lower() in _ENGLISH for word in words)
    if _REMINGTON.intersection(words):
        return english <= len(words) / 3
    return not english and not line.isupper()


def is_legacy(line: str, strict: bool = False) -> bool:
    """Is a line of a text that is in a legacy font in it as well?  Its own words in Unicode, a name
    or a credit in English may stand in between.  `strict`: only where it cannot be English."""
    if not may_be_legacy(line):
        return False
    words = line.split()
    if _REMINGTON.intersection(words):
        return True
    if sum(bool(_ODD.search(word)) for word in words) * 4 >= len(words):
        return True
    if strict:
        return False
    letters = [char for char in line if char.isalpha()]
    vowels = sum(char in "aeiouAEIOU" for char in letters)
    return bool(letters) and vowels < 0.25 * len(letters)


def converted_line(line: str, font: str) -> str:
    """A line, word by word where one is in capitals: BJP is no Hindi in any of these fonts, whose
    capitals are half letters."""
    parts: list[str] = []
    run: list[str] = []
    for word in line.split(" "):
        found = _CAPITALS.fullmatch(word)
        if found is None:
            run.append(word)
            continue
        if run:
            parts.append(_decoded(" ".join(run), font))
        before, name, after = (found[1], found[2], found[3])
        name, stop = (name[:-1], "A") if name.endswith("A") and len(name) > 3 else (name, "")
        run = []
        parts.append(_decoded(before, font) + name + _decoded(f"{stop}{after}", font))
    if run:
        parts.append(_decoded(" ".join(run), font))
    return " ".join(parts)


# What the decoder leaves of vowel signs and half letters in the wrong order; no Hindi has any of it
_LETTER = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_MENDS = (
    (re.compile("\u094d{2,}"), "\u094d"),
    (re.compile("\u094d\u093f\u093e"), "\u093f"),
    (re.compile(f"\u094d\u093f({_LETTER}(?:\u094d{_LETTER})*)"), "\u094d\\1\u093f"),
    (re.compile("\u093e\u0947"), "\u094b"),
    (re.compile("\u093e\u0948"), "\u094c"),
    (re.compile("\u0905\u093e"), "\u0906"),
    (re.compile("\u0902{2,}"), "\u0902"),
    # typists take the visarga for a colon: no word ends in one after a vowel sign, a vowel, a digit
    (re.compile("(?<=[\u0901\u0902\u0905-\u0914\u093e-\u094c0-9])\u0903(?!\\w)"), ":"),
    (re.compile("(?<=[0-9])\u0903(?=[0-9])"), ":"),
)


def _decoded(text: str, font: str) -> str:
    """Words in Unicode, a few at a time: the decoder takes time by the square of their letters.  A
    word longer than any is no word."""
    if len(text) > MOST_AT_ONCE and " " in text.strip():
        middle = text.rfind(" ", 1, max(text.find(" ", 1) + 1, len(text) // 2 + 1))
        return f"{_decoded(text[:middle], font)} {_decoded(text[middle + 1 :], font)}"
    if not text.strip() or len(text) > MOST_AT_ONCE:
        return text
    from hinlegacy import decode

    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    words = decode(text.strip(), _CODECS[font])
    for pattern, right in _MENDS:
        words = pattern.sub(right, words)
    return f"{lead}{words.strip()}{trail}"


def note_converted(font: str) -> tuple[str, str, str]:
    """Rule, fact and remedy of a text that was converted."""
    fact = f"was typed for the font {font} and is converted from it"
    if font == WALKMAN:
        fact += "; of this font about three words in ten come out wrong"
    return RULE, fact, "read the story against its source, word for word, before it is printed"


def note_doubt(found: Likeness) -> tuple[str, str, str]:
    """Rule, fact and remedy of a text that is left as it came."""
    fact = f"looks as if typed for the font {found.font} and is left as it came"
    if not found.converts:
        fact += ": nothing here converts from that font"
    return DOUBT, fact, "ask for the story in Unicode; nobody can read it as it is"


def note_of(font: str) -> tuple[str, str, str]:
    """Rule, fact and remedy of a text that its file says to be in a legacy font."""
    return note_converted(font) if converts(font) else note_doubt(Likeness(font, sure=True))


def judged(text: str, notes: Notes, named: str = "") -> str:
    """The font that a text is to be converted from, which is told; empty where it stays as it is.
    `named`: the font that its file names."""
    found = likeness(text)
    if found is None:
        return ""
    if named and found.converts:
        found = Likeness(named, found.sure)
    if not (found.sure and found.converts):
        notes.warning(*note_doubt(found), field="body")
        return ""
    notes.warning(*note_converted(found.font), field="body")
    return found.font


def told_font(facts: Iterable[tuple[str, str]]) -> str:
    """The font that a text was converted from, by (rule, fact) of what was told of it."""
    told = [fact for rule, fact in facts if rule == RULE]
    return next((font for fact in told for font in _CODECS if f"the font {font} " in fact), "")
