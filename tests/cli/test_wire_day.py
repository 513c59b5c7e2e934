"""A whole day off the wire: imported, then built as 16 pages, with nothing between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import run

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "wire-day"
PAPER = """\
publication: {name: The Wire Day, language: en-GB}
sections: [Nation, World, City, Business, {name: Science, kind: features}, {name: Culture, kind: features}, Sport]
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
    assert len(placed) >= 115
    assert all(story["reason"] for story in report["stories"] if story["status"] == "held")
    metrics = report["metrics"]
    assert all(page["widows"] == page["orphans"] == page["off_grid_lines"] == 0 for page in metrics)
    white = sorted(page["white_share"] for page in metrics)
    assert white[len(white) // 2] <= 0.01
    assert white[-1] <= 0.03
    again = run("import", str(CORPUS), "--date", "2020-11-23", "--json", cwd=tmp_path)
    assert {item["result"] for item in json.loads(again.stdout)["items"]} == {"same"}
