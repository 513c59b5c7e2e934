"""What every process that we fork needs: it is born undisturbed, and ends with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal that comes when the parent ends
LOOK = 0.5  # seconds between looks at the parent, where the system does not tell of its end

# before the fork: in a child another thread may have left the loader's lock
_system = ctypes.CDLL(None) if sys.platform == "linux" else None


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """No handler of the parent's runs in a child that is just being born."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _stops())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def heed(*ignored: signal.Signals) -> None:
    """In the child: signals that stop a run end it, but for those that the parent decides about."""
    for number in _stops():
        signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _stops())


def end_with(parent: int) -> None:
    """In the child: end at once when the parent ends, by the kernel or without its help."""
    if _system is not None:
        _system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that call
            os._exit(1)
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _stops() -> tuple[signal.Signals, ...]:
    return signal.SIGINT, signal.SIGTERM, signal.SIGHUP
