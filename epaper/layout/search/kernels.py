"""The compiled parts of the page search, where they are there (see work/compiled.py)."""

from __future__ import annotations

from epaper.work.compiled import compiled, compiled_line

VERSION = 6  # of _kernel.c

compiled_module = compiled("epaper.layout.search._kernel", VERSION)
# the slicing table's, and the sieve's of flips: see _kernel.pyi
fill = compiled_module.fill if compiled_module else None
walk = compiled_module.tree if compiled_module else None
next_flip = compiled_module.next_flip if compiled_module else None
flips = compiled_module.flips if compiled_module else None


def kernels_line() -> str:
    return compiled_line("page search", compiled_module, "pages")
