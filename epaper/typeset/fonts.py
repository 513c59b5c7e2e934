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

DESCENT = 0.24  # em: room for the descenders of Latin
# of a script: a letter without marks, and letters with marks as tall and as deep as lines have them
SAMPLES = {
    "Deva": ("क", "र्के", "कू"),
    "Beng": ("ক", "র্কি", "কূ"),
    "Guru": ("ਕ", "ਕੈਂ", "ਕੂ"),
    "Gujr": ("ક", "ર્કે", "કૂ"),
    "Taml": ("க", "கி", "ருது"),
    "Telu": ("క", "కి", "క్కు"),
    "Knda": ("ಕ", "ಕಿ", "ಕ್ಕು"),
    "Mlym": ("ക", "കി", "ക്കു"),
    "Arab": ("ا", "کیا", "ہے ی"),
}
# signs of Arabic that are whole phrases (U+FDFA, "peace be upon him"); in some faces they stand two
# storeys high: em over and under the ink of other words from which they do
PHRASES = range(0xFDF0, 0xFDFE)
TOWER = 0.25
FALLBACK = "fallback-"  # how the names of faces begin that help out where another lacks a character
FALLBACK_ORDER = ("latin", "symbols", "symbols-2", "math")  # most wanted first, a paper's own last


@dataclass(frozen=True, slots=True)
class Metrics:
    """Vertical measures of a face in font units; descent is negative.

    cap_height is that of the letters that carry no mark: of Devanagari the head line's.  rise and
    drop are the ink of tall and of deep words, both positive: of Latin, whose marks are few, its
    capitals' and what is left for descenders.
    """

    units_per_em: int
    ascent: int
    descent: int
    cap_height: int
    x_height: int
    rise: int = 0
    drop: int = 0
    stacks: bool = False  # marks and joined letters stand over and under: lines need the room


@dataclass(frozen=True, slots=True)
class OpenFace:
    """A face ready to shape with."""

    font: hb.Font
    metrics: Metrics
    characters: frozenset[int]
    features: frozenset[str]  # of its glyph substitutions: "smcp", "onum"
    towers: frozenset[int] = frozenset()  # signs of several words that would meet the next line


class FontBook:
    """Faces by name.  Where a name is that of a family, its regular face is meant.

    Raises FontError when a face is unknown or its file cannot be used.
    """

    def __init__(self, faces: Mapping[str, Face], fallbacks: tuple[str, ...] = ()) -> None:
        self._faces = dict(faces)
        self._members = {face.place: name for name, face in faces.items()}
        self._families = {face.family for face in faces.values()}
        self._open: dict[str, OpenFace] = {}
        self._stand_ins: dict[tuple[str, str, bool], str | None] = {}
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
        scripts = [(name, self._faces[name].script, self._faces[name].helps) for name in self.faces]
        return digest_of((sorted(self._members.items()), files, self.fallbacks, scripts))

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
            face = self._faces[self.member(name, False, False)]
            opened = self._open[name] = _open(face.path, face.script)
        return opened

    def script(self, name: str) -> str:
        """The script that a face or a family is drawn for; empty for Latin."""
        return self._faces[self.member(name, False, False)].script

    def helps(self, name: str) -> tuple[str, ...]:
        """Families for which a face stands where they lack its script."""
        return self._faces[self.member(name, False, False)].helps

    def slanted(self, name: str) -> bool:
        return self._faces[self.member(name, False, False)].italic

    def stand_in(self, name: str, script: str, stressed: bool = False) -> str | None:
        """The face for letters of a script where `name` lacks them: of those drawn for it the one
        that helps its family, as bold and as slanted as may be; None where there is none.
        stressed: its slant is to be seen, by the weight of letters that have none."""
        key = (name, script, stressed)
        if key not in self._stand_ins:
            wanted = self._faces[self.member(name, False, False)]
            able = [face for face, one in self._faces.items() if one.script == script]
            bold = wanted.bold
            if stressed and not any(self._faces[face].italic for face in able):
                bold = not bold
            self._stand_ins[key] = min(
                able,
                key=lambda face: (
                    self._faces[face].family != wanted.family,
                    wanted.family not in self._faces[face].helps,
                    self._faces[face].bold != bold,
                    self._faces[face].italic != wanted.italic,
                    face,
                ),
                default=None,
            )
        return self._stand_ins[key]

    def lower(self, name: str, char: int) -> str | None:
        """Another face of the same script and weight, in which a sign of several words stands on
        one line; None where there is none."""
        wanted = self._faces[self.member(name, False, False)]
        able = (
            face
            for face, one in self._faces.items()
            if (one.script, one.bold) == (wanted.script, wanted.bold)
            and char in (opened := self.open(face)).characters - opened.towers
        )
        return min(able, default=None)

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


def _open(path: Path, script: str = "") -> OpenFace:
    if fault := file_fault(path):
        raise FontError(f"font file {path.name} {fault[0]}; {fault[1]}")
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    tag = hb.OTMetricsTag
    cap = int(font.get_metric_position_with_fallback(tag.CAP_HEIGHT))
    rise, drop = cap, round(DESCENT * face.upem)
    if script in SAMPLES:
        plain, tall, deep = SAMPLES[script]
        cap, rise, drop = _ink(font, plain)[0], _ink(font, tall)[0], _ink(font, deep)[1]
    metrics = Metrics(
        face.upem,
        extents.ascender,
        extents.descender,
        cap,
        x_height=int(font.get_metric_position_with_fallback(tag.X_HEIGHT)),
        rise=rise,
        drop=drop,
        stacks=script in SAMPLES,
    )
    scripts = range(len(face.get_table_script_tags("GSUB")))
    features = {
        feature for script in scripts for feature in face.get_language_feature_tags("GSUB", script)
    }
    characters = frozenset(face.unicodes)
    towers = frozenset(
        char for char in PHRASES if char in characters and _towers(font, char, metrics)
    )
    return OpenFace(font, metrics, characters, frozenset(features), towers=towers)


def _towers(font: hb.Font, char: int, metrics: Metrics) -> bool:
    over, under = _ink(font, chr(char))
    return max(over - metrics.rise, under - metrics.drop) > TOWER * metrics.units_per_em


def _ink(font: hb.Font, text: str) -> tuple[int, int]:
    """How far a text's ink reaches over its baseline and under it, in font units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    tops, feet = [0], [0]
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        if extents is not None and extents.height:
            tops.append(place.y_offset + extents.y_bearing)
            feet.append(-place.y_offset - extents.y_bearing - extents.height)
    return max(tops), max(feet)


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
