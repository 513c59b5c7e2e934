"""What servers of any kind have: a port of this machine, a thread for connections, one user."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

USER, PASSWORD = "paper", "a-long-secret"


@contextlib.contextmanager
def listening(take: Callable[[socket.socket], None]) -> Iterator[int]:
    """Calls `take` with every connection, one after the other, until the end; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_accept, args=(door, take), daemon=True)
        thread.start()
        try:
            yield door.getsockname()[1]
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(door: socket.socket, take: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            line, _ = door.accept()
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            return
        take(line)
