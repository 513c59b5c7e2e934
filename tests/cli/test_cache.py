"""`epaper cache`: how much is kept between runs, and how it goes."""

from __future__ import annotations

import json
from pathlib import Path

from command import run
from small_paper import DAY

from epaper.paths import STORE, STORE_FOLDER
from epaper.work.store import Store


def said(*args: str) -> str:
    done = run("cache", *args)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_kept_is_told_and_cleared(tmp_path: Path) -> None:
    store = Store(tmp_path / STORE)
    store.put("press-plates", "a", bytes(1000))
    store.put("pictures", "b", bytes(68))
    out = ("--out", str(tmp_path))
    told = said("show", *out).splitlines()
    assert told[:2] == ["pictures: 1 result, 100 bytes", "press plates: 1 result, 1.0 kB"]
    assert told[2].endswith("1.1 kB of 2.0 GB at most")
    data = json.loads(said("show", *out, "--json"))
    assert (data["bytes"], data["kept"]["pictures"]["results"]) == (1132, 1)
    assert said("clear", *out).endswith("1.1 kB freed\n")
    assert json.loads(said("show", *out, "--json"))["kept"] == {}


def test_several_papers_may_have_one_store(paper: Path, tmp_path: Path) -> None:
    """What one keeps the other finds: nothing is kept twice, and nothing beside their output."""
    elsewhere = {STORE_FOLDER: str(tmp_path / "one")}
    kept = []
    for out in ("dist", "other"):
        done = run("build", "--date", DAY, "--out", out, cwd=paper, more=elsewhere)
        assert done.returncode == 0, done.stderr
        assert not (paper / out / STORE).exists()
        shown = run("cache", "show", "--out", out, "--json", cwd=paper, more=elsewhere)
        kept.append(json.loads(shown.stdout)["kept"])
    assert kept[0] == kept[1]
    assert "page-searches" in kept[0]
