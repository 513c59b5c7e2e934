"""What tells of an edition: its record, the text that is searched in it, entries of the archive."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper.archive.entry import Entry
from epaper.issue.issue import Issue
from epaper.site.dress import Dress
from epaper.site.files import ContentFiles
from epaper.site.saying import Voice
from epaper.site.slugs import address
from epaper.site.stories import Story
from epaper.site.wares import wares

RECORD, FORMAT, VERSION = "edition.json", "epaper-edition", 1
COVER = 480  # pixels wide


@dataclass(slots=True)
class Teller:
    """`id`: the edition's on its site."""

    issue: Issue
    id: str
    stories: Sequence[Story]
    voice: Voice
    content: ContentFiles

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(page.number for page in self.issue.pages)

    def search(self, texts: Sequence[str]) -> str:
        """Take in what search in the edition reads; its path."""
        told = [
            {
                "slug": story.folder,
                "path": story.path,
                "headline": story.headline,
                "section": story.section,
                "page": story.pages[0],
                "text": text,
            }
            for story, text in zip(self.stories, texts, strict=True)
        ]
        return self.content.add(json_bytes(told), "json")

    def record(
        self,
        files: Mapping[str, bytes],
        used: Mapping[str, Sequence[str]],
        dress: Dress,
        *,
        cover: bytes,
        search: str,
    ) -> dict[str, Any]:
        """edition.json, without what is gone.  `used`: by path of a page, the content that it
        shows."""
        path = self.content.add(cover, "jpg")
        first = self.issue.pages[0].size
        return {
            "format": FORMAT,
            "version": VERSION,
            "id": self.id,
            "date": self.issue.date.isoformat(),
            "title": self.issue.publication.name,
            "name": self.issue.name,
            "zone": self.issue.zone,
            "language": self.issue.language,
            "direction": self.voice.direction,
            "cover": {
                "file": path,
                "width": COVER,
                "height": round(COVER * first.height / first.width),
            },
            "style": dress.style,
            "text_face": dress.text,
            "pages": self._pages(files, used),
            "stories": self._stories(files),
            "search": f"../{search}",
            "files": self._offline(used, search),
            "content": sorted(self.content.files),
        }

    def _pages(
        self, files: Mapping[str, bytes], used: Mapping[str, Sequence[str]]
    ) -> list[dict[str, Any]]:
        return [
            {
                "number": page.number,
                "html": f"page-{page.number}.html",
                "section": page.section,
                "label": self.voice.words.page_title(
                    page.number, page.section or self.issue.publication.name
                ),
                "digest": digest_of(files[f"page-{page.number}.html"]),
                "files": sorted({f"../{one}" for one in used[f"page-{page.number}.html"]}),
            }
            for page in self.issue.pages
        ]

    def _stories(self, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
        return [
            {
                "slug": story.folder,
                "story": story.slug,
                "path": story.path,
                "headline": story.headline,
                "section": story.section,
                "pages": list(story.pages),
                "language": story.language,
                "urgency": story.urgency,
                "digest": digest_of(files[f"{story.folder}/index.html"]),
            }
            for story in self.stories
        ]

    def _offline(self, used: Mapping[str, Sequence[str]], search: str) -> list[str]:
        """What a reader's copy of the whole edition has."""
        shared = [wares().style, wares().reader, wares().first, wares().icon]
        shared += [name for name in wares().files if name.endswith(".js")]
        faces = [name for name in self.content.files if name.endswith((".woff2", ".css"))]
        kept = sorted({*shared, *faces, search, *(one for u in used.values() for one in u)})
        opened = [
            "index.html",
            "contents.html",
            *(f"page-{number}.html" for number in self.numbers),
        ]
        return [*opened, *(story.path for story in self.stories), *(f"../{name}" for name in kept)]

    def about(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "date": self.issue.date.isoformat(),
            "title": self.issue.publication.name,
            "name": self.issue.name,
            "zone": self.issue.zone,
            "pages": len(self.issue.pages),
            "path": f"{address(self.id)}/",
            "language": self.issue.language,
        }


def entries_of(site: Path, record: Mapping[str, Any]) -> list[Entry]:
    """What the archive is to hold of an edition that stands on a site."""
    if not record.get("stories"):
        return []
    place = site / str(record["id"]) / str(record["search"])
    texts = {one["slug"]: one["text"] for one in json.loads(place.read_bytes())}
    return [
        Entry(
            edition=str(record["id"]),
            date=datetime.date.fromisoformat(record["date"]),
            slug=story["slug"],
            path=f"{address(record['id'])}/{story['path']}",
            headline=story["headline"],
            section=story["section"],
            page=story["pages"][0],
            language=story["language"],
            text=texts[story["slug"]],
        )
        for story in record["stories"]
    ]


def json_bytes(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
