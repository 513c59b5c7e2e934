from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tiny_paper
from command import run
from small_paper import DAY, STORIES, write

from tests.conftest import Once


def write_paper(folder: Path) -> Path:
    day = folder / "editions" / DAY
    day.mkdir(parents=True)
    for layout in ("tabloid", "berliner"):
        tiny_paper.write_quick_layout(folder, layout)
    (day / "edition.yaml").write_text(
        "publication: {name: The Test, layout: tabloid}\nsections: [City, World]\npages: 4\n",
        encoding="utf-8",
    )
    for number in range(STORIES):
        write(day, number, number)
    return folder


@pytest.fixture
def paper(tmp_path: Path, warm: None) -> Path:
    return write_paper(tmp_path)


@pytest.fixture(scope="session")
def built_once(once: Once) -> Path:
    def make(folder: Path) -> None:
        done = run("build", "--date", DAY, cwd=write_paper(folder))
        assert done.returncode == 0, done.stderr

    return once("paper", make)


@pytest.fixture
def built(built_once: Path, tmp_path: Path, warm: None) -> Path:
    """A paper of one's own, built already."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def pressed_once(once: Once) -> Path:
    """A built paper with a package for a print shop."""
    return once("tiny", _write_pressed)


def _write_pressed(folder: Path) -> None:
    tiny_paper.write_tiny_paper(folder)
    settings = folder / "editions" / tiny_paper.DAY / "edition.yaml"
    text = settings.read_text("utf-8")
    text = text.replace("most: 4, multiple: 1", "most: 4, multiple: 4")
    settings.write_text("\n".join(text.splitlines()[:-1]) + "\n", "utf-8")  # without the file
    (folder / "item.json").write_text(tiny_paper.ITEM, encoding="utf-8")
    for command in (("build",), ("press", "--shop", tiny_paper.SHOP)):
        done = run(*command, "--date", tiny_paper.DAY, "--jobs", "1", cwd=folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def pressed(pressed_once: Path, tmp_path: Path, warm: None) -> Path:
    """The same, of one's own."""
    shutil.copytree(pressed_once, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path
