"""The typesetter: stories to galleys, and any other text to lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.model.text import RichText
from epaper.page.direction import direction_of
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.blocks import JobMaker
from epaper.typeset.compose import Composer, set_lines
from epaper.typeset.fonts import FontBook
from epaper.typeset.galley import Galley, GalleyStyle, HeadlineCut, Line
from epaper.typeset.headline import cut_headline
from epaper.typeset.hyphenation import hyphenator
from epaper.typeset.linebreak import (
    GUEST,
    JOINED,
    ROOMY,
    SPACED,
    UNHYPHENATED,
    Spacing,
    break_paragraph,
)
from epaper.typeset.lines import End, LineSetter, cut_lines
from epaper.typeset.looks import small_caps
from epaper.typeset.ragged import break_ragged
from epaper.typeset.scripts import APART, INDIC, hyphenates, joins, script_of, script_of_language
from epaper.typeset.shaping import Piece, Shaper
from epaper.typeset.tokens import Token, TokenBook
from epaper.work.fence import CHART, fence

SHOWN = 4  # letters that a message names

BookKey = tuple[str, str, tuple[str, ...], float, bool, bool, str]


class Typesetter:
    """Sets text with a book of fonts.  Keeps every word that it has measured.

    `language` is the house's ("en-GB"); a story in another language is hyphenated by its own.
    `findings` collects characters that no face has.  All that is set of a story is set inside its
    fence.
    """

    def __init__(
        self, book: FontBook, language: str = "en-GB", spacing: Spacing | None = None
    ) -> None:
        self.book, self.language = book, language
        self.spacing = spacing or Spacing()
        self._shaper = Shaper(book)
        self._books: dict[BookKey, TokenBook] = {}
        self._languages: dict[str, str] = {}  # of stories that are not in the house's
        self._missing: dict[tuple[str, str], None] = {}  # (story, character), in the order met
        self._narrow: dict[str, int] = {}  # story -> columns of a table that is too wide

    def cleared(self) -> Typesetter:
        """One that knows the same words and has found nothing yet."""
        other = Typesetter(self.book, self.language, self.spacing)
        other._shaper, other._books = self._shaper, self._books
        other._languages = self._languages
        return other

    def learn(self, languages: Mapping[str, str]) -> None:
        """By slug the languages of the day's stories: their headlines, decks and captions, which
        come here as text alone, are set as their bodies are."""
        self._languages = {slug: one for slug, one in languages.items() if one != self.language}

    @property
    def findings(self) -> tuple[Finding, ...]:
        own = "".join(char for slug, char in self._missing if not slug)  # of the paper itself
        letters = _scripts(own)
        missing = (
            _missing_glyph(slug, char)
            for slug, char in self._missing
            if slug or not _is_letter(char)
        )
        return (
            *([no_letters(letters)] if letters else ()),
            *missing,
            *(_narrow_table(slug, columns) for slug, columns in sorted(self._narrow.items())),
        )

    def leftward(self, slug: str) -> bool:
        """Whether the lines of a story, or the paper's own, begin at the right."""
        return direction_of(self._languages.get(slug, self.language)) == "rtl"

    def galley(self, story: Story, measure: float, style: GalleyStyle) -> Galley:
        """The story's body at a measure in points, with its dateline run in; headline and credit
        are not in it.
        """
        with fence(story.slug):
            return self._galley(story, measure, style)

    def _galley(self, story: Story, measure: float, style: GalleyStyle) -> Galley:
        maker = JobMaker(
            self._tokens, lambda look: small_caps(self._shaper, look, story.dateline.isupper())
        )
        jobs = list(maker.jobs(story, style))
        spacing = self._spacing(story.language)
        composer = Composer(story.slug, jobs, measure, style.body.leading, spacing=spacing)
        if composer.narrow:
            self._narrow[story.slug] = composer.narrow
        if self._shaper.missing:
            for job in jobs:
                self._note(job.tokens, story.slug)
                for row in (job.table.header, *job.table.rows) if job.table else ():
                    for cell in row:
                        self._note(job.book.tokens(cell), story.slug)
        return composer.galley()

    def set_text(
        self, text: RichText, style: TextStyle, measure: float, origin: Origin
    ) -> tuple[Line, ...]:
        """Lines of a deck, a caption or a quote; justified or ragged as the style says.  measure in
        points.
        """
        with _fence_of(origin):
            return self._text(text, style, measure, origin)

    def _text(
        self, text: RichText, style: TextStyle, measure: float, origin: Origin
    ) -> tuple[Line, ...]:
        book = self._tokens(style, self._languages.get(origin.story, ""))
        tokens = book.tokens(text)
        if not tokens:
            return ()
        self._note(tokens, origin.story)
        spacing = self._spacing(self._languages.get(origin.story, ""))
        room = (measure - style.left_indent) / style.size
        indent = style.first_indent / style.size
        if style.align == "justify":
            codes = break_paragraph(book, tokens, room, indent, spacing=spacing)[0].codes
        else:
            wide = {
                i: book.split_token(token) for i, token in enumerate(tokens) if token.width > room
            }
            codes = break_ragged(book, tokens, room, indent, wide=wide).codes
        setter = LineSetter(book, style, (origin,) * 3)
        cut = cut_lines(book, tokens, codes)
        return set_lines(
            setter,
            cut,
            measure - style.left_indent,
            style.left_indent,
            indent=style.first_indent,
            spacing=spacing,
        )

    def set_line(self, text: RichText, style: TextStyle, origin: Origin) -> Line:
        """One line at its natural width, starting at 0."""
        book = self._tokens(style, self._languages.get(origin.story, ""))
        with _fence_of(origin):
            tokens = book.tokens(text)
            if not tokens:
                return Line((), 0.0)
            self._note(tokens, origin.story)
            return LineSetter(book, style, (origin,) * 3).natural(
                [token.pieces for token in tokens], 0.0
            )

    def within(self, style: TextStyle, leading: float) -> TextStyle:
        """A style for lines `leading` points apart in the paper's own language: smaller where the
        face that stands in for its script would have marks meet there."""
        script = script_of_language(self.language)
        drawn = self.book.member(style.face, "bold" in style.weight, "italic" in style.weight)
        if script not in INDIC or self.book.script(drawn) == script:
            return style
        metrics = self.book.metrics(self.book.stand_in(drawn, script) or drawn)
        ink = (metrics.rise + metrics.drop) / metrics.units_per_em
        return replace(style, size=min(style.size, leading / ink)) if metrics.stacks else style

    def stacked(self, line: Line) -> tuple[float, float]:
        """How far a line's ink reaches over its baseline and under it, in points, as far as its
        letters carry marks or hang: nothing of Latin, whose room styles give."""
        inks = [(0.0, 0.0)]
        for run in line.runs:
            if self.book.metrics(run.face).stacks:
                pieces = [Piece(run.face, 1.0, word, 0.0) for word in run.words]
                rise, drop = self._shaper.ink(pieces)
                inks.append((rise * run.size, drop * run.size))
        return max(rise for rise, _ in inks), max(drop for _, drop in inks)

    def width(self, text: str, style: TextStyle) -> float:
        """Width of a text on one line, in points."""
        book = self._tokens(style)
        tokens = [book[word] for word in text.split(" ") if word]
        spaces = book.space * max(0, len(tokens) - 1)
        return (sum(token.width for token in tokens) + spaces) * style.size

    def headline_cuts(
        self, text: str, style: TextStyle, max_lines: int, slug: str = ""
    ) -> tuple[HeadlineCut, ...]:
        """The best cut for each number of lines from 1 to max_lines, in the language of a story or
        the house's; no word is ever hyphenated."""
        book = self._tokens(style, self._languages.get(slug, ""))
        return cut_headline(text, book, max_lines)

    def set_headline(
        self, cut: HeadlineCut, style: TextStyle, size: float, measure: float, origin: Origin
    ) -> tuple[Line, ...]:
        """A cut at a size in points, aligned in the measure as the style says, in the face that it
        has for that size."""
        style = style.at(size)
        book = self._tokens(style, self._languages.get(origin.story, ""))
        setter = LineSetter(book, replace(style, size=size), (origin,) * 3)
        with _fence_of(origin):
            tokens = [[book[word] for word in text.split(" ") if word] for text in cut.lines]
            for line in tokens:
                self._note(line, origin.story)
            lines = [([token.pieces for token in line], End.WORD) for line in tokens]
            return set_lines(setter, lines, measure, 0.0, indent=0.0, spacing=self.spacing)

    def unset(self) -> dict[str, str]:
        """By story: letters that it was set with and that its faces do not have, as a message names
        them; where they would stand are boxes.
        """
        found: dict[str, list[str]] = {}
        for slug, char in self._missing:
            found.setdefault(slug, []).append(char)
        scripts = {slug: _scripts(characters) for slug, characters in found.items() if slug}
        return {slug: words for slug, words in scripts.items() if words}

    def lacking(self, characters: Collection[str], faces: Iterable[str]) -> str:
        """The script of those letters that none of the faces has, nor one that stands in for them,
        as a message names it: "Devanagari (क, ख)"; empty where there is none.
        """
        rare = {char for char in characters if char > "~"}
        able = list(faces) if rare else []
        scripts = sorted({script_of(char) for char in rare} - {""})
        able += [
            one for face in faces for script in scripts if (one := self.book.stand_in(face, script))
        ]
        for face in (*dict.fromkeys(able), *self.book.fallbacks) if rare else ():
            rare = {char for char in rare if ord(char) not in self.book.open(face).characters}
        return _scripts(rare)

    def _spacing(self, language: str) -> Spacing:
        """How far lines of a language may give; empty for the house's own."""
        own = script_of_language(self.language)
        script = script_of_language(language) if language else own
        if script in APART:
            return SPACED
        if not joins(script):
            return replace(self.spacing, **GUEST) if joins(own) else self.spacing
        return ROOMY.get(script, JOINED) if hyphenates(script) else UNHYPHENATED

    def _tokens(self, style: TextStyle, language: str = "") -> TokenBook:
        """The measured words of a style's letters; its size does not matter."""
        if not language or language.partition("-")[0] == self.language.partition("-")[0]:
            language = self.language
        key = (
            style.face,
            style.weight,
            style.features,
            style.tracking,
            style.hyphenate,
            style.upper,
            language,
        )
        book = self._books.get(key)
        if book is None:
            latin = not script_of_language(language) and self.book.script(style.face) == "Arab"
            hyphens = hyphenator(language) if style.hyphenate or latin else None
            book = self._books[key] = TokenBook(self._shaper, style, hyphens, language)
        return book

    def _note(self, tokens: list[Token], slug: str) -> None:
        if self._shaper.missing:
            for token in tokens:
                for char in token.missing:
                    self._missing[slug, char] = None


def _fence_of(origin: Origin) -> AbstractContextManager[None]:
    return fence(origin.story, CHART if origin.element is Element.CHART else "")


def _scripts(characters: Iterable[str]) -> str:
    """The scripts of the letters, figures and marks among characters, and some of those."""
    letters = sorted(set(filter(_is_letter, characters)))
    if not letters:
        return ""
    from fontTools.unicodedata import script, script_name  # seldom needed, and slow to load

    names = dict.fromkeys(script_name(script(char)) for char in letters)
    some = ", ".join(letters[:SHOWN]) + (" ..." if len(letters) > SHOWN else "")
    return f"{' and '.join(names)} ({some})"


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def no_letters(lacking: str) -> Finding:
    """Of letters of the paper's own words, as `Typesetter.lacking` names them."""
    return Finding(
        Severity.ERROR,
        "type.script",
        f"no face of the paper has {lacking}, in which its name, its sections or what it says on "
        "every page is written",
        "list a face called fallback-NAME that has it in fonts/fonts.yaml, or take a layout whose "
        "faces have it",
    )


def _narrow_table(slug: str, columns: int) -> Finding:
    fact = (
        f"a table of {slug} has {columns} columns, too many for one column of text: its words are "
        "broken"
    )
    remedy = "leave columns out, shorten the words, or turn it into two tables"
    return Finding(Severity.WARNING, "type.narrow-table", fact, remedy, story=slug)


def _missing_glyph(slug: str, char: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "type.missing-glyph",
        f"no typeface has the character {char} (U+{ord(char):04X})",
        "write it another way or add a face called fallback-NAME that has it",
        story=slug,
    )
