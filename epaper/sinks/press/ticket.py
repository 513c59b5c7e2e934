"""The job ticket of a press package: one page of paper for the press room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PIL import Image

from epaper.issue.issue import Issue
from epaper.model.press import PressSettings
from epaper.paperwork.file_table import TicketFile
from epaper.paperwork.job_ticket import Answer, JobTicket, PlateChange, Waits, job_ticket
from epaper.sinks.press.manifest import order_text
from epaper.sinks.press.proof import as_jpeg

MOST = 3  # reasons that the ticket gives for a page that waits


def package_ticket(
    issue: Issue,
    settings: PressSettings,
    manifest: Mapping[str, Any],
    pictures: Mapping[int, Image.Image],
) -> bytes:
    """The job ticket of a package as a PDF."""
    return job_ticket(
        JobTicket(
            title=issue.publication.name,
            date=issue.date,
            shop=settings.name,
            standard=settings.standard.value,
            condition=settings.condition,
            trim=issue.pages[0].size,
            pages=len(issue.pages),
            files=tuple(_file(entry) for entry in manifest["files"]),
            shop_title=settings.title,
            edition=issue.name,
            zone=issue.zone,
            number=issue.number,
            run=settings.run,
            copies=settings.copies,
            print_run=manifest["print_run"],
            press_start=manifest["press_start"],
            order=order_text(manifest),
            contacts=settings.contact,
            paper_contacts=tuple(manifest["paper_contact"]),
            colour_pages=settings.colour_pages,
            changes=tuple(
                PlateChange(r["page"], r["version"], tuple(r["change"]), tuple(r["keep"]))
                for r in manifest["remake"]
            ),
            waiting=tuple(_waits(one) for one in manifest["waiting"]),
            answers=tuple(
                Answer(tuple(one["pages"]), one["message"], one["name"], one["reason"])
                for one in manifest["signed"]
            ),
            pictures={number: as_jpeg(picture) for number, picture in pictures.items()},
        )
    )


def _waits(entry: Mapping[str, Any]) -> Waits:
    rules = dict.fromkeys(finding["found"] for finding in entry["findings"])
    more = [f"and {len(rules) - MOST} more, see the preflight report"] if len(rules) > MOST else []
    return Waits(tuple(entry["pages"]), (*list(rules)[:MOST], *more))


def _file(entry: Mapping[str, Any]) -> TicketFile:
    return TicketFile(
        name=entry["name"],
        pages=tuple(entry["pages"]),
        sections=tuple(entry["sections"]),
        ink=entry["colour"],
        version=entry["version"],
        bytes=entry["bytes"],
        sha256=entry["sha256"],
    )
