"""Typewriter text into right type: quotes, apostrophes, dashes, ellipses, fractions, spaces.

What is right already stays as it is, so a second run changes nothing.  A text may be cut into spans
(an opening quote inside emphasis, its partner outside): the rules see the whole text, and every
character that is put in takes the emphasis of the one it replaces.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from epaper.model.scripts import script_of_language
from epaper.model.text import Emphasis, RichText, Span
from epaper.sources.quotes import quoted

NNBSP = "\u202f"
NBSP = "\u00a0"

Edit = tuple[int, int, str]  # from, to, new text
Rule = Callable[[str, str], Iterable[Edit]]  # text, language -> edits in order, not overlapping

_NO_PART = r"\s\"'<>“”‘’„‚«»‹›"
_PART = f"[^{_NO_PART}]+"
# a name before @ begins where its part begins: else a long word is looked through at each letter
_ADDRESS = re.compile(f"(?:https?://|www\\.){_PART}|(?<![^{_NO_PART}]){_PART}@{_PART}")
_SPACES = re.compile(r"[ \t\n\r]{2,}|[\t\n\r]")
_DASHES = re.compile(r"(?<!-)---?(?!-)|(?<=\S )-(?= \S)")
_YEARS = re.compile(r"(?<![\w\-–/.])((?:1\d|20)\d\d)-(\d{4}|\d\d)(?![\w\-–/]|\.\d)")
_TIMES = re.compile(r"(?<![\w:.\-])\d\d?[:.]\d\d(-)\d\d?[:.]\d\d(?![\w:\-])")
_SCORES = re.compile(r"(?<![\w–-])\d{1,3}( )[–-]( )\d{1,3}(?![\w–-])")
_DOTS = re.compile(r"(?<![.…])\.\.\.(?!\.)|(?<![.…])(?<![.…] )\. \. \.(?! ?\.)")
_FRACTIONS = re.compile(r"(?<![\w/.,\-])(?:(\d{1,2}) )?(1/2|1/4|3/4)(?![\w/]|\.\d)")
_FRACTION = {"1/2": "½", "1/4": "¼", "3/4": "¾"}


def typographic(text: str, language: str) -> str:
    """Plain text in right type.  `language` is a tag such as "en-GB"; an unknown one gets “ ” and ‘
    ’.
    """
    return _set_right(text, None, language)[0]


def typographic_rich(text: RichText, language: str) -> RichText:
    """Rich text in right type: as `typographic` over the joined text, spans kept; neighbours alike
    are joined.
    """
    if len(text) == 1:
        plain = typographic(text[0].text, language)
        return (Span(plain, text[0].emphasis),) if plain else ()
    owners = [span.emphasis for span in text for _ in span.text]
    joined, kept = _set_right("".join(span.text for span in text), owners, language)
    return spans(joined, kept or [])


def spans(text: str, owners: list[Emphasis]) -> RichText:
    """Text and the emphasis of each character as spans."""
    found: list[Span] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or owners[end] != owners[start]:
            found.append(Span(text[start:end], owners[start]))
            start = end
    return tuple(found)


@dataclass(slots=True)
class _Draft:
    """The text on its way, with the emphasis of each character if the text has more than one."""

    text: str
    owners: list[Emphasis] | None

    def apply(self, edits: Iterable[Edit]) -> None:
        parts: list[str] = []
        owners: list[Emphasis] = []
        done = 0
        for start, end, new in edits:
            parts += (self.text[done:start], new)
            if self.owners is not None:
                owners += self.owners[done:start] + [self.owners[start]] * len(new)
            done = end
        if not parts:
            return
        parts.append(self.text[done:])
        if self.owners is not None:
            self.owners = owners + self.owners[done:]
        self.text = "".join(parts)


def _set_right(
    text: str, owners: list[Emphasis] | None, language: str
) -> tuple[str, list[Emphasis] | None]:
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    draft = _Draft(text[lead:end], owners[lead:end] if owners is not None else None)
    for rule in (
        _spaces,
        _typewriter,
        _decades,
        _dashes,
        _ranges,
        _scores,
        _ellipses,
        _fractions,
        quoted,
        _french_spaces,
        _dandas,
    ):
        edits = list(rule(draft.text, language))
        if edits and rule is not _spaces:
            edits = list(_outside_addresses(edits, draft.text))
        draft.apply(edits)
    return draft.text, draft.owners


def _outside_addresses(edits: Iterable[Edit], text: str) -> Iterable[Edit]:
    """The edits that change no address of the web or of mail."""
    spans = [found.span() for found in _ADDRESS.finditer(text)]
    starts = [start for start, _ in spans]
    for edit in edits:
        before = bisect.bisect_right(starts, edit[0]) - 1
        if before < 0 or edit[0] >= spans[before][1]:
            yield edit


def _spaces(text: str, language: str) -> Iterable[Edit]:
    return ((found.start(), found.end(), " ") for found in _SPACES.finditer(text))


_GRAVE = re.compile(r"(?<![\w`'])(``?)(?=[\w\"“‘'$£€₹])")


def _typewriter(text: str, language: str) -> Iterable[Edit]:
    """Agencies' ``quoted'' and `quoted': a grave accent that opens, and whose partner stands after
    it, is a straight quote, which `quoted` sets right.
    """
    if "`" not in text:
        return
    for found in _GRAVE.finditer(text):
        mark = found.group(1)
        partner = "''" if len(mark) == 2 else "'"
        if partner in text[found.end() :]:
            yield found.start(), found.end(), '"' if len(mark) == 2 else "'"


_DECADE = re.compile(
    r"\b(?:the|early|late|mid|in|of|since|from)[ -]([‘'`])\d\ds\b|"
    r"([‘`])\d\d(?:s\b(?![’'])|\b(?!.*[’'](?!\w)))",
    re.IGNORECASE | re.DOTALL,
)


def _decades(text: str, language: str) -> Iterable[Edit]:
    """The ’90s have an apostrophe for the century left out, also where a program put ‘ before
    them.
    """
    if not any(mark in text for mark in "‘'`"):
        return
    for found in _DECADE.finditer(text):
        place = 1 if found.group(1) else 2
        yield found.start(place), found.end(place), "’"


def _as_written(language: str) -> bool:
    """Indic and Urdu papers set hyphens, dots and full stops as their writers type them: a dash or
    an ellipsis of ours would be a guess."""
    return script_of_language(language) not in ("", "Latn")


def _dashes(text: str, language: str) -> Iterable[Edit]:
    if "-" not in text or _as_written(language):
        return
    wide = "—" if language.casefold().startswith("en-us") else "–"
    for found in _DASHES.finditer(text):
        yield found.start(), found.end(), {"---": "—", "--": wide}.get(found.group(), "–")


def _ranges(text: str, language: str) -> Iterable[Edit]:
    """Years and times only: 3-1 is a score, 555-1234 a telephone, 747-400 an aircraft."""
    if "-" not in text or _as_written(language):
        return
    found_at = [found.start(1) for found in _TIMES.finditer(text)]
    for found in _YEARS.finditer(text):
        first, last = found.groups()
        if int(last) > int(first[-len(last) :]):
            found_at.append(found.end(1))
    for at in sorted(set(found_at)):
        yield at, at + 1, "–"


def _scores(text: str, _language: str) -> Iterable[Edit]:
    """A score of a match, or what else stands between two numbers, is not parted: "1 – 0"."""
    for found in _SCORES.finditer(text):
        for at in (found.start(1), found.start(2)):
            yield at, at + 1, NBSP


def _ellipses(text: str, language: str) -> Iterable[Edit]:
    if "." in text and not _as_written(language):
        for found in _DOTS.finditer(text):
            yield found.start(), found.end(), "…"


def _fractions(text: str, language: str) -> Iterable[Edit]:
    if "/" in text:
        for found in _FRACTIONS.finditer(text):
            yield found.start(), found.end(), (found.group(1) or "") + _FRACTION[found.group(2)]


_SPACE = f"[ {NBSP}{NNBSP}]*"
_FRENCH = re.compile(f"«{_SPACE}»|«{_SPACE}|{_SPACE}»|(?<=[\\w)»%…]) (?=[;:!?](?:\\s|$|[»)!?]))")


def _french_spaces(text: str, language: str) -> Iterable[Edit]:
    """A narrow space inside « » always, and before ; ! ? (a wide one before :) where the writer put
    a space.
    """
    if not re.match(r"fr\b(?!-CH)", language, re.IGNORECASE):
        return
    for found in _FRENCH.finditer(text):
        marks = "".join(char for char in found.group() if char in "«»")
        after = text[found.end() : found.end() + 1]
        new = {"«": "«" + NNBSP, "»": NNBSP + "»", "«»": f"«{NNBSP}»"}.get(
            marks, NBSP if after == ":" else NNBSP
        )
        if new != found.group():
            yield found.start(), found.end(), new


_DANDA = re.compile("(?<=\\S) (?=[।॥۔؟])")


def _dandas(text: str, language: str) -> Iterable[Edit]:
    """A danda, or Urdu's full stop or question mark, that the writer set a space before stays with
    its word: none of them begins a line."""
    return ((found.start(), found.end(), NBSP) for found in _DANDA.finditer(text))
