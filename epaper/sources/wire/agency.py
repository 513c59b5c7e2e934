"""What agencies send around a story for their own machines: routing lines, codes, desk initials.

None of it is for print.  Every pattern is of a whole line, or follows the last sentence, so that no
word of a story is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

AGENCIES = "PTI|UNI|ANI|IANS|AP|AFP|DPA|dpa|APA|EFE|ANSA|TASS|AAP|PA|Reuters|REUTERS|NTB|TT"
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_ANYWHERE = (
    r"ZCZC.*|NNNN|\d{8,14}(?: [A-Z]{3,4})?|\d{6} (?:GMT )?" + _MONTH + r" \d\d(?:\d\d)?|"
    r"(?:AP|APNP|PTI|AFP|ap|apnp)-[A-Za-z]{2}-\d\d-\d\d-\d\d \d{4}[A-Za-z]{0,4}<?"
)
_CODE = (
    r"(?:PRI|URG|FLASH|RUSH|BULLETIN|GEN|NAT|INT|ECO|SPO|SPF|CRI|ESPL|ESP|LGL|FGN|COM|MES|DSB|DCM|"
    r"ERG|BUS|FIN|ENT|POL|DEL|BOM|CAL|MDS|MAH|WES|NRG|SRG|WRG)"
)
_HEAD = re.compile(
    rf"(?:{_ANYWHERE}|"
    rf"{_CODE}(?: {_CODE}){{1,8}}\.?|"  # PTI: priority, category, region
    r"\.[A-Z]{3,20} [A-Z]{3,4}\d{1,4}|"  # .NEWDELHI DEL45
    r"[A-Z]{3}\d{1,4}(?: [A-Z]{3,}\d*)*|"  # DEL45
    r"[a-z]\d{4}-{2,}|[a-z]{1,2} [a-z]{1,3} (?:AM|PM|BC)-\S.*|"  # AP: a0457-----, r n BC-...
    r"[A-Z]{2,}[A-Z0-9/&]*(?:[-/][A-Z0-9/&]{2,})+(?: (?:\d{1,2}|LD|LEAD|TAKE \d+))*"  # NATION-RAINS
    r")"
)
_FOOT = re.compile(
    rf"(?:{_ANYWHERE}|(?:{AGENCIES})(?: [A-Z]{{2,4}}){{1,4}}|"
    r"[A-Z]{2,4}(?: [A-Z]{2,4}){1,3}|[A-Z]{2,5} [a-z]{2,3}(?:/[a-z]{2,3})+|"
    r"[a-z]{2,4}(?:[-/][a-z]{2,4}){1,3}|"
    r"[(\[-]{0,2}\s?(?:more|MORE|ends?|ENDS?|eom|EOM|over|END ITEM|MORE TO FOLLOW)\s?[)\]-]{1,2}|"
    r"ENDS?|EOM|END ITEM|MORE TO FOLLOW|#{1,4}|-30-|-0-|=\d{2,4}=?|_{3,}|\*{3,})"
)
_INITIALS = re.compile(
    rf"(?<=[.!?”\"'’])\s+(?:{AGENCIES})(?: [A-Z]{{2,4}}){{1,4}}$|"
    r"(?<=[.!?”\"'’])\s+[a-z]{2,4}/[a-z]{2,4}(?:/[a-z]{2,4})*$"
)
_MOST_HEAD = 6  # lines


def take_routing(lines: list[str], routing: list[str]) -> list[str]:
    """The lines without routing above and below; what is taken off goes into `routing`."""
    first, last = routed(lines)
    routing += [*lines[:first], *lines[last:]]
    kept = lines[first:last]
    if kept and (found := _INITIALS.search(kept[-1])):
        routing.append(found.group().strip())
        kept[-1] = kept[-1][: found.start()]
    return kept


def unrouted(text: str, routing: list[str]) -> str:
    """A plain text without lines of routing above and below, taken off before its lines are joined
    to paragraphs.
    """
    lines = text.splitlines()
    filled = [at for at, line in enumerate(lines) if line.strip()]
    first, last = routed([lines[at] for at in filled])
    routing += [lines[at].strip() for at in (*filled[:first], *filled[last:])]
    return "\n".join(lines[filled[first] : filled[last - 1] + 1]) if first < last else text


def routed(lines: Sequence[str]) -> tuple[int, int]:
    """Where the story begins and where it ends among its lines."""
    first, last = 0, len(lines)
    while first < min(last - 1, _MOST_HEAD) and _HEAD.fullmatch(lines[first].strip()):
        first += 1
    while last - 1 > first and _FOOT.fullmatch(lines[last - 1].strip()):
        last -= 1
    return first, last


def initials_after(text: str) -> str:
    """The desk's initials after the last sentence, with the space before them; "" for none."""
    if not text[-1:].isalpha() and text[-1:] != "\n":
        return ""  # as nearly all paragraphs end, and the search goes through all of one
    found = _INITIALS.search(text)
    return found.group() if found else ""
