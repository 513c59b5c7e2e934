"""Plain text as it comes out of a browser when someone copies an agency story from a page.

Lines are told apart by what pages print, from the top: navigation, section, headline, "By AGENCY |
Published: ...", a standfirst, buttons; from the foot: related stories, tags run together,
disclaimers, credits.  All that is taken off the text is kept in a field of its own, or as unmapped
where no field of a story holds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from epaper.model.text import Block
from epaper.settings.notes import Notes, shown
from epaper.sources.legacy import in_unicode, judged
from epaper.sources.wire.agency import take_routing, unrouted
from epaper.sources.wire.body import as_blocks
from epaper.sources.wire.chat import is_chat, read_chat
from epaper.sources.wire.clipping import BUTTONS, Clipping
from epaper.sources.wire.clipping_foot import take_foot
from epaper.sources.wire.clipping_top import take_top
from epaper.sources.wire.common import moment, unique
from epaper.sources.wire.item import Read, Refusal, Subject, WireItem
from epaper.sources.wire.lines import paragraphs


def read_pasted(text: str, file: str, face: str = "") -> Iterator[Read]:
    """The story in a pasted text.  Text without any such furniture is a headline and its body.
    `face`: the legacy font that its file names."""
    notes = Notes(file)
    if is_chat(text):
        yield read_chat(text, file)
        return
    if font := judged(text, notes, face):
        text = in_unicode(text, font)
    parts = Clipping()
    lines = story_lines(unrouted(text, parts.routing), notes)
    if not lines:
        yield Refusal(file, "an empty text: nothing to import")
        return
    lines = _without_buttons(take_routing(lines, parts.routing), parts)
    lines = take_foot(take_top(lines, parts), parts) if lines else []
    yield _item(parts, as_blocks(lines or [parts.deck or parts.headline]), file, notes)


def story_lines(text: str, notes: Notes) -> list[str]:
    """The paragraphs of a plain text; words put together again at line ends are told."""
    lines, healed = paragraphs(text)
    if healed:
        notes.warning(
            "wire.hyphen",
            f"words parted at line ends are put together: {', '.join(healed[:8])}",
            "look whether one of them keeps its hyphen",
        )
    return lines


def _item(parts: Clipping, blocks: tuple[Block, ...], file: str, notes: Notes) -> WireItem:
    when = moment(parts.time)
    kept = {
        "buttons": parts.buttons,
        "inputs": parts.inputs,
        "published": parts.time,
        "labels": parts.labels if len(parts.labels) > 1 else [],
        "routing": parts.routing,
    }
    if len(parts.labels) > 1:
        notes.info(
            "wire.labels",
            f"{len(parts.labels)} lines above the headline are navigation and are left out: "
            f"{shown(', '.join(parts.labels))}",
            f"is {shown(parts.headline)} the headline?",
        )
    return WireItem(
        format="pasted text",
        id=f"pasted:{' '.join(parts.headline.lower().split())[:160]}",
        type="text",
        created=when.isoformat() if when else "",
        updated=parts.updated or (when.isoformat() if when else ""),
        headline=parts.headline,
        deck=parts.deck,
        byline=parts.byline,
        credit=parts.credit or parts.byline,
        disclaimer=" ".join(parts.disclaimer),
        body=blocks,
        subjects=tuple(Subject(label, role="section") for label in reversed(parts.labels)),
        tags=unique(parts.tags),
        related=unique(parts.related),
        file=file,
        unmapped={name: value for name, value in kept.items() if value},
        findings=tuple(notes.found),
    )


def _without_buttons(lines: list[str], parts: Clipping) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if len(line) <= 40 and BUTTONS.fullmatch(line):
            parts.buttons.append(line)
        else:
            kept.append(line)
    return kept
