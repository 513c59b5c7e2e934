"""Small readers that several formats share: times, codes, lists of names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from epaper.model.letters import WORD
from epaper.settings.textfile import usual

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d{4})?$")
_CODE = re.compile(r"(?:^|[:/])(\d{8})$")


def iso_time(text: str) -> str:
    """A time in ISO 8601 with its zone, from ISO 8601, its compact form or RFC 2822; "" when it is
    none of them.

    A time without a zone is taken as UTC.
    """
    text = text.strip()
    if not text or len(text) > 60:
        return ""
    found: datetime.datetime | None = None
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        try:
            if compact := _COMPACT.match(text):
                year, month, day, hour, minute, second = (
                    int(part or 0) for part in compact.groups()[:6]
                )
                zone = (compact.group(7) or "Z").replace("Z", "+0000")
                clock = f"{hour:02}:{minute:02}:{second:02}{zone[:3]}:{zone[3:]}"
                stamp = f"{year:04}-{month:02}-{day:02}T{clock}"
                found = datetime.datetime.fromisoformat(stamp)
            else:
                from email.utils import parsedate_to_datetime  # slow to load, and mostly not needed

                found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return ""
    if found.tzinfo is None:
        found = found.replace(tzinfo=datetime.UTC)
    return found.isoformat()


def moment(text: str) -> datetime.datetime | None:
    """An ISO time as sent, for comparing; None when there is none."""
    stamp = iso_time(text)
    return datetime.datetime.fromisoformat(stamp) if stamp else None


def subject_code(text: str) -> str:
    """The eight digits of an IPTC subject, from "medtop:20000350", a NewsCodes address or the bare
    code.
    """
    found = _CODE.search(text.strip())
    return found.group(1) if found else ""


def urgency_of(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isdecimal() and len(text) == 1 and text != "0" else 0


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names in their order, once each, none empty."""
    return tuple(dict.fromkeys([line for name in names if (line := " ".join(name.split()))]))


def key_of(text: str) -> str:
    """For comparing headlines and texts: letters and digits only."""
    return words_with(b" ", text).decode()


# In UTF-8: letters and digits of ASCII stay, small ones, all else of a text that is `usual` parts
# words
_PARTS = bytes(
    ord(chr(at).lower()) if at < 128 and (chr(at).isalnum() or at == 95) else 32
    for at in range(256)
)


def words_with(between: bytes, text: str, most: int | None = None) -> bytes:
    """The words of a text in small letters, in UTF-8; of its first `most` characters."""
    if usual(text):
        return between.join(text[:most].encode().translate(_PARTS).split())
    return between.join(word.encode() for word in WORD.findall(text.casefold()[:most]))


def language_tag(text: str) -> str:
    """A language tag that the reader of stories takes, "en_US" as "en-US"; "" for anything else."""
    tag = text.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) else ""


def paragraphs_of(text: str) -> list[str]:
    """Plain text as paragraphs: by empty lines where there are any, else by lines."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len([part for part in parts if part.strip()]) < 2:
        parts = text.splitlines()
    return [line for part in parts if (line := " ".join(part.split()))]
