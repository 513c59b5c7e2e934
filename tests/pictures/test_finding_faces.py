"""Faces are read from the network's answer, and the step that finds them keeps what it found."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from epaper.make.faces import with_faces
from epaper.model.digests import story_digest
from epaper.model.edition import Edition, Publication, Section
from epaper.model.picture import Picture
from epaper.model.story import Story
from epaper.pictures import faces as module
from epaper.pictures.faces import CenterFace, Faces, face_finder, faces_in
from epaper.work.step import Works
from epaper.work.store import Store

FACE = (0.25, 0.2, 0.1, 0.3)


class Network:
    """Answers with faces at (row, column, how sure, height, width, nose's share across)."""

    def __init__(self, *faces: tuple[int, int, float, float, float, float]) -> None:
        self.faces = faces

    def run(self, _outputs: object, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        _, _, height, width = inputs["input.1"].shape
        rows, columns = height // 4, width // 4
        heat, scale, offset, marks = (
            np.zeros((1, depth, rows, columns), np.float32) for depth in (1, 2, 2, 10)
        )
        for row, column, sure, tall, wide, nose in self.faces:
            heat[0, 0, row, column] = sure
            scale[0, :, row, column] = np.log(tall / 4), np.log(wide / 4)
            marks[0, 1:6:2, row, column] = 0.3, 0.7, nose
        return [heat, scale, offset, marks]


def found(monkeypatch: pytest.MonkeyPatch, *faces: tuple[int, int, float, float, float, float]):
    monkeypatch.setattr(module, "_session", lambda _model: Network(*faces))
    out = io.BytesIO()
    Image.new("RGB", (640, 400)).save(out, "PNG")
    return faces_in(out.getvalue(), CenterFace(Path("model"), "a model"))


def test_boxes_are_shares_of_the_picture_the_largest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = (24, 80, 0.8, 60.0, 48.0, 0.5), (49, 39, 0.9, 120.0, 96.0, 0.5)
    assert found(monkeypatch, small, large) == Faces(
        ((0.17, 0.34, 0.15, 0.3), (0.47, 0.17, 0.07, 0.15))
    )


def test_one_face_is_found_once_and_a_crowd_or_a_doubt_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    face, again = (49, 39, 0.9, 120.0, 96.0, 0.5), (49, 40, 0.7, 116.0, 96.0, 0.5)
    doubt, far = (20, 100, 0.45, 100.0, 80.0, 0.5), (20, 120, 0.9, 12.0, 9.0, 0.5)
    assert len(found(monkeypatch, face, again, doubt, far).boxes) == 1


@pytest.mark.parametrize(("nose", "gaze"), [(0.5, ""), (0.62, "right"), (0.38, "left")])
def test_a_nose_off_the_middle_says_where_a_face_looks(
    monkeypatch: pytest.MonkeyPatch, nose: float, gaze: str
) -> None:
    assert found(monkeypatch, (49, 39, 0.9, 120.0, 96.0, nose)).gaze == gaze


class Finder:
    name = "a finder"
    asked = 0

    def find(self, _image: Image.Image) -> Faces:
        Finder.asked += 1
        return Faces((FACE,), "left")


class Broken(Finder):
    name = "a broken finder"

    def find(self, _image: Image.Image) -> Faces:
        raise RuntimeError("no such operator\nand more")


def day(folder: Path, *pictures: Picture) -> Edition:
    story = Story("one", "City", "A head", (), pictures=pictures)
    sections = (Section("City"),)
    return Edition(Publication("P", "P"), datetime.date(2026, 1, 1), (story,), sections)


def picture(folder: Path) -> Picture:
    Image.new("RGB", (60, 40)).save(folder / "a.png")
    return Picture(folder / "a.png", "a.png", 60, 40, digest="a")


def test_faces_are_found_once_and_kept(tmp_path: Path) -> None:
    edition = day(tmp_path, picture(tmp_path))
    Finder.asked = 0
    for _ in range(2):
        done, findings = with_faces(edition, Works(Store(tmp_path / "store")), Finder())
        (shown,) = done.stories[0].pictures
        assert (shown.faces, shown.gaze, findings) == ((FACE,), "left", ())
    assert Finder.asked == 1
    assert story_digest(done.stories[0]) == story_digest(edition.stories[0])  # locks hold


def test_without_a_finder_and_with_the_editors_faces_nothing_is_looked_for(tmp_path: Path) -> None:
    plain = day(tmp_path, picture(tmp_path))
    assert with_faces(plain, Works(), None) == (plain, ())
    marked = day(tmp_path, Picture(tmp_path / "none.png", "x", 60, 40, digest="b", faces=(FACE,)))
    assert with_faces(marked, Works(), Broken()) == (marked, ())


def test_a_finder_that_fails_stops_no_paper(tmp_path: Path) -> None:
    edition = day(tmp_path, picture(tmp_path))
    done, (told,) = with_faces(edition, Works(), Broken())
    assert done == edition
    assert told.message == (
        "faces cannot be found (no such operator); pictures are cropped without"
    )


def test_the_installed_model_sees_no_face_in_grey() -> None:
    finder = face_finder()
    if finder is None:
        pytest.skip("epaper[faces] is not installed")
    assert finder.find(Image.new("RGB", (90, 200), "grey")) == Faces()
