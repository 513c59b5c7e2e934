"""A whole day off the wire: imported, then built as a broadsheet; as a tabloid with
advertisements.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import run
from tiny_paper import write_quick_layout

from tools.wire_paper import FIRMS, write_paper

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "wire-day"
PAPER = """\
publication: {name: The Wire Day, language: en-GB}
sections: [Nation, World, City, Business, {name: Science, kind: features},
  {name: Culture, kind: features}, Sport]
pages: {least: 16, most: 16, multiple: 2}
"""


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_the_wire_day_in_sixteen_pages(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "publication.yaml").write_text(PAPER, encoding="utf-8")
    brought = run("import", str(CORPUS), "--date", "2020-11-23", "--json", cwd=tmp_path)
    assert brought.returncode == 0, brought.stderr
    items = json.loads(brought.stdout)["items"]
    assert [item["result"] for item in items] == ["new"] * 130
    built = run("build", "--date", "2020-11-23", "--json", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    report = json.loads(built.stdout)
    assert report["pages"] == 16
    assert report["ledger"]["lost"] == 0
    placed = [story for story in report["stories"] if story["status"] in ("placed", "jumped")]
    assert len(placed) >= 110
    held = [story for story in report["stories"] if story["status"] == "held"]
    assert len(placed) + len(held) == 130
    assert all(story["reason"] for story in held)
    metrics = report["metrics"]
    assert len(metrics) == 16
    assert all(page["widows"] == page["orphans"] == page["off_grid_lines"] == 0 for page in metrics)
    white = sorted(page["white_share"] for page in metrics if page["lines"])
    assert white[len(white) // 2] <= 0.03
    assert white[-1] <= 0.06
    again = run("import", str(CORPUS), "--date", "2020-11-23", "--json", cwd=tmp_path)
    assert {item["result"] for item in json.loads(again.stdout)["items"]} == {"same"}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_the_wire_day_with_advertisements(tmp_path: Path) -> None:
    """With a little of the effort that is shipped, for the sake of time; so it is whiter."""
    pages = 48
    write_paper(CORPUS, tmp_path, "tabloid", pages)
    write_quick_layout(tmp_path, "tabloid", 8)
    built = run("build", "--date", "2020-11-23", "--json", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    report = json.loads(built.stdout)
    assert report["pages"] == pages
    assert report["ledger"]["lost"] == 0
    assert not [f for f in report["findings"] if f["severity"] == "error"]
    metrics = [page for page in report["metrics"] if page["lines"]]
    assert len(metrics) > pages / 2
    assert all(page["widows"] == page["orphans"] == page["off_grid_lines"] == 0 for page in metrics)
    white = sorted(page["white_share"] for page in metrics)
    assert white[len(white) // 2] <= 0.04
    assert white[-1] <= 0.085
    sold = {m["note"].split(", ", 1)[-1] for m in report["modules"] if m["kind"] == "advertisement"}
    assert set(FIRMS) <= sold
    leaving: dict[int, int] = {}
    for story in report["stories"]:
        for page in story["pages"][:-1]:
            leaving[page] = leaving.get(page, 0) + 1
    assert leaving.pop(1, 0) <= 5  # urgent news stands on page 1, however long
    assert max(leaving.values(), default=0) <= 1  # no more than one jump a page
    held = [story["urgency"] for story in report["stories"] if story["status"] == "held"]
    assert len(held) <= 20
    assert min(held, default=9) > 2
