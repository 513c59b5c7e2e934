"""A day of wire items (IPTC ninjs 3.0) into an editions folder: `python tools/wire_day.py SOURCE EDITIONS`."""

from __future__ import annotations

import argparse
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from epaper.sources.writer import markdown_escape, story_markdown

SECTIONS = {"Nation": "news", "World": "news", "City": "news", "Business": "news", "Science": "features",
            "Culture": "features", "Sport": "sport"}  # fmt: skip
KINDS = {"Brief": "brief", "Obituary": "obituary", "Feature": "feature", "Interview": "feature"}


class BodyReader(HTMLParser):
    """The few elements of a wire body as Markdown blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.text = ""
        self.prefix = ""
        self.quote = ""
        self.list_mark = "- "

    def flush(self) -> None:
        text = " ".join(self.text.split())
        if text:
            self.blocks.append(self.quote + self.prefix + text)
        self.text = self.prefix = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "h2", "h3", "blockquote", "li", "ul", "ol"):
            self.flush()
        if tag in ("h2", "h3"):
            self.prefix = "## "
        elif tag == "blockquote":
            self.quote = "> "
        elif tag in ("ul", "ol"):
            self.list_mark = "1. " if tag == "ol" else "- "
        elif tag == "li":
            self.prefix = self.list_mark
        elif tag in ("strong", "b"):
            self.text += "**"
        elif tag in ("em", "i"):
            self.text += "*"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h2", "h3", "blockquote", "li", "ul", "ol"):
            self.flush()
        if tag == "blockquote":
            self.quote = ""
        elif tag in ("strong", "b", "em", "i"):
            mark = "**" if tag in ("strong", "b") else "*"
            inner = self.text.rstrip()
            space = self.text[len(inner) :]
            self.text = inner + mark + space

    def handle_data(self, data: str) -> None:
        at_start = not self.text.strip()
        escaped = markdown_escape("x" + data)[1:] if not at_start else markdown_escape(data)
        lead = " " if data[:1].isspace() else ""
        tail = " " if data[-1:].isspace() else ""
        self.text += lead + escaped.strip() + tail


def body_markdown(html: str) -> str:
    reader = BodyReader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return "\n\n".join(reader.blocks)


def values(items: list[dict[str, Any]] | None, role: str = "") -> str:
    """The first value among a ninjs list of headlines, bodies or descriptions."""
    return next((str(item["value"]) for item in items or [] if not role or item.get("role") == role), "")


def pictures(item: dict[str, Any], source: Path, day: Path) -> list[dict[str, object]]:
    """The pictures that came with a file, copied; those that were only announced are left out."""
    found: list[dict[str, object]] = []
    for picture in item.get("associations", []):
        hrefs = [rendition["href"] for rendition in picture.get("renditions", []) if "href" in rendition]
        file = (source / hrefs[0]) if hrefs else None
        if file is None or not file.is_file():
            continue
        (day / "pictures").mkdir(exist_ok=True)
        shutil.copyfile(file, day / "pictures" / file.name)
        caption = values(picture.get("descriptions"), "caption") or values(picture.get("descriptions"))
        entry = {
            "file": f"pictures/{file.name}",
            "caption": markdown_escape(caption) if caption else "",
            "credit": picture.get("by", ""),
            "alt": values(picture.get("descriptions"), "alt") or caption,
        }
        found.append({name: value for name, value in entry.items() if value})
    return found


def write_item(path: Path, day: Path) -> str:
    """One wire item as a story; returns its section."""
    item = json.loads(path.read_text(encoding="utf-8"))
    section = next(str(subject["name"]) for subject in item["subjects"] if subject.get("rel") == "section")
    genres = [KINDS[genre["name"]] for genre in item.get("genres", []) if genre["name"] in KINDS]
    front = {
        "section": section,
        "urgency": item.get("urgency", 5),
        "kind": genres[0] if genres else "",
        "headline": values(item["headlines"], "main") or values(item["headlines"]),
        "deck": values(item.get("descriptions")),
        "byline": "" if item.get("by") == "Wikinews" else item.get("by", ""),
        "dateline": item.get("located", ""),
        "credit": "Wikinews",
        "pictures": pictures(item, path.parent, day),
        "origin": {"uri": item["uri"], "rights": item.get("usageTerms", "")},
    }
    text = story_markdown(front, body_markdown(values(item["bodies"], "main")))
    (day / section.lower()).mkdir(exist_ok=True)
    (day / section.lower() / f"{item['slugline']}.md").write_text(text, encoding="utf-8")
    return section


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("editions", type=Path)
    parser.add_argument("--date", default="2020-11-23")
    parser.add_argument("--pages", type=int, default=12, help="exactly so many; 0: as many as it takes")
    parser.add_argument("--long", action="store_true", help="the long reads as well")
    options = parser.parse_args()
    day = options.editions / options.date
    day.mkdir(parents=True, exist_ok=True)
    files = sorted(options.source.glob("*.json"))
    if options.long:
        files += sorted(options.source.glob("long-reads/*.json"))
    used = {write_item(path, day) for path in files}
    sections = [{"name": name, "kind": kind} for name, kind in SECTIONS.items() if name in used]
    publication = {
        "name": "The Wire Day", "code": "TWD", "tagline": "All that came in one day", "language": "en-GB",
        "place": "London", "publisher": "The Wire Day", "layout": "broadsheet",
    }  # fmt: skip
    (options.editions / "publication.yaml").write_text(yaml.safe_dump({"publication": publication}, sort_keys=False))
    edition: dict[str, object] = {"number": "No. 1", "price": "£2.50", "sections": sections}
    if options.pages:
        edition["pages"] = options.pages
    text = yaml.safe_dump(edition, sort_keys=False, allow_unicode=True)
    (day / "edition.yaml").write_text(text, encoding="utf-8")
    print(f"{len(files)} stories in {day}")


if __name__ == "__main__":
    main()
