"""The one reader of words files: words/LANG.yaml, the shipped ones and a paper's own.

A file may say only what differs from those under it: en-US.yaml lies on en.yaml, a paper's own
files lie on the shipped ones.  Together they have to say everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from epaper.errors import DesignError
from epaper.model.finding import Finding, Severity
from epaper.settings.notes import Notes
from epaper.words.file import KEYS, OPTIONAL, PHRASES, file_name, read_file
from epaper.words.places import SHIPPED
from epaper.words.words import Phrases, Words

FALLBACK = "en"


def words_for(language: str, folders: Sequence[Path] = ()) -> Words:
    """The words of a language, without what is odd in their files.  Raises DesignError with every
    mistake in them.
    """
    words, told = read_words(language, folders)
    notes = Notes(file_name(words_files(language, folders)[-1]))
    notes.found += told
    notes.stop(DesignError)
    assert words is not None  # else there is a mistake
    return words


def read_words(
    language: str, folders: Sequence[Path] = ()
) -> tuple[Words | None, tuple[Finding, ...]]:
    """The words of a language, a BCP 47 tag; of "en" for "en-GB" where that has no file, and
    English ones for a language that has none, which is told.

    `folders`: the paper's own, the first before the others.  None where anything in a file is
    wrong, or the files together do not say everything.
    """
    files = words_files(language, folders)
    said: dict[str, Any] = dict.fromkeys(OPTIONAL, ())
    phrases: dict[str, Any] = {}
    findings: list[Finding] = []
    for path in files:
        notes = Notes(file_name(path))
        found = read_file(path, notes)
        said |= found.settings
        phrases |= found.phrases
        findings += notes.found
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, tuple(findings)
    said.setdefault("first_day", "")
    if "digits" in said:
        said.setdefault("native_digits", said["digits"])
    missing = [key for key in KEYS if key not in said]
    missing += [f"phrases.{name}" for name in PHRASES if name not in phrases]
    if missing:
        fact = f"there is no {', '.join(missing)}"
        file = file_name(files[-1])
        findings.append(
            Finding(Severity.ERROR, "words.missing", fact, "add what is missing", file=file)
        )
        return None, tuple(findings)
    tag = max((path.stem for path in files), key=len)
    words = Words(language=tag, phrases=Phrases(**phrases), **said)
    return words, (*findings, *_missing(language, words))


def words_files(language: str, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files that words come from, each lying on those before it."""
    for start in (language, FALLBACK):
        names = [f"{tag}.yaml" for tag in _tags(start)]
        paths = [folder / name for folder in (SHIPPED, *reversed(folders)) for name in names]
        found = tuple(path for path in paths if path.is_file())
        if found:
            return found
    raise AssertionError("the English words are shipped")


def _missing(language: str, words: Words) -> tuple[Finding, ...]:
    """What is to be said where English words stand in for those of a language."""
    first = _tags(language)[0]
    if first == _tags(words.language)[0]:
        return ()
    return (
        Finding(
            Severity.WARNING,
            "words.missing",
            f"there are no words for {language}; what the paper itself says is English",
            f"write all of words/{first}.yaml, in a folder beside editions/",
        ),
    )


def _tags(language: str) -> list[str]:
    """A tag's parents and itself in the usual spelling: "en", "en-GB"."""
    first, *rest = language.split("-")
    parts = [first.lower()]
    parts += [part.upper() if len(part) == 2 else part.capitalize() for part in rest]
    return ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]
