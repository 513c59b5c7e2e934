"""plan.yaml on whole builds: a locked page keeps its bytes, says what changed behind it, and gives
its page back.
"""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
from command import run
from small_paper import DAY, write


def built(paper: Path, *more: str) -> tuple[dict, list[bytes]]:  # type: ignore[type-arg]
    done = run("build", "--date", DAY, "--json", *more, cwd=paper)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    with pikepdf.open(paper / "dist" / DAY / report["files"][0]["path"]) as pdf:
        contents = [page.obj["/Contents"] for page in pdf.pages]
        parts = [list(c) if isinstance(c, pikepdf.Array) else [c] for c in contents]
        return report, [b"".join(stream.read_bytes() for stream in streams) for streams in parts]


def test_a_locked_page_keeps_its_bytes(paper: Path) -> None:
    day = paper / "editions" / DAY
    before, pages = built(paper)
    here = {n for s in before["stories"] for n in s["pages"]}
    number = max(here)
    on_it = [s["slug"] for s in before["stories"] if number in s["pages"]]
    elsewhere = [s for s in before["stories"] if s["pages"] and number not in s["pages"]]
    other = min(elsewhere, key=lambda story: story["pages"] == [1])["slug"]  # inside, if any is
    (day / "plan.yaml").write_text(f"pages: {{{number}: {{lock: yes}}}}\n", encoding="utf-8")
    built(paper)  # the lock is taken
    write(day, int(other[-2:]), 99)
    after, changed = built(paper)
    assert changed[number - 1] == pages[number - 1]
    assert not [f for f in after["findings"] if f["rule"] == "plan.locked" and f["story"] in on_it]
    assert after["ledger"]["lost"] == 0
    write(day, int(on_it[0][-2:]), 77)
    assert run("build", "--date", DAY, cwd=paper).returncode == 16
    loud, still = built(paper, "--anyway", "The desk", "the plates are made")
    assert still[number - 1] == pages[number - 1]
    told = [f for f in loud["findings"] if f["rule"] == "plan.locked" and f["severity"] == "error"]
    assert any(f["story"] == on_it[0] and f["page"] == number for f in told)
    (day / "plan.yaml").unlink()
    _, free = built(paper)
    assert free[number - 1] != pages[number - 1]
    strangers = [path.name for path in day.iterdir() if path.suffix not in (".md", ".yaml")]
    assert strangers == []


def test_wishes_that_cannot_be_met_are_told_and_the_paper_is_built(paper: Path) -> None:
    wishes = (
        "stories:\n  story-03: {headline: 200}\n  story-05: {columns: 9}\n  story-07: {page: "
        "30}\n  gone: {page: 2}\n"
    )
    (paper / "editions" / DAY / "plan.yaml").write_text(wishes, encoding="utf-8")
    report, _ = built(paper)
    told = {
        f["message"].split(":")[0].split(" ")[0]
        for f in report["findings"]
        if f["rule"] == "plan.unmet"
    }
    assert told == {"story-03", "story-05", "story-07", "gone"}
