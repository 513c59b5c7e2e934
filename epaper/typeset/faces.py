"""`fonts/fonts.yaml`: the faces of a folder, each judged.

serif-bold:              # the face, as issues name it
  file: serif-bold.ttf   # TrueType
  family: serif          # as layouts name it; without one the face is a family of its own
  weight: bold           # regular or bold
  style: roman           # roman or italic
  script: Deva           # ISO 15924: whose letters it is drawn for; without one Latin and the like
  helps: [serif, sans]   # families whose stories of that script are set in it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.reader import read_named

NAME = "fonts.yaml"
# OpenType, table OS/2, fsType: what a licence allows
USAGE = 0x000F  # one right, or in old files several, of which the freest counts
RESTRICTED, NO_SUBSETTING, BITMAP_ONLY = 0x0002, 0x0100, 0x0200


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and its place in a family."""

    path: Path
    family: str
    bold: bool = False
    italic: bool = False
    script: str = ""  # ISO 15924; empty: Latin and what is set like it
    helps: tuple[str, ...] = ()  # families for which it stands where they lack its script

    @property
    def place(self) -> tuple[str, bool, bool]:
        return self.family, self.bold, self.italic


def read_faces(folder: Path, notes: Notes, judged: bool = True) -> dict[str, Face]:
    """The faces that a folder's list names; those that cannot be used are noted and left out.

    `judged`: every file is opened; the shipped ones need it not.
    """
    path = folder / NAME
    if not path.is_file():
        loose = sorted(folder.glob("*.[to]tf")) if folder.is_dir() else []
        if loose:
            remedy = f"write '{loose[0].stem}: {{file: {loose[0].name}}}', one line a face"
            notes.error("file.missing", "there is no such list of faces", remedy)
        return {}
    faces: dict[str, Face] = {}
    for name, fields in read_named(path, notes):
        face = _face(name, fields, folder, judged)
        if face is None:
            continue
        notes.lines.setdefault(name, fields.start)
        same = next((n for n, other in faces.items() if other.place == face.place), None)
        if same is None:
            faces[name] = face
        else:
            cut = f"{'bold' if face.bold else 'regular'} {'italic' if face.italic else 'roman'}"
            fact = f"{name} and {same} are both the {cut} of {face.family}"
            remedy = "delete one, or set weight: and style:"
            notes.error("font.face", fact, remedy, fields.start, field=name)
    return faces


def _face(name: str, fields: Fields, folder: Path, judged: bool) -> Face | None:
    fields.need("file")
    file = fields.word("file")
    face = Face(
        path=folder / file,
        family=fields.word("family", name),
        bold=fields.choice("weight", ("regular", "bold"), "regular") == "bold",
        italic=fields.choice("style", ("roman", "italic"), "roman") == "italic",
        script=fields.word("script"),
        helps=tuple(item.text.strip() for item in fields.items("helps")),
    )
    fields.finish()
    fault = file_fault(face.path) if judged and file else None
    if fault is not None:
        fact, remedy = fault
        fields.wrong("file", f"{file} {fact}", remedy, "font.file")
    return face if file and fault is None else None


def note_clashes(faces: Mapping[str, Face], more: Mapping[str, Face], notes: Notes) -> None:
    """A face's name must not stand for something else in a later folder."""
    families = {face.family for face in more.values()}
    for name, face in faces.items():
        fact = ""
        if name in families and face.family != name:
            fact = f"{name} is the name of a family"
        elif name in more:
            fact = f"{name} is a face of the shipped {more[name].family}"
        if fact:
            line = notes.lines.get(name, 0)
            notes.error("font.face", fact, "call the face otherwise", line, field=name)


def file_fault(path: Path) -> tuple[str, str] | None:
    """What keeps a font file from being printed, and the remedy; None when nothing does."""
    if not path.is_file():
        return "is not there", "put it into fonts/, or name another file"
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError) as error:
        return f"cannot be read ({error})", "check the file and its permissions"
    if not face.glyph_count:
        return "is no font", "put in a TrueType font (.ttf)"
    if "glyf" not in face.table_tags:
        return "has no TrueType outlines", "convert it to .ttf, or use another face"
    rights = int.from_bytes(face.reference_table("OS/2").data[8:10], "big")
    fact = ""
    if rights & USAGE == RESTRICTED:
        fact = f"may not be embedded (OS/2 fsType 0x{rights:04X}: restricted licence)"
    elif rights & BITMAP_ONLY:
        fact = f"may be embedded as a bitmap only (OS/2 fsType 0x{rights:04X})"
    elif rights & NO_SUBSETTING:
        fact = f"may be embedded whole only (OS/2 fsType 0x{rights:04X}), and pages carry parts"
    return (fact, "ask its maker for a licence to embed it, or use another face") if fact else None
