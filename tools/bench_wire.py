"""Items a second and memory of `epaper import` for a day of wire items: `python -m tools.bench_wire
[ITEMS]`.
"""

from __future__ import annotations

import datetime
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found

_SYLLABLES = (
    "ba ber con dan der el fin gor hal in ka lan mar ne or pa "
    "que ri sa ton un ver wil yor za".split()
)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 4)))


def write_day(folder: Path, items: int) -> None:
    """Generated ninjs items of some 330 words each, one in ten a second version of another."""
    chance = random.Random(5)
    lexicon = [_word(chance) for _ in range(4000)]
    for place in range(items):
        again = place % 10 == 9
        identity = place - 5 if again else place
        paragraphs = [" ".join(chance.choices(lexicon, k=55)).capitalize() + "." for _ in range(6)]
        item = {
            "uri": f"tag:bench.example,{identity}",
            "type": "text",
            "version": "2" if again else "1",
            "versionCreated": f"2026-11-23T{place % 24:02}:00:00Z",
            "urgency": place % 8 + 1,
            "language": "en",
            "headlines": [{"value": " ".join(chance.choices(lexicon, k=8)).capitalize()}],
            "subjects": [{"name": ("City", "World", "Sport")[place % 3], "rel": "section"}],
            "bodies": [
                {
                    "contentType": "text/html",
                    "value": "".join(f"<p>{text}</p>" for text in paragraphs),
                }
            ],
            "infoSources": [{"name": "Bench Agency"}],
        }
        (folder / f"{place:06}.json").write_text(json.dumps(item), encoding="utf-8")


def main() -> None:
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        drop, editions = Path(place, "drop"), Path(place, "editions")
        drop.mkdir()
        write_day(drop, items)
        settings = Settings(
            editions,
            datetime.date(2026, 11, 23),
            datetime.datetime(2026, 11, 23, 22, tzinfo=datetime.UTC),
        )
        for run in ("first import", "the same again"):
            start, before = time.perf_counter(), time.process_time()
            marks = list(_marks(settings, drop, items))
            seconds, cpu = time.perf_counter() - start, time.process_time() - before
            print(
                f"{run}: {items / seconds:.0f} items a second ({items / cpu:.0f} a second of one "
                f"core), {marks[-1]}"
            )
            print("  peak memory after each tenth, MB:", " ".join(marks[:-1]))


def _marks(settings: Settings, drop: Path, items: int) -> Iterator[str]:
    """Peak memory after each tenth of the items, then the counts."""
    counts: Counter[str] = Counter()
    for place, outcome in enumerate(import_found(settings, gather([drop])), start=1):
        counts[outcome.result.value] += 1
        if place % max(1, items // 10) == 0:
            yield str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    yield str(dict(counts))


if __name__ == "__main__":
    main()
