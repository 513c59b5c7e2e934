"""Small papers for the browser: built and published."""
from __future__ import annotations
import shutil
from pathlib import Path

def write_english(folder: Path) -> None:
    shutil.copytree("/tmp/n/reader/fix/en", folder / "site")

def write_urdu(folder: Path) -> None:
    shutil.copytree("/tmp/n/reader/fix/ur", folder / "site")
