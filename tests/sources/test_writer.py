"""What is written is read back as the same."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    Span,
    Table,
    plain,
    rich,
)
from epaper.settings.notes import Notes
from epaper.settings.textfile import clean, visible
from epaper.settings.yamltree import Scalar, read_yaml
from epaper.sources.markup import read_inline, read_markup
from epaper.sources.typography import typographic
from epaper.sources.writer import blocks_markdown, markdown_escape, story_markdown

ACTIVE = st.text(st.sampled_from(list("#->1.)+*_|<&\\`[]()!~=:;ab {}/@\n\t\"'é")), max_size=30)


def read(text: str) -> tuple[Block, ...]:
    return read_markup(text, "en", Notes("story.md", "story"))


@given(ACTIVE | st.text(max_size=30))
@example("\U000e0020")  # a tag, of which nobody sees anything
@example("\U000e0020a")
@example("\u3164 \u034f")
def test_any_text_survives(text: str) -> None:
    """A paragraph in which there is nothing to see is none; beside other letters all are kept."""
    text = clean(text)
    wanted = typographic(" ".join(text.split()), "en")
    wanted = wanted if visible(wanted) else ""
    assert read(markdown_escape(text)) == ((Paragraph(rich(wanted)),) if wanted else ())
    assert plain(read_inline(markdown_escape(text), "en", Notes("f"))) == wanted


@given(st.text(max_size=60))
def test_any_field_survives(text: str) -> None:
    text = clean(text).strip()
    notes = Notes("story.md")
    front = story_markdown({"headline": text, "tags": ["x", text]}, "").split("---\n")[1:-1]
    mapping = read_yaml("---\n".join(front), notes)
    assert mapping is not None
    if text:
        value, _ = mapping.entries["headline"]
        assert isinstance(value, Scalar)
        assert clean(value.text).strip() == text
        assert not notes.found


def test_blocks_survive() -> None:
    blocks: tuple[Block, ...] = (
        Paragraph(
            (
                Span("He said "),
                Span("so", Emphasis.ITALIC),
                Span(" "),
                Span("twice", Emphasis.BOLD),
                Span("."),
            )
        ),
        Crosshead(rich("# one")),
        Paragraph(rich("1. not a list")),
        Paragraph(rich("2020. Not a list either")),
        Quotation((rich("One."), rich("> Two."))),
        ListBlock((rich("- a"), rich("b | c"))),
        Paragraph(rich("Between.")),
        ListBlock((rich("a"), rich("b")), ordered=True, start=3),
        Table(
            (rich("Team"), rich("Won")),
            ((rich("A | B"), rich("3")), (rich("C"), ())),
            ("left", "right"),
        ),
        Table((), ((rich("x"), rich("y")),), ("left", "centre")),
    )
    assert read(blocks_markdown(blocks)) == blocks


@given(
    st.lists(st.sampled_from(["roman", "italic", "bold", "bold italic"]), min_size=1, max_size=6)
)
def test_emphasis_of_whole_words_survives(marks: list[str]) -> None:
    spans: list[Span] = []
    for place, mark in enumerate(marks):
        spans += [Span(f"word{place}", Emphasis(mark)), Span(" and ")]
    text = (*spans, Span("end"))
    (paragraph,) = read(blocks_markdown([Paragraph(text)]))
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.text) == plain(text)
    owners = {span.emphasis for span in paragraph.text}
    assert owners == {Emphasis(mark) for mark in marks} | {Emphasis.ROMAN}
