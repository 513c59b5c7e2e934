"""Names of stories' folders: stable, safe in any file system and address, each story its own."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from epaper.model.edition import Publication

RESERVED = frozenset(("index", "contents", "edition", "a", "con", "nul", "aux", "prn"))


def folders_of(publication: Publication, slugs: Iterable[str]) -> dict[str, str]:
    """By slug the name of its folder: the slug as the paper writes names of files; where two come
    out alike, the later one in the alphabet is numbered."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for slug in sorted(slugs):
        name = publication.file_part(slug) or "story"
        if name in RESERVED or name.startswith("page-"):
            name = f"story-{name}"
        count = 1
        own = name
        while own in taken:
            count += 1
            own = f"{name}-{count}"
        taken.add(own)
        names[slug] = own
    return names


def address(path: str) -> str:
    """A path as part of an address."""
    return quote(path, safe="/#")
