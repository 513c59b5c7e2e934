"""What the paper itself says on its pages, in the publication's language."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdf
import pytest
from generated_day import story

from epaper.issue.structuring import Alternatives, StoryFacts, structure_of
from epaper.layout.design.reader import load_design
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.make.blanks import blank_of
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.model.picture import Chart, Series
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, Span, plain
from epaper.page.jumps import jumps_of, misprinted, one_way, stories_over_pages, unlinked, unsaid
from epaper.page.marks import AdMark, Element, GlyphRun, Link
from epaper.page.structure import BlockRole, Structure
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.words.reader import words_for
from epaper.words.words import Words

GOLDEN = Path(__file__).parent / "golden-words-de.txt"
OF_THE_PAPER = (
    Element.NAMEPLATE,
    Element.FOLIO,
    Element.INSIDE,
    Element.TEASER,
    Element.JUMP_LINE,
    Element.CONTENTS,
    Element.ADVERTISEMENT,
    Element.FURNITURE,
    Element.CHART,
)
SYLLABLES = {
    "hi": "नगर परिषद पुल बाज़ार जहाज़ सर्दी काँच छत पुराना सोमवार",
    "bn": "নগর পরিষদ সেতু বাজার জাহাজ শীত কাঁচ ছাদ পুরনো সোমবার",
    "ta": "நகர மன்றம் பாலம் சந்தை கப்பல் குளிர் கண்ணாடி கூரை பழைய திங்கள்",
    "ur": "شہر کونسل پل بازار جہاز سردی شیشہ چھت پرانا پیر",
}
STOPS = {"hi": "।", "bn": "।", "ta": ".", "ur": "۔"}
NAMES = {  # of the paper, its sections, an advertiser, its file
    "hi": ("नमूना", ("शहर", "दुनिया"), "दुकान", "विज्ञापन"),
    "bn": ("নমুনা", ("শহর", "বিশ্ব"), "দোকান", "বিজ্ঞাপন"),
    "ta": ("மாதிரி", ("நகரம்", "உலகம்"), "கடை", "விளம்பரம்"),
    "ur": ("نمونہ", ("شہر", "دنیا"), "دکان", "اشتہار"),
}


@dataclass(frozen=True)
class Paper:
    laid: LaidOut
    structure: Structure
    stories: str  # all that they say
    blanks: tuple[str, ...]  # what the labelled blanks say, line by line

    def said(self) -> list[str]:
        """Every piece of text that is not a story's own, after what it belongs to; each once."""
        return list(dict.fromkeys(self._said()))

    def letters(self) -> str:
        """All text on all pages without its spaces, for a face may end within a word."""
        marks = (mark for page in self.laid.pages for mark in page.marks)
        return re.sub(r"\s", "", "".join(m.text for m in marks if isinstance(m, GlyphRun)))

    def _said(self) -> Iterator[str]:
        for page in self.laid.pages:
            yield f"section: {page.section}"
            for mark in page.marks:
                element = mark.origin.element
                if isinstance(mark, Link):
                    yield f"link of {element.value}: {mark.label}"
                elif (
                    isinstance(mark, GlyphRun)
                    and element in OF_THE_PAPER
                    and mark.text.strip() not in self.stories
                ):
                    yield f"{element.value}: {mark.text}"
        yield from (f"blank: {line}" for line in self.blanks)
        yield from (f"bookmark: {entry.title}" for entry in self.laid.outline)
        for block in self.structure.blocks():
            if block.role is BlockRole.FIGURE:
                yield f"figure: {block.alt}"


def words_of(story: Story) -> str:
    body = (plain(block.text) for block in story.body if isinstance(block, Paragraph))
    return " ".join((story.headline, *body))


def lines_of(pdf: bytes) -> list[str]:
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()


Made = Callable[..., Paper]


@pytest.fixture(scope="module")
def paper(book: FontBook) -> Made:
    def make(
        stories: list[Story],
        name: str,
        words: Words,
        advertiser: str = "1",
        file: str = "",
        effort: int = 4,
    ) -> Paper:
        design = replace(load_design(shipped("layouts") / "tabloid.yaml", words), effort=effort)
        ad = AdFile(Path(), file, fault="is not there")
        sections = tuple(Section(s) for s in dict.fromkeys(s.section for s in stories))
        edition = Edition(
            Publication(name, "1", language=words.language),
            datetime.date(2026, 3, 1),
            tuple(stories),
            sections,
            PageBudget(4, 23, 1),
            advertisements=(
                Advertisement("1", advertiser, ad, "", 1, mm(80), 3),
                Advertisement("2", advertiser, replace(ad, name=""), "", 2, mm(80), 3),
            ),
        )
        laid = lay_out(edition, design, Typesetter(book, words.language))
        facts = {s.slug: StoryFacts(s.section, s.headline, "") for s in stories}
        own = " ".join(map(words_of, stories))
        alternatives = Alternatives(words, {"1": advertiser})
        structure = structure_of(laid.pages, facts, words.language, alternatives)
        blanks = [
            blank_of(mark, edition, design)
            for page in laid.pages
            for mark in page.marks
            if isinstance(mark, AdMark)
        ]
        return Paper(laid, structure, own, tuple(line for pdf in blanks for line in lines_of(pdf)))

    return make


def day(sections: tuple[str, str], last: int = 31, **more: object) -> list[Story]:
    """A long story that goes on, one with a chart, briefs of two sections, others."""
    chart = Chart("bar", "1", ("1", "2"), (Series("1", (1234567.5, -2.0)),), source="1")
    first, second = sections
    stories = [story(1, 1500, first, 1, **more), story(2, 200, first, 2, chart=chart, **more)]
    stories += [
        story(n, 120, (first, second)[n % 2], 3 + n % 5, **more) for n in range(3, last + 1)
    ]
    stories += [
        story(n, 40, (first, second)[n > 45], 7, kind=Kind.BRIEF, **more) for n in range(40, 52)
    ]
    return sorted(stories, key=lambda s: (sections.index(s.section), s.urgency, s.slug))


def test_a_german_paper_word_by_word(paper: Made) -> None:
    """Numbers as #, for those of pages hang on the layout.  EPAPER_GOLDEN=1 writes it anew, for a
    person to look at what changed."""
    made = paper(day(("Stadt", "Welt")), "Die Probe", words_for("de"), "Hafenladen", "hafen.pdf")
    found = "\n".join(sorted({re.sub(r"\d+", "#", line) for line in made.said()})) + "\n"
    if os.environ.get("EPAPER_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def translated(stories: list[Story], language: str) -> list[Story]:
    """Their words in those of a language, of no meaning."""
    words = SYLLABLES[language].split()

    def text(count: int) -> str:
        return " ".join(words[n * 7 % 10] for n in range(count)) + STOPS[language]

    return [
        replace(
            s,
            headline=text(4),
            language=language,
            credit=words[3],
            body=tuple(Paragraph((Span(text(s.words // len(s.body))),)) for _ in s.body),
        )
        for s in stories
    ]


@pytest.mark.parametrize("language", list(NAMES))
def test_no_word_of_another_language_stands_on_a_page(
    paper: Made, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Nor a digit, where a paper asks for those of its script.  What has no face yet is set as
    boxes here: the marks have its text."""
    monkeypatch.setattr(Typesetter, "lacking", lambda *_: "")
    monkeypatch.setattr(Typesetter, "unset", lambda _: {})
    words = words_for(language).in_digits("native")
    name, sections, advertiser, file = NAMES[language]
    stories = translated(day(sections, 14), language)
    made = paper(stories, name, words, advertiser, file, effort=1)
    # blanks are the trade's paperwork, in its own faces
    said = [line for line in made.said() if not line.startswith("blank: ")]
    assert not [line for line in said if re.search("[A-Za-z]", line.partition(": ")[2])]
    phrases = words.phrases
    wanted = [phrases.inside, phrases.contents, phrases.front_page]
    wanted += [phrases.continued_on, phrases.continued_from, phrases.source]
    wanted += [words.months[2], words.weekdays[6]]
    letters = made.letters() + "".join(entry.title for entry in made.laid.outline)
    assert not re.search("[A-Za-z]", letters)
    for word in re.sub(r"\{\w+\}|:", " ", " ".join(wanted)).split():  # lines may part a phrase
        assert word in letters, word
    numbered = [line for line in said if line.startswith(("folio", "jump", "inside", "nameplate"))]
    assert f"folio: {words.digits[2]}" in numbered
    assert {c for line in numbered for c in line if c.isdecimal()} <= set(words.digits)


@pytest.mark.parametrize("language", ["en-GB", "de", "hi"])
def test_jumps_lead_there_and_back_in_every_language(paper: Made, language: str) -> None:
    words = words_for(language)
    others = [story(n, 120, "City", 3 + n % 5) for n in range(2, 10)]
    made = paper([story(1, 4200, urgency=1), *others], "1", words)
    stories = stories_over_pages(made.structure)
    assert {p.slug: p.pages for p in made.laid.placements if len(p.pages) > 1} == stories
    assert len(stories["story-01"]) >= 3
    jumps = jumps_of(made.laid.pages)
    assert len(jumps) == sum(2 * (len(pages) - 1) for pages in stories.values())
    assert one_way(jumps) == unsaid(jumps, stories) == misprinted(jumps) == ()
    assert unlinked(made.laid.pages) == ()
