"""Modules in C that say the same as Python beside them, where they are there.

They come with the wheels, and are built from source where a C compiler is found (hatch_build.py).
What is made is the same without them, only later: `EPAPER_KERNELS=off` leaves them out, and every
use has its way in Python.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType

VARIABLE = "EPAPER_KERNELS"  # "off": not used, and not built from source either


def compiled(name: str, version: int) -> ModuleType | None:
    """The module of this full name; None where there is none, or one of another version, which an
    earlier build left in the tree."""
    if os.environ.get(VARIABLE, "").lower() == "off":
        return None
    try:
        module = importlib.import_module(name)
    except ImportError:  # no compiler, or a machine for which there is no wheel
        return None
    return module if getattr(module, "VERSION", None) == version else None


def compiled_line(what: str, module: ModuleType | None, same: str) -> str:
    """What runs, for a person who asks: `epaper --version`.  `same`: what does not change."""
    return f"{what} compiled" if module else f"{what} not compiled: same {same}, slower"
