"""What of the comparison of texts is compiled, where it is there: see layout/search/kernels.py."""

from __future__ import annotations

import os
from types import ModuleType

_VERSION = 1  # of _shingles.c: a module of another version was left in the tree by an earlier build


def _compiled() -> ModuleType | None:
    if os.environ.get("EPAPER_KERNELS", "").lower() == "off":
        return None
    try:
        from epaper.sources.wire import _shingles
    except ImportError:  # no compiler, or a machine for which there is no wheel
        return None
    return _shingles if _shingles.VERSION == _VERSION else None


compiled = _compiled()
