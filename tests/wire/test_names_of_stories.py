"""Files that an import makes are called what their stories say, in the letters the paper wants."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from wire_samples import drop, ninjs

from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.storyfile import slug_of
from epaper.sources.wire.visible import enclosed

Bring = Callable[..., list[Outcome]]


@pytest.mark.parametrize(
    ("headline", "script", "ascii_"),
    [
        ("Quay to be raised", "quay-to-be-raised", "quay-to-be-raised"),
        ("Élan à Besançon", "elan-a-besancon", "elan-a-besancon"),
        ("दिल्ली में हिंदी दिवस", "दिल्ली-में-हिंदी-दिवस", "dilli-men-hindi-divas"),
        ("रोज का राज", "रोज-का-राज", "roj-ka-raj"),
        ("GST 2.0 से क्या बदलेगा", "gst-2-0-से-क्या-बदलेगा", "gst-2-0-se-kya-badalega"),
        ("लोकसत्ता: मुंबईत पाऊस", "लोकसत्ता-मुंबईत-पाऊस", "lokasatta-mumbait-paus"),
        ("ঢাকায় বৃষ্টি", "ঢাকায়-বৃষ্টি", "dhakay-brsti"),
        ("தமிழ் செய்தி", "தமிழ்-செய்தி", "tamil-cheyti"),
        ("دہلی میں بارش", "دہلی-میں-بارش", "dhly-myn-brsh"),
        ("Москва 2026", "москва-2026", "moskva-2026"),
    ],
)
def test_a_slug(headline: str, script: str, ascii_: str) -> None:
    for form in ("NFC", "NFD"):
        item = WireItem("ninjs", "1", headline=unicodedata.normalize(form, headline))
        assert slug_of(item) == unicodedata.normalize("NFC", script)
        assert slug_of(item, "ascii") == ascii_


@pytest.mark.parametrize(
    ("slugs", "path"), [("script", "दिल्ली/घाट-ऊंचा-होगा.md"), ("ascii", "dilli/ghat-uncha-hoga.md")]
)
def test_a_paper_says_how_its_files_are_called(
    bring: Bring, settings: Settings, tmp_path: Path, slugs: str, path: str
) -> None:
    text = f"publication: {{name: दैनिक, language: hi, slugs: {slugs}}}\nsections: [दिल्ली]\n"
    (settings.day / "edition.yaml").write_text(text, encoding="utf-8")
    made = ninjs(headlines=[{"role": "main", "value": "घाट ऊंचा होगा"}], language="hi")
    bring(drop(tmp_path, "a", made))
    assert (settings.day / path).is_file()
    kill = {**made, "version": "2", "pubStatus": "canceled"}
    assert [one.result for one in bring(drop(tmp_path, "b", kill))] == [Result.KILLED]
    assert not (settings.day / path).is_file()


def test_pictures_keep_their_names(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Image.new("RGB", (600, 400), "teal").save(folder / "दिल्ली का पुल.jpg")
    bring(folder)
    assert [path.name for path in sorted((settings.day / "pictures").glob("*.jpg"))] == [
        "दिल्ली-का-पुल.jpg"
    ]
    assert enclosed(b"x", "image/png", "दिल्ली पुल.png").href.startswith("दिल्ली-पुल-")
