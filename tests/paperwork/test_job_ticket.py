"""The job ticket."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace

import pytest
from paperwork_samples import TRIM, bare, faults, page_jpeg, sheets_of

from epaper.paperwork.file_table import TicketFile
from epaper.paperwork.job_ticket import Answer, JobTicket, PlateChange, Waits, job_ticket


def ticket(pages: int, **more: object) -> JobTicket:
    files = tuple(
        TicketFile(
            name=f"KBC_20261123_A{n:03}_CMYK_v1.pdf",
            pages=(n,),
            sections=("City", "World"),
            ink="CMYK" if n % 2 else "K",
            version=1 + n % 3,
            bytes=5_000_000 + n,
            sha256=hashlib.sha256(str(n).encode()).hexdigest(),
        )
        for n in range(1, pages + 1)
    )
    plain = JobTicket(
        title="The Kestrel Bay Courier",
        date=datetime.date(2026, 11, 23),
        shop="indian-coldset-broadsheet",
        standard="x-4",
        condition="CGATS TR 002",
        trim=TRIM,
        pages=pages,
        files=files,
        pictures={n: page_jpeg(n) for n in range(1, pages + 1)},
    )
    return replace(plain, **more)  # type: ignore[arg-type]


FULL = {
    "shop_title": "Indian coldset broadsheet",
    "edition": "City edition",
    "zone": "North",
    "number": "No. 4,812",
    "run": "first of two",
    "order": "1–3 City; 4 Sport",
    "copies": 48_500,
    "print_run": 90_000,
    "press_start": "01:45",
    "paper_contacts": ("Editor of the night: 555 0199",),
    "contacts": ("Night desk: until 01:30", "prepress@example.org"),
    "changes": tuple(
        PlateChange(page, 2, ("Black",), ("Cyan", "Magenta", "Yellow")) for page in (3, 4, 5, 7)
    ),
}


@pytest.mark.parametrize("pages", [1, 2, 8, 16, 24, 48, 96])
def test_all_but_the_files_stands_on_the_first_sheet(pages: int) -> None:
    colour = tuple(range(1, pages + 1, 3))
    sent = ticket(pages, colour_pages=colour, **FULL)
    pdf = job_ticket(sent)
    assert not faults(pdf)
    first, *others = sheets_of(pdf)
    for told in (
        "The Kestrel Bay Courier",
        "Monday, 23 November 2026",
        "City edition",
        "North",
        "No. 4,812",
        "350 × 546 mm",
        "48,500",
        "90,000",
        "01:45",
        "Editor of the night: 555 0199",
        "Destroy the plates that these replace",
        "first of two",
        "1–3 City; 4 Sport",
        "PDF/X-4",
        "CGATS TR 002",
        "Indian coldset broadsheet",
        "Night desk: until 01:30",
        "Pages 3–5, 7, version 2: make Black; keep Cyan, Magenta, Yellow",
        ", ".join(map(str, colour)),
    ):
        assert bare(told) in first.text, told
    assert len(first.pictures) == pages
    assert not any(sheet.pictures for sheet in others)
    assert len(others) <= pages // 22 + 1
    whole = "".join(sheet.text for sheet in (first, *others))
    for file in sent.files:
        assert whole.count(file.name) == 1
        assert whole.count(file.sha256) == 1
        assert f"{file.bytes:,}" in whole


@pytest.mark.parametrize("pages", [8, 24, 96])
def test_pictures_lie_apart_in_spreads_above_the_table(pages: int) -> None:
    first = sheets_of(job_ticket(ticket(pages, **FULL)))[0]
    shown = first.pictures
    assert not any(a.overlaps(b, 0.2) for at, a in enumerate(shown) for b in shown[:at])
    assert {round(p.width / p.height, 2) for p in shown} == {round(TRIM.width / TRIM.height, 2)}
    assert min(p.width for p in shown) > 15
    on_pictures = [
        letter for letter in first.letters if any(p.overlaps(letter, 0.3) for p in shown)
    ]
    assert not on_pictures


def test_empty_fields_are_left_out() -> None:
    (sheet,) = sheets_of(job_ticket(ticket(8, pictures={})))
    for label in ("COPIES", "RUN", "PRINTORDER", "CONTACT", "PLATES"):
        assert label not in sheet.text
    assert "COLOURPAGESall" in sheet.text
    assert not sheet.pictures
    assert "none" in sheets_of(job_ticket(ticket(8, colour_pages=())))[0].text


def test_what_waits_and_who_signed_stands_above_the_pictures() -> None:
    waits = (
        Waits((12, 13), ("type 0.0 mm from the trim",)),
        Waits((20,), ("type 0.0 mm from the trim",)),
    )
    signed = (Answer((7,), "type of 5.8 pt, 6 pt at least", "A. Rao", "the client has seen it"),)
    pdf = job_ticket(ticket(24, waiting=waits, answers=signed))
    assert not faults(pdf)
    text = sheets_of(pdf)[0].text
    for told in (
        "PAGES THAT WAIT",
        "Pages 12, 13, 20: type 0.0 mm from the trim",
        "Page 7: type of 5.8 pt, 6 pt at least. Signed: A. Rao, the client has seen it",
    ):
        assert bare(told) in text
    edition = Answer((), "bridge does not appear", "A. Rao", "tomorrow")
    assert (
        bare("The edition: bridge") in sheets_of(job_ticket(ticket(8, answers=(edition,))))[0].text
    )
    many = tuple(Waits((n,), (f"reason {n} " + "word " * 30,)) for n in range(1, 97))
    assert not faults(job_ticket(ticket(96, waiting=many, answers=signed, **FULL)))


def test_long_names_and_many_changes_stay_on_the_sheet() -> None:
    changes = tuple(
        PlateChange(n, n % 5, ("Black", "Cyan")[: 1 + n % 2], ("Yellow",)) for n in range(1, 97)
    )
    long = ticket(
        96,
        changes=changes,
        title="The Very Long Named Evening Intelligencer and Advertiser of Kestrel Bay",
        run="second of three, after the magazine",
        contacts=("word " * 60,),
    )
    pdf = job_ticket(long)
    assert not faults(pdf)
    assert len(sheets_of(pdf)[0].pictures) == 96


def test_the_same_ticket_makes_the_same_bytes() -> None:
    assert job_ticket(ticket(8, **FULL)) == job_ticket(ticket(8, **FULL))
