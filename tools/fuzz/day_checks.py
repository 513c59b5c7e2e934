"""A random day through check and build, and what must hold of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pypdf
import yaml

from epaper.build import build
from epaper.day import judge_day
from epaper.errors import EpaperError, LayoutError, WithheldError
from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.model.finding import Severity
from epaper.model.signoff import SignOff
from epaper.page.marks import AdMark, Element, PictureMark
from tools.fuzz.commands import check_commands
from tools.fuzz.days import DAY, PRINTERS, write_day
from tools.fuzz.readers import printable

DATE = datetime.date.fromisoformat(DAY)
SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"
BUILT_TWICE = 12  # each so manyth day
BUILT_ON = 8  # each so manyth day is changed, locked and built again
COMMANDED = 6  # each so manyth day has its commands called
PRESSED = 25  # each so manyth day goes to a print shop
_TIME = re.compile(rb'<section id="time">.*?</section>', re.DOTALL)
Files = dict[str, str]  # path within a folder -> digest


def check_day(root: Path, rng: Random, number: int) -> None:
    """Write the day of a source of chance, and hold it against all rules.

    Raises AssertionError for a rule that is broken, and whatever else comes up.
    """
    paper = write_day(root, rng)
    before, out = _files(root), root / "out"
    signed = (SignOff("The desk", "fuzzed"),) if rng.random() < 0.7 else ()
    request = Request(DATE, paper / "editions", out=out, signoffs=signed)
    sound = _judged(request)
    good = _built(request, sound)
    assert _files(root, out) == before, "a build changed the day's folder or what is beside it"
    if not good:
        return
    _hold(request)
    if number % BUILT_TWICE == 0:
        again = replace(request, out=root / "again")
        _built(again, True)
        first, second = _output(request), _output(again)
        differing = sorted(name for name in first | second if first.get(name) != second.get(name))
        assert not differing, f"built twice, and {differing} differ"
    if number % COMMANDED == 0:
        slugs = [story.slug for story in judge_day(request.paths).edition.stories]
        check_commands(request, root / "commands", slugs)
    if number % BUILT_ON == 0:
        _build_on(request, rng)
    if number % PRESSED == 0:
        _press(request, rng)


def _judged(request: Request) -> bool:
    """Does check find nothing that stops a build?"""
    try:
        judged = judge_day(request.paths, rehearsed=True)
    except EpaperError as error:
        _hold_message(error)
        return False
    printable(judged.findings)
    return judged.error is None and all(
        finding.severity < Severity.ERROR for finding in judged.findings
    )


def _built(request: Request, sound: bool) -> bool:
    """Build the day; False where it cannot be built for a reason that a person can mend."""
    try:
        build(request)
    except (LayoutError, WithheldError) as error:
        _hold_message(error)
        return False
    except EpaperError as error:
        _hold_message(error)
        if sound:
            raise AssertionError(
                f"check finds nothing, build ends with {type(error).__name__}: {error}"
            ) from error
        return False
    return True


@cache
def _schema() -> Any:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _hold(request: Request) -> None:
    """What must hold of a built day."""
    written = json.loads((request.paths.target / "report.json").read_bytes())
    _schema().validate(written)
    assert written["ledger"]["lost"] == 0, f"characters lost: {written['ledger']}"
    files = sorted(request.paths.target.glob("*.pdf"))
    assert files, "no PDF"
    for file in files:
        reader = pypdf.PdfReader(file, strict=True)
        assert len(reader.pages) == written["pages"], "the PDF has another number of pages"
        for page in reader.pages:
            page.extract_text()
    issue = read_issue(request.paths.issue)
    assert len(issue.pages) == written["pages"]
    ours = [one for one in written["findings"] if one["rule"].endswith(".fault")]
    assert not ours, f"fenced, and still a fault of ours: {ours[0]['message']}"
    stories = {story["slug"]: story["status"] for story in written["stories"]}
    told = " ".join(finding["message"] for finding in written["findings"])
    edition = judge_day(request.paths).edition
    slugs = {story.slug for story in edition.stories}
    assert slugs == set(stories), f"not a word of {sorted(slugs ^ set(stories))}"
    marks = [mark for page in issue.pages for mark in page.marks]
    sold = {ad.booking for ad in edition.advertisements if not ad.house}
    missing = sold - {mark.booking for mark in marks if isinstance(mark, AdMark)}
    assert all(booking in told for booking in missing), f"not a word of bookings {missing}"
    drawn = {mark.origin.story for mark in marks if mark.origin.element is Element.CHART}
    charts = {one.slug for one in edition.stories if one.chart and stories[one.slug] != "held"}
    silent = {slug for slug in charts - drawn if f"chart of {slug}" not in told}
    assert not silent, f"not a word of the charts of {sorted(silent)}"
    pictures = {mark.name for mark in marks if isinstance(mark, PictureMark)}
    for story in edition.stories:
        for picture in story.pictures if stories[story.slug] != "held" else ():
            known = picture.name in pictures or picture.name in told
            assert known, f"not a word of {picture.name} of {story.slug}"


def _build_on(request: Request, rng: Random) -> None:
    """Pages locked, a story gone, another changed, and built again over what is there."""
    day = request.paths.day
    pages = {number: {"lock": "yes"} for number in range(1, 4) if rng.random() < 0.6}
    (day / "plan.yaml").write_text(yaml.safe_dump({"pages": pages}), encoding="utf-8")
    stories = sorted(day.rglob("s*.md"))
    if len(stories) > 1 and rng.random() < 0.6:
        stories.pop(rng.randrange(len(stories))).unlink()
    changed = rng.choice(stories)
    changed.write_bytes(changed.read_bytes() + b"\n\nA late paragraph of a few words.\n")
    if _built(request, _judged(request)):
        report = json.loads((request.paths.target / "report.json").read_bytes())
        assert report["ledger"]["lost"] == 0


def _press(request: Request, rng: Random) -> None:
    from epaper.press import press

    try:
        press(request, rng.choice(PRINTERS))
    except EpaperError as error:
        _hold_message(error)


def _hold_message(error: EpaperError) -> None:
    """It says something, and a screen can show it."""
    text = str(error)
    assert len(text.encode("utf-8")) > 20, f"a message that helps nobody: {text}"


# -- files -----------------------------------------------------------------------------------------


def _files(folder: Path, without: Path | None = None) -> Files:
    """Every file under a folder, links by where they lead."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if without is not None and path.is_relative_to(without):
            continue
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder"
    return found


def _output(request: Request) -> Files:
    """What a build writes, without how long it took."""
    target, found = request.paths.target, {}
    for path in sorted(target.rglob("*")):
        if not path.is_file() or path.name == ".lock":  # it names a process
            continue
        data = path.read_bytes()
        if path.name == "report.json":
            report = json.loads(data)
            report.pop("timings", None)
            data = json.dumps(report).encode()
        elif path.name == "report.html":
            data = _TIME.sub(b"", data)
        found[path.relative_to(target).as_posix()] = hashlib.sha256(data).hexdigest()
    return found
