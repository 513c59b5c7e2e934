"""The words of a day: the paper's own, and those of the other languages that its stories are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.scripts import script_of_language
from epaper.words.places import SHIPPED
from epaper.words.reader import read_words, words_files, words_for
from epaper.words.words import Words, main_part


@dataclass(frozen=True, slots=True)
class Spoken:
    """`words` are the paper's; `voices`, by tag, are those of other languages that have any; with
    what is wrong in them, and their files.

    The shipped files of other languages are not among those: a first story in Hindi is no new
    setting of an English paper, for which all of its pages would be laid out anew.
    """

    words: Words
    voices: Mapping[str, Words]
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]


def languages_of(edition: Edition) -> tuple[str, ...]:
    """Those of the stories that are not in the paper's."""
    own = main_part(edition.publication.language)
    told = {story.language for story in edition.stories}
    return tuple(sorted(language for language in told if main_part(language) != own))


def spoken(
    language: str, digits: str, others: Sequence[str], folders: Sequence[Path] = ()
) -> Spoken:
    """`language` and `digits`: the publication's; `others`: the stories'.  A language that has no
    words costs its stories nothing but what would be proposed of their text, and is not told."""
    words, told = read_words(language, folders)
    if words is not None and main_part(words.language) != main_part(language):
        told = tuple(_stand_in(one, language) for one in told)
    findings, files = list(told), dict.fromkeys(words_files(language, folders))
    voices: dict[str, Words] = {}
    for other in others:
        found, told = read_words(other, folders)
        if found is not None and main_part(found.language) != main_part(other):
            continue  # English ones stand in
        findings += [one for one in told if one not in findings]
        own = (path for path in words_files(other, folders) if path.parent != SHIPPED)
        files |= dict.fromkeys(own)
        if found is not None:
            voices[other] = found
    chosen = (words or words_for("en")).in_digits(digits)
    return Spoken(chosen, voices, tuple(findings), tuple(files))


def _stand_in(told: Finding, language: str) -> Finding:
    """What is told of English words in a paper of another language: among letters of another script
    nobody can mean them."""
    if told.rule != "words.missing" or script_of_language(language) == "Latn":
        return told
    fact = f"there are no words for {language}; what the paper itself says would be English"
    remedy = f"{told.remedy}; epaper/words/en.yaml is the one to start from"
    return replace(told, severity=Severity.ERROR, message=fact, remedy=remedy)
