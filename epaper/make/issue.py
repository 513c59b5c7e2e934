"""From a laid-out edition to its issue: all that the sinks will ever ask for, on one shelf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from epaper.issue.issue import (
    CODE_FACE,
    Booking,
    Input,
    Issue,
    LockedPage,
    PageGrid,
    Shop,
    StoppedBooking,
    StoryRecord,
)
from epaper.issue.ledger import check
from epaper.issue.shelf import Shelf
from epaper.issue.structuring import PAPERS_WORDS, Alternatives, StoryFacts, structure_of
from epaper.layout.design.reader import Design
from epaper.layout.laid_out import LaidOut
from epaper.make.assets import originals_of, put_file, with_assets
from epaper.make.blanks import blank_of
from epaper.model.digests import booking_digest, furniture_digest, story_digest
from epaper.model.edition import Edition
from epaper.model.finding import Finding, by_severity, with_files
from epaper.model.press import PressSettings
from epaper.model.signoff import SignOff, judged
from epaper.page.asset import Asset, AssetKind
from epaper.page.marks import AdMark, GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Structure
from epaper.typeset.fonts import FontBook
from epaper.work.step import Works

SCREEN_PPI = 200.0  # the least that pictures are cut for
FACE_TYPE, PROFILE_TYPE = "font/ttf", "application/vnd.iccprofile"


def issue_of(
    edition: Edition,
    design: Design,
    laid: LaidOut,
    *,
    book: FontBook,
    shops: Sequence[PressSettings],
    shelf: Shelf,
    works: Works,
    findings: Sequence[Finding] = (),
    inputs: Sequence[Input] = (),
    before: Issue | None = None,
    waiting: Sequence[LockedPage] = (),
    signoffs: Sequence[SignOff] = (),
    settings: str = "",
) -> Issue:
    """The issue, with all its files on `shelf`; its figures are counted when it is kept.

    `before`: the issue that locked pages come from; `waiting`: locked pages that cannot stand in
    this one.  Raises LedgerError when a character of a story is lost, PictureError, IssueError.
    """
    check(laid.ledger)
    records = _records(edition, laid)
    made = with_assets(
        laid.pages,
        originals_of(edition),
        ppi=max(SCREEN_PPI, *(shop.picture_ppi for shop in shops), 0.0),
        shelf=shelf,
        works=works,
        blank=lambda mark: blank_of(mark, edition, design),
        locked=laid.locked,
        before=before,
    )
    pages = _known(
        tuple(
            page if page.number in laid.locked else _in_languages(page, records, edition)
            for page in made.pages
        ),
        before,
    )
    faces, printers, more = _files(pages, waiting, book, shops, shelf=shelf, before=before)
    assets = {**made.assets, **more}
    bookings = _bookings(edition, pages, laid.locked)
    names = {story.slug: story.file for story in edition.stories}
    told = by_severity(with_files((*findings, *laid.findings, *made.findings), names))
    return replace(
        _headed(edition, design, laid, pages),
        structure=_structure(edition, design, pages, records, bookings=bookings),
        faces=faces,
        assets={digest: assets[digest] for digest in sorted(assets)},
        shops=printers,
        stories=records,
        bookings=bookings,
        findings=told,
        signed=judged(told, signoffs).signed,
        inputs=tuple(inputs),
        locks=tuple(waiting),
        settings=settings,
        shelf=shelf,
    )


def sketch_of(
    edition: Edition, design: Design, laid: LaidOut, findings: Sequence[Finding] = ()
) -> Issue:
    """The issue as far as its layout says what it is, without files, structure and figures: nothing
    can be printed from it.  Raises LedgerError as `issue_of` does."""
    check(laid.ledger)
    names = {story.slug: story.file for story in edition.stories}
    return replace(
        _headed(edition, design, laid, laid.pages),
        stories=_records(edition, laid),
        bookings=_bookings(edition, laid.pages, laid.locked),
        findings=by_severity(with_files((*findings, *laid.findings), names)),
    )


def _headed(edition: Edition, design: Design, laid: LaidOut, pages: tuple[Page, ...]) -> Issue:
    """The issue as far as edition, design and plan alone say what it is."""
    publication, words = edition.publication, design.words
    return Issue(
        publication=publication,
        date=edition.date,
        title=words.dated(publication.name, edition.date),
        pages=pages,
        grid=_grid(design),
        author=publication.publisher or publication.name,
        subject=words.row(edition.name, edition.number) or words.phrases.edition,
        number=edition.number,
        price=edition.price,
        name=edition.name,
        zone=edition.zone,
        printing=edition.printing,
        sections=edition.sections,
        palette=tuple(design.colours[name] for name in sorted(design.colours)),
        stopped=_stopped(edition),
        wishes=edition.wishes,
        page_wishes=edition.page_wishes,
        furniture=furniture_digest(edition),
        outline=laid.outline,
        sheets=laid.sheets,
        ledger=laid.ledger,
        steady=laid.steady,
        program=_program(),
    )


def _known(pages: tuple[Page, ...], before: Issue | None) -> tuple[Page, ...]:
    """The pages; one that came out as it was is that of the issue before, of which more is known
    already, its digest for one."""
    last = {page.number: page for page in before.pages} if before else {}
    return tuple(last[page.number] if last.get(page.number) == page else page for page in pages)


def _records(edition: Edition, laid: LaidOut) -> tuple[StoryRecord, ...]:
    """What became of each story; one on a locked page is as it was when the page was locked."""
    placed = {placement.slug: placement for placement in laid.placements}
    locked = {story.slug: story for page in laid.locked.values() for story in page.stories}
    records = []
    for whole in edition.stories:
        story = laid.sizes.get(whole.slug, whole)
        placement = placed.get(story.slug)
        if placement is None or story.slug in locked:
            continue
        records.append(
            StoryRecord(
                slug=story.slug,
                section=story.section,
                headline=story.headline,
                urgency=story.urgency,
                words=story.words,
                characters=story.characters,
                status=placement.status,
                kind=story.kind.value,
                language=story.language,
                file=story.file,
                digest=story_digest(story),
                pages=placement.pages,
                reason=placement.reason,
                must_run=story.must_run,
                cut=laid.cut.get(story.slug, {}),
                remedy=placement.remedy,
                stop=story.stop.kind.value if story.stop else "",
                by=story.stop.by if story.stop else "",
                at=story.stop.at if story.stop else "",
                related=story.related,
            )
        )
    order = {story.slug: place for place, story in enumerate(edition.stories)}
    for slug, record in locked.items():
        pages = placed[slug].pages if slug in placed else record.pages
        records.append(replace(record, pages=pages))
    return tuple(sorted(records, key=lambda r: (order.get(r.slug, len(order)), r.slug)))


def _bookings(
    edition: Edition, pages: Sequence[Page], locked: Mapping[int, LockedPage]
) -> tuple[Booking, ...]:
    """The advertisements that stand on pages; one on a locked page as it was booked then."""
    where: dict[str, list[int]] = {}
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, AdMark) and page.number not in where.get(mark.booking, ()):
                where.setdefault(mark.booking, []).append(page.number)
    before = {b.booking: b for page in locked.values() for b in page.bookings}
    found = []
    for ad in edition.advertisements:
        if ad.booking in where and ad.booking not in before:
            numbers = tuple(where[ad.booking])
            digest = booking_digest(ad)
            file = ad.file.digest
            found.append(Booking(ad.booking, ad.advertiser, numbers, digest, file=file, alt=ad.alt))
    found += [replace(b, pages=tuple(where.get(b.booking, b.pages))) for b in before.values()]
    return tuple(sorted(found, key=lambda b: b.booking))


def _stopped(edition: Edition) -> tuple[StoppedBooking, ...]:
    """The advertisements that are booked and must not be printed, by booking."""
    return tuple(
        StoppedBooking(
            ad.booking,
            ad.advertiser,
            ad.stop.kind.value,
            reason=ad.stop.reason,
            by=ad.stop.by,
            at=ad.stop.at,
            file=ad.source,
            line=ad.stop.line,
            remedy=ad.stop.remedy(ad.source),
        )
        for ad in sorted(edition.stopped, key=lambda ad: ad.booking)
        if ad.stop
    )


def _in_languages(page: Page, records: Sequence[StoryRecord], edition: Edition) -> Page:
    """The page with its stories' languages on their marks, where they are not the paper's; turn
    lines and the like speak the paper's in any story.  Which way a run goes is its letters':
    an Urdu word in an English story runs to the left, a Latin one in an Urdu story to the right."""
    other = {r.slug: r.language for r in records if r.language != edition.publication.language}
    if not any(isinstance(m, GlyphRun) and m.origin.story in other for m in page.marks):
        return page

    def marked(mark: GlyphRun) -> GlyphRun:
        if mark.origin.element in PAPERS_WORDS:
            return mark
        return replace(mark, language=other[mark.origin.story])

    return replace(
        page,
        marks=tuple(
            marked(mark) if isinstance(mark, GlyphRun) and mark.origin.story in other else mark
            for mark in page.marks
        ),
    )


def _structure(
    edition: Edition,
    design: Design,
    pages: Sequence[Page],
    records: Sequence[StoryRecord],
    bookings: Sequence[Booking],
) -> Structure:
    advertisers = {booking.booking: booking.alt or booking.advertiser for booking in bookings}
    return structure_of(
        pages,
        _facts(records, edition),
        edition.publication.language,
        Alternatives(design.words, advertisers),
        order=[section.name for section in edition.sections],
    )


def _facts(records: Sequence[StoryRecord], edition: Edition) -> dict[str, StoryFacts]:
    """What the structure needs to know of each story."""
    charts = {story.slug: story.chart.alt for story in edition.stories if story.chart}
    return {
        r.slug: StoryFacts(r.section, r.headline, r.language, charts.get(r.slug, ""))
        for r in records
    }


def _files(
    pages: Sequence[Page],
    waiting: Sequence[LockedPage],
    book: FontBook,
    shops: Sequence[PressSettings],
    *,
    shelf: Shelf,
    before: Issue | None,
) -> tuple[dict[str, str], tuple[Shop, ...], dict[str, Asset]]:
    """The faces by id, the print shops, and the files of both and of the locked pages that wait."""
    faces, assets = _faces(pages, book, shelf)
    printers, profiles = _shops(shops, shelf)
    assets |= profiles
    for page in waiting:
        assets |= _kept_files(page, before, shelf)
    return faces, printers, assets


def _faces(
    pages: Sequence[Page], book: FontBook, shelf: Shelf
) -> tuple[dict[str, str], dict[str, Asset]]:
    """Every face that the pages are set in, and the one for codes: digests by id, and assets."""
    used = {mark.face for page in pages for mark in page.marks if isinstance(mark, GlyphRun)}
    faces: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    for face in sorted(used | {CODE_FACE}):
        asset = put_file(shelf, book.path(face), AssetKind.FACE, FACE_TYPE, name=face)
        faces[face] = asset.sha256
        assets[asset.sha256] = asset
    return faces, assets


def _shops(
    shops: Sequence[PressSettings], shelf: Shelf
) -> tuple[tuple[Shop, ...], dict[str, Asset]]:
    printers, assets = [], {}
    for settings in shops:
        if settings.profile is None:
            continue
        name = settings.profile.name
        asset = put_file(shelf, settings.profile, AssetKind.PROFILE, PROFILE_TYPE, name=name)
        assets[asset.sha256] = asset
        printers.append(Shop(replace(settings, profile=None), asset.sha256))
    return tuple(printers), assets


def _kept_files(page: LockedPage, before: Issue | None, shelf: Shelf) -> dict[str, Asset]:
    """Files of a locked page that waits."""
    found: dict[str, Asset] = {}
    for mark in page.page.marks:
        digest = getattr(mark, "asset", "")
        if digest and before is not None and digest in before.assets:
            shelf.put(before.shelf.read(digest))
            found[digest] = before.assets[digest]
    return found


def _grid(design: Design) -> PageGrid:
    grid = design.grid
    return PageGrid(
        name=design.name,
        trim=grid.trim,
        type_area=grid.type_area,
        columns=grid.columns,
        lines=grid.lines,
        leading=grid.leading,
        gutter=grid.gutter,
    )


def _program() -> str:
    try:
        return version("epaper")
    except PackageNotFoundError:
        return ""
