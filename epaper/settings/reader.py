"""A settings file as fields; all of the paper's settings are read by this."""

from __future__ import annotations

from pathlib import Path

from epaper.settings.fields import Fields, named_fields
from epaper.settings.notes import Notes, suggestion
from epaper.settings.textfile import SETTINGS_BYTES, read_text
from epaper.settings.yamltree import Mapping, read_yaml


def read_fields(path: Path, notes: Notes) -> Fields | None:
    """The fields of a YAML file; None, with a finding, when it cannot be read."""
    mapping = _mapping(path, notes)
    return Fields(mapping, notes) if mapping is not None else None


def read_named(path: Path, notes: Notes) -> list[tuple[str, Fields]]:
    """The mappings of a YAML file by names that are data; none, with a finding, when it cannot be
    read.
    """
    mapping = _mapping(path, notes)
    return named_fields(mapping, notes) if mapping is not None else []


def _mapping(path: Path, notes: Notes) -> Mapping | None:
    text = read_text(path, notes, SETTINGS_BYTES)
    return read_yaml(text, notes) if text is not None else None


def note_missing(path: Path, kind: str, notes: Notes) -> None:
    """There is no such file: the nearest name of those beside it, or what to do."""
    names = sorted(other.stem for other in path.parent.glob("*.yaml"))
    remedy = suggestion(path.stem, names) if names else f"put the file into {path.parent.name}/"
    notes.error("file.missing", f"there is no such {kind}", remedy)
