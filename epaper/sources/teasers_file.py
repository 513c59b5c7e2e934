"""Ears and skybox, as edition.yaml and publication.yaml say them:

ears:
  left: {title: Weather, text: [Fog early, 6 degrees], page: 7}
  right: {story: rovers-draw}
skybox: [rovers-draw, night-sky]       # or auto, or none
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from epaper.model.finding import Finding, Severity
from epaper.model.teasers import LEAST_SKYBOX, MOST_EAR_LINES, MOST_SKYBOX, SIDES, Ear, Skybox
from epaper.settings.fields import Fields
from epaper.settings.notes import shown, suggestion
from epaper.settings.scalars import MOST_PAGES, NO
from epaper.settings.yamltree import Mapping, Scalar, Sequence
from epaper.sources.typography import typographic

NONE = ("none", *NO)


def read_ears(fields: Fields, language: str) -> dict[str, Ear]:
    """By their sides; one that says `none` is there and empty."""
    if _is_none(fields, "ears"):
        return {side: Ear(side) for side in SIDES}
    part = fields.inner("ears")
    if part is None:
        return {}
    ears = {side: _ear(part, side, language) for side in SIDES if side in part}
    part.finish()
    return ears


def _ear(part: Fields, side: str, language: str) -> Ear:
    file, line = part.notes.file, part.line(side)
    if _is_none(part, side):
        return Ear(side, file=file, line=line)
    if not isinstance(part.node(side), Mapping):
        lines = _lines(part, side, language)
        return Ear(side, lines=lines, file=file, line=line)
    inner = part.inner(side)
    assert inner is not None
    title = typographic(inner.text("title"), language)
    lines, story = _lines(inner, "text", language), inner.word("story")
    page = inner.whole("page", 0, 1, MOST_PAGES)
    if story and (title or lines or page):
        fact = f"the {side} ear has a story and words or a page of its own"
        inner.wrong("story", fact, "keep the story, whose headline it shows, or the words")
        story = ""
    elif not (story or title or lines):
        fact = f"the {side} ear says nothing"
        inner.wrong("text", fact, f"write its text, or story: SLUG, or ears: {{{side}: none}}")
    inner.finish()
    return Ear(side, title, lines, page, story=story, file=file, line=line)


def _lines(fields: Fields, name: str, language: str) -> tuple[str, ...]:
    """A text's lines, those of the file or of a list."""
    value = fields.node(name)
    texts = [fields.text(name)] if isinstance(value, Scalar) else fields.texts(name)
    lines = [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_EAR_LINES:
        fact = f"{name} has {len(lines)} lines"
        fields.wrong(name, fact, f"an ear has {MOST_EAR_LINES} at most; say less")
    return tuple(typographic(line, language) for line in lines[:MOST_EAR_LINES])


def read_skybox(fields: Fields) -> Skybox | None:
    """None where the file does not say."""
    if "skybox" not in fields:
        return None
    file, line = fields.notes.file, fields.line("skybox")
    value = fields.node("skybox")
    if isinstance(value, Scalar):
        word = fields.word("skybox").casefold()
        if word == "auto":
            return Skybox(auto=True, file=file, line=line)
        if word in NONE:
            return Skybox(auto=False, file=file, line=line)
    slugs = tuple(dict.fromkeys(item.text.strip() for item in fields.items("skybox")))
    if isinstance(value, Sequence | Scalar) and not LEAST_SKYBOX <= len(slugs) <= MOST_SKYBOX:
        fact = f"skybox names {shown(', '.join(slugs))}"
        remedy = f"from {LEAST_SKYBOX} to {MOST_SKYBOX} of its slugs: [one, two]; or auto, or none"
        fields.wrong("skybox", fact, remedy)
        return None
    return Skybox(slugs, auto=False, file=file, line=line)


def unknown_stories(
    ears: Iterable[Ear], skybox: Skybox, slugs: Collection[str]
) -> Iterator[Finding]:
    """Stories that are named there and are not in the day."""
    named = [(f"the {ear.side} ear", ear.story, ear.file, ear.line) for ear in ears if ear.story]
    named += [("the skybox", slug, skybox.file, skybox.line) for slug in skybox.stories]
    for who, slug, file, line in named:
        if slug not in slugs:
            fact = f"{who} names {shown(slug)}, which is no story of the day"
            remedy = suggestion(slug, sorted(slugs))
            field = "skybox" if who == "the skybox" else "ears"
            yield Finding(
                Severity.WARNING, "edition.teaser", fact, remedy, file=file, line=line, field=field
            )


def _is_none(fields: Fields, name: str) -> bool:
    value = fields.node(name)
    return isinstance(value, Scalar) and value.text.strip().casefold() in NONE
