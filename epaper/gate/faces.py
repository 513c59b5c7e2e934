"""Faces for hits of several editions on one page.

An edition's faces have the letters of its own words, and of scripts whose letters join, their forms
as well: another edition's headline in them would have gaps.  So each edition on a page of hits gets
its faces under names of their own.  Latin letters are the same every day, so what the front of the
house wears will do.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from epaper.gate.folder import CONTENT, Folder
from epaper.typeset.scripts import script_of_language

_RULE = re.compile(r'@font-face\{font-family:"([\w-]+)";[^}]*\}')
_MAIN = re.compile(r'--face-(head|text):"([\w-]+)"')
_FILE = re.compile(r'url\("([0-9a-f]+\.woff2)"\)')
_STYLE = re.compile(rf"{CONTENT}/[0-9a-f]+\.css")


def faces_of(folder: Folder, editions: Sequence[str]) -> str:
    """Rules for elements of the classes e0, e1 and so on, by an edition's place."""
    return "\n".join(
        rule
        for number, edition in enumerate(editions)
        for rule in _of_edition(folder, edition, number)
    )


def _of_edition(folder: Folder, edition: str, number: int) -> Iterator[str]:
    record = folder.record(edition)
    if not script_of_language(record.language) or not _STYLE.fullmatch(record.style):
        return
    sent = folder.file(tuple(record.style.split("/")))
    if sent is None:
        return
    rules, main = _parsed(b"".join(sent.parts()).decode("utf-8", "replace"))
    for face in sorted(set(main.values())):
        for rule in rules.get(face, ()):
            yield rule.replace(f'"{face}"', f'"e{number}-{face}"', 1)
    said = "".join(f'--{use}:"e{number}-{face}",serif;' for use, face in sorted(main.items()))
    yield f".answers .e{number}[lang]{{{said}}}"  # more than a style sheet says of the language


@functools.lru_cache(maxsize=64)
def _parsed(css: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """@font-face rules by face, their files from the root; and the faces of headlines and text."""
    rules: dict[str, tuple[str, ...]] = {}
    for rule in _RULE.finditer(css):
        told = _FILE.sub(rf'url("/{CONTENT}/\1")', rule[0])
        rules[rule[1]] = (*rules.get(rule[1], ()), told)
    return rules, {use: face for use, face in _MAIN.findall(css) if face in rules}
