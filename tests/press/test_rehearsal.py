"""check says what a press would say, and findings in an advertisement bear its name."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from epaper.geometry import Rect, Size
from epaper.make.rehearsal import rehearse
from epaper.model.finding import Finding, Severity
from epaper.model.press import Standard
from epaper.page.marks import AdMark, Element, Origin
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.sinks.press.adnames import named_by_booking
from epaper.sources.folder import read_edition
from epaper.sources.press import find_press
from epaper.units import mm
from epaper.work.step import Works
from epaper.work.store import Store
from tests.adverts.ad_samples import Ad

DAY = datetime.date(2026, 1, 1)
SHOP = find_press("indian-coldset-broadsheet", shipped("layouts") / "press")


def test_the_press_is_rehearsed_for_each_shop(tmp_path: Path) -> None:
    from pikepdf import Dictionary, Name

    day = tmp_path / "editions" / DAY.isoformat()
    day.mkdir(parents=True)
    see_through = Dictionary(Type=Name.ExtGState, ca=0.5)
    ad = Ad(b"/G gs 0 1 0 0 k 10 10 50 50 re f").named("ExtGState", G=see_through)
    (day / "a.pdf").write_bytes(ad.data)
    (day / "b.pdf").write_bytes(
        Ad(b"0 1 0 0 k 10 10 50 50 re f 0 0 0 1 K 0.1 w 0 99 m 99 99 l S").data
    )
    (day / "edition.yaml").write_text(
        "publication: {name: The Test}\nsections: [News]\nads:\n"
        "- {booking: A1, advertiser: Firm, file: a.pdf, size: 2 x 100, page: 1}\n"
        "- {booking: A2, advertiser: Shop, file: b.pdf, size: 2 x 100, page: 1}\n",
        encoding="utf-8",
    )
    (day / "story.md").write_text("---\nsection: News\nheadline: A\n---\nText.\n", encoding="utf-8")
    edition, _ = read_edition(tmp_path / "editions", DAY)
    shops = (replace(SHOP, name="old", standard=Standard.X1A),)
    works = Works(Store(tmp_path / "store"))
    found = rehearse(edition, shops, works)
    told = [str(finding) for finding in found]
    assert told[0].startswith("a.pdf:ads: A1 (Firm): a.pdf is transparent in part")
    assert "old cannot print it" in told[0]
    assert "a rule of 0.10 pt" in told[1]
    assert {finding.severity for finding in found} == {Severity.WARNING}
    kept = sorted(path.name for path in (tmp_path / "store").rglob("*") if path.is_file())
    assert rehearse(edition, shops, works) == found
    known = [replace(found[0], message="A1 (Firm): a.pdf is transparent in part, which PDF/X-1a")]
    assert rehearse(edition, shops, works, known) == found
    known = [replace(found[0], message=found[0].message.partition("; ")[0])]
    (other,) = rehearse(edition, shops, works, known, named=False)  # told of the file already
    assert "a press as in old (the publication names none) cannot print it" in other.message
    both = rehearse(edition, (*shops, replace(*shops, name="second")), works)
    assert len(both) == len(found)
    assert "old, second cannot print it" in both[0].message
    assert sorted(p.name for p in (tmp_path / "store").rglob("*") if p.is_file()) == kept


def test_a_finding_in_an_advertisement_is_named() -> None:
    mark = AdMark(Rect(100, 200, 300, 200), "file", "A1", Origin(Element.ADVERTISEMENT))
    page = Page(1, Size(900, 1500), "News", (mark,))
    issue: Any = SimpleNamespace(
        assets={"file": SimpleNamespace(name="ads/a.pdf")},
        bookings=[SimpleNamespace(booking="A1", advertiser="Firm")],
    )
    inside = Finding(
        Severity.ERROR, "type.size", "small", page=1, rect=Rect(100 + mm(12), 200 + mm(30), 20, 9)
    )
    outside = replace(inside, rect=Rect(10, 10, 20, 9))
    first, second = named_by_booking([inside, outside], [page], issue)
    wanted = "A1 (Firm): ads/a.pdf, 12 mm from its left, 30 mm from its top: small"
    assert first.message == wanted
    assert second == outside
