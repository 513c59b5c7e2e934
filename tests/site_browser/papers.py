"""Two small papers, built and published: an English one, and one that is read from the right."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from epaper.build import build
from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.paths import store_folder
from epaper.site.publish import publish_issue
from epaper.site.settings import SiteSettings
from epaper.work.kept import keeping
from epaper.work.step import Works
from epaper.work.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
import tiny_paper

PAGES = 4
LONGER = {
    "school": 1,
    "mill": 1,
    "tram": 2,
    "baths": 2,
}  # times more, so that pages 2 and 3 have stories
URDU = """\
publication: {name: روزنامہ نمونہ, code: RN, language: ur, layout: urdu}
sections: [شہر, ملک]
pages: {least: 4, most: 4, multiple: 1}
"""
SUBJECTS = "پل نہر بازار مدرسہ ریل باغ ہسپتال سڑک کتب‌خانہ میدان گھاٹ مینار".split()
SAID = (
    "شہر کی مجلس نے پیر کی شام {0} کی مرمت پر بات کی اور خرچ کا اندازہ سنا۔",
    "بستی کے لوگوں نے کہا کہ {0} کئی برس سے ایسے ہی پڑا ہے۔",
    "کام بہار میں شروع ہو گا اور بارش سے پہلے ختم ہو جائے گا۔",
    "مزدوروں کے لیے الگ راستہ بنایا گیا ہے تاکہ آنا جانا نہ رکے۔",
)


def write_english(folder: Path) -> None:
    """Four pages with a jump, a picture, a brief and an advertisement; the site beside it."""
    tiny_paper.write_tiny_paper(folder)
    layout = folder / "layouts" / "tabloid.yaml"
    text = layout.read_text("utf-8").replace("contents: page", "contents: rail")
    layout.write_text(text, "utf-8")
    day = folder / "editions" / tiny_paper.DAY
    # page 2 has a story over several legs beside the contents, page 3 has what these lead to
    (day / "plan.yaml").write_text("stories: {school: {page: 2}}\n", "utf-8")
    for story in sorted(day.glob("*.md")):
        # no sentence stands twice: they are found and read one by one
        first, *others = story.read_text("utf-8").split("harbour")
        others *= 1 + LONGER.get(story.stem, 0)
        text = first + "".join(
            f"{story.stem} harbour, point {number}{other}" for number, other in enumerate(others, 1)
        )
        story.write_text(text, "utf-8")
    _publish(folder, tiny_paper.DAY)


def write_urdu(folder: Path) -> None:
    day = folder / "editions" / tiny_paper.DAY
    day.mkdir(parents=True)
    tiny_paper.write_quick_layout(folder, "urdu")
    (day / "edition.yaml").write_text(URDU, encoding="utf-8")
    for number, subject in enumerate(SUBJECTS):
        section = "شہر" if number < len(SUBJECTS) // 2 else "ملک"
        paragraph = " ".join(said.format(subject) for said in SAID)
        body = "\n\n".join([paragraph] * (4 + 3 * (number % 4)))
        front = f"section: {section}\nurgency: {1 + number % 7}\n"
        front += f"headline: {subject} کی مرمت بہار میں ہو گی"
        (day / f"story-{number:02}.md").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
    _publish(folder, tiny_paper.DAY)


def write_sample(editions: Path, folder: Path) -> None:
    """The sample paper of some editions, the site beside it."""
    (day,) = (path.name for path in editions.glob("20*"))
    _publish(folder, day, editions)


def _publish(folder: Path, day: str, editions: Path | None = None) -> None:
    date = datetime.date.fromisoformat(day)
    build(Request(date, editions or folder / "editions", out=folder / "dist", jobs=1))
    issue = read_issue(folder / "dist" / day / "issue")
    store = Store(store_folder(folder / "dist"))
    with keeping(store):
        publish_issue(issue, folder / "site", SiteSettings(), Works(store, 1))
