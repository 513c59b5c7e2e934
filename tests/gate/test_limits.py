"""How often one address may ask, and whose address it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.gate import limits
from epaper.gate.access import Access
from epaper.gate.limits import Limits, home, reader
from tests.gate.gates import Site


def test_a_bucket_runs_dry_and_fills_again() -> None:
    bucket = Limits(rate=2, burst=3)
    assert [bucket.wait("a", 0.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.wait("b", 0.0) == 0
    assert bucket.wait("a", 0.5) == 0
    assert bucket.wait("a", 0.5) == 0.5
    assert bucket.wait("a", -100.0) > 0  # a clock that was put back gives nothing


def test_memory_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 10)
    bucket = Limits(1, 1)
    for number in range(100):
        bucket.wait(str(number), 0.0)
    assert len(bucket._buckets) == 10


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "found"),
    [
        ("9.9.9.9", "", 0, "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", 0, "9.9.9.9"),  # nobody in front: a reader wrote that
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", 2, "1.1.1.1"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "what, is this", 1, "?"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::"),
        ("::ffff:9.9.9.9", "", 0, "9.9.9.9"),
    ],
)
def test_whose_request_it_is(peer: str, forwarded: str, proxies: int, found: str) -> None:
    assert reader(peer, forwarded, proxies) == found


def test_a_household_is_one() -> None:
    assert home("2001:db8::1") == home("2001:db8::ffff")
    assert home("2001:db8:0:1::1") != home("2001:db8::1")


def test_who_asks_too_often_waits(site: Site, access: Access) -> None:
    gate = site.client(replace(access, requests=1, burst=3))
    statuses = [gate.get("/").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    answer = gate.get("/")
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many requests" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    site.clock.now += 10
    assert gate.get("/").status_code == 200


def test_an_address_in_a_line_of_its_own_counts(site: Site, access: Access) -> None:
    """Some proxies add a second X-Forwarded-For below the one that the reader wrote."""
    gate = site.client(replace(access, proxies=1, burst=3, requests=1))
    lines = [[("x-forwarded-for", f"9.9.9.{n}"), ("x-forwarded-for", "5.5.5.5")] for n in range(5)]
    assert [gate.get("/", headers=line).status_code for line in lines] == [200] * 3 + [429] * 2
