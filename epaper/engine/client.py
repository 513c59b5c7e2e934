"""The caller's side: a request sent, and a build that an engine does."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper import errors
from epaper.engine.place import connected, usual_socket
from epaper.errors import EpaperError
from epaper.make.request import Request
from epaper.model.finding_data import finding_of
from epaper.work.kept import own_code as program

HANDSHAKE = 5.0  # seconds in which an engine says what it is, whatever it does
CHUNK = 1 << 16
Say = Callable[[str], None]


class Silent(Exception):
    """An engine does not answer; the message says how."""


class Call:
    """A connection to an engine; a context manager's target.  Raises Silent."""

    def __init__(self, place: Path) -> None:
        try:
            self.line = connected(place)
        except OSError as error:
            raise Silent(error.strerror or type(error).__name__) from error
        self._come = b""

    def close(self) -> None:
        self.line.close()

    def ask(self, request: Mapping[str, Any], seconds: float | None = None) -> dict[str, Any]:
        """The answer to a request; without `seconds` as long as the engine lives."""
        self.line.settimeout(seconds)
        try:
            self.line.sendall(json.dumps(request).encode() + b"\n")
            while b"\n" not in self._come:
                data = self.line.recv(CHUNK)
                if not data:
                    raise Silent("it has ended")
                self._come += data
        except TimeoutError as error:
            raise Silent(f"it says nothing for {seconds:g} seconds") from error
        except OSError as error:
            raise Silent(error.strerror or type(error).__name__) from error
        answer, _, self._come = self._come.partition(b"\n")
        try:
            found = json.loads(answer)
        except ValueError as error:
            raise Silent("what it says is no JSON") from error
        if not isinstance(found, dict):
            raise Silent("what it says is no answer")
        return found


@dataclass(frozen=True, slots=True)
class BuiltBy:
    """The report of a build, and for how many shops the publication wants it printed."""

    report: dict[str, Any]
    shops: int


def build_by_engine(request: Request, say: Say, place: Path | None = None) -> BuiltBy | None:
    """The day built by the engine that holds it open; None where none does, or not this one's work:
    then `say` is told why, once.

    `place`: the socket, where it is not the usual one.  Raises what the build raises.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    where = place or usual_socket(request.paths)
    if place is None and not os.path.lexists(where):
        return None
    again = f"epaper serve --date {request.date}"
    try:
        with contextlib.closing(Call(where)) as call:
            status = call.ask({"do": "status"}, HANDSHAKE)
            if status.get("program") != program():
                say(
                    f"the engine at {where} is of another version of epaper; this build does "
                    f"without it; end it and start it again: {again}"
                )
                return None
            answer = call.ask(_asked(request))
    except Silent as silent:
        say(f"the engine at {where} does not answer ({silent}); this build does without it")
        return None
    if not answer.get("ok"):
        error = _error_of(answer)
        if error is None:
            told = answer.get("error", {}).get("message", "it does not say why")
            say(f"the engine at {where} did not build ({told}); this build does without it")
            return None
        raise error
    return BuiltBy(answer["report"], answer["shops"])


def _asked(request: Request) -> dict[str, Any]:
    return {
        "do": "build",
        "date": request.date.isoformat(),
        "folder": os.getcwd(),
        "editions": str(request.editions),
        "out": str(request.out),
        "layout": request.layout,
        "source": request.source,
        "jobs": request.jobs,
        "fresh": request.fresh,
        "signoffs": [[one.name, one.reason, list(one.only)] for one in request.signoffs],
    }


def _error_of(answer: Mapping[str, Any]) -> EpaperError | None:
    """The error that ended the build; None for one of the engine's own, of the request, and where
    another run is in the way, for whose end the engine does not wait."""
    told = answer.get("error", {})
    kind = getattr(errors, str(told.get("kind")), None)
    ours = (errors.UsageError, errors.BusyError)
    if kind is None or kind in ours or not issubclass(kind, EpaperError):
        return None
    error: EpaperError = kind(told.get("message", ""))
    error.report = answer.get("report")
    error.findings = tuple(map(finding_of, answer.get("findings", ())))
    return error
