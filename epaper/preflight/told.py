"""What the preflight reports are told of a press package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Package:
    """How a report tells of a press package: `pages`, which pages of the paper the pages of each
    file are; `answers`, what a person is to know of an error by the finding's key; `digests`,
    SHA-256 of files as far as they are known, by name.
    """

    pages: Mapping[str, Sequence[int]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def at(self, name: str, page: int) -> int:
        """The page of the file, from 1, that a finding's page is."""
        numbers = self.pages.get(name)
        return list(numbers).index(page) + 1 if numbers and page in numbers else page
