"""The lines below a pasted story: credits, sign-offs, disclaimers, tags, related stories."""

from __future__ import annotations

import re

from epaper.sources.wire.clipping import Clipping

_CREDIT = re.compile(
    r"\(?\s*(?:with )?(?:agency |additional )?inputs? from (?P<names>.{2,80}?)\s*\)?\s*\.?",
    re.IGNORECASE,
)
_NAME = r"[A-Z][A-Za-z.&]{1,12}"
_SOURCE = re.compile(rf"\(({_NAME}(?:\s*[/,&]\s*{_NAME}){{0,3}})\)$")
_SIGN_OFF = re.compile(rf"(?<=[.!?…।”\"'’])\s*[-–—]*\s*\(({_NAME}(?:\s*[/,&]\s*{_NAME}){{0,3}})\)$")
_DASH_SOURCE = re.compile(r"(?:^|(?<=[.!?”\"'’])\s)[-–—]{1,2}\s?([A-Z]{2,6})$")
_DISCLAIMER = re.compile(
    r"\(?(?:disclaimer|this (?:story|report|copy|article) (?:has|is|was)|the above "
    r"(?:story|article)|except for the headline|"
    r"\(?this is an unedited|edited by|published by)\b",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:also read|read also|(?:[\w-]+ ){0,3}re(?:la|al)ted(?: stories| news| articles| topics)?|"
    r"more from.{0,40}|you may (?:also )?like|latest news|must read|recommended.*|top stories|"
    r"more (?:stories|news).*|(?:[\w-]+ ){0,2}news you may like)\s*:?",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:tags?|topics?|keywords)\s*:\s*(.*)$|(?:tags|topics|keywords)$", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GLUED_LABEL = re.compile(
    r"^([A-Z][\w-]*(?: (?:&|and|[A-Z][\w-]*)){0,3}?)(?<=[a-z0-9])(?=[A-Z“‘\"'])"
)
_NOBODY = {"agencies", "agency", "wires", "wire services"}  # names nobody beside a name
_MOST_TAIL = 8  # lines at the foot among which credits and disclaimers stand


def take_foot(lines: list[str], parts: Clipping) -> list[str]:
    """Take off what stands below the story: related stories first, for they may hold anything."""
    for at, line in enumerate(lines):
        if at and _RELATED.fullmatch(line) and len(line) < 60:
            parts.related += [
                _unglued(entry) for entry in lines[at + 1 :] if not _RELATED.fullmatch(entry)
            ]
            lines = lines[:at]
            break
    signed: list[str] = []
    kept: list[str] = []
    for at, line in enumerate(lines):
        tail = at >= len(lines) - _MOST_TAIL and at > 0
        if tail and (tags := _TAGS.fullmatch(line)) and len(line) < 400:
            parts.tags += split_tags(tags.group(1) or "")
        elif tail and (credit := _CREDIT.fullmatch(line)):
            parts.inputs.append(" ".join(line.strip("(). ").split()))
            signed += [f"+{name}" for name in _names(credit["names"])]
        elif tail and (source := _SOURCE.fullmatch(line) or _DASH_SOURCE.fullmatch(line)):
            signed += _names(source.group(1))
        elif tail and _DISCLAIMER.match(line):
            parts.disclaimer.append(line)
        else:
            kept.append(line)
    glued = len(kept) > 2 and len(_GLUED.findall(kept[-1])) >= 2
    if glued and kept[-1][-1:] not in ".!?”\"')":
        parts.tags += split_tags(kept.pop())
    _sign_off(kept, signed)
    parts.credit = _credit(signed, parts.inputs)
    return kept


def _sign_off(kept: list[str], signed: list[str]) -> None:
    """The agency's name after the last sentence is its signature, not a word of the story."""
    if not kept:
        return
    if source := _SIGN_OFF.search(kept[-1]) or _DASH_SOURCE.search(kept[-1]):
        kept[-1] = kept[-1][: source.start()].rstrip(" -–—")
        signed[:0] = _names(source.group(1))
        if not kept[-1]:
            kept.pop()
    elif source := _SOURCE.search(kept[-1]):
        signed[:0] = _names(source.group(1))


def _names(text: str) -> list[str]:
    return [name for part in re.split(r"[/,&]| and ", text) if (name := part.strip(" ."))]


def _credit(signed: list[str], inputs: list[str]) -> str:
    """One line for all that sign: "PTI/UNI"; those that gave inputs only are named as such."""
    own = list(dict.fromkeys(name for name in signed if not name.startswith("+")))
    known = {name.casefold() for name in own}
    others = list(
        dict.fromkeys(
            name[1:] for name in signed if name.startswith("+") and name[1:].casefold() not in known
        )
    )
    if not own:
        return inputs[0] if inputs else ""
    others = [name for name in others if name.casefold() not in _NOBODY]
    line = "/".join(own)
    return f"{line}, with inputs from {', '.join(others)}" if others else line


def split_tags(text: str) -> list[str]:
    """Tags run together: by commas, hashes or pipes, else where a capital follows a small
    letter."""
    parts = re.split(r"[,#|;•]", text) if re.search(r"[,#|;•]", text) else _GLUED.split(text)
    return [tag for part in parts if (tag := part.strip())]


def _unglued(line: str) -> str:
    """A related story with its section glued on ("WorldFlood waters rise"): the headline alone."""
    found = _GLUED_LABEL.match(line)
    return line[found.end() :] if found and found.end() <= 30 else line
