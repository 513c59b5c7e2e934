"""The folder of a new paper: settings, one day, a few stories to write over.  Layouts are put there
by the caller.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import yaml

from epaper.errors import OutputError
from epaper.sources.writer import story_markdown

_README = """\
{name}
{rule}

editions/publication.yaml           what is the same every day: name, place, price, sections
editions/{date}/edition.yaml  the day: number, pages
editions/{date}/*.md          a story each; the fields are at the top, the text is Markdown
editions/{date}/pictures/     pictures; a story lists them under pictures:
layouts/                            how pages look; layouts/press/ may hold your print shops
fonts/fonts.yaml                    may list faces of your own

Build the day:   epaper build --date {date}
Fields of a story: section, headline, urgency (1 most, 9 least), kind, kicker, short_headline, deck,
byline, byline_role, dateline, credit, pictures, chart, pull_quote, tags, related, with, hold,
must_run, size, language, summary.  Only section and headline are needed.
"""

_SECTIONS = [
    {"name": "News"},
    {"name": "Opinion", "kind": "opinion"},
    {"name": "Sport", "kind": "sport", "start": "new page"},
]

_Starter = tuple[str, dict[str, object], str]
_STORIES: tuple[_Starter, ...] = (
    (
        "first-edition",
        {
            "section": "News",
            "urgency": 2,
            "headline": "A new paper prints its first edition",
            "deck": "The editors replace this story with one of their own",
            "byline": "The editors",
            "dateline": "Here",
            "must_run": True,
        },
        """The most urgent story leads the front page. Urgency 1 is the greatest, 9 the least; a
story without it has 5.

The first paragraph is the lead. Write it so that a reader who stops here knows what happened.

## A crosshead parts a long story

Two number signs make a crosshead. Words between *one star* are italic, words between **two stars**
bold.

> A quotation set apart starts with a greater-than sign.

Every paragraph is parted from the next by an empty line. Straight quotes and hyphens become "right
type" on the page.
""",
    ),
    (
        "how-pictures-work",
        {
            "section": "News",
            "urgency": 4,
            "headline": "Pictures stand in their own folder",
            "byline": "The picture desk",
        },
        """A picture goes into the folder pictures beside the stories. The story that shows it lists
it at the top, with a caption, a credit and an alternative text for readers who cannot see it.

A point of focus, such as top left, says what must survive when the picture is cropped.
""",
    ),
    (
        "numbers-at-a-glance",
        {
            "section": "News",
            "urgency": 5,
            "headline": "A chart needs only its numbers",
            "chart": {
                "kind": "column",
                "title": "Stories in this edition",
                "labels": ["News", "Opinion", "Sport"],
                "values": [4, 1, 1],
                "source": "this folder",
                "alt": "Columns: four stories in News, one in Opinion, one in Sport.",
            },
        },
        """Labels and values in the fields of a story are drawn as bars, columns or lines, in the
style of the paper.
""",
    ),
    (
        "in-brief",
        {"section": "News", "urgency": 7, "kind": "brief", "headline": "Short items run as briefs"},
        """A story of the kind "brief" runs in a column with others of its kind.
""",
    ),
    (
        "why-we-print",
        {
            "section": "Opinion",
            "kind": "editorial",
            "headline": "Why a page still matters",
            "pull_quote": "A page shows what matters by where it stands",
        },
        """A list shows everything alike. A page shows what matters by where it stands, how large it
is and what stands next to it. That is a judgement, and readers may disagree with it.

That is why we make pages.
""",
    ),
    (
        "season-opens",
        {
            "section": "Sport",
            "headline": "The season opens on Saturday",
            "byline": "Our sports desk",
        },
        """Results are often best as a table.

| Team | Won | Lost |
|---|---:|---:|
| Home | 3 | 1 |
| Away | 1 | 3 |
""",
    ),
)


def new_paper(folder: Path, name: str, date: datetime.date) -> None:
    """Write a new paper's folder.

    Raises OutputError when the folder holds an edition already (nothing is overwritten) or cannot
    be written.
    """
    day = folder / "editions" / date.isoformat()
    settings = folder / "editions" / "publication.yaml"
    readme = folder / "README.md"
    for path in (settings, day, readme):
        if path.exists():
            raise OutputError(f"{path.relative_to(folder)} is there already; choose another folder")
    publication = {
        "name": name,
        "tagline": "",
        "language": "en-GB",
        "place": "",
        "publisher": "",
        "layout": "broadsheet",
    }
    date_text = date.isoformat()
    files = {
        settings: _yaml({"publication": publication, "sections": _SECTIONS}),
        day / "edition.yaml": _yaml(
            {"number": "No. 1", "pages": {"least": 2, "most": 8, "multiple": 2}}
        ),
        readme: _README.format(name=name, rule="=" * len(name), date=date_text),
    }
    for slug, front, body in _STORIES:
        files[day / f"{slug}.md"] = story_markdown(front, body)
    try:
        (day / "pictures").mkdir(parents=True)
        for path, text in files.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise OutputError(
            f"{folder.name} cannot be written ({error.strerror}); choose another folder"
        ) from error


def _yaml(settings: dict[str, object]) -> str:
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=110)
