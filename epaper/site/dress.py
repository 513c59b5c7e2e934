"""An edition's style sheet of faces: which files hold its letters, and what its features are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from epaper.issue.issue import Issue
from epaper.page.marks import Element, GlyphRun
from epaper.site.faces import CORE, USUAL, FaceSet, faces_css, letters_used, woff2
from epaper.site.files import ContentFiles

LATIN = 60  # of CORE's letters, in a face that is made for them
FALLBACKS = 'Georgia,"Noto Serif",serif'


def dress_of(issue: Issue, faces: FaceSet, content: ContentFiles, says: Iterable[str] = ()) -> str:
    """Take the faces in among the content; the path of their style sheet.  Call it when all pages
    are drawn: only then is it known which features were asked for."""
    runs = [
        mark
        for page in issue.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.words
    ]
    main = _main(runs)
    spoken = frozenset(ord(char) for phrase in says for char in phrase)
    files: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for face, letters in letters_used(runs).items():
        if face in main.values():  # a device may have no face for the site's own words
            letters |= spoken
        digest = issue.faces[face]
        data = issue.shelf.read(digest)
        has = frozenset(faces.open(face).characters)
        core = CORE & has if len(letters & CORE) > 1 and len(CORE & has) >= LATIN else frozenset()
        for some in (core, (letters & has) - core):
            if some:
                made = woff2(data, digest, some, (*USUAL, *faces.asked(face)))
                name = content.add(made, "woff2").rpartition("/")[2]
                files.setdefault(face, []).append((name, some))
    css = faces_css(files) + faces.rules() + _rules(main)
    return content.add(css.encode("utf-8"), "css")


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
