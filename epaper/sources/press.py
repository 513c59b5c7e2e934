"""Press settings: layouts/press/NAME.yaml -> PressSettings.  A mistake is named with its field and
what is allowed.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from epaper.errors import DesignError
from epaper.geometry import Size
from epaper.model.press import PressSettings, Standard
from epaper.units import mm

CHOICES = {
    "standard": ("x-4", "x-1a"),
    "one_file": ("page", "section"),
    "intent": ("perceptual", "relative"),
    "rgb_ads": ("convert", "refuse"),
    "other_spots": ("keep", "process", "refuse"),
    "folio_code": ("datamatrix", "qr", "text", "none"),
}
NUMBERS = {  # field: (least, most)
    "ink_limit": (100, 400),
    "bleed_mm": (0, 20),
    "page_multiple": (1, 64),
    "smallest_type_pt": (0, 72),
    "smallest_type_many_inks_pt": (0, 72),
    "smallest_type_reversed_pt": (0, 72),
    "smallest_rule_pt": (0, 10),
    "smallest_rule_reversed_pt": (0, 10),
    "type_to_trim_mm": (0, 50),
    "picture_ppi": (50, 1200),
    "picture_ppi_warn": (0, 1200),
    "picture_ppi_error": (0, 1200),
    "sharpen": (0, 500),
}
OTHERS = (
    "title",
    "profile",
    "condition",
    "trim_mm",
    "marks",
    "file_name",
    "colour_pages",
    "panoramas",
    "spots",
    "archive",
)
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


def read_press(path: Path) -> PressSettings:
    """Read one settings file.  Raises DesignError, naming file and field."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise DesignError(
            f"{path.name}: cannot be read ({error.strerror}); {_offer(path)}"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DesignError(f"{path.name}: is not YAML; {error}") from error
    if not isinstance(data, Mapping):
        raise DesignError(
            f"{path.name}: holds no settings; start from a copy of one in layouts/press"
        )
    for key in data:
        _known(path, str(key))
    values: dict[str, Any] = {"name": path.stem}
    for key, value in data.items():
        values.update(_field(path, key, value))
    if "trim" not in values:
        raise DesignError(
            f"{path.name}: trim_mm is missing; give width and height, such as [350, 546]"
        )
    if "profile" not in values:
        raise DesignError(f"{path.name}: profile is missing; name the printer's ICC profile")
    settings = PressSettings(**values)
    if settings.archive and settings.standard is not Standard.X4:
        raise DesignError(
            f"{path.name}: archive goes with x-4 only; set standard: x-4 or archive: false"
        )
    return settings


def find_press(name: str, *folders: Path) -> PressSettings:
    """Settings by name from the first folder that has them, or by the path of a file."""
    given = Path(name)
    if given.suffix in (".yaml", ".yml"):
        return read_press(given)
    files = [folder / f"{name}.yaml" for folder in folders]
    return read_press(next((file for file in files if file.is_file()), files[-1]))


def _offer(path: Path) -> str:
    names = sorted(p.stem for p in path.parent.glob("*.yaml"))
    near = difflib.get_close_matches(path.stem, names, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names) or 'none'}"


def _known(path: Path, key: str) -> None:
    keys = (*CHOICES, *NUMBERS, *OTHERS)
    if key not in keys:
        near = difflib.get_close_matches(key, keys, 1)
        raise DesignError(
            f"{path.name}: {key} is not a setting; "
            + (f"did you mean {near[0]}?" if near else "remove it")
        )


def _field(path: Path, key: str, value: Any) -> dict[str, Any]:
    wrong = f"{path.name}: {key} is {value!r}; "
    if key in CHOICES:
        if value not in CHOICES[key]:
            raise DesignError(wrong + f"give one of {', '.join(CHOICES[key])}")
        return {key: Standard(value) if key == "standard" else value}
    if key in NUMBERS:
        least, most = NUMBERS[key]
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not least <= value <= most
        ):
            raise DesignError(wrong + f"give a number from {least} to {most}")
        return {
            key.removesuffix("_mm").removesuffix("_pt"): mm(value) if key.endswith("_mm") else value
        }
    return _other(path, key, value, wrong)


def _other(path: Path, key: str, value: Any, wrong: str) -> dict[str, Any]:
    if key == "trim_mm":
        if not (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(v, int | float) and v > 0 for v in value)
        ):
            raise DesignError(wrong + "give width and height in mm, such as [350, 546]")
        return {"trim": Size(mm(value[0]), mm(value[1]))}
    if key == "profile":
        profile = path.parent / str(value)
        if not profile.is_file():
            raise DesignError(
                wrong + "there is no such file; put the ICC profile beside the settings"
            )
        return {key: profile}
    if key == "marks":
        if not isinstance(value, list) or any(v not in MARKS for v in value):
            raise DesignError(wrong + f"give a list of {', '.join(MARKS)}")
        return {key: tuple(value)}
    if key == "file_name":
        try:
            str(value).format(**NAME_PARTS)
        except (KeyError, ValueError, IndexError) as error:
            raise DesignError(
                wrong + f"use only {', '.join('{' + p + '}' for p in NAME_PARTS)}"
            ) from error
        return {key: str(value)}
    if key in ("colour_pages", "panoramas"):
        if value == "all" and key == "colour_pages":
            return {key: None}
        if not isinstance(value, list) or any(not isinstance(v, int) or v < 1 for v in value):
            raise DesignError(
                wrong + "give a list of page numbers" + (" or all" if key == "colour_pages" else "")
            )
        return {key: tuple(value)}
    if key == "spots":
        if not isinstance(value, Mapping) or any(
            v not in CHOICES["other_spots"] for v in value.values()
        ):
            raise DesignError(wrong + "give each spot colour as NAME: keep, process or refuse")
        return {key: tuple(sorted((str(k), v) for k, v in value.items()))}
    if key == "archive" and not isinstance(value, bool):
        raise DesignError(wrong + "give true or false")
    return {key: value if key == "archive" else str(value)}
