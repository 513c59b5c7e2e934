"""Files that mean harm, and pictures that are out of the ordinary, from the shared corpus if it is
there.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from epaper.settings.notes import Notes
from epaper.settings.textfile import read_text
from epaper.settings.yamltree import read_yaml
from epaper.sources.markup import read_markup
from epaper.sources.pictures import look_at

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
HOSTILE, TRICKY = CORPUS / "hostile", CORPUS / "pictures-tricky"


def entries(index: Path) -> list[Any]:
    return list(json.loads(index.read_text())) if index.is_file() else []


@pytest.mark.skipif(not TRICKY.is_dir(), reason="no shared corpus")
@pytest.mark.parametrize(
    "entry", entries(TRICKY / "tricky.json"), ids=lambda entry: str(entry["file"])
)
def test_tricky_pictures(entry: Any) -> None:
    path = TRICKY / entry["file"]
    found = look_at(path)
    if entry["outcome"] == "ok":
        with Image.open(path) as image:
            assert (found.width, found.height) == ImageOps.exif_transpose(image).size
        warned = any(word in entry["special"] for word in ("Animated", "cannot apply"))
        assert found.usable
        assert bool(found.problems) == warned
    else:
        assert found.problems
        assert not found.usable


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="no shared corpus")
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("yaml/*.yaml")), ids=lambda path: path.name)
def test_hostile_yaml_is_refused_with_its_place(path: Path) -> None:
    started = time.monotonic()
    notes = Notes(path.name)
    text = read_text(path, notes)
    if text is not None:
        read_yaml(text, notes)
    assert time.monotonic() - started < 1
    assert notes.found
    assert all(finding.line for finding in notes.found)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="no shared corpus")
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("text/*")), ids=lambda path: path.name)
def test_hostile_text_is_cleaned_or_refused(path: Path) -> None:
    notes = Notes(path.name)
    text = read_text(path, notes)
    if text is None:
        assert "at offset" in str(notes.found[0])
        return
    blocks = read_markup(text, "en", notes)
    assert blocks
    assert not notes.failed


def test_aliases_do_not_grow() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    notes = Notes("f.yaml")
    assert read_yaml("\n".join(lines), notes) is None
    assert notes.found[0].rule == "yaml.size"


@pytest.mark.parametrize("mark", [">", "- ", "*", "[", "**a ", "`", "<", "|a", "![", "1. "])
def test_long_runs_of_marks_end_soon(mark: str) -> None:
    started = time.monotonic()
    read_markup(mark * 3000, "en", Notes("f"))
    assert time.monotonic() - started < 5


def test_empty_and_huge_pictures(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert look_at(tmp_path / "empty.jpg").problems[0].fact == "is an empty file"
    assert look_at(tmp_path / "none.jpg").problems[0].rule == "missing"
    Image.new("1", (10_001, 10_000)).save(tmp_path / "huge.png")
    assert look_at(tmp_path / "huge.png").problems[0].rule == "size"
    (tmp_path / "text.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    assert look_at(tmp_path / "text.eps").problems[0].rule == "format"
