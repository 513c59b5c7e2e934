"""How often one address may ask, and whose address it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from epaper.gate import limits
from epaper.gate.access import Access
from epaper.gate.app import application
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


def test_what_is_named_by_its_content_is_not_counted(site: Site) -> None:
    """A page has dozens of such files; whoever opens the paper asks for all of them at once."""
    gate = site.client(Access({}, requests=1, burst=3))
    assert {gate.get("/a/face.woff2").status_code for _ in range(50)} == {200}
    assert gate.get("/").status_code == 200


def test_search_costs_more_than_a_page(site: Site) -> None:
    gate = site.client(Access({}, requests=1, burst=25))
    statuses = [gate.get("/search?q=x").status_code for _ in range(4)]
    assert statuses == [404, 404, 429, 429]  # this site has no archive
    assert gate.get("/").status_code == 200
    narrow = site.client(Access({}, requests=1, burst=2))
    assert narrow.get("/search?q=x").status_code == 404


def test_an_office_reads_behind_one_address(site: Site, access: Access) -> None:
    """Thirty readers in two minutes, whose browsers each fetch an edition whole: 72 stories, 24
    pages and the contents, and twice as many files of it."""
    gate = site.gate(access)
    busy = 0
    for _ in range(30):
        for _ in range(97):
            busy += gate.limits.wait("9.9.9.9", site.clock()) > 0
        site.clock.now += 4
    assert busy == 0


def test_one_address_cannot_ask_without_end(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert any(gate.limits.wait("9.9.9.9", site.clock()) for _ in range(20_000))


def test_a_server_in_front_is_told_of_once(site: Site, access: Access) -> None:
    for gate in (site.gate(access), site.gate()):
        site.log.clear()
        gate.access = replace(gate.access, proxies=0)
        for _ in range(3):
            client = TestClient(application(gate), client=("127.0.0.1", 1))
            client.get("/", headers={"x-forwarded-for": "9.9.9.9"})
        assert sum("--proxies 1" in line for line in site.log) == 1
        assert "9.9.9.9" not in "".join(site.log)
    site.log.clear()
    far = TestClient(application(site.gate(access)), client=("9.9.9.9", 1))
    far.get("/", headers={"x-forwarded-for": "1.1.1.1"})  # a reader wrote that
    known = TestClient(application(site.gate(replace(access, proxies=1))), client=("10.0.0.1", 1))
    known.get("/", headers={"x-forwarded-for": "1.1.1.1"})
    assert "--proxies" not in "".join(site.log)
