"""The step that finds faces in the day's pictures, so that no crop runs through one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.picture import Picture
from epaper.pictures.faces import FaceFinder, Faces, faces_in
from epaper.work.step import Keep, Step, Works

VERSION = 1  # raise when the same picture gives other faces


def with_faces(
    edition: Edition, works: Works, finder: FaceFinder | None
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition with the faces of its pictures, where there is a finder; those that the editor
    marked stay.  A finder that fails is told of once, and crops keep to their careful default."""
    pictures = {
        picture.digest: picture
        for story in edition.stories
        for picture in story.pictures
        if picture.digest and not picture.faces
    }
    if finder is None or not pictures:
        return edition, ()
    steps = [_step(picture, finder) for picture in pictures.values()]
    found = dict(zip(pictures, works.each(steps), strict=True))
    fault = next((one for one in found.values() if isinstance(one, str)), None)
    stories = tuple(
        replace(story, pictures=tuple(_with(one, found) for one in story.pictures))
        if story.pictures
        else story
        for story in edition.stories
    )
    findings = (_fails(fault),) if fault else ()
    return replace(edition, stories=stories), findings


def _with(picture: Picture, found: dict[str, Faces | str]) -> Picture:
    faces = found.get(picture.digest)
    if not isinstance(faces, Faces):
        return picture
    return replace(picture, faces=faces.boxes, gaze=faces.gaze)


def _step(picture: Picture, finder: FaceFinder) -> Step[Faces | str]:
    return Step(
        name="faces",
        version=VERSION,
        inputs=(picture.digest, finder.name),
        make=_find,
        arguments=(picture.path, finder),
        keep=Keep(_pack, _unpack),
    )


def _find(path: Path, finder: FaceFinder) -> Faces | str:
    """The faces, or why the finder fails; a picture that cannot be read has none, and whoever cuts
    it tells of it."""
    try:
        return faces_in(path.read_bytes(), finder)
    except OSError:
        return Faces()
    except MemoryError:
        raise  # the machine's
    except Exception as error:  # another library's, of any kind
        return str(error).splitlines()[0][:80] if str(error) else type(error).__name__


def _fails(fault: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "picture.faces",
        f"faces cannot be found ({fault}); pictures are cropped without",
        "install epaper[faces] anew, or write faces: or focus: at the pictures of people",
    )


def _pack(found: Faces | str) -> bytes | None:
    if isinstance(found, str):
        return None
    return json.dumps([found.boxes, found.gaze]).encode()


def _unpack(data: bytes) -> Faces:
    boxes, gaze = json.loads(data)
    return Faces(tuple((box[0], box[1], box[2], box[3]) for box in boxes), gaze)
