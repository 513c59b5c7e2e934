"""A paper in letters that no face has prints no boxes: check, build and press say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run
from small_paper import DAY

HAN = "no face of the paper has Han (新, 闻)"


@pytest.mark.parametrize("where", ["name: The Test", "sections: [City"])
def test_no_boxes_in_what_the_paper_itself_says(paper: Path, where: str) -> None:
    settings = paper / "editions" / DAY / "edition.yaml"
    text = settings.read_text("utf-8")
    name = where.replace("The Test", "新闻") if "name" in where else "sections: [新闻, City"
    settings.write_text(text.replace(where, name), "utf-8")
    checked = run("check", "--date", DAY, cwd=paper)
    assert (checked.returncode, HAN in checked.stdout) == (3, True)
    for command in (("build",), ("press", "--shop", "digital-shortrun-tabloid")):
        done = run(*command, "--date", DAY, cwd=paper)
        assert (done.returncode, HAN in done.stderr) == (16, True)
        assert not list((paper / "dist" / DAY).glob("*.pdf"))
