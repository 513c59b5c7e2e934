"""Files of an issue: pictures cut to what pages show, advertisements, faces, profiles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.errors import PictureError
from epaper.issue.issue import Issue
from epaper.issue.shelf import Shelf
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.page.asset import Asset, AssetKind
from epaper.page.marks import AdMark, Mark, PictureMark
from epaper.page.page import Page
from epaper.pictures.cut import Crop, CutPicture, blank_picture, cut_picture
from epaper.work.fence import passes
from epaper.work.step import Keep, Step, Works

PDF = "application/pdf"
VERSION = 3  # of cutting pictures
MAGIC = (  # how files begin, and what they are
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


@dataclass(frozen=True, slots=True)
class Original:
    """A file as the editor or an advertiser gave it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class WithAssets:
    """Pages whose marks name files of the shelf, and those files."""

    pages: tuple[Page, ...]
    assets: Mapping[str, Asset]
    findings: tuple[Finding, ...]


def originals_of(edition: Edition) -> dict[str, Original]:
    """The day's pictures and advertisements by digest."""
    pictures = {
        picture.digest: Original(picture.path, picture.name)
        for story in edition.stories
        for picture in story.pictures
    }
    adverts = {
        ad.file.digest: Original(ad.file.path, ad.file.name)
        for ad in edition.advertisements
        if not ad.file.fault
    }
    return adverts | pictures


def with_assets(
    pages: Sequence[Page],
    originals: Mapping[str, Original],
    *,
    ppi: float,
    shelf: Shelf,
    works: Works,
    blank: Callable[[AdMark], bytes],
    locked: Collection[int] = (),
    before: Issue | None = None,
) -> WithAssets:
    """Cut every picture at `ppi` or as fine as it is, and put all files on the shelf.

    `blank` draws what stands in place of a file that cannot be printed; for a picture that is its
    own labelled blank.  Locked pages name files of
    the issue `before`, which are carried over.  PictureError for the first picture that cannot be
    used, IssueError when a locked page's file is gone.
    """
    fresh = [page for page in pages if page.number not in locked]
    shown = {
        mark: _cut_step(mark, originals[mark.asset], ppi)
        for page in fresh
        for mark in page.marks
        if isinstance(mark, PictureMark)
    }
    cuts = dict(zip(shown, works.each(list(shown.values())), strict=True))
    assets: dict[str, Asset] = {}
    names: dict[Mark, str] = {}
    findings: list[Finding] = []
    for mark, cut in cuts.items():
        names[mark] = shelf.put(cut.data)
        size = (cut.width, cut.height)
        assets[names[mark]] = Asset(
            sha256=names[mark],
            kind=AssetKind.PICTURE,
            media_type=cut.media_type,
            bytes=len(cut.data),
            name=mark.name,
            pixels=size,
            original=mark.asset,
        )
        findings += [
            Finding(Severity.WARNING, rule, f"{mark.name} {fact}", remedy, file=mark.name)
            for rule, fact, remedy in cut.problems
        ]
    for advert in (mark for page in fresh for mark in page.marks if isinstance(mark, AdMark)):
        if not advert.asset:
            data = blank(advert)
            names[advert] = shelf.put(data)
            assets[names[advert]] = Asset(
                names[advert],
                AssetKind.ADVERTISEMENT,
                PDF,
                len(data),
                name=f"blank for {advert.booking}",
            )
        elif advert.asset not in assets:
            assets[advert.asset] = _advertisement(advert, originals[advert.asset], shelf)
    for page in pages:
        if page.number in locked and before is not None:
            assets |= _carried_over(page, before, shelf)
    done = tuple(page if page.number in locked else _renamed(page, names) for page in pages)
    return WithAssets(done, assets, tuple(dict.fromkeys(findings)))


def put_file(shelf: Shelf, path: Path, kind: AssetKind, media_type: str, name: str) -> Asset:
    """A face or a profile on the shelf."""
    data = path.read_bytes()
    return Asset(shelf.put(data), kind, media_type, len(data), name=name)


def _renamed(page: Page, names: Mapping[Mark, str]) -> Page:
    marks = tuple(
        replace(mark, asset=names[mark])
        if isinstance(mark, PictureMark | AdMark) and mark in names
        else mark
        for mark in page.marks
    )
    return replace(page, marks=marks)


def _cut_step(mark: PictureMark, original: Original, ppi: float) -> Step[CutPicture]:
    width, height = (max(1, round(side / 72 * ppi)) for side in (mark.rect.width, mark.rect.height))
    return Step(
        name="pictures",
        version=VERSION,
        inputs=(mark.asset, mark.crop, width, height),
        make=_cut,
        arguments=(original, mark.asset, mark.crop, (width, height)),
        keep=Keep(_pack, _unpack),
    )


def _cut(original: Original, digest: str, crop: Crop, wanted: tuple[int, int]) -> CutPicture:
    """The part, or a labelled blank that says why there is none."""
    data = _read(original, digest)
    try:
        return cut_picture(data, original.name, crop, wanted)
    except Exception as error:
        if passes(error) and not isinstance(error, PictureError):
            raise
        reason = str(error).removeprefix(f"{original.name} ").partition(";")[0]
        return blank_picture(original.name, wanted, reason)


def _read(original: Original, digest: str) -> bytes:
    """The file, which has to be the one that the day was read with."""
    try:
        data = original.path.read_bytes()
    except OSError as error:
        fact = error.strerror or "it is missing"
        raise PictureError(
            f"{original.name} cannot be read ({fact}); put the file there or name another"
        ) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise PictureError(f"{original.name} changed while the edition was built; build it again")
    return data


def _advertisement(mark: AdMark, original: Original, shelf: Shelf) -> Asset:
    data = _read(original, mark.asset)
    head = data[:1024]
    kind = PDF if b"%PDF-" in head else "application/octet-stream"
    kind = next((name for magic, name in MAGIC if head.startswith(magic)), kind)
    shelf.put(data)
    return Asset(mark.asset, AssetKind.ADVERTISEMENT, kind, len(data), name=original.name)


def _carried_over(page: Page, before: Issue, shelf: Shelf) -> dict[str, Asset]:
    digests = {mark.asset for mark in page.marks if isinstance(mark, PictureMark | AdMark)}
    for digest in sorted(digests):
        shelf.put(before.shelf.read(digest))
    return {digest: before.assets[digest] for digest in sorted(digests)}


def _pack(cut: CutPicture) -> bytes:
    head = json.dumps([cut.media_type, cut.width, cut.height, cut.problems])
    return head.encode() + b"\n" + cut.data


def _unpack(data: bytes) -> CutPicture:
    head, _, pixels = data.partition(b"\n")
    media_type, width, height, problems = json.loads(head)
    return CutPicture(pixels, media_type, width, height, problems=tuple(map(tuple, problems)))
