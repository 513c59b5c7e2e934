"""Press settings: a printer's sheet is read whole, and every mistake told."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import DesignError
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.sources.press import find_press, read_press

HOUSE = shipped("layouts") / "press"
SHOPS = ("indian-coldset-broadsheet", "berliner-europe", "digital-shortrun-tabloid")


def told(folder: Path, text: str) -> list[str]:
    path = folder / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    profile = folder / "p.icc"
    if not profile.is_file():
        profile.write_bytes((HOUSE / "SNAP_TR002_240.icc").read_bytes())
    notes = Notes("layouts/press/shop.yaml")
    assert (read_press(path, notes) is None) == notes.failed
    return [str(finding) for finding in notes.found]


@pytest.mark.parametrize("name", SHOPS)
def test_shipped_settings_are_read(name: str) -> None:
    settings = find_press(name, HOUSE)
    assert settings.name == name
    assert settings.ink_limit == 240
    assert settings.profile is not None
    assert settings.profile.is_file()


LEAST = "profile: p.icc\ntrim_mm: [350, 546]\n"
MISTAKES = [
    ("ink_limt: 240", "ink_limt: there is no field 'ink_limt'; did you mean 'ink_limit'?"),
    ("ink_limit: 900", "ink_limit: ink_limit is '900'; allowed: a number from 100 to 400"),
    ("ink_limit: yes", "ink_limit: ink_limit is 'yes'; allowed: a number from 100 to 400"),
    ("standard: x-5", "standard: standard is 'x-5'; did you mean 'x-4'?"),
    ("marks: [crops]", "marks: 'crops' in marks; did you mean 'crop'?"),
    (
        "file_name: '{pge}.pdf'",
        "file_name: file_name is '{pge}.pdf'; use only {title}, {code}, {date}, {edition}, "
        "{section}, {page}, {colour}, {version}",
    ),
    (
        "colour_pages: some",
        "colour_pages: 'some' in colour_pages is no page; write page numbers from 1 to 400, "
        "[1, 8], or all",
    ),
    (
        "panoramas: [x]",
        "panoramas: 'x' in panoramas is no page; write page numbers from 1 to 400, [1, 8]",
    ),
    ("panoramas: maybe", "panoramas: panoramas is 'maybe'; allowed: yes, no"),
    (
        "file_name: '{code}.pdf'",
        "file_name: file_name is '{code}.pdf', which is the same for every page; add {page}",
    ),
    (
        "file_name: '{code}_{version}.pdf'\none_file: section",
        "file_name: file_name is '{code}_{version}.pdf', which is the same for every section; add "
        "{section}",
    ),
    (
        "file_name: '../{page}.pdf'",
        "file_name: file_name is '../{page}.pdf'; write a name without folders that ends in .pdf",
    ),
    ("spots: {Red: maybe}", "spots.Red: Red is 'maybe'; allowed: keep, process, refuse"),
    ("sharpen: 1.5", "sharpen: sharpen is '1.5'; allowed: a whole number from 0 to 500"),
    ("archive: maybe", "archive: archive is 'maybe'; allowed: yes, no"),
    (
        "archive: yes\nstandard: x-1a",
        "archive: archive goes with x-4 only; set standard: x-4 or archive: no",
    ),
]


@pytest.mark.parametrize(("lines", "message"), MISTAKES)
def test_a_mistake(tmp_path: Path, lines: str, message: str) -> None:
    assert told(tmp_path, LEAST + lines) == [f"layouts/press/shop.yaml:3:{message}"]


def test_panoramas_say_whether_and_an_older_list_of_pages_means_yes(tmp_path: Path) -> None:
    for line, prints in (("", False), ("panoramas: no", False), ("panoramas: yes", True)):
        assert told(tmp_path, f"{LEAST}{line}") == []
        settings = read_press(tmp_path / "shop.yaml", Notes("shop.yaml"))
        assert settings is not None
        assert settings.panoramas is prints
    notes = Notes("shop.yaml")
    (tmp_path / "shop.yaml").write_text(f"{LEAST}panoramas: [12]")
    settings = read_press(tmp_path / "shop.yaml", notes)
    assert settings is not None
    assert settings.panoramas
    assert [str(f) for f in notes.found] == [
        "shop.yaml:3:panoramas: panoramas is a list of pages, and the layout knows which pages a "
        "panorama stands on; write panoramas: yes"
    ]


def test_what_must_be_there(tmp_path: Path) -> None:
    assert told(tmp_path, "title: A shop") == [
        "layouts/press/shop.yaml:1:profile: profile is missing; add profile:",
        "layouts/press/shop.yaml:1:trim_mm: trim_mm is missing; add trim_mm:",
    ]
    assert told(tmp_path, "profile: p.icc\ntrim_mm: 350") == [
        "layouts/press/shop.yaml:2:trim_mm: trim_mm is a text, a list of numbers is needed; write "
        "[1, 2, 3]"
    ]
    assert told(tmp_path, "profile: p.icc\ntrim_mm: [350, -1]") == [
        "layouts/press/shop.yaml:2:trim_mm: trim_mm is 350 x -1; give width and height from 50 to "
        "2000 mm"
    ]


def test_a_profile_is_a_profile(tmp_path: Path) -> None:
    (tmp_path / "p.icc").write_text("no profile", encoding="utf-8")
    assert told(tmp_path, LEAST) == [
        "layouts/press/shop.yaml:1:profile: p.icc is no ICC profile for CMYK; put the printer's "
        "output profile beside the settings"
    ]
    assert told(tmp_path, LEAST.replace("p.icc", "none.icc")) == [
        "layouts/press/shop.yaml:1:profile: there is no file 'none.icc'; put the ICC profile "
        "beside the settings"
    ]


def test_inks_keep_their_names(tmp_path: Path) -> None:
    text = LEAST + "spots: {Pantone 485-C: keep, pantone_485_c: refuse}"
    assert told(tmp_path, text) == []
    settings = read_press(tmp_path / "shop.yaml", Notes("shop.yaml"))
    assert settings is not None
    assert (settings.spot("Pantone 485-C"), settings.spot("pantone_485_c")) == ("keep", "refuse")
    assert settings.spot("PANTONE 485-C") == "process"


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("ink_limit: 900\nsharpn: 60\ntrim_mm: [350, 546]\nprofile: x.icc\n")
    with pytest.raises(DesignError) as caught:
        find_press(str(path))
    assert str(caught.value) == (
        "shop.yaml has 3 mistakes:\n"
        "  shop.yaml:1:ink_limit: ink_limit is '900'; allowed: a number from 100 to 400\n"
        "  shop.yaml:2:sharpn: there is no field 'sharpn'; did you mean 'sharpen'?\n"
        "  shop.yaml:4:profile: there is no file 'x.icc'; put the ICC profile beside the settings"
    )


def test_unknown_shop_offers_a_near_name(tmp_path: Path) -> None:
    with pytest.raises(DesignError) as caught:
        find_press("berliner-europa", HOUSE)
    assert str(caught.value) == (
        "berliner-europa.yaml: there is no such print shop; did you mean 'berliner-europe'?"
    )
    (tmp_path / "own-shop.yaml").write_text("", encoding="utf-8")
    with pytest.raises(DesignError, match="did you mean 'own-shop'"):
        find_press("ownshop", tmp_path, HOUSE)
