"""The sample days in other languages: nothing in them to mend, and every letter the right one."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from command import DAY, ROOT, run
from ua_validator import failures

from tests.conftest import Once

SAMPLES = ROOT / "samples"
# What lies with the faces and words of the paper, not with what its editors wrote.
NOT_OF_THE_DAY = {"type.script", "words.missing"}
# Devanagari digits, and the nukta under other letters than those that the paper gives one.
NOT_HINDI = re.compile(r"[\u0966-\u096f]|[\u0915-\u0917]\u093c|[\u0930\u0933]\u093c")
# Arabic yeh, alef maksura, kaf and heh, forms for printers, joiners, Arabic-Indic digits.
NOT_URDU = re.compile(
    r"[\u064a\u0649\u0643\u0647\ufb50-\ufdff\ufe70-\ufefe\u200c-\u200f\u0660-\u0669\u06f0-\u06f9]"
)


def texts(language: str) -> list[tuple[Path, str]]:
    files = sorted(
        path
        for path in (SAMPLES / language).rglob("*")
        if path.suffix in {".md", ".yaml"} and path.is_file()
    )
    return [(path, path.read_text(encoding="utf-8")) for path in files]


@pytest.mark.parametrize(("language", "stories"), [("hi", 61), ("ur", 21)])
def test_a_sample_day_has_nothing_to_mend(language: str, stories: int) -> None:
    folder = SAMPLES / language / "editions"
    done = run("check", "--date", DAY, "--editions", str(folder), "--json")
    told = json.loads(done.stdout)
    assert told["stories"] == stories
    assert [f for f in told["findings"] if f["rule"] not in NOT_OF_THE_DAY] == []


@pytest.fixture(scope="module")
def hindi_built(once: Once) -> Path:
    editions = str(SAMPLES / "hi" / "editions")

    def make(folder: Path) -> None:
        run("build", "--date", DAY, "--editions", editions, "--out", str(folder), "--fresh")

    return once("hindi-built", make) / DAY


def test_the_hindi_day_holds_no_story_and_no_page_shows_the_papers_own_name_instead(
    hindi_built: Path,
) -> None:
    told = json.loads((hindi_built / "report.json").read_text(encoding="utf-8"))
    assert told["summary"]["held"] == 0
    assert [one for one in told["modules"] if one["kind"] == "advertisement"] == []


def test_its_first_page_is_soon_whole(hindi_built: Path) -> None:
    (file,) = hindi_built.glob("*.pdf")
    end = re.search(rb"/E (\d+)", file.read_bytes()[:2000])
    assert end
    assert int(end[1]) < 500_000


def test_the_hindi_day_is_accessible(hindi_built: Path) -> None:
    assert failures(sorted(hindi_built.glob("*.pdf"))) == []


@pytest.mark.parametrize("language", ["hi", "ur"])
def test_its_text_is_canonical(language: str) -> None:
    for path, text in texts(language):
        assert unicodedata.is_normalized("NFC", text), path


@pytest.mark.parametrize(("language", "wrong"), [("hi", NOT_HINDI), ("ur", NOT_URDU)])
def test_its_letters_are_those_of_its_language(language: str, wrong: re.Pattern[str]) -> None:
    for path, text in texts(language):
        assert wrong.findall(text) == [], path


@pytest.mark.parametrize("language", ["hi", "ur"])
def test_its_pictures_are_credited(language: str) -> None:
    day = SAMPLES / language / "editions" / DAY
    credits = (day / "pictures" / "CREDITS.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"pictures/([\w-]+\.jpg)", "".join(t for _, t in texts(language))))
    there = {path.name for path in (day / "pictures").glob("*.jpg")}
    assert there == named == set(re.findall(r"^\| ([\w-]+\.jpg) \|", credits, re.MULTILINE))
