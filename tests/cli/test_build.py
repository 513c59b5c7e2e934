"""The command as its user runs it, its output read back by other programs."""

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pikepdf
import pytest
import small_paper
import yaml
from command import COMMAND, DAY, ROOT, environment, run

from tests.cli import tiny_paper
from tests.cli.tiny_paper import write_quick_layout

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler-utils is not installed"
)


@pytest.fixture(scope="module")
def built(sample_built: Path) -> tuple[Path, dict]:
    return sample_built, json.loads((sample_built / "report.json").read_text(encoding="utf-8"))


def test_nothing_is_lost_and_every_page_is_clean(built: tuple[Path, dict]) -> None:
    _, report = built
    ledger = report["ledger"]
    assert ledger["lost"] == 0
    assert ledger["characters_in"] == ledger["placed"] + ledger["held"] + ledger["cut"]
    assert report["metrics"]
    for page in report["metrics"]:
        assert page["widows"] == page["orphans"] == page["off_grid_lines"] == 0
        assert page["white_share"] <= (
            0.15 if page["page"] == 2 else 0.1
        )  # the list of contents is airy


def test_report_says_what_the_file_is(built: tuple[Path, dict]) -> None:
    folder, report = built
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    assert [page["page"] for page in report["metrics"]] == list(range(1, report["pages"] + 1))
    (file,) = report["files"]
    assert (folder / file["path"]).stat().st_size == file["bytes"]
    with pikepdf.open(folder / file["path"]) as pdf:
        assert len(pdf.pages) == file["pages"] == report["pages"]
        assert not pdf.check_pdf_syntax()
        assert "Kestrel Bay" in str(pdf.docinfo["/Title"])
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert html.count("<figure") == report["pages"]
    assert "http" not in re.sub(r"data:image[^\"]+", "", html)


def test_no_story_twice_and_modules_stay_apart(built: tuple[Path, dict]) -> None:
    _, report = built
    by_page: dict[int, list[list[float]]] = {}
    for module in report["modules"]:
        by_page.setdefault(module["page"], []).append(module["box"])
    assert list(by_page) == list(range(1, report["pages"] + 1))
    assert max(map(len, by_page.values())) > 3
    for boxes in by_page.values():
        for i, (ax, ay, aw, ah) in enumerate(boxes):
            for bx, by, bw, bh in boxes[i + 1 :]:
                assert (
                    min(ax + aw, bx + bw) - max(ax, bx) < 1
                    or min(ay + ah, by + bh) - max(ay, by) < 1
                )
    assert report["stories"]
    for story in report["stories"]:
        assert len(story["pages"]) == len(set(story["pages"]))
        assert (story["status"] in ("held", "kept")) == (not story["pages"])


@needs_poppler
def test_jump_lines_name_the_page_where_the_story_goes_on(pressed_once: Path) -> None:
    folder = pressed_once / "dist" / tiny_paper.DAY
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    pdf = folder / report["files"][0]["path"]
    (jumped,) = (story for story in report["stories"] if story["status"] == "jumped")
    first, last = jumped["pages"]
    for page, words in ((first, f"Continued on page {last}"), (last, f"From page {first}")):
        command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert words in text


def test_links_lead_to_the_page_that_their_label_names(built: tuple[Path, dict]) -> None:
    folder, report = built
    with pikepdf.open(folder / report["files"][0]["path"]) as pdf:
        numbers = {page.objgen: i for i, page in enumerate(pdf.pages, 1)}
        seen = 0
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                label = str(link.get("/Contents", ""))
                named = re.search(r"page (\d+)$", label)
                if named:
                    target = link.Dest if "/Dest" in link else link.A.D
                    assert numbers[target[0].objgen] == int(named[1]), label
                    seen += 1
    assert seen > len(report["stories"])


@pytest.mark.parametrize("layout", ["berliner", "broadsheet-8", "evening"])
def test_a_day_in_other_formats(layout: str, tmp_path: Path) -> None:
    """Two sections of the sample day: with little effort, a whole one is mended for long."""
    sections = ("city", "opinion")
    for part in (*sections, "pictures"):
        shutil.copytree(ROOT / "editions" / DAY / part, tmp_path / "editions" / DAY / part)
    settings = yaml.safe_load((ROOT / "editions" / DAY / "edition.yaml").read_text("utf-8"))
    settings["sections"] = ["City", {"name": "Opinion", "kind": "opinion"}]
    settings["pages"] = {"least": 2, "most": 8, "multiple": 2}
    del settings["ears"]["right"]  # it shows a story of another section
    path = tmp_path / "editions" / DAY / "edition.yaml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    write_quick_layout(tmp_path, layout)
    done = run("build", "--date", DAY, "--layout", layout, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["ledger"]["lost"] == 0
    assert report["metrics"]
    assert {story["status"] for story in report["stories"]} <= {"placed", "jumped"}


@pytest.mark.usefixtures("warm")
def test_new_paper_builds_outside_the_repository(tmp_path: Path) -> None:
    assert run("new", "mine", "--name", "The Example", "--date", DAY, cwd=tmp_path).returncode == 0
    done = run("build", "--date", DAY, cwd=tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "mine" / "dist" / DAY
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["pages"] == 2
    usual = {"layout.proposed", "layout.standing", "layout.nested"}
    assert {finding["rule"] for finding in report["findings"]} <= usual
    assert {story["status"] for story in report["stories"]} <= {"placed", "jumped", "kept"}
    begun = run("day", cwd=tmp_path / "mine")
    assert begun.returncode == 0, begun.stderr
    assert "No. 2" in begun.stdout
    assert "standing items: weather.md" in begun.stdout
    assert run("day", DAY, cwd=tmp_path / "mine").returncode == 9
    assert run("new", "mine", cwd=tmp_path).returncode != 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("build", "--date", "2001-01-01"), 3, "2001-01-01"),
        (("build", "--date", "yesterdy"), 2, "did you mean yesterday"),
        (("build", "--date", DAY, "--layout", "quarto"), 4, "broadsheet"),
        (("build", "--date", DAY, "--out", "/proc/none"), 9, "--out"),
    ],
)
def test_mistakes_have_a_message_and_a_code(args: tuple[str, ...], code: int, words: str) -> None:
    done = run(*args)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_all_mistakes_of_the_day_at_once(tmp_path: Path) -> None:
    run("new", "mine", "--date", DAY, cwd=tmp_path)
    stories = sorted((tmp_path / "mine" / "editions" / DAY).rglob("*.md"))[:2]
    for path in stories:
        path.write_text(
            path.read_text(encoding="utf-8").replace("headline:", "haedline:"), encoding="utf-8"
        )
    done = run("check", "--date", DAY, cwd=tmp_path / "mine")
    assert done.returncode == 3
    assert done.stdout.count("haedline") >= 2
    assert "did you mean" in done.stdout


def test_a_killed_build_leaves_the_last_good_output(built_once: Path, tmp_path: Path) -> None:
    paper = shutil.copytree(built_once, tmp_path / "paper", symlinks=True)
    out = paper / "dist" / small_paper.DAY
    (pdf,) = out.glob("*.pdf")
    before = pdf.read_bytes()
    command = [*COMMAND, "build", "--date", small_paper.DAY]
    child = subprocess.Popen(command, cwd=paper, env=environment(), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(out.glob(".making-*")) and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert pdf.read_bytes() == before
    assert run("build", "--date", small_paper.DAY, "-q", cwd=paper).returncode == 0
    assert not list(out.glob(".making-*"))


def test_a_second_build_of_the_day_is_refused(tmp_path: Path) -> None:
    import fcntl

    (tmp_path / DAY).mkdir()
    with (tmp_path / DAY / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("build", "--date", DAY, "--out", str(tmp_path))
    assert done.returncode == 10
    assert "another run is writing" in done.stderr
