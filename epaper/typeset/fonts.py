"""The book of fonts: faces ("serif-bold-italic") by name and by family, opened when first asked
for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from epaper.errors import FontError
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.typeset.faces import NAME, Face, file_fault, note_clashes, read_faces
from epaper.work.kept import digest_of

FALLBACK = "fallback-"  # how the names of faces begin that help out where another lacks a character
FALLBACK_ORDER = ("latin", "symbols", "symbols-2", "math")  # most wanted first, a paper's own last


@dataclass(frozen=True, slots=True)
class Metrics:
    """Vertical measures of a face in font units; descent is negative."""

    units_per_em: int
    ascent: int
    descent: int
    cap_height: int
    x_height: int


@dataclass(frozen=True, slots=True)
class OpenFace:
    """A face ready to shape with."""

    font: hb.Font
    metrics: Metrics
    characters: frozenset[int]
    features: frozenset[str]  # of its glyph substitutions: "smcp", "onum"


class FontBook:
    """Faces by name.  Where a name is that of a family, its regular face is meant.

    Raises FontError when a face is unknown or its file cannot be used.
    """

    def __init__(self, faces: Mapping[str, Face], fallbacks: tuple[str, ...] = ()) -> None:
        self._faces = dict(faces)
        self._members = {face.place: name for name, face in faces.items()}
        self._families = {face.family for face in faces.values()}
        self._open: dict[str, OpenFace] = {}
        self.fallbacks = fallbacks
        for face in fallbacks:
            self.path(face)

    @property
    def faces(self) -> tuple[str, ...]:
        return tuple(sorted(self._faces))

    @cached_property
    def digest(self) -> str:
        """Of all that the faces are: their names, places in their families, and files."""
        files = {
            name: hashlib.sha256(self.path(name).read_bytes()).hexdigest() for name in self.faces
        }
        return digest_of((sorted(self._members.items()), files, self.fallbacks))

    @property
    def families(self) -> tuple[str, ...]:
        """What layouts usually name."""
        return tuple(sorted(self._families - set(self.fallbacks)))

    def __contains__(self, name: str) -> bool:
        return name in self._families or name in self._faces

    def path(self, name: str) -> Path:
        return self._faces[self.member(name, False, False)].path

    def metrics(self, name: str) -> Metrics:
        return self.open(name).metrics

    def open(self, name: str) -> OpenFace:
        opened = self._open.get(name)
        if opened is None:
            opened = self._open[name] = _open(self.path(name))
        return opened

    def member(self, name: str, bold: bool, italic: bool) -> str:
        """The family's face nearest to what is wanted: "serif", bold and italic give
        "serif-bold-italic".  A face that is no family is itself.
        """
        if name in self._families:
            for strong, slanted in ((bold, italic), (bold, False), (False, italic), (False, False)):
                if face := self._members.get((name, strong, slanted)):
                    return face
            return min(face for place, face in self._members.items() if place[0] == name)
        if name not in self._faces:
            known = ", ".join(self.families)
            raise FontError(
                f"there is no face called {name}; add it to fonts/fonts.yaml or use {known}"
            )
        return name


def _open(path: Path) -> OpenFace:
    if fault := file_fault(path):
        raise FontError(f"font file {path.name} {fault[0]}; {fault[1]}")
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    tag = hb.OTMetricsTag
    metrics = Metrics(
        face.upem,
        extents.ascender,
        extents.descender,
        int(font.get_metric_position_with_fallback(tag.CAP_HEIGHT)),
        x_height=int(font.get_metric_position_with_fallback(tag.X_HEIGHT)),
    )
    scripts = range(len(face.get_table_script_tags("GSUB")))
    features = {
        feature for script in scripts for feature in face.get_language_feature_tags("GSUB", script)
    }
    return OpenFace(font, metrics, frozenset(face.unicodes), frozenset(features))


@lru_cache(maxsize=1)
def default_book() -> FontBook:
    """The shipped fonts."""
    return load_book(shipped("fonts"))


def load_book(*folders: Path) -> FontBook:
    """The faces of all folders; those of the first come before the others.  Raises FontError with
    every mistake in a list of faces.
    """
    notes = Notes(NAME)
    book = read_book(notes, *folders)
    notes.stop(FontError)
    if not book.faces:
        raise FontError(f"folder {folders[-1]} holds no fonts; list them in a {NAME} there")
    return book


def read_book(notes: Notes, *folders: Path) -> FontBook:
    """The faces of all folders as far as they can be used; mistakes are noted.

    A family that an earlier folder has is not completed from a later one: bold and roman of two
    designs are no family.
    """
    faces: dict[str, Face] = {}
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        judged = folder != shipped("fonts").resolve()
        more = read_faces(folder, notes, judged)
        taken = {face.family for face in faces.values()}
        more = {name: face for name, face in more.items() if face.family not in taken}
        note_clashes(faces, more, notes)
        faces = {**more, **faces}
    shipped_ones = [f"{FALLBACK}{name}" for name in FALLBACK_ORDER]
    own = sorted(name for name in faces if name.startswith(FALLBACK) and name not in shipped_ones)
    return FontBook(faces, (*(name for name in shipped_ones if name in faces), *own))
