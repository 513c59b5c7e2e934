"""`serve-site` and `pass` say what is wrong before a reader does."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from epaper.cli.pass_ import pass_command
from epaper.cli.serve_site import serve_site_command
from epaper.errors import UsageError
from epaper.gate.access import new_access
from tests.gate.gates import Site


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--edition=nonsense", "no edition"),
        ("--edition=", "no edition"),
        ("--edition=*", "no edition"),
        ("--edition=2026-02-30", "no edition"),
        ("--edition=20261123", "no edition"),
        ("--edition=2026-11-23/", "no edition"),
        ("--edition=2026-11-23-", "no edition"),
        ("--edition=2026-11-23 north", "no edition"),
        ("--to=http://evil.example/", "leads out"),
        ("--to=//evil.example/", "leads out"),
        ("--to=/\\evil.example/", "leads out"),
        ("--to=foo", "leads out"),
        ("--to=", "leads out"),
        ("--to=/a\nb", "leads out"),
        ("--to=/a b", "leads out"),
    ],
)
def test_a_link_that_would_open_nothing_is_not_made(tmp_path: Path, option: str, told: str) -> None:
    keys = tmp_path / "access.yaml"
    new_access(keys)
    answer = CliRunner().invoke(pass_command, ["--keys", str(keys), "--sub", "s1", option])
    assert isinstance(answer.exception, UsageError)
    assert told in str(answer.exception)
    assert "2026-11-23" in str(answer.exception)  # what is right


def test_links_to_editions_of_zones_and_titles_are_made(tmp_path: Path) -> None:
    keys = tmp_path / "access.yaml"
    new_access(keys)
    asked = ["--keys", str(keys), "--sub", "s1", "--to", "/2026-11-23-उत्तर/?from=mail#page"]
    for edition in ("2026-11-23", "2026-11-23-north-hills", "2026-11-23-उत्तर"):
        asked += ["--edition", edition]
    answer = CliRunner().invoke(pass_command, asked)
    assert answer.exit_code == 0
    assert answer.output.startswith("/2026-11-23-उत्तर/?from=mail&pass=v1.k1.")
    assert answer.output.endswith("#page\n")


def test_a_folder_that_is_no_site_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "standing").mkdir()
    answer = CliRunner().invoke(serve_site_command, [str(tmp_path)])
    assert isinstance(answer.exception, UsageError)
    assert "editions.json" in str(answer.exception)
    assert "epaper publish" in str(answer.exception)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_stopped_ends_well(site: Site, end: signal.Signals) -> None:
    """Its end is no build's, which would leave the last good output."""
    asked = [sys.executable, "-m", "epaper", "serve-site", str(site.folder), "--port", "0"]
    asked += ["--proxies", "1", "--requests", "50", "--burst", "900"]
    server = subprocess.Popen(asked, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        place = server.stderr.readline().rpartition(" ")[2].strip()
        assert "without search" in server.stderr.readline()
        with urllib.request.urlopen(place, timeout=20) as answer:
            assert answer.status == 200
        assert "GET / 200" in server.stderr.readline()
        server.send_signal(end)
        _, told = server.communicate(timeout=20)
        assert (told, server.returncode) == ("epaper: stopped\n", 0)
    finally:
        server.kill()
        server.communicate()
