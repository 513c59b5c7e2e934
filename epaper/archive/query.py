"""What a reader asks, in the language of the index.

Words are sought together; "a phrase" as it stands, begin* by its beginning, -word not at all.  All
else is white space: no query is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.archive.folding import has_endings, is_unspaced, units

MOST_CHARACTERS, MOST_TERMS, MOST_UNITS = 400, 12, 24  # of a query, of one term
_TERM = re.compile(
    r"""(?P<no>(?<!\S)[-−](?=\S))?
    (?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""",
    re.VERBOSE,
)
SHORTEST = 3  # letters of a part of a word, or of its beginning: fewer are in too many


@dataclass(frozen=True, slots=True)
class Term:
    """Folded units that stand beside each other.  `begins`: the last of them is the beginning of a
    word."""

    units: tuple[str, ...]
    begins: bool = False
    unwanted: bool = False

    @property
    def shape(self) -> str:
        """What may be sought inside words; empty where that is too short, or no part of one."""
        alone = len(self.units) == 1 and not is_unspaced(self.units[0])
        return self.units[0] if alone and len(self.units[0]) >= SHORTEST else ""


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.unwanted)

    def matching(self, marks: Sequence[str], inside: Mapping[str, Sequence[str]]) -> str:
        """For FTS5; `marks`: of section and language, all of which a story has to have; `inside`:
        words that may stand for a term, by its shape.  Nothing but folded units within quotes comes
        from the reader."""
        wanted = " AND ".join(_matching(term, inside) for term in self.wanted)
        unwanted = " OR ".join(_matching(term, {}) for term in self.terms if term.unwanted)
        sought = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        filters = "".join(f' AND marks : "{mark}"' for mark in marks)
        return f"({{headline text}} : ({sought})){filters}"


def parsed(query: str) -> Query:
    """What a query asks for; each term once."""
    terms: dict[tuple[tuple[str, ...], bool], Term] = {}
    for found in _TERM.finditer(query[:MOST_CHARACTERS]):
        phrase, word = found.group("phrase"), found.group("word")
        text = word if phrase is None else phrase
        told = tuple(units(text))[:MOST_UNITS]
        if not told:
            continue
        folded = tuple(unit.folded for unit in told)
        starred = text.endswith("*") and len(folded[-1]) >= SHORTEST
        begins = phrase is None and (starred or has_endings(folded[-1]))
        term = Term(folded, begins, found.group("no") is not None)
        terms.setdefault((folded, term.unwanted), term)
    return Query(tuple(terms.values())[:MOST_TERMS])


def _matching(term: Term, inside: Mapping[str, Sequence[str]]) -> str:
    if others := inside.get(term.shape):
        return "(" + " OR ".join(f'"{word}"' for word in others) + ")"
    return f'"{" ".join(term.units)}"' + (" *" if term.begins else "")
