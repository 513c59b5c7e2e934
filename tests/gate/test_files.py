"""The folder as it is served: types, tags, parts, packed forms, and nothing beside it."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.gate.access import Access
from epaper.gate.folder import CHUNK, Folder
from tests.gate.gates import DAY, Site, write_site

CLIMBING = [
    "/../secret",
    "/a/../../secret",
    "/%2e%2e/secret",
    "/a/%2e%2e/%2e%2e/secret",
    "/a/..%2f..%2fsecret",
    "/a/..%5c..%5csecret",
    "/..\\secret",
    "/.hidden",
    "/a/.hidden",
    "/%2ehidden",
    "/a//x",
    "/secret%00.css",
    "/a/\u0000",
    "/%ff%fe",
    "/link/secret",
    "/link-to-file",
    "//etc/passwd",
]


@pytest.fixture
def guarded(site: Site) -> Site:
    secret = site.folder.parent / "secret"
    secret.write_text("SECRET")
    (site.folder / ".hidden").write_text("SECRET")
    (site.folder / "a" / ".hidden").write_text("SECRET")
    (site.folder / "link").symlink_to(site.folder.parent, target_is_directory=True)
    (site.folder / "link-to-file").symlink_to(secret)
    return site


@pytest.mark.parametrize("path", CLIMBING)
def test_paths_that_climb_or_hide_are_not_there(guarded: Site, path: str) -> None:
    gate = guarded.client()
    scope_path = path.encode("utf-8", "surrogatepass")
    found = gate.get("/x", extensions={"target": scope_path}) if "\x00" not in path else None
    for answer in (found, gate.get(path.replace("\x00", "%00"))):
        assert answer is None or answer.status_code in (404, 308)
        assert answer is None or "SECRET" not in answer.text


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("./\\%2ea\x00~ sécret-"), max_size=30))
def test_no_path_leads_out(guarded: Site, path: str) -> None:
    folder = Folder(guarded.folder)
    parts = folder.segments(f"/{path}")
    sent = folder.file(parts) if parts else None
    assert sent is None or b"SECRET" not in b"".join(sent.parts())


def test_types_tags_and_the_time_that_files_are_kept(site: Site) -> None:
    gate = site.client()
    sheet = gate.get("/a/0123456789abcdef0123.css")
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["cache-control"]
    assert sheet.headers["etag"] == '"0123456789abcdef0123"'
    assert gate.get("/a/face.woff2").headers["content-type"] == "font/woff2"
    page = gate.get("/")
    assert "must-revalidate" in page.headers["cache-control"]
    again = gate.get("/", headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (site.folder / "index.html").write_text("<h1>Tomorrow</h1>")
    later = gate.get("/", headers={"if-none-match": page.headers["etag"]})
    assert later.status_code == 200
    assert "Tomorrow" in later.text
    head = gate.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert gate.post("/").status_code == 405


def test_folders_have_a_slash(site: Site) -> None:
    gate = site.client()
    moved = gate.get(f"/{DAY}/bridge", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, f"/{DAY}/bridge/")
    assert f"bridge of {DAY}" in gate.get(f"/{DAY}/bridge/").text
    assert gate.get(f"/{DAY}/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("bytes=0-3", 206, b"wOF2"),
        ("bytes=-2", 206, b"\0\0"),
        ("bytes=1002-", 206, b"\0\0"),
        ("bytes=0-9999", 206, None),
        ("bytes=5000-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=3-1", 200, None),
        ("bytes=0-1,4-5", 200, None),
        ("lines=1-2", 200, None),
    ],
)
def test_parts_of_a_file(site: Site, asked: str, status: int, told: bytes | None) -> None:
    answer = site.client().get("/a/face.woff2", headers={"range": asked})
    assert answer.status_code == status
    assert told is None or answer.content == told


def test_a_large_file_is_sent_in_parts(site: Site) -> None:
    """A film of the paper must not stand in memory whole, once for each reader."""
    data = b"".join(bytes([number]) * CHUNK for number in range(5)) + b"end"
    (site.folder / "a" / "film.mp4").write_bytes(data)
    sent = Folder(site.folder).file(("a", "film.mp4"))
    assert sent is not None
    assert [len(part) for part in sent.parts()] == [CHUNK] * 5 + [3]
    gate = site.client()
    whole = gate.get("/a/film.mp4")
    assert (whole.content, whole.headers["content-length"]) == (data, str(len(data)))
    asked = {"range": f"bytes={CHUNK - 1}-{3 * CHUNK}"}
    part = gate.get("/a/film.mp4", headers=asked)
    assert (part.status_code, part.content) == (206, data[CHUNK - 1 : 3 * CHUNK + 1])
    last = gate.get("/a/film.mp4", headers={"range": "bytes=-3"})
    assert last.content == b"end"
    (site.folder / DAY / "film.mp4").write_bytes(data)
    tag = gate.head(f"/{DAY}/film.mp4").headers["etag"]
    assert gate.get(f"/{DAY}/film.mp4", headers={"if-none-match": tag}).status_code == 304
    (site.folder / DAY / "film.mp4").write_bytes(data + b"!")
    assert gate.get(f"/{DAY}/film.mp4", headers={"if-none-match": tag}).status_code == 200


def test_texts_are_packed_and_pictures_are_not(site: Site) -> None:
    gate = site.client()
    path = f"/{DAY}/bridge/"
    plain = gate.get(path, headers={"accept-encoding": "identity"})
    for form in ("br", "gzip"):
        packed = gate.get(path, headers={"accept-encoding": form})
        assert packed.headers["content-encoding"] == form
        assert packed.text == plain.text
    face = gate.get("/a/face.woff2", headers={"accept-encoding": "br, gzip"})
    assert "content-encoding" not in face.headers
    folder = Folder(site.folder)
    sent = folder.file((DAY, "bridge", "index.html"))
    assert sent is not None
    assert gzip.decompress(folder.packed(sent, "gzip;q=1.0")[0]) == plain.content


def test_a_killed_story_is_gone(site: Site) -> None:
    gate = site.client()
    (site.folder / DAY / "killed" / "index.html").write_text("<h1>Withdrawn</h1>")
    answer = gate.get(f"/{DAY}/killed/")
    assert (answer.status_code, answer.text) == (410, "<h1>Withdrawn</h1>")
    assert gate.get(f"/{DAY}/killed/picture.jpg").status_code == 410
    back = site.folder / DAY / "edition.json"
    back.write_text(json.dumps({"gone": []}))
    os.utime(back, ns=(1, 1))
    assert gate.get(f"/{DAY}/killed/").status_code == 200


def test_headers_and_a_log_that_names_nobody(site: Site) -> None:
    gate = site.client()
    answer = gate.get(f"/{DAY}/bridge/?pass=secret&q=name", headers={"x-forwarded-for": "9.9.9.9"})
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    told = "\n".join(site.log)
    assert f"GET /{DAY}/bridge/ 200" in told
    assert all(word not in told for word in ("secret", "name", "9.9.9.9", "testclient"))


def test_a_site_that_is_a_link_is_served(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    site = write_site(tmp_path / "versions")
    (tmp_path / "public").symlink_to(site.folder, target_is_directory=True)
    folder = Folder(tmp_path / "public")
    assert folder.file(("index.html",)) is not None


@pytest.mark.parametrize("path", ["/{}", "/{}/x", "/{}/", "/a/{}", f"/{DAY}/{{}}/"])
def test_names_longer_than_a_file_may_have_are_not_there(
    site: Site, access: Access, path: str
) -> None:
    for gate in (site.client(), site.client(access)):
        for name in ("a" * 300, "ह" * 90, "a/" * 3000 + "b" * 300):
            assert gate.get(path.format(name)).status_code in (403, 404)


def test_a_form_that_a_reader_refuses_is_not_sent(site: Site) -> None:
    asked = {"accept-encoding": "br;q=0, gzip;q=0.5"}
    answer = site.client().get("/a/0123456789abcdef0123.css", headers=asked)
    assert answer.headers["content-encoding"] == "gzip"


def test_a_killed_story_is_gone_in_any_script(site: Site) -> None:
    """Its path in the record is an address, in which letters outside ASCII are written in signs."""
    place = site.folder / DAY / "पुल-बंद"
    place.mkdir()
    (place / "index.html").write_text("<h1>Withdrawn</h1>")
    gone = [{"slug": "पुल-बंद", "path": f"{quote('पुल-बंद')}/"}]
    (site.folder / DAY / "edition.json").write_text(json.dumps({"id": DAY, "gone": gone}))
    answer = site.client().get(f"/{DAY}/{quote('पुल-बंद')}/")
    assert (answer.status_code, answer.text) == (410, "<h1>Withdrawn</h1>")


def test_an_edition_that_was_withdrawn_is_gone(site: Site, access: Access) -> None:
    names = ["index.html", "page-1.html", "page-2.html", "contents.html"]
    gone = [{"slug": name, "path": name} for name in names]
    record = {"id": DAY, "gone": gone, "withdrawn": True}
    (site.folder / DAY / "edition.json").write_text(json.dumps(record))
    for name in names:
        (site.folder / DAY / name).write_text(f"<h1>Notice at {name}</h1>")
    for gate in (site.client(), site.client(access)):
        for path in ("", *names):
            answer = gate.get(f"/{DAY}/{path}")
            assert (answer.status_code, answer.text) == (
                410,
                f"<h1>Notice at {path or 'index.html'}</h1>",
            )
        assert gate.get("/").status_code == 200
