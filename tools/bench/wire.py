"""The importer on a large day of generated wire items: items a second and memory, small day and
large.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench.run import run
from tools.bench.text import articles

DAY = "2026-01-06"
IMPORT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from epaper.cli import main; main()"
WORDS = 300


def write_items(folder: Path, count: int) -> None:
    """`count` ninjs 3.0 items of about WORDS words each, all different."""
    folder.mkdir(parents=True)
    for number, article in enumerate(articles(count, WORDS)):
        item = {
            "uri": f"tag:bench.example,2026:{number}",
            "type": "text",
            "version": "1",
            "versionCreated": f"2026-01-06T{number % 24:02}:00:00Z",
            "language": "en",
            "urgency": 1 + number % 8,
            "headlines": [{"role": "main", "value": f"{article.headline} {number}"}],
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/html",
                    "value": "".join(f"<p>{p}</p>" for p in article.paragraphs),
                }
            ],
        }
        (folder / f"{number:05}.json").write_text(json.dumps(item), encoding="utf-8")


def wire_lines(root: Path, folder: Path, counts: tuple[int, ...] = (1000, 10000)) -> Iterator[str]:
    for count in counts:
        source, editions = folder / f"wire-{count}", folder / f"editions-{count}"
        write_items(source, count)
        editions.mkdir()
        command = [
            sys.executable,
            "-c",
            IMPORT,
            str(root),
            "import",
            str(source),
            "--date",
            DAY,
            "--editions",
            str(editions),
            "--json",
        ]
        took = run(command, folder)
        summary = json.loads(took.output)
        new = sum(item["result"] == "new" for item in summary["items"])
        yield (
            f"  {count:6,} items: {took.seconds:6.2f} s, {took.cpu:.2f} of a core, "
            f"{count / took.cpu:.0f} items a second and core, {took.peak_mb:.0f} MB, {new:,} new"
        )
