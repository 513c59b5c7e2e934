"""An edition's style sheet of faces: which files hold its letters, and what its features are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from epaper.issue.issue import Issue
from epaper.page.marks import Element, GlyphRun
from epaper.site.faces import CORE, USUAL, FaceSet
from epaper.site.files import FOLDER, ContentFiles
from epaper.site.subset import Said, faces_css, woff2
from epaper.typeset.bidi import runs_left
from epaper.typeset.scripts import runs_of

LATIN = 60  # of CORE's letters, in a face that is made for them
TEXT = (  # what no article view sets in the headlines' face
    *(Element.BODY, Element.DATELINE, Element.LIST_ITEM, Element.QUOTATION, Element.BYLINE),
    *(Element.CAPTION, Element.PICTURE_CREDIT, Element.CREDIT, Element.TABLE, Element.TABLE_HEAD),
    *(Element.AGATE, Element.AGATE_HEAD, Element.FURNITURE),
)
FALLBACKS = 'Georgia,"Noto Serif",serif'


@dataclass(slots=True)
class _Needed:
    """What a face has to show."""

    letters: set[int] = field(default_factory=lambda: {0x20})
    words: set[Said] = field(default_factory=set)

    @property
    def latin(self) -> bool:
        """Whether most of its words are: others have an address or a name in Latin letters."""
        return sum(word.text.isascii() for word in self.words) * 2 > len(self.words)

    def add(self, word: Said) -> None:
        self.letters.update(map(ord, word.text), map(ord, word.text.upper()))
        self.words.add(word)


@dataclass(frozen=True, slots=True)
class Dress:
    """Paths from the site's root: the style sheet of the faces, and the file that most of the text
    needs, which a page asks for at once.  A browser that begins without it may go on with what its
    device has, even boxes."""

    style: str
    text: str


def dress_of(
    issue: Issue, faces: FaceSet, content: ContentFiles, says: Mapping[str, Iterable[str]]
) -> Dress:
    """Take the faces in among the content.  Call it when all pages
    are drawn: only then is it known which features were asked for.

    `says`: what the site says itself in the faces of "head" and "text", for a device that has none
    for it."""
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
        name: [
            Said(part, issue.language, runs_left(part))
            for phrase in phrases
            for word in phrase.split()
            for _, part in runs_of(word)
        ]
        for name, phrases in says.items()
    }
    for name, face in main.items():  # in which stories are read by themselves
        has = faces.open(face).characters
        own = needed[face]
        for run in runs:
            if name == "head" and run.origin.element in TEXT:
                continue
            for word in run.words:
                if has.issuperset(map(ord, word.text)):
                    language = run.language or issue.language
                    own.add(Said(word.text, language, run.direction == "rtl"))
        for said in spoken[name]:
            own.add(said)
    files: dict[str, list[tuple[str, frozenset[int]]]] = {}
    weights: dict[str, int] = {}
    for face, own in sorted(needed.items()):
        for letters, data in _parts(issue, faces, face, own):
            name = content.add(data, "woff2").rpartition("/")[2]
            files.setdefault(face, []).append((name, letters))
            weights[name] = len(data)
    css = faces_css(files) + faces.rules() + _rules(main, issue.language)
    text = [name for name, _ in files.get(main.get("text", ""), ())]
    first = max(text, key=lambda name: weights[name], default="")
    style = content.add(css.encode("utf-8"), "css")
    return Dress(style, f"{FOLDER}/{first}" if first else "")


def _parts(
    issue: Issue, faces: FaceSet, face: str, needed: _Needed
) -> Iterator[tuple[frozenset[int], bytes]]:
    """A face's files with their letters: of a Latin one those of every day, and what this edition
    needs beside them."""
    digest = issue.faces[face]
    data = issue.shelf.read(digest)
    has = frozenset(faces.open(face).characters)
    letters = frozenset(needed.letters)
    core = CORE & has if needed.latin and len(CORE & has) >= LATIN else frozenset()
    features = (*USUAL, *faces.asked(face))
    if core:
        yield core, woff2(data, digest, core, features)
    if rest := (letters & has) - core:
        words = (word for word in needed.words if not rest.isdisjoint(map(ord, word.text)))
        yield rest, woff2(data, digest, rest, features, words=words)


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


def _rules(main: Mapping[str, str], language: str) -> str:
    """For the whole page, and for text of that language on one of another title."""
    named = {name: f'"p-{face}",{FALLBACKS}' for name, face in main.items()}
    whole = "".join(f"--face-{name}:{faces};" for name, faces in named.items())
    part = "".join(f"--{name}:{faces};" for name, faces in named.items())
    tongue = language.partition("-")[0]
    return f':root{{{whole}}}\nbody [lang|="{tongue}"]{{{part}}}\n' if whole else ""
