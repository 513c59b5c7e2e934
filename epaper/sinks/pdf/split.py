"""The issue in parts, a file each: its sections, and its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from epaper.issue.issue import Issue
from epaper.page.marks import Element
from epaper.page.structure import Article, Block, BlockRole, Structure
from epaper.words.reader import words_for


@dataclass(frozen=True, slots=True)
class Part:
    """`name` ends the name of its file."""

    name: str
    issue: Issue


def parts_of(issue: Issue) -> Iterator[Part]:
    """Sections in their order, each once, then every page."""
    known: dict[str, int] = {}
    for section, numbers in _sections(issue).items():
        name = issue.publication.file_part(section)
        known[name] = known.get(name, 0) + 1
        again = f"-{known[name]}" if known[name] > 1 else ""
        yield Part(f"{name}{again}", only(issue, sorted(numbers), section))
    words = words_for(issue.language).in_digits(issue.publication.digits)
    places = len(str(max((page.number for page in issue.pages), default=0)))
    for page in issue.pages:
        said = f"{page.number:0{max(2, places)}}"
        yield Part(f"page-{said}", only(issue, [page.number], words.number(page.number)))


def _sections(issue: Issue) -> dict[str, set[int]]:
    """Each with its pages: those that are its own, and those of others on which a story of it
    stands."""
    found: dict[str, set[int]] = {}
    for section in issue.structure.sections:
        for article in section.articles:
            if section.name and article.story:
                found.setdefault(section.name, set()).update(article.pages)
    for page in issue.pages:
        if page.section:
            found.setdefault(page.section, set()).add(page.number)
    return found


def only(issue: Issue, numbers: Collection[int], title: str) -> Issue:
    """Some pages of the issue as an issue: what leads to others leads nowhere."""
    return replace(
        issue,
        title=words_for(issue.language).listed(issue.title, title),
        pages=tuple(page for page in issue.pages if page.number in numbers),
        outline=tuple(entry for entry in issue.outline if entry.page in numbers),
        structure=_structure(issue.structure, numbers),
    )


def _structure(structure: Structure, numbers: Collection[int]) -> Structure:
    sections = []
    for section in structure.sections:
        articles = (_article(article, numbers) for article in section.articles)
        sections.append(replace(section, articles=tuple(one for one in articles if one.blocks)))
    return Structure(tuple(section for section in sections if section.articles))


def _article(article: Article, numbers: Collection[int]) -> Article:
    """What of it stands on the pages; its headline there is the one that stands there."""
    blocks = [
        replace(block, spans=spans)
        for block in article.blocks
        if (spans := tuple(span for span in block.spans if span.page in numbers))
    ]
    headed = any(block.role is BlockRole.HEADLINE for block in blocks)
    return replace(article, blocks=tuple(blocks if headed else map(_headed, blocks)))


def _headed(block: Block) -> Block:
    heads = block.element is Element.JUMP_HEAD
    return replace(block, role=BlockRole.HEADLINE) if heads else block
