"""Files that pages show or are set in, each named by its content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AssetKind(StrEnum):
    PICTURE = "picture"
    ADVERTISEMENT = "advertisement"
    FACE = "face"
    PROFILE = "profile"  # ICC


@dataclass(frozen=True, slots=True)
class Asset:
    """A file by its SHA-256; where it is kept, the issue's shelf knows."""

    sha256: str
    kind: AssetKind
    media_type: str  # "image/jpeg", "application/pdf", "font/ttf"
    bytes: int
    name: str  # as people know it: "pictures/bridge.jpg", "serif-bold"
    pixels: tuple[int, int] = (0, 0)
    original: str = ""  # sha256 of the editor's file that a picture was cut from
