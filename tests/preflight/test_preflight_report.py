import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from epaper.cli.preflight import preflight_command
from epaper.errors import PreflightError
from epaper.geometry import Rect
from epaper.model.finding import Finding, Severity
from epaper.model.press import Standard
from epaper.preflight.report import as_page
from epaper.preflight.told import Package
from tests.preflight.sheets import paint, write

E = Severity.ERROR


def test_text_json_and_page(tmp_path: Path) -> None:
    good, bad = (
        write(tmp_path / "good.pdf", Standard.X4),
        write(tmp_path / "bad.pdf", Standard.X4, paint("1 0 0 rg 60 60 40 40 re f")),
    )
    runner = CliRunner()
    fine = runner.invoke(preflight_command, [str(good)])
    assert fine.exit_code == 0
    assert "fit to print" in fine.output
    report = tmp_path / "report.html"
    found = runner.invoke(
        preflight_command, [str(good), str(bad), "--json", "--report", str(report)]
    )
    assert isinstance(found.exception, PreflightError)
    data = json.loads(found.output)
    counts = {one["file"]: one["errors"] for one in data["files"]}
    assert counts == {str(good): 0, str(bad): 1}
    (finding,) = data["findings"]
    assert (finding["rule"], finding["file"]) == ("colour.rgb", str(bad))
    assert finding["place"]["x_mm"] == 21.2
    page = report.read_text()
    assert "data:image/jpeg" in page
    assert 'title="colour.rgb' in page


@pytest.mark.parametrize("report", ["report.html", "report.pdf"])
def test_a_file_whose_name_is_no_utf8_is_checked_and_reported(tmp_path: Path, report: str) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.pdf")
    try:
        write(tmp_path / "page.pdf", Standard.X4).rename(odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    arguments = [str(odd), "--report", str(tmp_path / report)]
    done = CliRunner().invoke(preflight_command, arguments)
    assert (done.exception, done.exit_code) == (None, 0)
    assert "caf\\xe9.pdf: fit to print" in done.output
    assert (tmp_path / report).is_file()


def test_what_is_alike_stands_together_on_the_page(tmp_path: Path) -> None:
    """Each of forty equal findings had an entry of its own; the terminal had one line."""
    places = {name: write(tmp_path / name, Standard.X4) for name in ("one.pdf", "two.pdf")}
    small = [
        Finding(E, "type.size", f"type of {s} pt, 6 pt at least", "set it larger", page=1, rect=r)
        for s, r in ((5.9, Rect(9, 9, 9, 9)), (5.2, Rect(9, 30, 9, 9)))
    ]
    sizes = {
        name: [Finding(E, "page.size", "the trim is wrong", "name a shop", file=name, page=1 + at)]
        for at, name in enumerate(places)
    }
    found = {"one.pdf": [*sizes["one.pdf"], *small], "two.pdf": sizes["two.pdf"]}
    answers = {small[0].key: "4f09ac: waits"}
    page = as_page(found, places, Package({"one.pdf": [1], "two.pdf": [2]}, answers))
    assert page.count("the trim is wrong") == 1
    assert "<b>error, 2 times</b> <span class=rule>page.size</span> pages 1, 2: the trim" in page
    assert "<b>error, 2 times</b> <span class=rule>type.size</span> page 1: <i>set it" in page
    assert "<li>page 1: type of 5.2 pt, 6 pt at least</li>" in page
    assert page.count("<a class=error") == 2
    assert page.count("4f09ac: waits") == 1
    assert "Only what is said of several files above." in page
