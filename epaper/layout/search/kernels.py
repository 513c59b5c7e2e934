"""The compiled parts of the page search, where they are there.

They come with the wheels, and are built from source where a C compiler is found (hatch_build.py).
Pages are the same without them, only later: `EPAPER_KERNELS=off` leaves them out, and every use has
its way in Python beside it.
"""

from __future__ import annotations

import os
from types import ModuleType

VARIABLE = "EPAPER_KERNELS"  # "off": not used, and not built from source either
VERSION = 6  # of _kernel.c: a module of another version was left in the tree by an earlier build


def _loaded() -> ModuleType | None:
    if os.environ.get(VARIABLE, "").lower() == "off":
        return None
    try:
        from epaper.layout.search import _kernel
    except ImportError:  # no compiler, or a machine for which there is no wheel
        return None
    return _kernel if _kernel.VERSION == VERSION else None


_module = _loaded()
# the slicing table's, and the sieve's of flips: see _kernel.pyi
fill = _module.fill if _module else None
walk = _module.tree if _module else None
next_flip = _module.next_flip if _module else None
flips = _module.flips if _module else None


def kernels_line() -> str:
    """What runs, for a person who asks: `epaper --version`."""
    return "page search compiled" if fill else "page search not compiled: same pages, slower"
