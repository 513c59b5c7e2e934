"""What a publish is about to do to a site, kept beside it from before the first change that readers
see until all is done: a run that is killed midway leaves it to the next one, which ends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from epaper.site.disk import read, renew, take_away
from epaper.site.files import purge_list, work_in_hand
from epaper.site.telling import json_bytes


@dataclass(frozen=True, slots=True)
class Work:
    """`digest`: of the record that is to stand in the edition's folder; `about`: its entry of the
    index, none where it is taken off; `paper`: as the index keeps it; `lost`: editions whose
    folders are gone.  Paths are from the root."""

    edition: str
    digest: str
    about: Mapping[str, Any] = field(default_factory=dict)
    paper: Mapping[str, Any] = field(default_factory=dict)
    purge: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()  # files named by content that nothing shows any more
    pages: tuple[int, ...] = ()
    gone: tuple[str, ...] = ()  # folders of stories that are withdrawn
    lost: tuple[str, ...] = ()

    @property
    def takes_away(self) -> bool:
        return bool(self.gone or self.lost or not self.about)


@dataclass(frozen=True, slots=True)
class Published:
    """`new`: the edition was not there; `pages`: those that were replaced; `gone`: folders of
    stories that were withdrawn; `withdrawn`: so was the edition; `purge`: paths from the root."""

    edition: str
    site: Path
    new: bool = False
    pages: tuple[int, ...] = ()
    gone: tuple[str, ...] = ()
    withdrawn: bool = False
    purge: tuple[str, ...] = ()
    stories: int = 0

    def told(self) -> dict[str, Any]:
        """As a program reads it."""
        return {
            "edition": self.edition,
            "site": str(self.site),
            "new": self.new,
            "stories": self.stories,
            "replaced": list(self.pages),
            "gone": list(self.gone),
            "withdrawn": self.withdrawn,
            "purge": list(self.purge),
        }


def note(site: Path, work: Work) -> None:
    renew(work_in_hand(site), json_bytes(asdict(work)))


def noted(site: Path) -> Work | None:
    told = read(work_in_hand(site))
    if not told:
        return None
    return Work(
        told["edition"],
        told["digest"],
        told["about"],
        told["paper"],
        purge=tuple(told["purge"]),
        drop=tuple(told["drop"]),
        pages=tuple(told["pages"]),
        gone=tuple(told["gone"]),
        lost=tuple(told["lost"]),
    )


def done(site: Path) -> None:
    take_away(work_in_hand(site))


def to_be_purged(site: Path, paths: Sequence[str]) -> None:
    """Add paths to the list that waits beside the site: it grows until somebody takes it away."""
    place = purge_list(site)
    try:
        known = place.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        known = []
    lines = sorted({*known, *(f"/{path}" for path in paths)})
    if paths:
        renew(place, "".join(f"{line}\n" for line in lines).encode("utf-8"))
