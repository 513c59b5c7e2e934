"""Mails (RFC 5322) and web archives (MHTML): the Subject is the headline, the decoded body the
text, pictures inside come with it, attached stories are read as stories.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any

from epaper.errors import WireError
from epaper.model.text import Block, Paragraph, plain
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.body import as_blocks
from epaper.sources.wire.common import iso_time
from epaper.sources.wire.headed import headed
from epaper.sources.wire.html_page import read_page
from epaper.sources.wire.item import Read, Refusal, WireItem, WirePicture
from epaper.sources.wire.markup import read_html
from epaper.sources.wire.pasted import story_lines
from epaper.sources.wire.visible import enclosed

_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg)\s*:\s*|\[(?:ext|external|spam)\]\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(
    r"(?:-{2,}\s*(?:forwarded message|original message)\s*-{2,}|begin forwarded message:?|"
    r"(?:from|date|sent|subject|to|cc|reply-to)\s*:\s.*)",
    re.IGNORECASE,
)
_MOST_PARTS = 300
_LONGEST = 4_000  # characters of a header field: the parser takes the square of them
_NEEDED = {"subject", "from", "date", "message-id"}
_LEAST_PICTURE = 5_000  # bytes; less is a logo or a counter
_CARDS = (".p7s", ".asc", ".sig", ".vcf", ".ics")  # a mail's signature, cards: nothing to read
_STORIES = (".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".json", ".xml", ".eml", ".md")

Reader = Callable[[bytes, str], Iterator[Read]]


class _Bounded(EmailPolicy):
    """Header fields of such a length that reading them ends: addresses are cut, what the story
    hangs on is refused."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) > _LONGEST:
            if name.lower() in _NEEDED or name.lower().startswith("content-"):
                raise WireError(f"is a mail whose {name} has {len(value)} characters")
            value = value[:_LONGEST]
        return super().header_fetch_parse(name, value)


def read_mail(raw: bytes, file: str, read: Reader, depth: int = 0) -> Iterator[Read]:
    """The story of a mail, then those attached to it, each by `read`.  Raises WireError for a mail
    that cannot be taken apart.
    """
    notes = Notes(file)
    try:
        message = BytesParser(policy=_Bounded()).parsebytes(raw.lstrip(b"\xef\xbb\xbf\r\n"))
        assert isinstance(message, EmailMessage)
        parts = [part for part in message.walk() if not part.is_multipart()][:_MOST_PARTS]
        subject = " ".join(str(message.get("Subject", "")).split())
        if message.get("Snapshot-Content-Location") or _is_archive(message):
            yield from _archive(message, parts, file)
            return
        yield _mail(message, parts, subject, file, notes=notes)
    except (WireError, ImportError):  # a library that is not there is no fault of the mail
        raise
    except Exception as error:  # whatever the standard library makes of a broken mail
        raise WireError(
            f"is a mail that cannot be read ({type(error).__name__}: {str(error)[:80]})"
        ) from None
    for part in parts:
        name = part.get_filename() or ""
        if not name or part.get_content_maintype() == "image" or name.lower().endswith(_CARDS):
            continue
        if not name.lower().endswith(_STORIES):
            yield Refusal(f"{file}/{name}", "is an attachment that is no story", "", subject)
        elif depth < 1:
            yield from read(_bytes(part), f"{file}/{name}")


def _is_archive(message: EmailMessage) -> bool:
    """A page saved by a browser: related parts, the page first, each with its address."""
    return (
        message.get_content_type() == "multipart/related"
        and not message.get("To")
        and any(part.get("Content-Location") for part in message.walk())
    )


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> str:
    """A part's text by its declared encoding, else by UTF-8 and at last by windows-1252."""
    raw = _bytes(part)
    declared = part.get_content_charset("") or ""
    for codec in (declared, "utf-8", "cp1252"):
        try:
            return raw.decode(codec) if codec else raw.decode("utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


def _mail(
    message: EmailMessage, parts: list[EmailMessage], subject: str, file: str, notes: Notes
) -> Read:
    headline = _PREFIX.sub("", subject)
    body = message.get_body(preferencelist=("html", "plain"))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    pictures = {
        key: picture
        for part in parts
        if part.get_content_maintype() == "image" and len(_bytes(part)) >= _LEAST_PICTURE
        for picture in (_picture(part),)
        for key in (part.get("Content-ID", "").strip("<> ") or part.get_filename() or id(part),)
    }
    links: tuple[str, ...] = ()
    if isinstance(body, EmailMessage) and body.get_content_type() == "text/html":
        found = read_html(text, notes)
        blocks, links = found.blocks, found.links
    else:
        blocks = as_blocks(story_lines(_signed_off(text, notes), notes))
    story = headed(_own(blocks, notes), headline)
    sender, address = parseaddr(str(message.get("From", "")))
    if not story.blocks and not headline and not pictures:
        return Refusal(file, "a mail without subject and text")
    return WireItem(
        format="mail",
        id=str(message.get("Message-ID", "")).strip("<> ") or f"mail:{headline or file}",
        type="mail",
        created=iso_time(str(message.get("Date", ""))),
        updated=iso_time(str(message.get("Date", ""))),
        headline=headline or story.headline,
        byline=story.byline,
        body=story.blocks,
        pictures=tuple(pictures.values()),
        related=links,
        file=file,
        unmapped={
            name: value
            for name, value in {"from": sender or address, "subject": subject}.items()
            if value
        },
        findings=tuple(notes.found),
    )


def _picture(part: EmailMessage) -> WirePicture:
    file = enclosed(_bytes(part), part.get_content_type(), part.get_filename() or "")
    return WirePicture((file,))


def _signed_off(text: str, notes: Notes) -> str:
    """The text above the signature, which a line of two dashes and a space begins (RFC 3676)."""
    above, mark, below = text.replace("\r\n", "\n").partition("\n-- \n")
    if mark:
        notes.info("wire.mail", f"the signature is left out: {shown(below)}")
    return above


def _own(blocks: tuple[Block, ...], notes: Notes) -> list[Block]:
    """The blocks without the header of a message that was sent on."""
    kept = list(blocks)
    off: list[str] = []
    while kept and isinstance(kept[0], Paragraph):
        line = plain(kept[0].text).lstrip("> ")
        if not _FORWARDED.fullmatch(line):
            break
        off.append(line)
        kept.pop(0)
    if off:
        notes.info("wire.mail", f"the header of a message sent on is left out: {shown(off[-1])}")
    return kept


def _archive(message: EmailMessage, parts: list[EmailMessage], file: str) -> Iterator[Read]:
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        yield Refusal(file, "a web archive without a page in it")
        return
    held = {
        key: part
        for part in parts
        if part.get_content_maintype() == "image"
        for key in (
            part.get("Content-Location", ""),
            f"cid:{part.get('Content-ID', '').strip('<> ')}",
        )
        if key not in ("", "cid:")
    }
    place = str(message.get("Snapshot-Content-Location", "") or page.get("Content-Location", ""))
    for read in read_page(_text(page), file):
        if isinstance(read, WireItem):
            pictures = tuple(_enclosed(picture, held) for picture in read.pictures)
            read = replace(
                read,
                format="mhtml",
                id=place if read.id == file and place else read.id,
                address=read.address or place,
                pictures=pictures,
            )
        yield read


def _enclosed(picture: WirePicture, held: dict[str, EmailMessage]) -> WirePicture:
    files = tuple(
        enclosed(_bytes(held[file.href]), held[file.href].get_content_type(), file.href)
        if file.href in held
        else file
        for file in picture.renditions
    )
    inside = tuple(file for file in files if file.data)
    return replace(picture, renditions=inside or files)
