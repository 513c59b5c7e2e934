"""Readers at a site on loopback: `python -m tools.readers SITE [--readers 200] [--turns 10]`.

Each turns pages, opens stories, searches; all at once against `epaper serve-site`, which is started
here and ended here.  Prints answers, errors and times; the requests are counted beforehand.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx2

CERTIFICATES = ssl.create_default_context()  # once: 200 readers would each read them


def addresses(site: Path) -> tuple[list[str], list[str]]:
    """Pages and stories of the newest edition, and files named by content."""
    index = json.loads((site / "editions.json").read_bytes())
    edition = index["editions"][0]["path"]
    record = json.loads((site / edition / "edition.json").read_bytes())
    told = [edition + page["html"] for page in record["pages"]]
    told += [edition + story["path"] for story in record["stories"]]
    return told, [path for path in record["content"] if not path.endswith((".avif", ".webp"))]


async def read(
    base: str, number: int, plan: list[str], times: list[float], faults: list[str]
) -> None:
    """From an address of one's own: the server counts what one address asks for."""
    own = f"127.0.{1 + number // 250}.{1 + number % 250}"
    transport = httpx2.AsyncHTTPTransport(local_address=own, verify=CERTIFICATES)
    async with httpx2.AsyncClient(base_url=base, timeout=60, transport=transport) as client:
        for path in plan:
            began = time.perf_counter()
            try:
                answer = await client.get(path)
                if answer.status_code != 200:
                    faults.append(f"{answer.status_code} {path}")
            except httpx2.HTTPError as error:
                faults.append(f"{type(error).__name__} {path}")
            times.append(time.perf_counter() - began)


async def all_at_once(base: str, plans: list[list[str]]) -> tuple[list[float], list[str], float]:
    times: list[float] = []
    faults: list[str] = []
    began = time.perf_counter()
    works = (read(base, number, plan, times, faults) for number, plan in enumerate(plans))
    await asyncio.gather(*works)
    return times, faults, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.readers", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--turns", type=int, default=10)
    options = parser.parse_args()
    command = [sys.executable, "-m", "epaper", "serve-site", str(options.site), "--port", "0"]
    server = subprocess.Popen(
        [*command, "--quiet"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert server.stderr is not None
        found = re.search(r"http://\S+/", server.stderr.readline())
        if found is None:
            sys.exit("the server did not start")
        chance = random.Random(7)
        told, named = addresses(options.site)
        words = ["bridge", "water", "the council", "harbour"]
        plans = [
            [
                *chance.sample(named, 3),
                *chance.choices(told, k=options.turns),
                f"search?q={chance.choice(words)}&format=json",
            ]
            for _ in range(options.readers)
        ]
        times, faults, seconds = asyncio.run(all_at_once(found.group(), plans))
        times.sort()
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(
            f"{options.readers} readers, {len(times)} requests in {seconds:.1f} s, {len(faults)} "
            f"errors; p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms"
        )
        for fault in faults[:10]:
            print(f"  {fault}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
