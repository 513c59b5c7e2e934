"""The day's advertisements converted for the press as a trial, so that nobody learns at one in the
morning what a shop cannot take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from epaper.adverts.cleaned import said
from epaper.make.advertisements import clean_step
from epaper.model.advertisement import Advertisement, booked_by
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity, by_severity
from epaper.model.press import PressSettings
from epaper.sinks.press.adpress import PressAdvert, press_advert_step
from epaper.sinks.press.colour import Separation
from epaper.work.child import LimitError, in_child, is_full
from epaper.work.step import Step, Works

TOGETHER, EACH = 20.0, 4.0  # seconds: for all at first, more for each


def rehearse(
    edition: Edition,
    shops: Sequence[PressSettings],
    works: Works,
    told: Iterable[Finding] = (),
    named: bool = True,
) -> tuple[Finding, ...]:
    """What each shop's press pass would say of the advertisements.  The results are those of the
    press, which finds them in the store again.

    One child does all when all is well; each advertisement has its own where that one was ended.

    `told`: what is known of the day already, which is not told again; `named`: the publication
    names the shops, else one stands for any.
    """
    seconds = TOGETHER + EACH * len(edition.advertisements) * len(shops)
    try:
        broken, refused = in_child(lambda: _rehearsed(edition, shops, works), seconds)
    except LimitError:
        broken, refused = _rehearsed(edition, shops, works)
    known = {one.message for one in told}
    return by_severity((*broken, *(one.finding(named) for one in refused if one.fact not in known)))


@dataclass(slots=True)
class _Refused:
    """What `shops`, by name, say of an advertisement's file.  `blank`: a labelled blank stands in
    its place."""

    file: str
    fact: str
    remedy: str
    blank: bool
    shops: dict[str, None] = field(default_factory=dict)

    def finding(self, named: bool) -> Finding:
        names = ", ".join(self.shops)
        who = names if named else f"a press as in {names} (the publication names none)"
        remedy = "its page waits at the press until somebody signs"
        blank = ", with a labelled blank in its place" if self.blank else ""
        return Finding(
            Severity.WARNING,
            "ad.press",
            f"{self.fact}; {who} cannot print it",
            f"{self.remedy}, or {remedy}{blank}",
            file=self.file,
            field="ads",
        )


def _rehearsed(
    edition: Edition, shops: Sequence[PressSettings], works: Works
) -> tuple[list[Finding], list[_Refused]]:
    """Files that cannot be cleaned for any shop, and what shops refuse."""
    pages, told = _pages(edition, works)
    steps: list[Step[PressAdvert]] = []
    whose: list[tuple[PressSettings, Advertisement]] = []
    for shop in shops:
        if shop.profile is None:
            continue
        profile = hashlib.sha256(shop.profile.read_bytes()).hexdigest()
        separation = Separation(shop.profile, shop.intent, shop.ink_limit, shop.sharpen)
        for ad, data in pages:
            for colour in _printed_in(ad, shop):
                digest = hashlib.sha256(data).hexdigest()
                steps.append(
                    press_advert_step(
                        digest, data, separation, shop, profile=profile, colour=colour
                    )
                )
                whose.append((shop, ad))
    found = works.each(steps)
    refused: dict[tuple[str, str], _Refused] = {}
    for (shop, ad), made in zip(whose, found, strict=True):
        for problem in (*made.problems, *made.notes):
            fact = f"{booked_by(ad.booking, ad.advertiser)}: {ad.file.name} {problem.fact}"
            new = _Refused(ad.file.name, fact, problem.remedy, problem.blank)
            refused.setdefault((fact, problem.remedy), new).shops[shop.name] = None
    return told, list(refused.values())


def _pages(
    edition: Edition, works: Works
) -> tuple[list[tuple[Advertisement, bytes]], list[Finding]]:
    """The advertisements that are pages of a PDF, cleaned, and which cannot be."""
    found: list[tuple[Advertisement, bytes]] = []
    told: list[Finding] = []
    for ad in edition.advertisements:
        if ad.file.fault or not ad.file.width:
            continue
        try:
            step = clean_step(ad.file.digest, ad.file.path.read_bytes())
            found.append((ad, works.do(step)))
        except Exception as error:
            if is_full(error):
                raise
            who = booked_by(ad.booking, ad.advertiser)
            fact = f"{who}: {ad.file.name} cannot be made safe ({said(error)})"
            remedy = "ask for the file again; a labelled blank stands in its place"
            told.append(
                Finding(Severity.WARNING, "ad.file", fact, remedy, file=ad.file.name, field="ads")
            )
    return found, told


def _printed_in(ad: Advertisement, shop: PressSettings) -> Iterator[bool]:
    """In colour, in black, or both, as far as the booking says."""
    if ad.page:
        yield shop.in_colour(ad.page)
        return
    if ad.colour != "black" and shop.colour_pages != ():
        yield True
    if shop.colour_pages is not None and ad.colour != "colour":
        yield False
