from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import run
from small_paper import DAY, write


def write_paper(folder: Path) -> Path:
    day = folder / "editions" / DAY
    day.mkdir(parents=True)
    (day / "edition.yaml").write_text(
        "publication: {name: The Test, layout: tabloid}\nsections: [City, World]\npages: 8\n",
        encoding="utf-8",
    )
    for number in range(26):
        write(day, number, number)
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return write_paper(tmp_path)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_paper(tmp_path_factory.mktemp("paper"))
    done = run("build", "--date", DAY, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A paper of one's own, built already."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return tmp_path
