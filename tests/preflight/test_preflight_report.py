import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from epaper.cli.preflight import preflight_command
from epaper.errors import PreflightError
from epaper.model.press import Standard
from tests.preflight.sheets import paint, write


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
