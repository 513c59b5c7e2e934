"""Press settings: layouts/press/NAME.yaml -> PressSettings, what a printer's own sheet says."""

from __future__ import annotations

import os
import re
from pathlib import Path

from epaper.errors import DesignError
from epaper.geometry import Size
from epaper.model.press import TEMPORARY_NAME, PressSettings, Standard
from epaper.paths import is_path, names_in
from epaper.settings.fields import Fields
from epaper.settings.notes import IN_FULL, Notes, shown, suggestion
from epaper.settings.reader import read_fields
from epaper.settings.yamltree import Scalar
from epaper.units import mm

TREATMENTS = ("keep", "process", "refuse")  # of a spot colour
NUMBERS = {  # field: (least, most); lengths are points or mm as the names say
    "ink_limit": (100, 400),
    "smallest_type_pt": (0, 72),
    "smallest_type_two_inks_pt": (0, 72),
    "smallest_type_many_inks_pt": (0, 72),
    "smallest_type_reversed_pt": (0, 72),
    "smallest_rule_pt": (0, 10),
    "smallest_rule_reversed_pt": (0, 10),
    "picture_ppi": (50, 1200),
    "picture_ppi_warn": (0, 1200),
    "picture_ppi_error": (0, 1200),
}
MARKS = ("crop", "registration", "colour bar", "slug")
NAME_PARTS = {
    "title": "kaveri-courier",
    "code": "KBC",
    "date": "20261124",
    "edition": "city",
    "section": "A",
    "page": 1,
    "colour": "CMYK",
    "version": 1,
}


FOLIO_CODES = ("datamatrix", "qr", "text", "none")
TEMPORARY_NAMES = "write suffix ({name}.part), prefix (.{name}), none or a pattern with {name}"
USUAL = PressSettings()
USUAL_SHOP = "indian-coldset-broadsheet"  # where neither the command nor the publication names one


def find_press(name: str, *folders: Path) -> PressSettings:
    """Settings by name from the first folder that has them, or by the path of a file.

    Raises DesignError with every mistake in the file.
    """
    notes = Notes(Path(name).name if is_path(name) else f"{name}.yaml")
    path = press_file(name, *folders)
    if path is None:
        remedy = suggestion(name, names_in(folders)) if folders else "check the path"
        notes.error("file.missing", "there is no such print shop", remedy)
    settings = read_press(path, notes) if path is not None else None
    notes.stop(DesignError)
    assert settings is not None  # else there is a mistake
    return settings


def usual_press(trim: Size, *folders: Path) -> PressSettings:
    """Where neither the command nor the publication names a shop: the usual one if it prints pages
    of this trim, else the first that does; the usual one where none does."""
    names = [USUAL_SHOP, *(name for name in names_in(folders) if name != USUAL_SHOP)]
    for name in names:
        path = press_file(name, *folders)
        settings = read_press(path, Notes(name)) if path is not None else None
        if settings is not None and settings.takes(trim):
            return settings
    return find_press(USUAL_SHOP, *folders)


def press_file(name: str, *folders: Path) -> Path | None:
    """The file of a shop's settings, or None when there is none."""
    files = [Path(name)] if is_path(name) else [folder / f"{name}.yaml" for folder in folders]
    return next((file for file in files if os.path.isfile(file)), None)


def read_press(path: Path, notes: Notes) -> PressSettings | None:
    """The settings in a file; None when anything in it is wrong, which is noted."""
    fields = read_fields(path, notes)
    if fields is None:
        return None
    fields.need("profile", "trim_mm")
    standard = Standard(fields.choice("standard", [s.value for s in Standard], Standard.X4.value))
    archive = fields.flag("archive")
    if archive and standard is not Standard.X4:
        remedy = "set standard: x-4 or archive: no"
        fields.wrong("archive", "archive goes with x-4 only", remedy)
    one_file = fields.choice("one_file", ("page", "section"), USUAL.one_file)
    numbers = {}
    for name, (least, most) in NUMBERS.items():
        field = name.removesuffix("_pt")
        numbers[field] = fields.number(name, getattr(USUAL, field), least, most)
    settings = PressSettings(
        name=path.stem,
        title=fields.text("title"),
        standard=standard,
        profile=_profile(fields, path.parent),
        condition=fields.text("condition", USUAL.condition),
        trim=_trim(fields),
        bleed=mm(fields.number("bleed_mm", 0, 0, 20)),
        marks=fields.choices("marks", MARKS),
        one_file=one_file,
        file_name=_file_name(fields, one_file),
        colour_pages=_colour_pages(fields),
        page_multiple=fields.whole("page_multiple", USUAL.page_multiple, 1, 64),
        panoramas=_panoramas(fields),
        type_to_trim=mm(fields.number("type_to_trim_mm", 5, 0, 50)),
        intent=fields.choice("intent", ("perceptual", "relative"), USUAL.intent),
        sharpen=fields.whole("sharpen", USUAL.sharpen, 0, 500),
        rgb_ads=fields.choice("rgb_ads", ("convert", "refuse"), USUAL.rgb_ads),
        spots=_spots(fields),
        other_spots=fields.choice("other_spots", TREATMENTS, USUAL.other_spots),
        archive=archive,
        folio_code=fields.choice("folio_code", FOLIO_CODES, USUAL.folio_code),
        contact=fields.texts("contact"),
        run=fields.text("run"),
        copies=fields.whole("copies", 0, 0, 100_000_000),
        temporary_name=_temporary_name(fields),
        plain_ftp=fields.flag("plain_ftp"),
        **numbers,
    )
    fields.finish()
    return None if notes.failed else settings


def _trim(fields: Fields) -> Size:
    width, height = fields.numbers("trim_mm", 2) or (50, 50)
    if not (50 <= width <= 2000 and 50 <= height <= 2000):
        remedy = "give width and height from 50 to 2000 mm"
        fields.wrong("trim_mm", f"trim_mm is {width:g} x {height:g}", remedy)
    return Size(mm(width), mm(height))


def _profile(fields: Fields, folder: Path) -> Path | None:
    """The printer's ICC profile; its header says what it is for (ICC.1, 7.2)."""
    name = fields.word("profile")
    if not name:
        return None
    path = folder / name
    try:
        with path.open("rb") as file:
            header = file.read(40)
    except OSError:
        remedy = "put the ICC profile beside the settings"
        fields.wrong("profile", f"there is no file {shown(name, IN_FULL)}", remedy)
        return None
    if header[16:20] != b"CMYK" or header[36:40] != b"acsp":
        remedy = "put the printer's output profile beside the settings"
        fields.wrong("profile", f"{name} is no ICC profile for CMYK", remedy)
    return path


def _file_name(fields: Fields, one_file: str) -> str:
    """A pattern that gives each file a name of its own, in the package's folder."""
    pattern = fields.word("file_name", USUAL.file_name)
    try:
        name = pattern.format(**NAME_PARTS)
        other = pattern.format(**{**NAME_PARTS, "page": 2})
        another = pattern.format(**{**NAME_PARTS, "section": "B", "page": 2})
    except (KeyError, ValueError, IndexError, AttributeError):
        parts = ", ".join(f"{{{part}}}" for part in NAME_PARTS)
        fields.wrong("file_name", f"file_name is {shown(pattern)}", f"use only {parts}")
        return pattern
    if not name.endswith(".pdf") or any(sign in name for sign in "/\\:") or name[0] == ".":
        remedy = "write a name without folders that ends in .pdf"
        fields.wrong("file_name", f"file_name is {shown(pattern)}", remedy)
    elif name == (other if one_file == "page" else another):
        fact = f"file_name is {shown(pattern)}, which is the same for every {one_file}"
        fields.wrong("file_name", fact, f"add {{{one_file}}}")
    return pattern


def _panoramas(fields: Fields) -> bool:
    """Whether the shop prints them; a list of pages, as files had it before the layout told
    which, says that it does."""
    value = fields.node("panoramas")
    if value is None:
        return False
    word = value.text.strip() if isinstance(value, Scalar) else ""
    if isinstance(value, Scalar) and not word.isdecimal():
        return fields.flag("panoramas")
    if not fields.page_numbers("panoramas"):
        return False
    fields.notes.warning(
        "press.panoramas",
        "panoramas is a list of pages, and the layout knows which pages a panorama stands on",
        "write panoramas: yes",
        fields.line("panoramas"),
        field="panoramas",
    )
    return True


def _temporary_name(fields: Fields) -> str:
    word = fields.word("temporary_name", USUAL.temporary_name)
    pattern = temporary_pattern(word)
    if pattern is None:
        fact = f"temporary_name is {shown(word)}"
        fields.wrong("temporary_name", fact, TEMPORARY_NAMES)
    return pattern or ""


def temporary_pattern(word: str) -> str | None:
    """Of "suffix", "prefix", "none" or a pattern such as part-{name}; None when it is neither."""
    pattern = {"suffix": TEMPORARY_NAME, "prefix": ".{name}", "none": ""}.get(word.lower(), word)
    around = pattern.split("{name}")
    fits = len(around) == 2 and any(around) and not re.search(r"[{}/\\\x00-\x1f]", "".join(around))
    return pattern if fits or not pattern else None


def _colour_pages(fields: Fields) -> tuple[int, ...] | None:
    """None where every page may carry colour."""
    items = fields.items("colour_pages")
    if "colour_pages" not in fields or [item.text for item in items] == ["all"]:
        return None
    return fields.page_numbers("colour_pages", ", or all")


def _spots(fields: Fields) -> tuple[tuple[str, str], ...]:
    spots = fields.texts_by_name("spots")
    for name, treatment in spots.items():
        if treatment not in TREATMENTS:
            remedy = suggestion(treatment, TREATMENTS)
            fields.wrong(f"spots.{name}", f"{name} is {shown(treatment)}", remedy)
    return tuple(sorted(spots.items()))
