"""Advertisements placed: the file as it is at its size, or a labelled blank."""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.furniture import house_advertisement
from epaper.model.advertisement import Advertisement
from epaper.model.edition import Edition
from epaper.page.marks import AdMark, Element, Mark, Origin, Rule

ORIGIN = Origin(Element.ADVERTISEMENT)
# a file that is smaller by no more is fitted; a smaller one stands at its own size
NEAR_FULL = 1.03
BLANK = ""  # in place of a file's digest: whoever keeps the pages draws a blank


def advertisement_marks(placed: PlacedAd, edition: Edition, composer: Composer) -> list[Mark]:
    """Marks of one advertisement, with a cut-off rule over it where news may stand above."""
    ad, grid = placed.ad, composer.grid
    marks: list[Mark] = []
    if placed.line > 0:
        y = placed.rect.y - grid.gap / 2 * grid.leading
        marks.append(
            Rule(
                placed.rect.x,
                y,
                placed.rect.right,
                y,
                weight=composer.design.module_rule,
                colour="rule",
            )
        )
    if ad.house and not ad.file.name:
        return [*marks, *house_advertisement(edition, placed.rect, composer)]
    if ad.file.fault:
        return [*marks, AdMark(placed.rect, BLANK, ad.booking, ORIGIN)]
    space, clip = _panorama(placed, composer) if placed.half else (placed.rect, None)
    return [*marks, AdMark(_fitted(space, placed), ad.file.digest, ad.booking, ORIGIN, clip=clip)]


def own_advertisement(ad: Advertisement, space: Rect) -> list[Mark]:
    """One of the paper's own, at its own size in the middle of a free space."""
    width, height = ad.file.width, ad.file.height
    rect = Rect(
        space.x + (space.width - width) / 2, space.y + (space.height - height) / 2, width, height
    )
    return [AdMark(rect, ad.file.digest, ad.booking, ORIGIN)]


def _panorama(placed: PlacedAd, composer: Composer) -> tuple[Rect, Rect]:
    """The whole space of a panorama, from the left page's outer margin to the right one's, and the
    half shown here.
    """
    trim, area, rect = composer.grid.trim, composer.grid.type_area, placed.rect
    outer = area.x
    wide = 2 * trim.width - outer - (trim.width - area.right)
    if placed.half == "left":
        return Rect(outer, rect.y, wide, rect.height), Rect(
            outer, rect.y, trim.width - outer, rect.height
        )
    return Rect(outer - trim.width, rect.y, wide, rect.height), Rect(
        0.0, rect.y, area.right, rect.height
    )


def _fitted(space: Rect, placed: PlacedAd) -> Rect:
    """The file's own proportions, centred in its space; never stretched, never larger than its
    space.
    """
    file = placed.ad.file
    width, height = (
        (file.width, file.height) if file.width else (float(file.pixels[0]), float(file.pixels[1]))
    )
    scale = min(space.width / width, space.height / height)
    if file.width and scale > NEAR_FULL:
        scale = 1.0
    wide, deep = width * scale, height * scale
    return Rect(space.x + (space.width - wide) / 2, space.y + (space.height - deep) / 2, wide, deep)
