"""Every reader that is fuzzed: a line each.  A new one is a line in `READERS`.

An input is bytes.  A reader takes them and a folder of its own, and may raise what `epaper.errors`
has; everything else is a fault.  What it finds has to be printable.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from epaper.layout.design.reader import read_design
from epaper.layout.design.styles import galley_style
from epaper.model.finding import Finding
from epaper.model.picture import Picture
from epaper.pictures.cut import cut_picture
from epaper.preflight.files import check_file
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.sources.advertisements import read_ad_files
from epaper.sources.edition_file import read_settings
from epaper.sources.illustrations import Gallery
from epaper.sources.pictures import look_at
from epaper.sources.plan import read_plan
from epaper.sources.press import find_press, read_press
from epaper.sources.story import read_story
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.photo import photo_words
from epaper.sources.wire.rules_file import read_rules_file
from epaper.typeset.fonts import FontBook, read_book
from epaper.typeset.typesetter import Typesetter
from epaper.words.reader import read_words, words_for
from tools.fuzz import file_seeds, office_seeds, page_seeds, settings_seeds, wire_seeds

DATE = datetime.date(2026, 1, 1)
NOW = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
MEASURE = 128.0  # points, a column


@dataclass(frozen=True, slots=True)
class Reader:
    """`make` draws an input; `read` reads it in a folder of its own."""

    make: Callable[[Random], bytes]
    read: Callable[[bytes, Path], None]
    share: int = 3  # of all inputs, against the other readers'


def printable(findings: Iterable[Finding]) -> None:
    """What is told must reach a screen and a report."""
    for finding in findings:
        str(finding).encode("utf-8")
        finding.key.encode("utf-8")


def _written(data: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# -- settings --------------------------------------------------------------------------------------


def _pictures(folder: Path) -> None:
    """Two pictures that stories name."""
    _written(file_seeds.sound(64, 48), folder, "pictures/a.png")
    _written(b"no picture", folder, "pictures/b.jpg")


def read_one_story(data: bytes, folder: Path) -> None:
    _pictures(folder)
    path, notes = _written(data, folder, "story.md"), Notes("story.md", "story")
    story = read_story(path, notes, Gallery(folder), "en-GB")
    printable(notes.found)
    if story is not None:
        for _, text in story.texts():
            text.encode("utf-8")
        assert story.characters >= 0
        assert story.words >= 0


@cache
def _setter() -> tuple[FontBook, Any]:
    book = read_book(Notes("fonts.yaml"), shipped("fonts"), shipped("fonts"))
    design = read_design(shipped("layouts") / "tabloid.yaml", Notes("layout"), words_for("en"))
    return book, design


def read_and_set(data: bytes, folder: Path) -> None:
    """A story read, and set in a column."""
    _pictures(folder)
    path, notes = _written(data, folder, "story.md"), Notes("story.md", "story")
    story = read_story(path, notes, Gallery(folder), "en-GB")
    if story is not None:
        book, design = _setter()
        setter = Typesetter(book, "en-GB")
        galley = setter.galley(story, MEASURE, galley_style(design, story))
        for number, _ in enumerate(galley.blocks):
            galley.realise(number, 0)


def read_edition_yaml(data: bytes, folder: Path, name: str = "edition.yaml") -> None:
    path, notes = _written(data, folder, name), Notes(name)
    settings = read_settings(path, notes)
    settings.made_publication().slug.encode("utf-8")
    printable(notes.found)


def read_plan_yaml(data: bytes, folder: Path) -> None:
    _written(data, folder, "plan.yaml")
    notes = Notes("plan.yaml")
    read_plan(folder, {"s0", "s1"}, notes)
    printable(notes.found)


def read_layout_yaml(data: bytes, folder: Path) -> None:
    path, notes = _written(data, folder, "odd.yaml"), Notes("odd.yaml")
    read_design(path, notes, words_for("en"))
    printable(notes.found)


def read_wire_yaml(data: bytes, folder: Path) -> None:
    path, notes = _written(data, folder, "wire.yaml"), Notes("wire.yaml")
    read_rules_file(path, notes, settings_seeds.SECTIONS)
    printable(notes.found)


def read_press_yaml(data: bytes, folder: Path) -> None:
    path, notes = _written(data, folder, "odd.yaml"), Notes("odd.yaml")
    read_press(path, notes)
    printable(notes.found)


def read_words_yaml(data: bytes, folder: Path) -> None:
    for name in ("en.yaml", "xx.yaml"):
        _written(data, folder, name)
    for language in ("en-GB", "xx"):
        _, told = read_words(language, (folder,))
        printable(told)


def read_ad_yaml(data: bytes, folder: Path) -> None:
    _written(data, folder, "ads/one.yaml")
    _, told = read_ad_files(folder, ())
    printable(told)


# -- wire ------------------------------------------------------------------------------------------


def read_wire(data: bytes, folder: Path, name: str) -> None:
    """An item imported into a day, twice, and the stories that came of it read."""
    source = _written(data, folder, f"drop/{name}")
    _written(file_seeds.sound(64, 48), folder, "drop/a.png")
    settings = Settings(folder / "editions", DATE, NOW, folder / "dist")
    outcomes = [one for _ in range(2) for one in import_found(settings, gather([source]))]
    assert outcomes, "nothing is said of the file"
    for outcome in outcomes:
        json.dumps(outcome.as_json(), ensure_ascii=False).encode("utf-8")
        printable(outcome.findings)
    for path in sorted(settings.day.rglob("*.md")):
        notes = Notes(path.name, path.stem)
        read_story(path, notes, Gallery(settings.day), "en-GB")
        printable(notes.found)


# -- files -----------------------------------------------------------------------------------------


def read_picture(data: bytes, folder: Path) -> None:
    """A picture looked at, its words read; one that passes is cut as a page would have it."""
    path = _written(data, folder, "pictures/a.jpg")
    file = look_at(path)
    notes = Notes("a.jpg")
    photo = photo_words(path, notes)
    for text in (photo.caption, photo.credit, photo.rights, photo.alt, photo.headline):
        text.encode("utf-8")
    printable(notes.found)
    if file.usable:
        assert Picture(path, "a.jpg", file.width, file.height).aspect > 0
        for crop in ((0.0, 0.0, 1.0, 1.0), (0.2, 0.3, 0.7, 0.31)):
            assert cut_picture(data, "a.jpg", crop, (40, 30)).width > 0


def read_ad(data: bytes, folder: Path) -> None:
    """An advertiser's file, booked in a file of its own."""
    _written(data, folder, "ads/a.pdf")
    _written(b"{booking: A1, file: ads/a.pdf, size: 2 x 40, colour: black}", folder, "ads/a.yaml")
    found, told = read_ad_files(folder, ())[:2]
    printable(told)
    assert found, "a sound booking is not there"


@cache
def _shop() -> Any:
    return find_press("indian-coldset-broadsheet", shipped("layouts") / "press")


def read_for_press(data: bytes, folder: Path) -> None:
    printable(check_file(_written(data, folder, "a.pdf"), _shop()))


def _settings(make: Callable[[Random], Any]) -> Callable[[Random], bytes]:
    return lambda rng: settings_seeds.as_yaml(rng, make(rng))


def _publication(rng: Random) -> dict[str, Any]:
    return {
        "publication": settings_seeds.publication(rng),
        "sections": settings_seeds.sections(rng),
    }


def _wire(make: Callable[[Random], bytes], name: str, share: int = 4) -> Reader:
    return Reader(make, partial(read_wire, name=name), share)


READERS: dict[str, Reader] = {
    "story": Reader(settings_seeds.story, read_one_story, 12),
    "galley": Reader(settings_seeds.story, read_and_set, 4),
    "edition": Reader(_settings(settings_seeds.edition), read_edition_yaml, 6),
    "publication": Reader(
        _settings(_publication), partial(read_edition_yaml, name="publication.yaml"), 3
    ),
    "plan": Reader(_settings(settings_seeds.plan), read_plan_yaml, 4),
    "layout": Reader(_settings(settings_seeds.layout), read_layout_yaml, 4),
    "wire-rules": Reader(_settings(settings_seeds.wire), read_wire_yaml),
    "press": Reader(_settings(settings_seeds.press), read_press_yaml, 4),
    "words": Reader(_settings(settings_seeds.sayings), read_words_yaml, 4),
    "ad-booking": Reader(_settings(settings_seeds.advertisement), read_ad_yaml),
    "ninjs": _wire(wire_seeds.ninjs, "a.json", 7),
    "newsml-g2": _wire(wire_seeds.newsml_g2, "a.xml", 5),
    "newsml-1": _wire(wire_seeds.newsml_1, "a.xml"),
    "nitf": _wire(wire_seeds.nitf, "a.nitf", 5),
    "rss": _wire(wire_seeds.rss, "a.rss", 5),
    "atom": _wire(wire_seeds.atom, "a.atom", 3),
    "json-feed": _wire(page_seeds.json_feed, "feed.json", 3),
    "wxr": _wire(wire_seeds.wxr, "a.xml", 3),
    "page": _wire(page_seeds.page, "a.html", 5),
    "pasted": _wire(page_seeds.pasted, "a.txt", 6),
    "docx": _wire(office_seeds.docx, "a.docx", 3),
    "odt": _wire(office_seeds.odt, "a.odt", 2),
    "mail": _wire(office_seeds.mail, "a.eml", 3),
    "mhtml": _wire(office_seeds.mhtml, "a.mhtml", 2),
    "iptc-7901": _wire(office_seeds.iptc_7901, "a.iptc", 2),
    "anpa": _wire(office_seeds.anpa, "a.anpa", 2),
    "picture": Reader(file_seeds.picture, read_picture, 8),
    "advertisement": Reader(file_seeds.advertisement, read_ad, 8),
    "preflight": Reader(file_seeds.pdf, read_for_press, 3),
}
