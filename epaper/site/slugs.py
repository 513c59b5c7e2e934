"""Names of stories' folders: stable, safe in any file system and address, each story its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from epaper.model.edition import Publication

RESERVED = frozenset(("index", "contents", "edition", "a", "con", "nul", "aux", "prn"))


def known_folders(record: Mapping[str, Any]) -> dict[str, str]:
    """By slug the folder that a story has, or had, in an edition that stands on a site already."""
    told = [*record.get("gone", ()), *record.get("stories", ())]
    return {str(one.get("story") or one["slug"]): str(one["slug"]) for one in told}


def folders_of(
    publication: Publication, slugs: Iterable[str], known: Mapping[str, str]
) -> dict[str, str]:
    """By slug the name of its folder: the slug as the paper writes names of files; where two come
    out alike, the later one in the alphabet is numbered.

    `known`: of an earlier publish; a story keeps its own, and nobody else gets it, so that an
    address never changes hands.
    """
    wanted = sorted(slugs)
    names = {slug: known[slug] for slug in wanted if slug in known}
    taken = set(known.values())
    for slug in wanted:
        if slug in names:
            continue
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
