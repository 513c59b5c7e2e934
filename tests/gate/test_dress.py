"""The server's own pages wear what the front of the house wears, as it is at that moment."""

from __future__ import annotations

import json
import os
import re

import lxml.html
import pytest

from epaper.gate import front
from epaper.gate.access import Access
from epaper.gate.faces import faces_of
from epaper.gate.folder import Folder
from epaper.gate.front import Fronts
from epaper.site.saying import voice_of
from tests.gate.gates import DAY, OTHER, Site

STYLE, FACES = "a/0123456789abcdef0123.css", "a/00000000000000000001.css"
HEAD = """<!doctype html><html><head><title>Today</title>
<script src="./a/0000000000000000000f.js"></script>
<link rel="preload" as="font" type="font/woff2" href="./a/00000000000000000002.woff2" crossorigin>
<link rel="stylesheet" href="./{style}">
<link rel="stylesheet" href="./a/00000000000000000003.css">
<link rel="stylesheet" href="https://elsewhere.example/a/00000000000000000004.css">
<link rel="icon" href="./a/00000000000000000005.svg" type="image/svg+xml">
<script type="module" src="./a/00000000000000000006.js"></script>
</head><body><link rel="stylesheet" href="./a/00000000000000000007.css"></body></html>"""
PATHS = ["/nope", f"/{DAY}/page-2.html", f"/{DAY}/killed/", "/sign-out", "/search"]


def dressed(site: Site, style: str = STYLE) -> None:
    (site.folder / "index.html").write_text(HEAD.format(style=style))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_server_is_dressed(site: Site, access: Access, path: str) -> None:
    dressed(site)
    (site.folder / DAY / "killed" / "index.html").unlink()
    (site.folder.parent / "public.db").touch()
    page = site.client(access, archive=_archive(site)).get(path)
    tree = lxml.html.document_fromstring(page.text)
    styles = [link.get("href") for link in tree.iterfind(".//link[@rel='stylesheet']")]
    assert styles == [f"/{STYLE}", "/a/00000000000000000003.css"]
    assert [one.get("src") for one in tree.iter("script")] == ["/a/0000000000000000000f.js"]
    assert tree.find(".//link[@rel='icon']").get("href") == "/a/00000000000000000005.svg"
    assert [one.text for one in tree.iter("script")] == [None]  # the policy forbids scripts inside
    assert not re.search(r"\son\w+=", page.text)
    assert tree.find(".//header/nav") is not None
    assert tree.get_element_by_id("page").tag == "main"
    assert tree.find(".//a[@class='skip']").get("href") == "#page"
    assert {one.get("href") for one in tree.iterfind(".//nav//a")} == {"/", "/archive/2026.html"}
    assert len(list(tree.iter("h1"))) == 1
    assert "--bg: #" not in page.text  # colours are the site's


def test_a_page_after_a_publish_wears_the_new_dress(site: Site) -> None:
    dressed(site)
    gate = site.client()
    assert f'href="/{STYLE}"' in gate.get("/nope").text
    dressed(site, "a/0123456789abcdef9999.css")
    os.utime(site.folder / "index.html", ns=(1, 1))
    told = gate.get("/nope").text
    assert 'href="/a/0123456789abcdef9999.css"' in told
    assert STYLE not in told


def test_a_folder_without_a_front_has_something_plain(site: Site, access: Access) -> None:
    for data in (b"<h1>Today</h1>", b"\xff\xfe<link rel", b""):
        (site.folder / "index.html").write_bytes(data)
        told = site.client(access).get(f"/{DAY}/page-2.html").text
        assert "prefers-color-scheme: dark" in told
        assert '<link rel="stylesheet"' not in told
        assert 'href="data:,"' in told  # else a browser asks for an icon that is not there
    (site.folder / "index.html").unlink()
    assert site.client(access).get("/nope").status_code == 404


def test_what_the_index_says_is_text(site: Site) -> None:
    hostile = '"><script>alert(1)</script>'
    paper = {"title": hostile, "language": hostile, "digits": hostile}
    editions = [{"id": DAY, "date": hostile, "title": hostile}]
    index = site.folder / "editions.json"
    index.write_text(json.dumps({"paper": paper, "editions": editions}))
    assert "<script>" not in site.client().get("/nope").text
    index.write_text(json.dumps({"paper": paper, "editions": []}))
    os.utime(index, ns=(1, 1))
    told = site.client().get("/nope").text
    assert "<script>" not in told


def _index(site: Site, *editions: dict[str, str]) -> Fronts:
    told = {"paper": {"title": "P", "language": "en-GB"}, "editions": list(editions)}
    (site.folder / "editions.json").write_text(json.dumps(told))
    return Fronts(site.folder)


def _one(name: str, **more: str) -> dict[str, str]:
    return {"id": name, "date": DAY, "title": "P", "name": "City edition", "zone": "", **more}


def test_what_tells_an_edition_from_others(site: Site) -> None:
    alone = _index(site, _one(DAY), _one(OTHER, date=OTHER)).front
    assert (alone.told_of(DAY), alone.told_of("2026-01-01")) == ("", "")
    zoned = _index(site, _one(DAY), _one(f"{DAY}-n", zone="North & Hills")).front
    told = [zoned.told_of(name) for name in (DAY, f"{DAY}-n")]
    assert told == ["City edition", "City edition · North & Hills"]
    titled = _index(site, _one(DAY), _one(f"{DAY}-q", title="Q")).front
    assert [titled.told_of(name) for name in (DAY, f"{DAY}-q")] == ["P", "Q"]


CSS = """@font-face{font-family:"p-deva";src:url("00aa.woff2") format("woff2");unicode-range:U+20}
@font-face{font-family:"p-bold";src:url("00bb.woff2") format("woff2");unicode-range:U+20}
@font-face{font-family:"p-agate";src:url("00cc.woff2") format("woff2");unicode-range:U+20}
:root{--face-head:"p-bold",serif;--face-text:"p-deva",serif;}
"""


def test_hits_of_an_edition_are_set_in_its_own_faces(site: Site) -> None:
    """The letters of another day's faces are those of that day's words."""
    (site.folder / FACES).write_text(CSS)
    for day, language in ((DAY, "hi"), (OTHER, "en-GB")):
        record = {"id": day, "language": language, "style": FACES, "gone": []}
        (site.folder / day / "edition.json").write_text(json.dumps(record))
    rules = faces_of(Folder(site.folder), [OTHER, DAY, "2026-01-01"])
    assert '@font-face{font-family:"e1-p-deva";src:url("/a/00aa.woff2")' in rules
    assert '.answers .e1[lang]{--head:"e1-p-bold",serif;--text:"e1-p-deva",serif;}' in rules
    assert "e0" not in rules  # Latin letters are the same every day
    assert "agate" not in rules
    assert ".e2" not in rules


@pytest.mark.parametrize("style", ["../secret.css", "a/../../secret.css", "a/x<b>.css", 7, None])
def test_a_style_that_is_none_is_left_out(site: Site, style: object) -> None:
    record = {"id": DAY, "language": "hi", "style": style}
    (site.folder / DAY / "edition.json").write_text(json.dumps(record))
    assert faces_of(Folder(site.folder), [DAY]) == ""


def _archive(site: Site) -> object:
    from epaper.archive.archive import Archive

    return Archive(site.folder.parent / "public.db")


def test_the_words_of_a_paper_are_read_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals cost little: a refused reader costs no more than a served one."""
    asked: list[str] = []
    monkeypatch.setattr(front, "voice_of", lambda *told: asked.append(told[0]) or voice_of(*told))
    paper = {"title": "P", "language": "en-x-once"}
    (site.folder / "editions.json").write_text(json.dumps({"paper": paper}))
    gate = site.client()
    assert {gate.get("/nope").status_code for _ in range(5)} == {404}
    assert asked == ["en-x-once"]
