"""Which language a text is in, by its letters and its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from epaper.model.scripts import script_of_language
from epaper.sources.languages import fits, guessed, script_of

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "languages"
GUESSES = [  # of the paper, text, guessed
    ("en-GB", "The bridge is shut to lorries.", "en-GB"),
    ("en-GB", "Le pont est fermé aux camions.", "en-GB"),  # Latin: the paper's own
    ("en-GB", "पुल पर ट्रकों का आना बंद है।", "hi"),
    ("en-GB", "पूल ट्रकसाठी बंद आहे आणि राहील.", "mr"),
    ("en-GB", "সেতু বন্ধ।", "bn"),
    ("en-GB", "பாலம் மூடப்பட்டது.", "ta"),
    ("en-GB", "వంతెన మూసివేశారు.", "te"),
    ("en-GB", "પુલ બંધ છે.", "gu"),
    ("en-GB", "ಸೇತುವೆ ಮುಚ್ಚಿದೆ.", "kn"),
    ("en-GB", "പാലം അടച്ചു.", "ml"),
    ("en-GB", "ਪੁਲ ਬੰਦ ਹੈ।", "pa"),
    ("en-GB", "ସେତୁ ବନ୍ଦ।", "or"),
    ("en-GB", "پل ٹرکوں کے لیے بند ہے۔", "ur"),
    ("en-GB", "أغلق الجسر أمام الشاحنات الثقيلة", "ar"),
    ("en-GB", "12.11.2026", "en-GB"),
    ("en-GB", "", "en-GB"),
    ("en-GB", "橋は閉鎖", "en-GB"),  # a script that is not told here
    ("hi", "The bridge is shut to lorries and the buses are late.", "en"),
    ("hi", "Die Brücke ist für Laster gesperrt, und die Busse kommen zu spät.", "de"),
    ("hi", "Le pont est fermé aux camions, et les bus sont en retard.", "fr"),
    ("hi", "El puente está cerrado a los camiones y los autobuses llegan tarde.", "es"),
    ("hi", "BSNL", "en"),
    ("hi", "पुल बंद", "hi"),
    ("mr", "पुल बंद", "mr"),  # either: the paper's own
    ("hi-IN", "पुल पर आना बंद है।", "hi-IN"),
    ("mr", "पुल पर ट्रकों का आना बंद है।", "hi"),
    ("ne", "पुल बन्द छ।", "ne"),
    ("as", "সেতু বন্ধ।", "as"),
    ("fa", "پل بسته شد", "fa"),
    ("ar", "پل ٹرکوں کے لیے بند ہے۔", "ur"),
    ("ur", "پل بند", "ur"),
    ("ru", "Мост закрыт.", "ru"),
    ("ru", "The bridge is shut.", "en"),
    ("sr-Latn", "Most je zatvoren.", "sr-Latn"),
    ("hi", "भारत में GST 2.0 लागू, Airtel और Jio के दाम बढ़े", "hi"),
]


@pytest.mark.parametrize(("paper", "text", "language"), GUESSES)
def test_is_guessed(paper: str, text: str, language: str) -> None:
    assert guessed(text, paper) == language


def test_a_language_that_the_letters_forbid_does_not_fit() -> None:
    assert not fits("en-US", "पुल पर आना बंद है।")
    assert not fits("hi", "The bridge is shut.")
    assert fits("ne", "पुल बन्द छ।")
    assert fits("ja", "橋は閉鎖")
    assert fits("en", "")
    assert fits("hi", "42")
    assert fits("hi-Latn", "Pul band hai")
    assert not fits("hi-Latn", "पुल बंद है")
    assert script_of_language("pa") == "Guru"
    assert script_of_language("pa-Arab") == "Arab"
    assert script_of("42, 17") == ""


@pytest.mark.parametrize("language", ["hi", "mr", "bn", "ta", "ur", "ar", "en", "de", "fr"])
@pytest.mark.parametrize("paper", ["en-GB", "hi", "ur"])
def test_every_story_of_the_corpus_is_known(language: str, paper: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    own = "en-GB" if paper == "en-GB" and language in ("en", "de", "fr") else language
    lines = (CORPUS / f"ntrex-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        assert guessed(f"{row['title']}\n{row['body']}", paper) == own, row["id"]
