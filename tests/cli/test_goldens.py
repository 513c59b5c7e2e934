"""What the main commands say on a good day and on a bad one, word for word, in golden/.

After a change that is meant: EPAPER_GOLDEN=write python -m pytest tests/cli/test_goldens.py, and
read what has changed as somebody alone at night would.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from spoken import Said, speak
from tiny_paper import DAY, SHOP

GOLDEN = Path(__file__).parent / "golden"
MASKS = [
    (r"\d+\.\d s\b", "N s"),
    (r"\(\d+ kB\)", "(N kB)"),
    (r"\bfile(s?), \d+ kB", r"file\1, N kB"),
]
PACKAGE = f"dist/{DAY}/press/{SHOP}"


@pytest.fixture
def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    return lambda cwd, *words: speak([*words], cwd, monkeypatch, capsys)


def _typos(folder: Path) -> None:
    """One mistake in every story."""
    for path in (folder / "editions" / DAY).glob("*.md"):
        text = path.read_text("utf-8").replace("section:", "sektion:", 1)
        path.write_text(text, encoding="utf-8")


def _advertisement(folder: Path) -> None:
    """One on a page that the paper does not have."""
    settings = folder / "editions" / DAY / "edition.yaml"
    ad = "ads: [{booking: A9, advertiser: Firm, size: strip, page: 9}]\n"
    settings.write_text(settings.read_text("utf-8") + ad, encoding="utf-8")


def _changed(folder: Path) -> None:
    path = folder / "editions" / DAY / "mill.md"
    path.write_text(path.read_text("utf-8").replace("mended", "sold"), encoding="utf-8")


def _damaged(folder: Path) -> None:
    for path in (folder / PACKAGE).glob("*_v1.pdf"):
        path.write_bytes(path.read_bytes()[:900])


def _nothing(_folder: Path) -> None:
    pass


CASES = {
    "check": (_nothing, f"check --date {DAY}"),
    "check_typos": (_typos, f"check --date {DAY}"),
    "build": (_nothing, f"build --date {DAY} --jobs 1"),
    "build_typos": (_typos, f"build --date {DAY} --jobs 1"),
    "build_withheld": (_advertisement, f"build --date {DAY} --jobs 1"),
    "press": (_nothing, f"press --date {DAY} --shop {SHOP} --jobs 1"),
    "press_changed": (_changed, f"press --date {DAY} --shop {SHOP} --jobs 1"),
    "press_waits": (_nothing, f"press --date {DAY} --shop berliner-europe --jobs 1"),
    "preflight": (_nothing, f"preflight {PACKAGE}/*_v1.pdf --shop {SHOP}"),
    "preflight_of_the_readers_file": (_nothing, f"preflight dist/{DAY}/the-tiny-paper-{DAY}.pdf"),
    "verify": (_nothing, f"verify {PACKAGE}/*_v1.pdf --date {DAY}"),
    "verify_of_another_day": (_nothing, f"verify {PACKAGE}/*_v1.pdf --date 2026-01-02"),
    "verify_damaged": (_damaged, f"verify {PACKAGE}/*_v1.pdf --date {DAY}"),
    "deliver": (_nothing, f"deliver {PACKAGE} hot"),
    "import": (_nothing, f"import item.json --date {DAY}"),
    "issue_diff": (_nothing, f"issue diff dist/{DAY}/issue dist/{DAY}/issue"),
    "issue_show": (_nothing, f"issue show dist/{DAY}/issue"),
    "explain": (_nothing, f"explain bridge --date {DAY}"),
    "new": (_nothing, f"new my\N{NO-BREAK SPACE}paper --date {DAY}"),
    "no_day": (_nothing, "build --date 2001-01-01"),
    "no_issue": (_nothing, "press --date 2001-01-01"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str, pressed: Path, said: Callable[..., Said]) -> None:
    spoil, line = CASES[name]
    spoil(pressed)
    words = []
    for word in line.split(" "):
        found = sorted(str(p.relative_to(pressed)) for p in pressed.glob(word) if "*" in word)
        words += found or [word]
    told = said(pressed, *words)
    text = f"$ epaper {line}\n{told.out}--\n{told.err}-- {told.code}\n"
    text = text.replace(str(pressed), "/paper")
    for mask, instead in MASKS:
        text = re.sub(mask, instead, text)
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("EPAPER_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
