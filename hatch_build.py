"""Compiles epaper/layout/search/_kernel.c and _sieve.c, and epaper/sources/wire/_shingles.c, into
wheels and editable installs, where it can.

Where it cannot (no compiler, no headers of Python, EPAPER_KERNELS=off) one line says so and the
wheel is for every machine: page search and importer have the same in Python.

`python hatch_build.py` compiles into this tree, for work on the kernels; needs hatchling and
setuptools.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

ROOT = Path(__file__).parent
KERNEL = ROOT / "epaper/layout/search/_kernel.c"
SHINGLES = ROOT / "epaper/sources/wire/_shingles.c"
# each module's sources, the one that it is named after first, and what they include
MODULES = (((KERNEL, KERNEL.with_name("_sieve.c")), (KERNEL.with_suffix(".h"),)), ((SHINGLES,), ()))
# the one stable ABI from the first Python that we run on to those to come
STABLE, PYTHON_TAG = ("Py_LIMITED_API", "0x030B0000"), "cp311-abi3"
NATIVE = ("*.so", "*.pyd")


class LeftOutError(Exception):
    """Why nothing is compiled, though there may be a compiler."""


class KernelHook(BuildHookInterface):
    """hatchling calls it for each wheel; an editable install is one that points to this tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = tempfile.mkdtemp(prefix="epaper-kernel-")
        editable = version == "editable"
        if editable:
            remove_compiled()  # of an older source, perhaps
        try:
            compiled = compile_kernels(Path(self.folder))
        except Exception as error:  # whatever a machine's compiler lacks, the build goes on
            left_out = isinstance(error, LeftOutError)
            why = str(error) if left_out else "no C compiler that works with Python's headers"
            self.app.display_warning(f"epaper's kernels are not compiled, but slower: {why}")
            self.app.display_debug(str(error))
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"{PYTHON_TAG}-{platform()}"
        for made, place in compiled:
            if editable:
                shutil.copy2(made, place)
            else:
                inside = place.relative_to(ROOT) / made.name
                build_data["force_include"][str(made)] = inside.as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def platform() -> str:
    """Of this machine, as hatchling names it: "manylinux" is only for what was tested as such."""
    names = (tag.platform for tag in sys_tags())
    return next(name for name in names if "manylinux" not in name and "musllinux" not in name)


def remove_compiled() -> None:
    for (source, *_), _ in MODULES:
        for pattern in NATIVE:
            for path in source.parent.glob(f"{source.stem}{pattern}"):
                path.unlink()


def compile_kernels(folder: Path) -> list[tuple[Path, Path]]:
    """The compiled modules in a folder, each with the folder of its source; raises what the
    compiler's driver raises.
    """
    if os.environ.get("EPAPER_KERNELS", "").lower() == "off":
        raise LeftOutError("EPAPER_KERNELS is off")
    if sys.implementation.name != "cpython":
        raise LeftOutError(f"{sys.implementation.name} has no stable ABI")
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    windows = sys.platform == "win32"
    extensions = [
        Extension(
            sources[0].stem,
            # relative: no path of this machine in what is built
            [one.relative_to(ROOT).as_posix() for one in sources],
            depends=[one.relative_to(ROOT).as_posix() for one in headers],
            define_macros=[STABLE],
            py_limited_api=True,
            extra_compile_args=["/O2", "/std:c11"] if windows else ["-O3", "-std=c11", "-g0"],
        )
        for sources, headers in MODULES
    ]
    command = build_ext(Distribution({"ext_modules": extensions}))
    command.build_lib = str(folder)
    command.build_temp = str(folder / "objects")
    command.ensure_finalized()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()):
        command.run()
    return [
        (next(path for end in NATIVE for path in folder.glob(f"{source.stem}{end}")), source.parent)
        for (source, *_), _ in MODULES
    ]


if __name__ == "__main__":
    remove_compiled()
    with tempfile.TemporaryDirectory() as place:
        for made, folder in compile_kernels(Path(place)):
            print(shutil.copy2(made, folder))
