"""The book of fonts: face ids ("serif", "serif-bold-italic") to files, opened when first asked
for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from epaper.errors import FontError

FALLBACK_ORDER = ("latin", "symbols", "symbols-2", "math")  # faces "fallback-*", most wanted first
_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = (_PACKAGE / "_data" / "fonts", _PACKAGE.parent / "fonts")  # as installed, in a checkout


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
    """Faces by id.  Raises FontError when a face is unknown or its file cannot be used."""

    def __init__(self, faces: Mapping[str, Path], fallbacks: tuple[str, ...] = ()) -> None:
        self._paths = dict(faces)
        self._open: dict[str, OpenFace] = {}
        self.fallbacks = fallbacks
        for face in fallbacks:
            self.path(face)

    @property
    def faces(self) -> tuple[str, ...]:
        return tuple(sorted(self._paths))

    def __contains__(self, face: str) -> bool:
        return face in self._paths

    def path(self, face: str) -> Path:
        try:
            return self._paths[face]
        except KeyError:
            known = ", ".join(self.faces)
            raise FontError(
                f"there is no face called {face}; add {face}.ttf to the fonts or use {known}"
            ) from None

    def metrics(self, face: str) -> Metrics:
        return self.open(face).metrics

    def open(self, face: str) -> OpenFace:
        opened = self._open.get(face)
        if opened is None:
            opened = self._open[face] = _open(self.path(face))
        return opened

    def member(self, family: str, bold: bool, italic: bool) -> str:
        """The family's face nearest to what is wanted: "serif", bold and italic give
        "serif-bold-italic".
        """
        for strong, slanted in ((bold, italic), (bold, False), (False, italic)):
            face = family + ("-bold" if strong else "") + ("-italic" if slanted else "")
            if face in self._paths:
                return face
        self.path(family)
        return family


def _open(path: Path) -> OpenFace:
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError) as error:
        raise FontError(
            f"font file {path.name} cannot be read ({error}); put it back or name another"
        ) from error
    if not face.glyph_count:
        raise FontError(
            f"font file {path.name} holds no glyphs; put in a TrueType or OpenType font"
        )
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    tag = hb.OTMetricsTag
    metrics = Metrics(
        face.upem,
        extents.ascender,
        extents.descender,
        int(font.get_metric_position_with_fallback(tag.CAP_HEIGHT)),
        int(font.get_metric_position_with_fallback(tag.X_HEIGHT)),
    )
    scripts = range(len(face.get_table_script_tags("GSUB")))
    features = {
        feature for script in scripts for feature in face.get_language_feature_tags("GSUB", script)
    }
    return OpenFace(font, metrics, frozenset(face.unicodes), frozenset(features))


def load_book(folder: Path) -> FontBook:
    """Every .ttf and .otf of a folder; a file's name is the face's id.  FontError when there is
    none.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.[to]tf"))} if folder.is_dir() else {}
    if not paths:
        raise FontError(
            f"folder {folder} holds no fonts; put .ttf files there or name another folder"
        )
    return FontBook(
        paths, tuple(f"fallback-{name}" for name in FALLBACK_ORDER if f"fallback-{name}" in paths)
    )


@lru_cache(maxsize=1)
def default_book() -> FontBook:
    """The shipped fonts."""
    return load_book(next((folder for folder in SHIPPED if folder.is_dir()), SHIPPED[-1]))
