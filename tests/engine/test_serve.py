"""`epaper serve` as its user runs it, and builds beside it."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema

from epaper.engine.client import Call
from epaper.engine.place import usual_socket
from tests.engine.conftest import DATE, request_of

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "output.schema.json").read_text(encoding="utf-8")
)
COMMAND = ["serve", "--date", DATE.isoformat(), "--jobs", "1", "--json"]


@contextmanager
def engine(paper: Path) -> Iterator[subprocess.Popen[str]]:
    from command import COMMAND as EPAPER
    from command import environment

    with subprocess.Popen(
        [*EPAPER, *COMMAND],
        cwd=paper,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            assert "2026-01-01 is held open at " in told
            yield process
        finally:
            process.kill()


def test_it_serves_builds_and_ends_when_it_is_told(paper: Path) -> None:
    from command import run

    before = json.loads((paper / "dist" / DATE.isoformat() / "report.json").read_text("utf-8"))
    with engine(paper) as process:
        other = run(*COMMAND, cwd=paper)
        assert other.returncode == 10
        assert "holds 2026-01-01 of this paper open" in other.stderr
        call = Call(usual_socket(request_of(paper).paths))
        assert call.ask({"id": 1, "do": "lay"}, 60)["moved"] == []
        call.close()
        built = run("build", "--date", DATE.isoformat(), "--jobs", "1", "--json", cwd=paper)
        assert (built.returncode, built.stderr) == (0, "")
        told = json.loads(built.stdout)
        assert told["ok"]
        assert told["stories"] == before["stories"]
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    (line,) = out.splitlines()
    jsonschema.validate(json.loads(line), SCHEMA)
    assert json.loads(line)["socket"] == str(usual_socket(request_of(paper).paths))
    assert not (paper / "dist" / ".engine").exists()


def test_what_a_killed_one_leaves_is_no_hindrance(paper: Path) -> None:
    from command import run

    place = usual_socket(request_of(paper).paths)
    with engine(paper) as process:
        process.kill()
        process.wait(20)
    assert place.exists()
    built = run("build", "--date", DATE.isoformat(), "--jobs", "1", "--quiet", cwd=paper)
    assert (built.returncode, built.stderr) == (0, "")
    built = run("build", "--date", DATE.isoformat(), "--jobs", "1", cwd=paper)
    assert built.returncode == 0
    assert built.stderr.count("does not answer") == 1
    with engine(paper):
        call = Call(place)
        assert call.ask({"do": "stop"}, 20)["ok"]
        call.close()
