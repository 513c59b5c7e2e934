"""`--json`: one document of one shape, whatever the command and however it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import ROOT
from spoken import Said, speak
from tiny_paper import DAY, SHOP

SCHEMA = json.loads((ROOT / "docs" / "output.schema.json").read_text(encoding="utf-8"))
Speak = Callable[..., Said]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Speak:
    return lambda cwd, *words: speak([*words, "--json"], cwd, monkeypatch, capsys)


def valid(told: Said) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(told.out)
    jsonschema.validate(data, SCHEMA)
    assert data["exit"] == told.code
    assert data["ok"] == (told.code == 0)
    return data


PACKAGE = f"dist/{DAY}/press/{SHOP}"
ISSUE = f"dist/{DAY}/issue"
GOOD = [
    f"check --date {DAY}",
    f"build --date {DAY} --jobs 1",
    f"new other --date {DAY}",
    f"import item.json --date {DAY}",
    f"plan --date {DAY}",
    f"plan --date {DAY} --page 1 --alternatives 2",
    f"explain bridge --date {DAY}",
    f"print --date {DAY} --to again --jobs 1",
    f"issue show {ISSUE}",
    f"issue diff {ISSUE} {ISSUE}",
    f"press --date {DAY} --shop {SHOP} --jobs 1",
    f"preflight {PACKAGE}/*.pdf --shop {SHOP}",
    f"deliver {PACKAGE} hot",
    f"verify {PACKAGE}/*.pdf --date {DAY}",
]


def words_of(line: str, folder: Path) -> list[str]:
    words = []
    for word in line.split():
        found = sorted(str(p.relative_to(folder)) for p in folder.glob(word)) if "*" in word else []
        words += [one for one in found if "_v1" in one] or [word]
    return words


@pytest.mark.parametrize("line", GOOD)
def test_a_good_day(line: str, pressed: Path, said: Speak) -> None:
    told = said(pressed, *words_of(line, pressed))
    data = valid(told)
    name, *more = line.split()
    assert data["command"] == (f"{name} {more[0]}" if name == "issue" else name)
    assert (told.code, told.err) == (0, "")
    if name == "build":  # the report that is kept, and how the command ended
        report = pressed / "dist" / DAY / "report.json"
        kept = json.loads(report.read_text(encoding="utf-8"))
        assert data == {**kept, "command": "build", "ok": True, "exit": 0}


BAD = [
    ("bild", 2),
    ("build --date 2026-11-31", 2),
    (f"build --date {DAY} --finding abcdef", 2),
    ("build --date 2001-01-01", 3),
    ("check --date 2001-01-01", 3),
    ("serve --date 2001-01-01", 3),
    ("import item.json --date yesterday-ish", 2),
    (f"import --date {DAY}", 2),
    (f"import nowhere.json --date {DAY}", 14),
    ("plan --date 2001-01-01", 15),
    (f"plan --date {DAY} --page 3 --alternatives 1 --page 399", 2),
    (f"explain brigde --date {DAY}", 2),
    ("print --date 2001-01-01 --to again", 15),
    ("issue show editions", 15),
    (f"issue diff {ISSUE} editions", 15),
    (f"press --date {DAY} --pages x", 2),
    (f"press --date {DAY} --shop nope", 4),
    ("preflight item.json", 11),
    ("deliver editions hot", 12),
    (f"deliver {PACKAGE} ftp://desk:secret@nowhere.invalid/in", 2),
    (f"verify item.json --date {DAY}", 13),
]


@pytest.mark.parametrize(("line", "code"), BAD)
def test_a_bad_day(line: str, code: int, pressed_once: Path, said: Speak) -> None:
    told = said(pressed_once, *line.split())
    data = valid(told)
    assert told.code == code, told
    assert told.err.strip()
    if "error" in data:
        assert data["error"]["message"] in told.err
    assert "secret" not in told.out


def test_a_paper_that_is_withheld_has_its_report(pressed: Path, said: Speak) -> None:
    settings = pressed / "editions" / DAY / "edition.yaml"
    ad = "ads: [{booking: A9, advertiser: Firm, size: strip, page: 9}]\n"
    settings.write_text(settings.read_text("utf-8") + ad, "utf-8")
    told = said(pressed, "build", "--date", DAY, "--jobs", "1", "--out", "o ut")
    data = valid(told)
    assert (told.code, data["error"]["kind"]) == (16, "WithheldError")
    assert data["withheld"]
    assert data["findings"][0]["severity"] == "error"
    assert data["findings"][0]["key"] in told.err
    assert f"epaper build --date {DAY} --out 'o ut' --anyway" in told.err


def test_pages_that_wait_have_their_keys(pressed: Path, said: Speak) -> None:
    told = said(pressed, "press", "--date", DAY, "--shop", "indian-coldset-broadsheet")
    data = valid(told)
    assert told.code == 11
    assert all(one["key"] in told.err for one in data["findings"] if one["severity"] == "error")
    assert data["packages"][0]["waiting"]


def test_a_stop_is_told_as_well(
    pressed_once: Path, said: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("epaper.cli.check.judge_day", stopped)
    data = valid(said(pressed_once, "check", "--date", DAY))
    assert data["exit"] == 130
