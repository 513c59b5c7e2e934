"""`python -m tools.bench`: epaper and Typst on the same text and pictures; wall time, peak memory,
spaces.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import yaml

from tools import wire_paper
from tools.bench.changes import change_lines
from tools.bench.day import DATE, typst_source, write_day, write_pictures
from tools.bench.engine import engine_lines
from tools.bench.press import press_lines
from tools.bench.run import Run, run
from tools.bench.search import search_lines
from tools.bench.shorts import shorts_lines
from tools.bench.spacing import Spacing, spacing
from tools.bench.text import articles
from tools.bench.wire import wire_lines

ARTICLES_A_PAGE = 10
USUAL_PAGES = 12  # of the day of six stories of 400 words a page
WIRE_PAGES = 24  # that its advertisements are booked for
WORDS_AN_ARTICLE = 230  # as many as fill the pages without a story held
ROOT = Path(__file__).parents[2]
BUILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from epaper.cli import main; main()"
COMPILE = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
)


@dataclass(frozen=True, slots=True)
class Result:
    pages: int
    ours: Run
    theirs: Run
    our_pdf: Path
    their_pdf: Path
    report: dict[str, Any]
    layout_seconds: float


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument(
        "--pages", default="8,24,96", help="page counts, joined by commas (8,24,96)"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="cores for epaper (all)"
    )
    parser.add_argument(
        "--words", type=int, default=WORDS_AN_ARTICLE, help="words an article (230)"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, help="runs of each; the fastest counts (1)"
    )
    parser.add_argument(
        "--spacing", type=int, default=24, help="page count whose spaces are measured (24)"
    )
    parser.add_argument(
        "--wire", type=Path, help="a folder of agency items: a day of them is changed as well"
    )
    parser.add_argument("--keep", type=Path, help="an empty folder for the generated days and PDFs")
    return parser.parse_args()


def main() -> None:
    options = _options()
    compileall.compile_dir(ROOT / "epaper", quiet=1)  # an installed program has its bytecode
    folder = options.keep or Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        counts = [int(count) for count in options.pages.split(",")]
        write_pictures(folder / "pictures", max(counts) * ARTICLES_A_PAGE // 3 + 1)
        results = [
            measured(folder, pages, options.words, options.jobs, options.repeat) for pages in counts
        ]
        measured_one = next((r for r in results if r.pages == options.spacing), results[-1])
        print_spacing(measured_one)
        print_press(folder, measured_one, options.jobs)
        place, cold = folder / f"{measured_one.pages}-pages", measured_one.ours.seconds
        told(
            f"Built again after a change, at {measured_one.pages} pages",
            change_lines(ROOT, place, DATE, options.jobs, cold),
        )
        if options.wire:
            told("A day of agency items built again", wire_day_lines(folder, options))
        told("A day of shorts", shorts_lines(ROOT, folder, options.jobs))
        write_day(
            folder / "usual" / "editions",
            folder / "pictures",
            articles(USUAL_PAGES * 6, 400),
            USUAL_PAGES + 2,
        )
        told(
            "The page search on one core: pages of usual stories, then the crowded ones from above",
            (line for one in (folder / "usual", place) for line in search_lines(one, DATE)),
        )
        told("The importer on one core", wire_lines(ROOT, folder))
        told(
            f"The day held open, at {measured_one.pages} pages",
            engine_lines(ROOT, place, DATE, options.jobs, cold),
        )
    except subprocess.CalledProcessError as error:
        sys.exit(f"bench: a build failed with code {error.returncode}:\n{error.stderr}")
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def wire_day_lines(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Of a day of agency items and twenty advertisements, on as many pages as it takes."""
    place, date = folder / "wire", wire_paper.DATE.isoformat()
    editions = wire_paper.write_paper(options.wire, place, "broadsheet", WIRE_PAGES)
    path = editions / "publication.yaml"
    publication = yaml.safe_load(path.read_text("utf-8")) | {"pages": {"multiple": 2}}
    path.write_text(yaml.safe_dump(publication, sort_keys=False), "utf-8")
    cold = _cold(_build(date, options.jobs), place)
    yield f"  cold: {cold.seconds:6.2f} s, {cold.peak_mb:.0f} MB"
    yield from change_lines(ROOT, place, date, options.jobs, cold.seconds)


def told(title: str, lines: Iterable[str]) -> None:
    """A section, each line as soon as it is measured."""
    print(f"\n{title}")
    for line in lines:
        print(line, flush=True)


def measured(folder: Path, pages: int, words: int, jobs: int, repeat: int) -> Result:
    """Build one size with both and print the line of the table."""
    place = folder / f"{pages}-pages"
    contents = -(-pages * ARTICLES_A_PAGE // 170)  # pages of it
    texts = articles((pages - contents) * ARTICLES_A_PAGE, words)
    write_day(place / "editions", folder / "pictures", texts, pages)
    (place / "pictures").symlink_to((folder / "pictures").resolve(), target_is_directory=True)
    (place / "bench.typ").write_text(typst_source(texts, "pictures"), encoding="utf-8")
    ours = _build(DATE, jobs)
    theirs = [sys.executable, "-c", COMPILE, "bench.typ", "typst.pdf", str(ROOT / "fonts")]
    first = min((_cold(ours, place) for _ in range(repeat)), key=lambda r: r.seconds)
    second = min((run(theirs, place) for _ in range(repeat)), key=lambda r: r.seconds)
    report = json.loads(first.output)
    pdf = place / "dist" / DATE / report["files"][0]["path"]
    result = Result(
        pages, first, second, pdf, place / "typst.pdf", report, report["timings"]["lay out"]
    )
    print_times(result)
    return result


def _build(date: str, jobs: int) -> list[str]:
    build = [sys.executable, "-c", BUILD, str(ROOT), "build", "--date", date, "--json"]
    return [*build, "--anyway", "a", "b", "--jobs", str(jobs)]


def _cold(command: Sequence[str], place: Path) -> Run:
    """A build that finds nothing of an earlier one."""
    shutil.rmtree(place / "dist", ignore_errors=True)
    return run(command, place)


def print_times(result: Result) -> None:
    ours, theirs, report = result.ours, result.theirs, result.report
    stories = report["stories"]
    metrics = report["metrics"]
    held = sum(story["status"] == "held" for story in stories)
    white = max(page["white_share"] for page in metrics)
    print(
        f"{result.pages:3} pages  epaper {ours.seconds:6.2f} s (layout "
        f"{result.layout_seconds:5.2f} s) "
        f"{ours.peak_mb:5.0f} MB   Typst {theirs.seconds:6.2f} s {theirs.peak_mb:5.0f} MB   "
        f"time x{ours.seconds / theirs.seconds:.2f}  memory x{ours.peak_mb / theirs.peak_mb:.2f}   "
        f"{report['pages']} and {pages_of(result.their_pdf)} pages, {held} of {len(stories)} "
        f"stories held, white at most {white:.1%}",
        flush=True,
    )


def print_press(folder: Path, result: Result, jobs: int) -> None:
    print(f"\nThe press pass at {result.pages} pages")
    place = folder / f"{result.pages}-pages"
    pictures = len(list((folder / "pictures").glob("*.jpg")))
    for line in press_lines(ROOT, place, DATE, result.pages, pictures, jobs, result.ours.seconds):
        print(line, flush=True)


def pages_of(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def print_spacing(result: Result) -> None:
    print(
        f"\nSpaces between words at {result.pages} pages, in em: justified body lines, last lines "
        "of paragraphs apart"
    )
    for name, path in (("epaper", result.our_pdf), ("Typst", result.their_pdf)):
        found: Spacing = spacing(path)
        print(
            f"  {name:7} p95 {found.p95:.3f}  p99 {found.p99:.3f}  sd {found.deviation:.3f}  "
            f"hyphenated {found.hyphenated:.1%}  of {found.lines:,} lines"
        )


if __name__ == "__main__":
    main()
