"""What the server says, in every language of the papers."""

from __future__ import annotations

import json

import pytest

from epaper.gate.folder import Folder
from epaper.gate.pages import Pages
from epaper.site.saying import served
from epaper.words.places import SHIPPED
from tests.gate.gates import Site

LANGUAGES = sorted({path.stem.partition("-")[0] for path in SHIPPED.glob("*.yaml")})


@pytest.mark.parametrize("name", served())
def test_a_phrase_stands_in_every_language(name: str) -> None:
    told = served()[name]
    assert sorted(told) == LANGUAGES
    assert all(text.strip() for text in told.values())


def test_a_phrase_keeps_to_its_script() -> None:
    """No letter of a neighbouring script has slipped in."""
    blocks = {"hi": 0x0900, "mr": 0x0900, "bn": 0x0980, "gu": 0x0A80, "ta": 0x0B80, "te": 0x0C00}
    for name, told in served().items():
        for language, first in blocks.items():
            indic = [c for c in told[language] if 0x0900 <= ord(c) < 0x0D80 and c not in "।॥"]
            assert indic, (name, language)
            assert all(first <= ord(c) < first + 0x80 for c in indic), (name, language)


@pytest.mark.parametrize("language", ["en-IN", "hi", "ur", "fi"])
def test_pages_speak_the_papers_language(site: Site, language: str) -> None:
    paper = {"title": "<b>Paper</b>", "language": language}
    (site.folder / "editions.json").write_text(json.dumps({"paper": paper}))
    page = Pages(Folder(site.folder)).told("missing")
    wanted = served()["missing"].get(language.partition("-")[0], served()["missing"]["en"])
    assert wanted in page
    assert (
        f'<html lang="{language}" dir="{"rtl" if language == "ur" else "ltr"}" data-kind="gone">'
        in page
    )
    assert "<b>" not in page


def test_a_site_without_an_index_still_answers(site: Site) -> None:
    (site.folder / "editions.json").write_text("[]")
    assert "for subscribers" in Pages(Folder(site.folder)).told("missing")
