"""An edition's style sheet of faces: which files hold its letters, and what its features are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from epaper.issue.issue import Issue
from epaper.page.marks import Element, GlyphRun
from epaper.site.faces import CORE, USUAL, FaceSet
from epaper.site.files import ContentFiles
from epaper.site.subset import Said, faces_css, woff2
from epaper.typeset.bidi import runs_left
from epaper.typeset.scripts import runs_of

LATIN = 60  # of CORE's letters, in a face that is made for them
MUCH = 20  # of them that are asked for: a face with fewer has Latin for figures and stops
FALLBACKS = 'Georgia,"Noto Serif",serif'


@dataclass(slots=True)
class _Needed:
    """What a face has to show."""

    letters: set[int] = field(default_factory=lambda: {0x20})
    words: set[Said] = field(default_factory=set)

    def add(self, word: Said) -> None:
        self.letters.update(map(ord, word.text), map(ord, word.text.upper()))
        self.words.add(word)


def dress_of(issue: Issue, faces: FaceSet, content: ContentFiles, says: Iterable[str] = ()) -> str:
    """Take the faces in among the content; the path of their style sheet.  Call it when all pages
    are drawn: only then is it known which features were asked for.

    `says`: what the site says itself, for a device that has no face for it."""
    runs = [
        mark
        for page in issue.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.words
    ]
    main = _main(runs)
    needed: dict[str, _Needed] = {}
    for run in runs:
        own = needed.setdefault(run.face, _Needed())
        language = run.language or issue.language
        features = faces.drawn(run, language).features
        for word in run.words:
            own.add(Said(word.text, language, run.direction == "rtl", features))
    spoken = {
        Said(part, issue.language, runs_left(part))
        for phrase in says
        for word in phrase.split()
        for _, part in runs_of(word)
    }
    printed = {word._replace(features=()) for one in needed.values() for word in one.words}
    for face in sorted({*main.values()}):  # in which stories are read by themselves
        has = faces.open(face).characters
        own = needed[face]
        own.words |= {word for word in printed if has.issuperset(map(ord, word.text))}
        for word in spoken:
            own.add(word)
    files: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for face, own in sorted(needed.items()):
        for letters, data in _parts(issue, faces, face, own):
            name = content.add(data, "woff2").rpartition("/")[2]
            files.setdefault(face, []).append((name, letters))
    css = faces_css(files) + faces.rules() + _rules(main)
    return content.add(css.encode("utf-8"), "css")


def _parts(
    issue: Issue, faces: FaceSet, face: str, needed: _Needed
) -> Iterator[tuple[frozenset[int], bytes]]:
    """A face's files with their letters: of a Latin one those of every day, and what this edition
    needs beside them."""
    digest = issue.faces[face]
    data = issue.shelf.read(digest)
    has = frozenset(faces.open(face).characters)
    letters = frozenset(needed.letters)
    core = CORE & has if len(letters & CORE) >= MUCH and len(CORE & has) >= LATIN else frozenset()
    features = (*USUAL, *faces.asked(face))
    if core:
        yield core, woff2(data, digest, core, features)
    if rest := (letters & has) - core:
        words = (word for word in needed.words if not rest.isdisjoint(map(ord, word.text)))
        yield rest, woff2(data, digest, rest, features, words)


def _main(runs: list[GlyphRun]) -> dict[str, str]:
    """The faces in which most of the headlines' and of the text's ink is set: those of the article
    views as well."""
    found: dict[str, str] = {}
    for name, element in (("head", Element.HEADLINE), ("text", Element.BODY)):
        ink: Counter[str] = Counter()
        for run in runs:
            if run.origin.element is element:
                ink[run.face] += round(run.width * run.size)
        if ink:
            found[name] = max(sorted(ink), key=lambda one: ink[one])
    return found


def _rules(main: Mapping[str, str]) -> str:
    rules = "".join(f'--face-{name}:"p-{face}",{FALLBACKS};' for name, face in main.items())
    return f":root{{{rules}}}\n" if rules else ""
