"""`epaper check`: every settings file is read before any work, and each kind has its code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import DAY, ROOT, environment, run

SHOP = ROOT / "layouts" / "press" / "berliner-europe.yaml"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    done = run("new", "mine", "--date", DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shutil.copytree(ROOT / "layouts" / "press", tmp_path / "mine" / "layouts" / "press")
    return tmp_path / "mine"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SPOILT = [
    ("editions/publication.yaml", "layout: broadsheet", "layout: brodsheet", 3, "'broadsheet'"),
    ("editions/publication.yaml", "layout:", "press: [nope]\n  layout:", 3, "'nope'"),
    (f"editions/{DAY}/edition.yaml", "number:", "date: 2001-01-01\nnumber:", 3, "2001-01-01"),
    (f"editions/{DAY}/plan.yaml", "{page: 1}", "{page: 1", 3, "plan.yaml:"),
    (f"editions/{DAY}/wire.yaml", "", "urgncy: {default: 5}", 3, "'urgency'"),
    ("layouts/broadsheet.yaml", "effort: 96", "efort: 3", 4, "'effort'"),
    ("layouts/press/indian-coldset-broadsheet.yaml", "sharpen: 60", "sharpn: 60", 4, "'sharpen'"),
    ("words/en.yaml", "", "phrases: {insde: In}", 4, "'inside'"),
    ("fonts/fonts.yaml", "", "ours: {file: gone.ttf}", 5, "gone.ttf is not there"),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "words"), SPOILT)
def test_a_mistake_in_a_settings_file(
    name: str, old: str, new: str, code: int, words: str, paper: Path
) -> None:
    spoil(
        paper / "editions" / "publication.yaml",
        "layout:",
        "press: indian-coldset-broadsheet\n  layout:",
    )
    path = paper / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    spoil(
        path, "press: indian-coldset-broadsheet\n  layout:" if "press: [nope]" in new else old, new
    )
    done = run("check", "--date", DAY, cwd=paper)
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stdout
    assert done.stderr == f"epaper: the day {DAY} has 1 mistake; mend the above\n"


def test_a_clean_paper(paper: Path) -> None:
    done = run("check", "--date", DAY, cwd=paper)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("; no findings\n")


def test_mistakes_of_settings_are_data_as_well(paper: Path) -> None:
    spoil(paper / "layouts" / "broadsheet.yaml", "effort: 96", "efort: 3")
    done = run("check", "--date", DAY, "--json", cwd=paper)
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["file"], finding["field"]) == ("layouts/broadsheet.yaml", "efort")
    assert finding["remedy"] == "did you mean 'effort'?"


def test_the_module_is_a_command(paper: Path) -> None:
    command = [sys.executable, "-m", "epaper", "check", "--date", DAY]
    done = subprocess.run(
        command, cwd=paper, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_preflight_knows_the_papers_own_shops(paper: Path, tmp_path: Path) -> None:
    import pikepdf

    shutil.copyfile(SHOP, paper / "layouts" / "press" / "our-shop.yaml")
    spoil(paper / "layouts" / "press" / "our-shop.yaml", "[315, 470]", "[100, 100]")
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        pdf.save(tmp_path / "ad.pdf")
    file = str(tmp_path / "ad.pdf")
    done = run("preflight", file, "--shop", "our-shop", "--json", cwd=paper)
    assert json.loads(done.stdout), done.stderr
    elsewhere = run("preflight", file, "--shop", "our-shop", cwd=tmp_path)
    assert elsewhere.returncode == 4
    assert "there is no such print shop" in elsewhere.stderr
    told = run(
        "preflight",
        file,
        "--shop",
        "our-shop",
        "--editions",
        "mine/editions",
        "--json",
        cwd=tmp_path,
    )
    assert told.stdout == done.stdout


def test_a_shop_that_cannot_print_the_layout_is_told_before_anything_is_set(paper: Path) -> None:
    spoil(paper / "editions" / "publication.yaml", "layout:", "press: berliner-europe\n  layout:")
    done = run("check", "--date", DAY, cwd=paper)
    assert done.returncode == 4
    assert "prints pages of 315 x 470 mm, the layout broadsheet has 350 x 546 mm" in done.stdout
