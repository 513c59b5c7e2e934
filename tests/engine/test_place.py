"""One engine a paper and day, behind a socket that only its user can reach."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from epaper.engine.place import connected, listening, usual_socket
from epaper.errors import BusyError, UsageError
from epaper.paths import DayPaths
from tests.engine.conftest import DATE


def paths_in(folder: Path) -> DayPaths:
    return DayPaths(DATE, folder / "editions", folder / "dist")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_reach_it_and_nothing_stays(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    with listening(paths) as (_, place):
        assert place == usual_socket(paths)
        assert (mode(place), mode(place.parent)) == (0o600, 0o700)
        connected(place).close()
    assert not place.exists()
    assert not (tmp_path / "dist" / ".engine").exists()


def test_a_path_longer_than_a_sockets_name(tmp_path: Path) -> None:
    paths = paths_in(tmp_path / ("d" * 120))
    with listening(paths) as (_, place):
        connected(place).close()
    assert Path.cwd().exists()


def test_a_second_engine_is_refused(tmp_path: Path) -> None:
    with listening(paths_in(tmp_path)) as (_, place):
        for given in (None, tmp_path / "own" / "socket"):
            with pytest.raises(BusyError) as error, listening(paths_in(tmp_path), given):
                pass
            assert "an engine holds 2026-01-01 of this paper open already" in str(error.value)
            assert f"process {os.getpid()}" in str(error.value)
        connected(place).close()  # the first one is as it was


def test_what_a_killed_engine_left_is_cleared_away(tmp_path: Path) -> None:
    place = usual_socket(paths_in(tmp_path))
    place.parent.mkdir(parents=True, mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    with pytest.raises(OSError, match="refused"):
        connected(place)
    with listening(paths_in(tmp_path)) as (_, found):
        connected(found).close()


def test_a_socket_elsewhere_is_found_at_its_usual_place(short: Path) -> None:
    own = short / "own" / "desk.sock"
    paths = paths_in(short)
    with listening(paths, own) as (_, place):
        assert place == own
        connected(usual_socket(paths)).close()
    assert not own.exists()
    assert not os.path.lexists(usual_socket(paths))


def test_a_place_that_does_not_do_is_refused(tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir(mode=0o755)
    open_to_all.chmod(0o755)
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    (own / "file").write_text("a file of somebody's")
    refused = {
        open_to_all / "socket": "can be entered by others; close it",
        own / "file": "is there and is no socket; name another path",
        own / ("s" * 200): "is too long for a socket",
    }
    for given, told in refused.items():
        with pytest.raises(UsageError, match=told), listening(paths_in(tmp_path), given):
            pass
    assert (own / "file").read_text() == "a file of somebody's"


def test_a_socket_that_somebody_listens_at_is_refused(short: Path) -> None:
    with listening(paths_in(short / "one")) as (_, place):
        with pytest.raises(BusyError) as error, listening(paths_in(short / "two"), place):
            pass
        assert "a program listens at" in str(error.value)
        connected(place).close()
