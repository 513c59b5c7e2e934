"""What a phone has to fetch before a page is read; at a slow cell a second is some 50 kB."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from loopback import served
from papers import write_sample
from window import READY, opened

from epaper.issue.issue import Issue
from tests.conftest import Once
from tests.site.sites import put

FIRST = 250_000  # bytes of a first view
TURN = 60_000  # of a turn without its pictures
PACKED = (".html", ".css", ".js", ".json", ".svg", ".webmanifest")  # as serve-site sends them
URDU = Path(__file__).parents[2] / "samples" / "ur" / "editions"


@pytest.fixture(scope="module", params=["en", "ur"])
def sample_site(request: pytest.FixtureRequest, once: Once) -> Path:
    """The sample paper of a language, published."""
    if request.param == "en":
        sample: Issue = request.getfixturevalue("sample")
        # the site of tests/site
        return once("sample-site", lambda folder: put(sample, folder / "public")) / "public"
    if not URDU.is_dir():
        pytest.skip("needs the sample days")
    return once("weighed-ur", lambda folder: write_sample(URDU, folder)) / "site"


@pytest.fixture(scope="module")
def printed(request: pytest.FixtureRequest, sample_site: Path) -> Path:
    """The readers' PDF of the same paper."""
    if sample_site.name == "public":
        return Path(request.getfixturevalue("sample_pdf"))
    (file,) = (sample_site.parent / "dist").glob("20*/*.pdf")
    return file


@pytest.fixture(scope="module")
def address(sample_site: Path) -> Iterator[str]:
    with served(sample_site) as site:
        yield site


def weight(file: Path) -> int:
    """Of a file on its way, without its headers."""
    data = file.read_bytes()
    return len(brotli.compress(data, quality=5)) if file.suffix in PACKED else len(data)


@pytest.mark.parametrize("number", [1, 2])
def test_the_first_view_on_a_phone(
    browser: Any, sample_site: Path, address: str, number: int
) -> None:
    (edition,) = sample_site.glob("????-??-??")
    more = {"device_scale_factor": 2, "service_workers": "block"}
    window = opened(browser, address, sample_site, width=390, may_fail=True, **more)
    asked: set[str] = set()
    window.page.on("request", lambda request: asked.add(request.url.removeprefix(address)))
    path = f"page-{number}.html"
    window.page.goto(f"{address}{edition.name}/{path}", wait_until="load")
    window.page.wait_for_selector(READY, state="attached")
    window.page.wait_for_timeout(700)
    window.page.context.close()
    assert not window.faults
    mine = {one for one in asked if "/page-" not in one or one.endswith(path)}
    turns = asked - mine
    files = {sample_site / one for one in mine if one and not one.endswith("/")}
    weights = {str(file.relative_to(sample_site)): weight(file) for file in files}
    assert sum(weights.values()) < FIRST, sorted(weights.items(), key=lambda one: -one[1])
    assert sum(name.endswith(".woff2") for name in weights) > 2
    assert turns  # the pages beside it are fetched ahead
    assert all(weight(sample_site / one) < TURN for one in turns)


def test_the_first_page_of_the_pdf(printed: Path) -> None:
    """Whole after half a megabyte, in every language: where it ends stands at the file's head."""
    end = re.search(rb"/E (\d+)", printed.read_bytes()[:1500])
    assert end
    assert int(end[1]) < 500_000


def test_headlines_stand_in_their_face_wherever_they_are_listed(sample_site: Path) -> None:
    """Also those that page 1 or a box sets in another."""
    (edition,) = sample_site.glob("????-??-??")
    record = json.loads((edition / "edition.json").read_text("utf-8"))
    style = (sample_site / record["style"]).read_text("utf-8")
    head = re.search(r'--face-head:"(p-[\w-]+)"', style)
    assert head
    faces = re.findall(rf'font-family:"{head[1]}";.*?unicode-range:([^}}]*)', style)
    known: set[int] = set()
    for part in ", ".join(faces).split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        known |= set(range(int(first, 16), int(last or first, 16) + 1))
    lacking = {
        char for one in record["stories"] for char in one["headline"] if ord(char) not in known
    }
    assert lacking <= {"\u200b", "\u00ad"}
