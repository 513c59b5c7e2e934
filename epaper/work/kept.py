"""Results of pure work, kept between runs: a function asks for one by all that goes into it.

    kept("figures", (page_digest(page), leading), lambda: figures_of(page, leading))

The store is that of the run in hand (`keeping`); without one the work is simply done, as it is in a
test.  What is read back is as good as what was made: the key holds the program's own code, the
libraries and the machine besides the facts, and only this program's records come out of an entry.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import importlib
import io
import os
import pickle
import platform
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from epaper.work.store import Store

Result = TypeVar("Result")
LIBRARIES = (  # that make what is kept
    "markdown-it-py",
    "numpy",
    "pi-heif",
    "pikepdf",
    "pillow",
    "pypdf",
    "pypdfium2",
    "pyphen",
    "pyyaml",
    "reportlab",
    "uharfbuzz",
)
OURS = "epaper."
INSTALLED = ".dist-info"  # the folder of a library: its name, a hyphen, its version
PROCESSOR = Path("/proc/cpuinfo")
FEATURES = "numpy._core._multiarray_umath"
UNUSED = ("NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES")
PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("pathlib", "PosixPath"),
}

Entry = tuple[str, str, bytes]  # step, key, content
_STORE: ContextVar[Store | None] = ContextVar("store", default=None)
_WAITING: ContextVar[list[Entry] | None] = ContextVar("waiting", default=None)


@contextlib.contextmanager
def keeping(store: Store, at_end: bool = False) -> Iterator[None]:
    """The store of what the body does, workers that it forks included.

    `at_end`: nothing is written before the body has ended well.
    """
    waiting: list[Entry] | None = [] if at_end else None
    before, earlier = _STORE.set(store), _WAITING.set(waiting)
    try:
        yield
    finally:
        _STORE.reset(before)
        _WAITING.reset(earlier)
    for entry in waiting or ():
        store.put(*entry)


def kept(
    name: str,
    facts: tuple[object, ...],
    make: Callable[[], Result],
    holds: Callable[[Result], bool] = lambda _: True,
) -> Result:
    """What `make` returns, or what it returned to the same facts before.

    `facts`: digests and plain values, all that the result hangs on; or nearly all, where the result
    itself says what else, and `holds` whether that is still so.  The result: records of this
    program, tuples, strings and numbers.  What `make` raises is not kept.
    """
    found: Result
    for found in find(name, facts):
        with contextlib.suppress(Exception):  # a result of another form: no longer so
            if holds(found):
                return found
    result = make()
    keep(name, facts, result)
    return result


def is_keeping() -> bool:
    store = _STORE.get()
    return store is not None and store.folder is not None


def find(name: str, facts: tuple[object, ...]) -> tuple[Any, ...]:
    """What was kept of these facts, alone; nothing where nothing was."""
    store = _STORE.get()
    if store is None or store.folder is None:
        return ()
    known = store.get(_place(name), _key(facts))
    if known is not None:
        with contextlib.suppress(Exception):  # an entry of another program: as if it were not there
            return (_Reader(io.BytesIO(known)).load(),)
    return ()


def keep(name: str, facts: tuple[object, ...], result: object) -> None:
    """As `kept` does it, for who finds and makes apart."""
    store = _STORE.get()
    if store is not None and store.folder is not None:
        data = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        waiting = _WAITING.get()
        if waiting is None:
            store.put(_place(name), _key(facts), data)
        else:
            waiting.append((_place(name), _key(facts), data))


def _place(name: str) -> str:
    return name.replace(" ", "-")


def _key(facts: tuple[object, ...]) -> str:
    return hashlib.sha256(repr((facts, own_code(), makers())).encode()).hexdigest()


def digest_of(thing: object) -> str:
    """A digest of records, mappings, sequences, sets and plain values, whatever the order of the
    sets."""
    return hashlib.sha256(repr(_plain(thing)).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(thing: object) -> object:
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        names = (field.name for field in dataclasses.fields(thing))
        return type(thing).__name__, *(_plain(getattr(thing, name)) for name in names)
    if isinstance(thing, Mapping):
        return [(_plain(key), _plain(value)) for key, value in thing.items()]
    if isinstance(thing, set | frozenset):
        return sorted(repr(_plain(one)) for one in thing)
    if isinstance(thing, tuple | list):
        return [_plain(one) for one in thing]
    return thing


class _Reader(pickle.Unpickler):
    """Reads records of this program and nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if _is_known(module, name) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found


def _is_known(module: str, name: str) -> bool:
    return (module, name) in PLAIN or (module.startswith(OURS) and "." not in name)


@cache
def makers() -> tuple[str, ...]:
    """What may make other results of the same facts: the libraries by version; and the machine, its
    C library and what its processor can do, on which the last digit of a number may hang."""
    versions = _versions()
    libraries = [f"{name} {versions[name]}" for name in LIBRARIES]
    return (*libraries, platform.machine(), *platform.libc_ver(), *_abilities())


def _versions() -> dict[str, str]:
    """Of LIBRARIES, by the folders in which they are installed; what reads those is slow to load,
    and is asked only where they tell nothing."""
    found: dict[str, str] = {}
    for place in sys.path:
        with contextlib.suppress(OSError):
            for entry in sorted(os.listdir(place or os.curdir)):
                if entry.endswith(INSTALLED):
                    name, _, version = entry.removesuffix(INSTALLED).partition("-")
                    found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    for name in LIBRARIES:
        if not found.get(name):
            from importlib.metadata import version as read

            found[name] = read(name)
    return found


def _abilities() -> list[str]:
    """What the system says of this processor, and what numpy is told to leave unused of it; else
    what numpy makes use of, which is slow to load, and other versions of it tell in other
    places."""
    with contextlib.suppress(OSError):
        lines = PROCESSOR.read_text("utf-8", "replace").splitlines()
        told = {line for line in lines if line.startswith(("flags", "Features"))}
        if told:
            return [*sorted(told), *(f"{name}={os.environ.get(name, '')}" for name in UNUSED)]
    with contextlib.suppress(ImportError, AttributeError):
        features = importlib.import_module(FEATURES).__cpu_features__
        return sorted(name for name, there in features.items() if there)
    return [platform.processor()]


@cache
def own_code() -> str:
    """A digest of this program's own files: a result of other code is another result."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.yaml")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
