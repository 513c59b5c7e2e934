"""A day held open answers of the day as it is, and builds what a cold build does."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from epaper.build import build
from epaper.engine.held import HeldDay
from epaper.engine.requests import read_request
from epaper.errors import EditionError, UsageError
from epaper.sources import readings
from epaper.work import looked
from tests.engine.conftest import DATE, request_of

TIME = re.compile(rb'<section id="time">.*?</section>', re.DOTALL)
MORE = "The council met on Monday evening to hear what the repair would cost the harbour.\n"


def held_day(paper: Path) -> HeldDay:
    return HeldDay(request_of(paper), lambda _stage, _done, _of: None)


def ask(day: HeldDay, do: str, **fields: Any) -> dict[str, Any]:
    return day.answer(read_request(json.dumps({"do": do, **fields}).encode()))


@pytest.fixture(scope="module")
def still(built_tiny: Path) -> HeldDay:
    """One that nobody changes."""
    day = held_day(built_tiny)
    day.lay()
    return day


def page_of(day: HeldDay, slug: str) -> int:
    return int(ask(day, "story", story=slug)["pages"][0])


def test_nothing_has_moved_where_nothing_changed(still: HeldDay) -> None:
    told = still.lay()
    assert (told["moved"], told["fresh"], told["pages"]) == ([], "", 4)


def test_a_page_laid_out_again_is_as_it_stands(still: HeldDay) -> None:
    for number in (1, 3):
        told = ask(still, "page", page=number)
        assert told["modules"] == told["before"]["modules"], number
        assert told["cost"] == told["before"]["cost"]
        assert not told["held"]


def test_another_story_leads_the_page(still: HeldDay) -> None:
    number = page_of(still, "tram")
    before, after = ask(still, "page", page=number), ask(still, "page", page=number, order=["tram"])
    assert sorted(after["stories"]) == sorted(before["stories"])
    assert before["modules"][0]["stories"] != after["modules"][0]["stories"] == ["tram"]
    assert ask(still, "page", page=number) == before  # it was a trial


def test_a_wish_is_granted_or_told(still: HeldDay) -> None:
    number = page_of(still, "flood")
    told = ask(still, "page", page=number, wishes={"flood": {"columns": 2}})
    module = next(m for m in told["modules"] if m["stories"] == ["flood"])
    assert module["columns"] == 2
    assert not told["findings"]
    told = ask(still, "page", page=number, wishes={"flood": {"headline": 399}})
    assert [one["rule"] for one in told["findings"]] == ["plan.unmet"]
    assert "file" not in told["findings"][0]


def test_what_cannot_be_laid_out_is_told(still: HeldDay) -> None:
    number = page_of(still, "flood")
    for fields, words in (
        ({"page": 9}, "there is no page 9; the day has pages 1 to 4"),
        ({"page": number, "order": ["nobody"]}, f"nobody does not stand on page {number}"),
        ({"page": number, "order": ["flood", "flood"]}, "flood is named twice"),
        ({"page": number, "wishes": {"lamb": {"columns": 1}}}, "lamb does not stand on page"),
    ):
        with pytest.raises(UsageError, match=words):
            ask(still, "page", **fields)


def test_it_tells_what_the_issue_tells(still: HeldDay) -> None:
    day = ask(still, "day")
    assert (day["publication"], len(day["pages"]), day["columns"]) == ("The Tiny Paper", 4, 5)
    story = ask(still, "story", story="bridge")
    assert story["status"] == "jumped"
    assert [p["page"] for p in story["places"]] == story["pages"]
    assert ask(still, "explain", story="bridge")["lines"] == story["lines"]
    assert "Page 1 costs" in ask(still, "explain", page=1)["lines"][0]
    runners = ask(still, "runners", page=1, most=2)
    assert runners["chosen"]["modules"]
    assert len(runners["runners"]) <= 2
    assert all(one["page"] == 1 for one in ask(still, "findings", page=1)["findings"])


def test_questions_that_have_no_answer(still: HeldDay) -> None:
    for do, fields, words in (
        ("explain", {}, "explain takes a page or a story"),
        ("explain", {"page": 1, "story": "bridge"}, "name one of them"),
        ("story", {"story": "brigde"}, "did you mean bridge?"),
        ("findings", {"page": 7}, "there is no page 7"),
        ("findings", {"story": "nobody"}, "there is no story nobody"),
        ("runners", {"page": 7}, "there is no page 7"),
    ):
        with pytest.raises(UsageError, match=re.escape(words)):
            ask(still, do, **fields)


def test_a_day_with_a_mistake_leaves_what_was_held(paper: Path) -> None:
    day = held_day(paper)
    day.lay()
    story = paper / "editions" / DATE.isoformat() / "tram.md"
    sound = story.read_text("utf-8")
    story.write_text("no front matter", "utf-8")
    with pytest.raises(EditionError, match=r"tram\.md"):
        day.lay()
    assert ask(day, "story", story="tram")["status"] == "placed"
    story.write_text(sound, "utf-8")
    assert day.lay()["moved"] == []


def test_only_what_changed_is_read_again(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = held_day(paper)
    folder = paper / "editions" / DATE.isoformat()
    for module in (readings, looked):  # nobody waits for the disk's clock
        monkeypatch.setattr(module, "is_settled", lambda _sign: True)
    day.lay()
    read: list[str] = []
    sound = readings.read_story

    def noted(path: Path, *rest: Any) -> Any:
        read.append(path.stem)
        return sound(path, *rest)

    monkeypatch.setattr(readings, "read_story", noted)
    monkeypatch.setattr(readings, "look_at", lambda _path: pytest.fail("a picture is read again"))
    (folder / "tram.md").write_text((folder / "tram.md").read_text("utf-8") + f"\n{MORE}", "utf-8")
    told = day.lay()
    assert read == ["tram"]
    assert any("tram has changed" in why for one in told["moved"] for why in one["reasons"])


def longer(folder: Path) -> None:
    path = folder / "tram.md"
    path.write_text(path.read_text("utf-8") + f"\n{MORE}", "utf-8")


def added(folder: Path) -> None:
    head = "---\nsection: World\nurgency: 4\nheadline: Late news of the quay\n---\n"
    (folder / "late.md").write_text(head + 4 * MORE, "utf-8")


def killed(folder: Path) -> None:
    (folder / "mill.md").unlink()


def other_picture(folder: Path) -> None:
    picture = Image.linear_gradient("L").convert("RGB").resize((900, 600)).rotate(180)
    picture.save(folder / "pictures" / "quay.png")


def a_sign_that_no_face_has(folder: Path) -> None:
    path = folder / "baths.md"
    path.write_text(path.read_text("utf-8") + "\nThe sign says \U0001fbf7 to all.\n", "utf-8")


def another_layout(folder: Path) -> None:
    path = folder.parents[1] / "layouts" / "tabloid.yaml"
    path.write_text(path.read_text("utf-8").replace("effort: 4", "effort: 5"), "utf-8")


CHANGES: tuple[Callable[[Path], None], ...] = (
    longer,
    added,
    killed,
    other_picture,
    a_sign_that_no_face_has,
    another_layout,
)


def output(paper: Path) -> dict[str, bytes]:
    """All that a build wrote, without its timings."""
    out = paper / "dist" / DATE.isoformat() / "current"
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    report = json.loads(files["report.json"])
    del report["timings"]
    files["report.json"] = json.dumps(report).encode()
    return {**files, "report.html": TIME.sub(b"", files["report.html"])}


def test_it_builds_the_same_bytes_after_every_change(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside it a paper of which every build begins with nothing in memory."""
    other = Path(shutil.copytree(paper, tmp_path / "other", symlinks=True))
    day = held_day(paper)
    day.lay()
    monkeypatch.chdir(tmp_path)
    for change in CHANGES:
        for one in (paper, other):
            change(one / "editions" / DATE.isoformat())
        day.lay()
        asked = {"folder": str(tmp_path), "editions": "paper/editions", "out": "paper/dist"}
        told = ask(day, "build", date=DATE.isoformat(), jobs=1, **asked)
        build(request_of(other))
        assert output(paper) == output(other), change.__name__
        assert told["report"]["pages"] == 4
        assert ask(day, "story", story="tram")["pages"]
        while day.warm():
            pass


def test_it_builds_nothing_of_another_paper(still: HeldDay, tmp_path: Path) -> None:
    own = {"date": DATE.isoformat(), "folder": str(tmp_path)}
    paths = still.request.paths
    for fields, words in (
        ({"editions": "editions", "out": str(paths.out)}, "holds the editions folder"),
        ({"editions": str(paths.editions), "out": "dist"}, "holds the output folder"),
        ({"editions": "e", "out": "d", "date": "2026-01-02"}, "holds 2026-01-01 open, not"),
    ):
        with pytest.raises(UsageError, match=words):
            ask(still, "build", **{**own, **fields})
