"""An engine answers a line with a line, and nothing that comes over the socket ends it."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import jsonschema
import pytest

from epaper.engine import server
from epaper.engine.server import Engine

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "engine.schema.json").read_text(encoding="utf-8")
)


@contextmanager
def caller(place: Path) -> Iterator[tuple[socket.socket, IO[bytes]]]:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(str(place))
        with line.makefile("rb") as answers:
            yield line, answers


def answer(answers: IO[bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answers.readline())
    jsonschema.validate(found, SCHEMA)
    return found


def test_what_it_is(bare: tuple[Engine, Path]) -> None:
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"id": "a", "do": "status"}\n')
        told = answer(answers)
    assert told["id"] == "a"
    assert told["ok"]
    assert told["exit"] == 0
    assert told["date"] == "2026-01-01"
    assert told["busy"] in ("", "warm")
    assert told["laid"] is False
    assert len(told["program"]) == 64


def test_answers_come_in_the_order_of_the_requests(bare: tuple[Engine, Path]) -> None:
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"id": 1, "do": "status"}\n\n{"id": 2, "do": "what"}\n{"id": 3, "do"')
        assert [answer(answers)["id"] for _ in range(2)] == [1, 2]
        line.sendall(b': "status"}\n')
        assert answer(answers)["id"] == 3


def test_a_day_that_cannot_be_read_is_told(bare: tuple[Engine, Path]) -> None:
    with caller(bare[1]) as (line, answers):
        for do in (b"lay", b"day"):
            line.sendall(b'{"id": 1, "do": "' + do + b'"}\n')
            told = answer(answers)
            assert (told["ok"], told["exit"]) == (False, 3)
            assert told["error"]["kind"] == "EditionError"
            assert "there is no folder" in told["error"]["message"]
        line.sendall(b'{"id": 2, "do": "status"}\n')
        assert answer(answers)["ok"]


def test_wrong_lines_are_answered(bare: tuple[Engine, Path]) -> None:
    with caller(bare[1]) as (line, answers):
        for wrong in (b"hello", b"\xff\xfe", b"{}", b"null", b'{"do": "page", "page": "1"}'):
            line.sendall(wrong + b"\n")
            told = answer(answers)
            assert (told["exit"], told["error"]["kind"]) == (2, "UsageError")


def test_a_line_without_an_end_is_refused(
    bare: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_BYTES", 1000)
    with caller(bare[1]) as (line, answers):
        line.sendall(b"x" * 2000)
        told = answer(answers)
        assert (
            "a line has no more than 1,000 B, this one has; send less at once"
            in told["error"]["message"]
        )
        assert answers.read() == b""  # and hung up
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"do": "status"}\n')
        assert answer(answers)["ok"]


def test_who_hangs_up_or_reads_nothing_stops_nobody(bare: tuple[Engine, Path]) -> None:
    with caller(bare[1]) as (line, _):
        line.sendall(b'{"do": "status"}\n' * 100)
    with caller(bare[1]) as (line, _):
        line.sendall(b'{"do": "sta')
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"do": "status"}\n')
        assert answer(answers)["ok"]


def test_callers_beyond_a_number_are_told(
    bare: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_CALLERS", 1)
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"do": "status"}\n')
        assert answer(answers)["ok"]
        with caller(bare[1]) as (_, others):
            assert "1 callers are connected" in answer(others)["error"]["message"]


def test_a_beat_goes_on_while_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BEAT", 0.002)
    before, beats = signal.getsignal(signal.SIGALRM), []
    with server._beating(lambda: beats.append(1)):
        while len(beats) < 3:
            sum(range(100))
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_fault_of_ours_is_an_answer(
    bare: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_asked: object) -> dict[str, Any]:
        raise ZeroDivisionError("by nought")

    said: list[str] = []
    bare[0].say = said.append
    monkeypatch.setattr(bare[0].day, "answer", broken)
    with caller(bare[1]) as (line, answers):
        line.sendall(b'{"id": 5, "do": "lay"}\n')
        told = answer(answers)
        assert (told["id"], told["exit"]) == (5, 1)
        assert "a fault of ours, ZeroDivisionError" in told["error"]["message"]
    assert said == ["lay: ZeroDivisionError: by nought"]


def test_while_it_works_it_says_what_it_does(
    bare: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the steps of a long request."""
    engine, place = bare
    told: list[dict[str, Any]] = []

    def long_one(_asked: object) -> dict[str, Any]:
        with caller(place) as (line, answers):
            line.sendall(b'{"id": 9, "do": "status"}\n{"id": 10, "do": "explain", "page": 1}\n')
            for _ in range(20):
                engine._progress("lay out", 1, 2)
            told.append(answer(answers))
        return {}

    monkeypatch.setattr(engine.day, "answer", long_one)
    with caller(place) as (line, answers):
        line.sendall(b'{"id": 1, "do": "lay"}\n')
        assert answer(answers)["id"] == 1
    assert (told[0]["id"], told[0]["busy"]) == (9, "lay")
