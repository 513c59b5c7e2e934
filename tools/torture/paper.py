"""Papers to be tortured: each has two states, so that a run has something to change."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf

from epaper.resources import shipped
from tests.cli import tiny_paper

ROOT = Path(__file__).parents[2]
SHOP = "torture"


class Small:
    """Three tabloid pages, built in about a second."""

    day = tiny_paper.DAY
    story = "bridge.md"

    def write(self, folder: Path) -> None:
        tiny_paper.write_tiny_paper(folder)
        (folder / "editions" / self.day / "ads" / "firm.pdf").unlink()
        _advertisement(folder / "editions" / self.day / "ads" / "firm.pdf")
        _shop(folder)

    def turn(self, folder: Path, state: int) -> None:
        """Give the day the one state or the other."""
        story = folder / "editions" / self.day / self.story
        text = story.read_text(encoding="utf-8")
        words = ("mended", "painted")[state]
        text = re.sub(r"to be \w+ in spring", f"to be {words} in spring", text, count=1)
        story.write_text(text, encoding="utf-8")


class Sample(Small):
    """The sample day of the repository, eight broadsheet pages."""

    day = "2026-11-23"
    story = ""

    def write(self, folder: Path) -> None:
        for name in ("editions", "layouts"):
            shutil.copytree(ROOT / name, folder / name)

    def turn(self, folder: Path, state: int) -> None:
        story = min((folder / "editions" / self.day).rglob("*.md"))
        text = story.read_text(encoding="utf-8").rstrip()
        mark = "\n\nMore is to be told tomorrow."
        story.write_text(text.removesuffix(mark.strip()).rstrip() + mark * state, encoding="utf-8")


def _advertisement(path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(714, 205))
        page.Contents = pikepdf.Stream(pdf, b"0 0 0 1 K 4 4 706 197 re S")
        pdf.save(path, deterministic_id=True)


def _shop(folder: Path) -> None:
    """A print shop that takes the paper as it is, a file a page."""
    press = folder / "layouts" / "press"
    press.mkdir(parents=True)
    shipped_shop = shipped("layouts") / "press" / "digital-shortrun-tabloid.yaml"
    text = shipped_shop.read_text(encoding="utf-8")
    for name, value in (
        ("page_multiple", "1"),
        ("one_file", "page"),
        ("file_name", '"{title}_{date}_{page:03}_{colour}_v{version}.pdf"'),
    ):
        text = re.sub(rf"(?m)^{name}:.*$", f"{name}: {value}", text)
    (press / f"{SHOP}.yaml").write_text(text, encoding="utf-8")
    for profile in (shipped("layouts") / "press").glob("*.icc"):
        shutil.copy(profile, press)
