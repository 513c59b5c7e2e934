"""What is counted of an edition, as data: it is kept in the issue and read back without what
counts, which is slow to load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.geometry import Rect


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page a fault was counted."""

    what: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Counts of one page; shares are of its type area without the advertisements."""

    page: int
    white_share: float
    lines: int  # of body text
    loose_lines: int  # word space over half an em
    wide_lines: int  # word space over 2.2 times the normal one
    hyphenated_lines: int
    ladders: int  # three hyphens and more in a row
    widows: int
    orphans: int
    off_grid_lines: int
    uneven_legs: int  # that end above the lowest leg of their story
    space_sd: float  # of word spaces, in units of the normal one
    headline_sizes: tuple[float, ...]  # points
    tombstones: int  # headlines of like size side by side
    importance_wrong: int  # 1: the biggest headline is not that of the most urgent story
    heading_wrong: int  # 1: the page's heading is not the section of its lead
    grey_fields: int  # of text alone, over 75 x 150 mm
    without_entry: int  # 1: stories, and nothing but text and headlines
    short_lines: int = 0  # that end short of the measure, or they would gape
    uneven_lines: int = 0  # by which the legs end above the lowest, together
    stretched_joints: int = 0  # half a line and more over the edition's median of their kind
    joints: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # lines, by joint
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class JointFigures:
    """White at one kind of joint over the edition, in lines of the grid."""

    least: float
    median: float
    most: float


@dataclass(frozen=True, slots=True)
class EditionFigures:
    pages: tuple[PageFigures, ...]
    space_sd: float
    normal_space: float  # em
    headline_sizes: tuple[float, ...]
    small_steps: int  # of the ladder of sizes, under 1.15
    pictures_twice: tuple[str, ...]  # names
    joints: Mapping[str, JointFigures]
    sizes_by_urgency: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
