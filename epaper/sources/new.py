"""The folder of a new paper: settings and a first day of stories and pictures, there to be read,
built and written over.  Layouts are put there by the caller.

The day's stories lie in `starter/`, each field of a story in one of them; `{paper}` in a story's
text stands for the paper's name.
"""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from epaper.errors import OutputError
from epaper.paths import STANDING
from epaper.sources.beginnings import (
    DRESSES,
    SECTIONS,
    USUAL,
    beginning_of,
    dress_of,
    language_of_name,
    main_of,
)
from epaper.sources.writer import markdown_escape

_STARTER = Path(__file__).parent / "starter"
_PAPER = "{paper}"
_LEAD = "river-runs-clear.md"
_DAY = "{day}"  # month and day

_README = """\
{name}
{rule}

editions/publication.yaml           what is the same every day: name, place, sections
editions/{date}/edition.yaml    the day: number, price, pages
editions/{date}/plan.yaml       what you want of single stories: page, columns, picture
editions/standing/*.md              puzzles, quotes, what is on: where news leaves room
editions/{date}/*.md            a story each; the fields are at the top, the text is Markdown
editions/{date}/pictures/       pictures; a story lists them under pictures:
layouts/                            how pages look; layouts/press/ may hold your print shops
fonts/fonts.yaml                    may list faces of your own

Build the day:        epaper build --date {date}
Begin the next one:   epaper day

The first day is invented from end to end: its town, its people, its river.  Each field of a story
is used in one of its files; read them, then write over them.  Only section and headline are needed:
section, headline, urgency (1 most, 9 least), kind, kicker, short_headline, deck, byline,
byline_role, dateline, credit, pictures, chart, pull_quote, number, points, timeline, tags, related,
with, hold, must_run, size, language, summary.  `hold: reason` keeps a story back, `kill: reason`
takes it out for good.
The photographs are other people's: pictures/CREDITS.txt names them and their licences.
"""

_PUBLICATION = """\
publication:
  name: {name}
  tagline: {tagline}
  language: {language}
  place: {place}
  layout: {layout:<18}# or berliner, tabloid, or one of your own in layouts/
days: mon-sun               # on which the paper comes out
# day_begins: "15:00"       # when `today` turns to the next paper; before noon: that day's own
# contact: "Night desk, 01234 567890"    # this and the next two stand on the print shop's papers
# print_run: 12000          # copies
# press_start: "01:30"
sections:
- {town}
- {county}
- name: {opinion}
  start: 2                  # on this page, or: new page, right-hand page, own page, back
- {arts}
- {sport}
"""

_EDITION = """\
number: {number}
price: "1.20"
pages: {pages}                    # or {{least: 2, most: 16, multiple: 2}}
ears:                       # beside the paper's name on page 1; `epaper day` leaves them out
  left: {{title: {weather}, text: [{sky}, "{degrees}"]}}
"""
# where the lead is short, its story comes forward to page 1
_RIGHT_EAR = "  right: {{story: rovers-draw}}\n"


def new_paper(folder: Path, name: str, date: datetime.date, language: str = "") -> None:
    """Write a new paper's folder, in `language` or in that of the name's letters.

    Raises OutputError when the folder holds an edition already (nothing is overwritten) or cannot
    be written.
    """
    day = folder / "editions" / date.isoformat()
    settings = folder / "editions" / "publication.yaml"
    readme = folder / "README.md"
    for path in (settings, day, readme):
        if path.exists():
            raise OutputError(f"{path} is there already; choose another folder")
    language = language or language_of_name(name)
    texts = {
        settings: _publication(name, language),
        day / "edition.yaml": _edition(language),
        readme: _README.format(name=name, rule="=" * len(name), date=date.isoformat()),
    }
    for source in sorted((*_STARTER.glob("*.md"), *_STARTER.glob("*.yaml"))):
        text = _story(source, language)
        texts[day / source.name] = text.replace(_PAPER, markdown_escape(name))
    if beginning_of(language).sections != SECTIONS:
        texts[day / f"english-{_LEAD}"] = _english_lead(language)
    for source in sorted((_STARTER / STANDING).glob("*.md")):
        text = _story(source, language).replace(_DAY, date.isoformat()[5:])
        texts[folder / "editions" / STANDING / source.name] = text
    try:
        (day / "pictures").mkdir(parents=True)
        (folder / "editions" / STANDING).mkdir(exist_ok=True)
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for picture in sorted((_STARTER / "pictures").iterdir()):
            (day / "pictures" / picture.name).write_bytes(picture.read_bytes())
    except OSError as error:
        raise OutputError(
            f"{folder.name} cannot be written ({error.strerror}); choose another folder"
        ) from error


def _publication(name: str, language: str) -> str:
    own = beginning_of(language)
    town, county, opinion, arts, sport = own.sections
    return _PUBLICATION.format(
        name=json.dumps(name, ensure_ascii=False),  # is YAML as well
        tagline=own.tagline,
        language=language,
        place=own.place,
        layout=dress_of(language),
        town=town,
        county=county,
        opinion=opinion,
        arts=arts,
        sport=sport,
    )


def _edition(language: str) -> str:
    own = beginning_of(language)
    weather, sky, degrees = own.weather
    sky = f'"{sky}"' if "," in sky else sky
    text = _EDITION + _RIGHT_EAR * (own.sections == SECTIONS)
    return text.format(
        number=own.number, pages=own.pages, weather=weather, sky=sky, degrees=degrees
    )


def _story(source: Path, language: str) -> str:
    """A story or a wish of the first day as it stands in a paper of that language."""
    lead = source.parent / "leads" / f"{main_of(language)}.md"
    own = source.name == _LEAD and lead.is_file()
    text = (lead if own else source).read_text(encoding="utf-8")
    for usual, name in zip(SECTIONS, beginning_of(language).sections, strict=True):
        text = text.replace(f"\nsection: {usual}\n", f"\nsection: {name}\n")
    if own or main_of(language) == main_of(USUAL) or "\nlanguage: " in text:
        return text
    if main_of(language) in DRESSES:  # the heads of guests are too small for decks there
        text = re.sub(r"(?m)^deck: .*\n", "", text, count=1)
    return re.sub(r"\A---\n", f"---\nlanguage: {USUAL}\n", text)


def _english_lead(language: str) -> str:
    """The English lead as a story of less weight and few fields: beside a short one the day's pages
    want it."""
    text = (_STARTER / _LEAD).read_text(encoding="utf-8")
    headline = re.findall(r"(?m)^headline: (.*)$", text)[0]
    town = beginning_of(language).sections[0]
    fields = f"language: {USUAL}\nsection: {town}\nurgency: 3\nheadline: {headline}\n"
    return f"---\n{fields}---\n{text.split('---', 2)[2].lstrip()}"
