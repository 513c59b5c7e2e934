"""What only shows when all stories are read: sections that do not exist, stories that point to
stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.model.edition import Section
from epaper.model.stop import Stop
from epaper.model.story import Story
from epaper.settings.notes import IN_FULL, Notes, nearest, shown, suggestion


def checked_stories(
    stories: Sequence[Story],
    sections: Sequence[Section],
    notes_of: Mapping[str, Notes],
    strict: bool,
) -> tuple[Story, ...]:
    """The stories in the order of sections, urgency and slug, without pointers to stories that are
    not there.

    `notes_of` has the notes of all files by slug, also of stories that could not be read; findings
    go there.  Without `strict` sections are not checked.
    """
    slugs = tuple(notes_of)
    names = {section.name.casefold(): section.name for section in sections}
    order = {section.name: place for place, section in enumerate(sections)}
    checked: list[Story] = []
    stops = {story.slug: story.stop for story in stories}
    mains = {story.slug: story.with_story for story in stories}
    for story in stories:
        notes = notes_of[story.slug]
        line = notes.lines.get
        name = names.get(story.section.casefold(), story.section)
        if story.section and name not in order and strict:
            fact = f"there is no section {shown(story.section)}"
            notes.error(
                "story.section",
                fact,
                suggestion(story.section, order),
                line("section", 0),
                field="section",
            )
        related = tuple(_pointers(story, story.related, "related", slugs, notes=notes))
        main = next(
            _pointers(
                story, (story.with_story,) if story.with_story else (), "with", slugs, notes=notes
            ),
            "",
        )
        if main and mains.get(main):
            fact = f"{main} itself stands with {mains[main]}; this story stands alone"
            notes.warning("story.with", fact, "name the main story", line("with", 0), field="with")
            main = ""
        for field, wanted in (("related", related), ("with", (main,) if main else ())):
            for slug in wanted:
                if (stop := stops.get(slug)) and not story.hold:
                    _tell_stopped(slug, stop, field, notes)
        if story.must_run and (stop := story.stop):
            fact = f"the story must run and is {stop}; it does not run"
            remedy = f"delete {stop.kind.value} or must_run"
            notes.warning("story.hold", fact, remedy, stop.line, field=stop.kind.value)
        checked.append(replace(story, section=name, related=related, with_story=main))
    last = len(order)
    checked.sort(key=lambda story: (order.get(story.section, last), story.urgency, story.slug))
    return tuple(checked)


def _tell_stopped(slug: str, stop: Stop, field: str, notes: Notes) -> None:
    """That a story points to one that is not printed."""
    line = notes.lines.get(field, 0)
    if field == "with":
        fact = f"the story stands with {slug}, which is {stop}"
        notes.warning("story.with", fact, "name another story, or hold it too", line, field=field)
    else:
        fact = f"the story refers to {slug}, which is {stop}"
        notes.info("story.related", fact, "no reference is printed", line, field=field)


def _pointers(
    story: Story, wanted: Sequence[str], field: str, slugs: Sequence[str], notes: Notes
) -> Iterator[str]:
    """Those of the wanted slugs that are other stories of the day; the others are noted."""
    line = notes.lines.get(field, 0)
    for slug in wanted:
        if slug == story.slug:
            notes.warning(
                f"story.{field}",
                f"the story names itself in {field}",
                "name another story",
                line,
                field=field,
            )
        elif slug not in slugs:
            near = nearest(slug, slugs)
            remedy = (
                f"did you mean {near!r}?" if near else "use the name of a story's file, without .md"
            )
            notes.warning(
                f"story.{field}",
                f"there is no story {shown(slug, IN_FULL)}",
                remedy,
                line,
                field=field,
            )
        else:
            yield slug
