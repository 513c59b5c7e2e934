"""What stands where something was withdrawn: a notice at each address, and the record that says so
(`serve-site` answers 410 for what it names)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from epaper.page.direction import direction_of
from epaper.site.disk import Record
from epaper.site.saying import voice_of
from epaper.site.telling import RECORD, json_bytes
from epaper.site.wares import wares

INDEX = "index.html"


def with_gone(
    files: Mapping[str, bytes], record: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[dict[str, bytes], Record]:
    """An edition's files with a notice for each story that it had and has no more.  `before`: the
    record that stands on the site."""
    known = [*before.get("gone", ()), *before.get("stories", ())]
    gone = {str(one["path"]): one for one in known if file_at(str(one["slug"])) not in files}
    found = dict(files)
    for one in gone.values():
        path = file_at(str(one["slug"]))
        whole = path == one["slug"]  # a page that the edition had when it was withdrawn
        found[path] = notice(record, whole=whole, root=_root(path))
    return _told(found, {**record, "gone": [_gone(gone[path]) for path in sorted(gone)]})


def edition_gone(before: Mapping[str, Any]) -> tuple[dict[str, bytes], Record]:
    """In place of a whole edition: nothing of it but the notice, at each of its addresses."""
    pages = [INDEX, "contents.html", *(str(page["html"]) for page in before.get("pages", ()))]
    parts = [{"slug": path, "path": path} for path in pages]
    gone = [*before.get("gone", ()), *before.get("stories", ()), *parts]
    by_path = {str(one["path"]): one for one in gone}
    paths = [file_at(str(one["slug"])) for one in by_path.values()]
    files = {path: notice(before, whole=True, root=_root(path)) for path in paths}
    faces = [one for one in before.get("content", ()) if one.endswith((".css", ".woff2", ".js"))]
    told = {
        **before,
        "pages": [],
        "stories": [],
        "gone": [_gone(by_path[path]) for path in sorted(by_path)],
        "files": [],
        "content": faces,
        "withdrawn": True,
    }
    told.pop("cover", None)
    told.pop("search", None)
    return _told(files, told)


def file_at(slug: str) -> str:
    """The file of what is known by a folder's name, or by its own."""
    return slug if slug.endswith(".html") else f"{slug}/{INDEX}"


def notice(record: Mapping[str, Any], *, whole: bool, root: str = "../../") -> bytes:
    """`whole`: of an edition, not of a story of it."""
    voice = voice_of(str(record["language"]))
    heading = voice.says["gone_edition" if whole else "gone"]
    return voice.page(
        "gone.html",
        kind="gone",
        heading=heading,
        title=f"{heading} – {record['title']}",
        root=root,
        whole=whole,
        wares=wares(),
        faces=record["style"],
        paper=record["title"],
        edition=record["id"],
        dir_of=direction_of,
    )


def _root(path: str) -> str:
    return "../../" if "/" in path else "../"


def _gone(one: Mapping[str, Any]) -> Record:
    return {name: one[name] for name in ("slug", "story", "path") if name in one}


def _told(files: dict[str, bytes], record: Record) -> tuple[dict[str, bytes], Record]:
    files[RECORD] = json_bytes(record)
    return files, record
