"""A build uses the engine that it finds; where that does not do, it says so once and builds by
itself."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from epaper.engine import client
from epaper.engine.client import build_by_engine
from epaper.engine.place import usual_socket
from epaper.errors import WithheldError
from epaper.make.request import Request
from epaper.work.kept import own_code as program
from tests.engine.conftest import DATE

Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


@contextmanager
def standing_in(request: Request, answer: Answer) -> Iterator[None]:
    """Something at the engine's place that answers like this; None hangs up."""
    place = usual_socket(request.paths)
    place.parent.mkdir(parents=True)
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(place))
    server.listen(1)

    def serve() -> None:
        line, _ = server.accept()
        with line, line.makefile("rb") as asked:
            for given in asked:
                found = answer(json.loads(given))
                if found is None:
                    return
                if found:
                    line.sendall(json.dumps(found).encode() + b"\n")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        thread.join(10)
        server.close()
        os.unlink(place)


@pytest.fixture
def request_(short: Path) -> Request:
    return Request(DATE, short / "editions", out=short / "dist", jobs=1)


def told(request: Request, answer: Answer) -> str:
    said: list[str] = []
    with standing_in(request, answer):
        assert build_by_engine(request, said.append) is None
    (one,) = said
    return one


def test_without_an_engine_nothing_is_said(request_: Request) -> None:
    said: list[str] = []
    assert build_by_engine(request_, said.append) is None
    assert not said


def test_a_socket_that_was_named_and_is_not_there_is_told(request_: Request) -> None:
    said: list[str] = []
    assert build_by_engine(request_, said.append, request_.out / "socket") is None
    assert len(said) == 1
    assert "does not answer (No such file or directory)" in said[0]


def test_an_engine_of_another_version(request_: Request) -> None:
    one = told(request_, lambda _: {"ok": True, "program": "older"})
    assert "is of another version of epaper; this build does without it" in one
    assert "start it again: epaper serve --date 2026-01-01" in one


def test_an_engine_that_says_nothing(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "HANDSHAKE", 0.05)
    assert "does not answer (it says nothing for 0.05 seconds)" in told(request_, lambda _: {})


def test_an_engine_that_ends_meanwhile(request_: Request) -> None:
    def ends(asked: dict[str, Any]) -> dict[str, Any] | None:
        return None if asked["do"] == "build" else {"ok": True, "program": program()}

    assert "does not answer (it has ended)" in told(request_, ends)


def test_an_engine_of_another_paper(request_: Request) -> None:
    def refuses(asked: dict[str, Any]) -> dict[str, Any]:
        if asked["do"] == "status":
            return {"ok": True, "program": program()}
        return {"ok": False, "error": {"kind": "UsageError", "message": "it holds another open"}}

    assert "did not build (it holds another open); this build" in told(request_, refuses)


def test_an_error_of_the_build_is_the_callers(request_: Request) -> None:
    finding = {"key": "abc123", "severity": "error", "rule": "a.rule", "message": "it is wrong"}

    def withheld(asked: dict[str, Any]) -> dict[str, Any]:
        if asked["do"] == "status":
            return {"ok": True, "program": program()}
        error = {"kind": "WithheldError", "message": "it is withheld"}
        return {"ok": False, "error": error, "report": {"withheld": True}, "findings": [finding]}

    said: list[str] = []
    with standing_in(request_, withheld), pytest.raises(WithheldError) as error:
        build_by_engine(request_, said.append)
    assert (str(error.value), error.value.report) == ("it is withheld", {"withheld": True})
    assert error.value.findings[0].message == "it is wrong"
    assert not said
