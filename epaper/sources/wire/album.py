"""The files of pictures: found inside the input only, looked at, copied into the day's folder by
content.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import weakref
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from epaper.model.letters import IN_WORD
from epaper.settings.notes import IN_FULL, Notes, shown
from epaper.sources.names import composed, otherwise_written
from epaper.sources.wire.item import Rendition, WirePicture
from epaper.sources.wire.storyfile import PlacedPicture
from epaper.sources.wire.whole import write_whole
from epaper.work.scratch import scratch

LEAST_PIXELS = 300  # of the longer side: less is 38 mm at 200 ppi, too small for any column
_UNSAFE = re.compile(f"[^{IN_WORD}.-]+")  # in names of files, in any script


class Album:
    """Pictures of one import.  `roots` are the folders that may be read, the item's own first."""

    def __init__(self, day: Path, roots: Sequence[Path]) -> None:
        self.day = day
        self._roots = roots
        self.used: set[Path] = set()
        self.unfit: set[Path] = set()  # at hand and not printed: half a file, or a bad one
        self._held: Path | None = None  # for pictures that come inside their story's file

    @cached_property
    def roots(self) -> list[Path]:
        return [root.resolve() for root in self._roots]

    def find(self, rendition: Rendition, folder: Path) -> Path | None:
        """The file of a rendition: what it holds itself, else inside the roots, by its path or
        beside the item by its name.
        """
        if rendition.data:
            return self._hold(rendition)
        try:
            parts = urlsplit(rendition.href[:2000])
        except ValueError:  # "http://[half an address"
            return None
        if "\x00" in rendition.href or len(rendition.href) >= 2000 or not parts.path:
            return None
        path = unquote(parts.path).replace("\\", "/")
        name = PurePosixPath(path).name
        places = (
            [] if parts.scheme not in ("", "file") or parts.netloc else [folder / path.lstrip("/")]
        )
        places += [folder / name, *(root / name for root in self.roots), folder / "pictures" / name]
        for place in places:
            try:
                real = place.resolve()
                if not real.exists():
                    real = (otherwise_written(place.parent, place.name) or real).resolve()
                if real.is_file() and any(real.is_relative_to(root) for root in self.roots):
                    return real
            except (OSError, ValueError):
                continue
        return None

    def _hold(self, rendition: Rendition) -> Path:
        """A picture out of its story's file, in a folder that goes with this album."""
        if self._held is None:
            folder = contextlib.ExitStack()
            self._held = folder.enter_context(scratch("wire"))
            weakref.finalize(self, folder.close)
        path = self._held / _UNSAFE.sub("-", composed(PurePosixPath(rendition.href).name))[-60:]
        if not path.exists():
            path.write_bytes(rendition.data)
        return path

    def best(self, picture: WirePicture, folder: Path) -> Path | None:
        """The largest rendition at hand; without sizes, the first."""
        found = [
            (rendition, path)
            for rendition in picture.renditions
            if (path := self.find(rendition, folder)) is not None
        ]
        for _, path in found:
            self.used.add(path)
        return max(found, key=lambda pair: _area(pair[0]))[1] if found else None

    def files(
        self, pictures: Sequence[WirePicture], folder: Path
    ) -> list[tuple[WirePicture, Path | None]]:
        return [(picture, self.best(picture, folder)) for picture in pictures]

    def place(
        self, found: Sequence[tuple[WirePicture, Path | None]], notes: Notes
    ) -> list[PlacedPicture]:
        """Copy what can be printed; every other picture is noted and stays in the story's
        record."""
        placed: list[PlacedPicture] = []
        absent = [picture for picture, path in found if path is None]
        if absent:
            names = ", ".join(shown(_name(picture), IN_FULL) for picture in absent[:3]) + (
                " ..." if len(absent) > 3 else ""
            )
            many = (
                f"{len(absent)} pictures were announced, their files are"
                if len(absent) > 1
                else "a picture was announced, its file is"
            )
            notes.warning(
                "picture.missing",
                f"{many} not at hand: {names}",
                "ask the sender for them",
                0,
                field="pictures",
            )
        for picture, path in found:
            widest = max((max(r.width, r.height) for r in picture.renditions), default=0)
            if path is None and 0 < widest < LEAST_PIXELS:
                name = shown(_name(picture), IN_FULL)
                fact = f"{name} is {widest} pixels at most, too small for print"
                notes.warning(
                    "picture.small", fact, "ask the sender for a larger one", 0, field="pictures"
                )
            if path is None:
                continue
            if not self._fit(path, notes):
                self.unfit.add(path)
            else:
                placed.append(PlacedPicture(self.copy(path), _worded(picture, path, notes)))
        return placed

    def _fit(self, path: Path, notes: Notes) -> bool:
        """Can the file be printed?  Looked at whole, since a file cut short shows itself in no
        other way.
        """
        from epaper.sources.pictures import look_at  # slow to load, and many days have no pictures

        file = look_at(path)
        for problem in file.problems:
            note = notes.warning if problem.fatal else notes.info
            note(
                f"picture.{problem.rule}",
                f"{path.name} {problem.fact}",
                problem.remedy,
                0,
                "pictures",
            )
        if file.usable and max(file.width, file.height) < LEAST_PIXELS:
            fact = f"{path.name} has {file.width} x {file.height} pixels, too small for print"
            notes.warning(
                "picture.small", fact, "ask the sender for a larger one", 0, field="pictures"
            )
            return False
        return file.usable

    def copy(self, path: Path) -> str:
        """The picture's name in the day's folder; the same content is there once, another of the
        same name gets a new one.
        """
        raw = path.read_bytes()
        digest = hashlib.blake2b(raw, digest_size=4).hexdigest()
        stem = _UNSAFE.sub("-", composed(path.stem)).strip(".-")[:60] or "picture"
        ending = _UNSAFE.sub("", path.suffix.lower())[:6]
        for name in (f"{stem}{ending}", f"{stem}-{digest}{ending}"):
            target = self.day / "pictures" / name
            if (
                target.is_file()
                and target.stat().st_size == len(raw)
                and target.read_bytes() == raw
            ):
                return f"pictures/{name}"
            if not target.exists():
                break
        write_whole(target, raw)
        return f"pictures/{name}"


def _area(rendition: Rendition) -> int:
    """In pixels; a sender that gives one side only is taken to mean a square."""
    return (rendition.width or rendition.height) * (rendition.height or rendition.width)


def _name(picture: WirePicture) -> str:
    return (
        picture.headline
        or picture.caption
        or (picture.renditions[0].href if picture.renditions else picture.id)
    )


def _worded(picture: WirePicture, path: Path, notes: Notes) -> WirePicture:
    """The picture with the words of its file where the feed has none."""
    if picture.caption and picture.credit and picture.alt:
        return picture
    from epaper.sources.wire.photo import photo_words

    inside = photo_words(path, notes)
    return replace(
        picture,
        caption=picture.caption or inside.caption,
        credit=picture.credit or inside.credit,
        alt=picture.alt or inside.alt,
        rights=picture.rights or inside.rights,
    )
