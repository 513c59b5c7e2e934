"""Advertisers' files of a day looked at, whatever kind they are: PDF, EPS or a picture.

A page of a page-description file counts from its TrimBox, else CropBox, else MediaBox, cut to the
MediaBox and turned by Rotate, times UserUnit (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from epaper.adverts.cleaned import HEADER, HEADER_WITHIN
from epaper.adverts.facts import shows_colour
from epaper.adverts.look import Fact, Look, look_at_all, look_at_pdf
from epaper.model.advertisement import AdFile
from epaper.sources.eps import eps_as_pdf
from epaper.sources.names import otherwise_written
from epaper.sources.pictures import look_at
from epaper.units import file_size
from epaper.work.looked import Looked

MOST_BYTES = 300_000_000
SMALL = (400, 400)  # pixels in which colour is looked for
AGAIN = "ask for the file again"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as it is to be printed, and what is to be said of it; `remedy` belongs to its
    fault."""

    file: AdFile
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Fact, ...] = ()  # what needs nobody's eye
    colour: bool = False
    remedy: str = ""


def look_at_files(
    day: Path, names: Sequence[str], looked: Looked | None = None
) -> dict[str, SeenFile]:
    """What is to be known of each file by its name; foreign files are opened in a child alone, and
    not again those that were `looked` at before."""
    seen: dict[str, SeenFile] = {}
    waiting: dict[str, Path] = {}
    for name in dict.fromkeys(name for name in names if name):
        path = (day / name).resolve()
        if path.is_relative_to(day.resolve()) and not os.path.exists(path):
            path = (otherwise_written(day, name) or path).resolve()
        found = _found(day, path)
        if isinstance(found, Path):
            waiting[name] = found
        else:
            seen[name] = SeenFile(AdFile(path, name, fault=found[0]), remedy=found[1])
    looks = (looked or Looked()).each(
        "advertisement",
        list(waiting.values()),
        lambda paths: look_at_all(paths, _look),
        lasting=lambda look: not look.fault,  # what a busy machine gave up on may go well again
    )
    for (name, path), look in zip(waiting.items(), looks, strict=True):
        seen[name] = _seen(name, path, look)
    return seen


def _found(day: Path, path: Path) -> Path | tuple[str, str]:
    """The file to look at, or its fault and the remedy."""
    if not path.is_relative_to(day.resolve()):
        return "lies outside the day's folder", "copy it into ads/"
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        return f"cannot be read ({error.strerror})", "check the name"
    if not size or size > MOST_BYTES:
        much = f"is {file_size(size)}, {file_size(MOST_BYTES)} is the most"
        return much if size else "is empty", AGAIN
    if head in (b"%!PS", b"\xc5\xd0\xd3\xc6"):
        converted = eps_as_pdf(path)
        return (converted, "ask for a PDF") if isinstance(converted, str) else converted
    return path


def _look(path: Path) -> Look:
    """Done in the child."""
    with path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
    picture = None if HEADER in head[:1024] else look_at(path)
    if picture is None or (not picture.usable and HEADER in head):
        return look_at_pdf(path)
    worst = next((p for p in picture.problems if p.fatal), None)
    if not picture.usable:
        fact, remedy = (worst.fact, worst.remedy) if worst else ("is no picture", "ask for a PDF")
        return Look(fault=fact, remedy=remedy)
    facts = [Fact(f"ad.{p.rule}", p.fact, p.remedy) for p in picture.problems]
    with Image.open(path) as opened:
        opened.draft("RGB", SMALL)
        shown = opened.convert("RGB")
        shown.thumbnail(SMALL)
    size = (float(picture.width), float(picture.height))
    return Look(*size, picture.digest, shows_colour(shown), tuple(facts), picture=True)


def _seen(name: str, path: Path, look: Look) -> SeenFile:
    if look.fault:
        return SeenFile(AdFile(path, name, fault=look.fault), remedy=look.remedy)
    if look.picture:
        pixels = (int(look.width), int(look.height))
        file = AdFile(path, name, pixels=pixels, digest=look.digest)
        return SeenFile(file, remarks=look.facts, colour=look.colour)
    file = AdFile(path, name, look.width, look.height, digest=look.digest)
    return SeenFile(file, look.facts, colour=look.colour)
