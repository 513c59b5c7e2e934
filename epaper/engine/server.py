"""The engine at work: takes callers, reads their lines, answers one request at a time.

A caller may keep its connection and ask again; several may be connected.  While a request is done,
new callers are heard between its steps, and `status` is answered at once.  Nothing that a caller
sends ends the engine: a wrong line is answered with an error, one without an end is refused and its
connection closed.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from epaper.engine.held import HeldDay
from epaper.engine.requests import MOST_BYTES, Asked, RequestError, read_request
from epaper.errors import EpaperError
from epaper.make.request import Request
from epaper.model.finding_data import finding_data
from epaper.work.collector import collector_off
from epaper.work.kept import own_code as program

CHUNK = 1 << 16
MOST_CALLERS = 64
WARMING = "warm"  # what it does before anybody asks
COLLECTED = 100  # requests after which the collector goes round once
QUIET = 0.25  # seconds without a request, after which pages are measured
BEAT = 0.25  # seconds between looks at callers while a request is done
SEND = 10.0  # seconds in which a caller must take its answer


@dataclass(slots=True, eq=False)
class Caller:
    line: socket.socket
    come: bytearray = field(default_factory=bytearray)  # of a line that has no end yet
    gone: bool = False


class Engine:
    """One day, held open; `say` hears of faults of ours."""

    def __init__(
        self, request: Request, server: socket.socket, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.server, self.say = server, say
        self.day = HeldDay(request, self._progress)
        paths = request.paths
        self.facts = {  # as they were when we began
            "version": _version(),
            "program": program(),
            "process": os.getpid(),
            "date": paths.date.isoformat(),
            "editions": str(paths.editions.resolve()),
            "out": str(paths.out.resolve()),
        }
        self.doing = ""
        self._waiting: deque[tuple[Caller, bytes]] = deque()
        self._callers: set[Caller] = set()
        self._selector = selectors.DefaultSelector()
        self._selector.register(server, selectors.EVENT_READ)
        self._stopped = self._hearing = False

    def run(self) -> None:
        """Until somebody asks it to stop.  Between requests the pages are measured."""
        try:
            with collector_off():  # what is held is large, and has no cycles
                self._run()
        finally:
            for caller in list(self._callers):
                self._drop(caller)
            self._selector.close()

    def _run(self) -> None:
        warming, served = True, 0
        while not self._stopped:
            self._hear(0.0 if self._waiting else QUIET if warming else None)
            if self._waiting:
                self._serve(*self._waiting.popleft())
                warming, served = True, served + 1
                continue
            with self._at_work(WARMING):
                warming = self.day.warm()
            if not warming and served >= COLLECTED:
                served = 0
                gc.collect()  # what errors leave

    @contextlib.contextmanager
    def _at_work(self, doing: str) -> Iterator[None]:
        """While the body works, callers are heard at every beat of a timer; in a thread, which gets
        no signals, between the steps of the work."""
        self.doing = doing
        if threading.current_thread() is not threading.main_thread():
            beats: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
        else:
            beats = _beating(lambda: self._hear(0.0))
        try:
            with beats:
                yield
        finally:
            self.doing = ""

    def _progress(self, _stage: str, _done: int, _of: int) -> None:
        self._hear(0.0)

    # -- hearing -----------------------------------------------------------------------------------

    def _hear(self, seconds: float | None) -> None:
        if self._hearing:  # a beat came while we did
            return
        self._hearing = True
        try:
            for key, _ in self._selector.select(seconds):
                if key.fileobj is self.server:
                    self._take()
                elif isinstance(key.data, Caller):
                    self._read(key.data)
        finally:
            self._hearing = False

    def _take(self) -> None:
        try:
            line, _ = self.server.accept()
        except OSError:  # it went again, or there are no more handles
            return
        line.settimeout(SEND)
        caller = Caller(line)
        if len(self._callers) >= MOST_CALLERS:
            fact = f"{MOST_CALLERS} callers are connected; close one, or come again"
            self._send(caller, _failed(Asked(""), RequestError(fact)))
            line.close()
            return
        self._callers.add(caller)
        self._selector.register(line, selectors.EVENT_READ, caller)

    def _read(self, caller: Caller) -> None:
        try:
            data = caller.line.recv(CHUNK)
        except OSError:
            data = b""
        if not data:
            self._drop(caller)
            return
        caller.come += data
        *lines, rest = bytes(caller.come).split(b"\n")
        caller.come = bytearray(rest)
        for line in lines:
            if len(line) <= MOST_BYTES:
                self._line(caller, line)
        if max(map(len, (*lines, rest))) > MOST_BYTES:
            fact = f"a line has no more than {MOST_BYTES:,} B, this one has; send less at once"
            self._send(caller, _failed(Asked(""), RequestError(fact)))
            self._drop(caller)

    def _line(self, caller: Caller, line: bytes) -> None:
        if not line.strip():
            return
        if self.doing and b'"status"' in line:
            with contextlib.suppress(RequestError):
                asked = read_request(line)
                if asked.do == "status":
                    self._send(caller, _done(asked, self._status()))
                    return
        self._waiting.append((caller, line))

    # -- answering ---------------------------------------------------------------------------------

    def _serve(self, caller: Caller, line: bytes) -> None:
        if caller.gone:
            return
        start = time.perf_counter()
        try:
            asked = read_request(line)
        except RequestError as error:
            self._send(caller, _failed(error.asked, error))
            return
        try:
            answer = _done(asked, self._answered(asked))
        except Exception as error:
            answer = _failed(asked, error)
            if not isinstance(error, EpaperError):
                self.say(f"{asked.do}: {type(error).__name__}: {error}")
        self._send(caller, {**answer, "seconds": round(time.perf_counter() - start, 4)})

    def _answered(self, asked: Asked) -> dict[str, Any]:
        if asked.do == "status":
            return self._status()
        if asked.do == "stop":
            self._stopped = True
            return {}
        with self._at_work(asked.do):
            return self.day.answer(asked)

    def _status(self) -> dict[str, Any]:
        state = {"laid": self.day.held is not None, "cold": self.day.cold, "busy": self.doing}
        return {**self.facts, **state}

    def _send(self, caller: Caller, answer: dict[str, Any]) -> None:
        try:
            caller.line.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:  # it went, or does not read
            self._drop(caller)

    def _drop(self, caller: Caller) -> None:
        caller.gone = True
        if caller in self._callers:
            self._callers.discard(caller)
            self._selector.unregister(caller.line)
        with contextlib.suppress(OSError):  # a worker may have it open still
            caller.line.shutdown(socket.SHUT_RDWR)
        caller.line.close()


@contextlib.contextmanager
def _beating(beat: Callable[[], None]) -> Iterator[None]:
    """`beat` is called again and again while the body runs; no system call of it fails for that,
    and forked processes have no timer."""
    before = signal.signal(signal.SIGALRM, lambda _number, _frame: beat())
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, BEAT, BEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _done(asked: Asked, own: dict[str, Any]) -> dict[str, Any]:
    head = {"id": asked.id, "do": asked.do, "ok": True, "exit": 0}
    return {**head, "findings": [], **own}


def _failed(asked: Asked, error: Exception) -> dict[str, Any]:
    """The answer to a request that came to nothing."""
    name, code = type(error).__name__, 1
    message = f"a fault of ours, {name}: {error}; report it with the request"
    answer: dict[str, Any] = {}
    if isinstance(error, EpaperError):
        name = "UsageError" if isinstance(error, RequestError) else name
        code, message = error.exit_code, str(error)
        answer["findings"] = [finding_data(one) for one in error.findings]
        if error.report is not None:
            answer["report"] = error.report
    head = {"id": asked.id, "do": asked.do, "ok": False, "exit": code}
    return {**head, "error": {"kind": name, "message": message}, "findings": [], **answer}


def _version() -> str:
    try:
        return version("epaper")
    except PackageNotFoundError:
        return ""
