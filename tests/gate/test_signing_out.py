"""A device signs out by a page with a button; pages say whether it may."""

from __future__ import annotations

from dataclasses import replace

from epaper.gate.access import Access
from tests.gate.gates import DAY, NOW, Site, client_of, opened


def test_a_device_signs_out_by_a_button(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader = client_of(gate)
    assert "not signed in" in reader.get("/sign-out").text
    opened(reader, f"/{DAY}/", gate.passes.link("s1", ("*",), NOW))
    page = reader.get("/sign-out")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert '<form method="post" action="/sign-out"><button>Sign out</button></form>' in page.text
    assert reader.get(f"/{DAY}/page-2.html").status_code == 200  # to look at it does nothing
    reader.post("/sign-out")
    assert reader.get(f"/{DAY}/page-2.html").status_code == 403


def test_one_device_more_is_told_where_another_signs_out(site: Site, access: Access) -> None:
    gate = site.gate(replace(access, devices=1))
    assert gate.passes is not None
    first, second = client_of(gate), client_of(gate)
    opened(first, f"/{DAY}/", gate.passes.link("s1", ("*",), NOW))
    link = gate.passes.link("s1", ("*",), NOW)
    refused = opened(second, f"/{DAY}/", link)
    assert refused.status_code == 403
    assert '<a href="/sign-out" dir="ltr">paper.test/sign-out</a>' in refused.text
    first.post("/sign-out")
    assert opened(second, f"/{DAY}/", link).status_code == 200  # the link was not used up


def test_pages_offer_it_to_who_is_signed_in(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader = client_of(gate)
    link = '<a href="/sign-out">Sign out</a>'
    assert link not in reader.get("/nope").text
    opened(reader, f"/{DAY}/", gate.passes.link("s1", (DAY,), NOW))
    assert link in reader.get("/nope").text
    assert link in reader.get("/2026-11-24/page-2.html").text


def test_a_script_of_the_site_may_ask(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader = client_of(gate)
    assert reader.get("/access").json() == {"passes": True, "signed_in": False}
    opened(reader, f"/{DAY}/", gate.passes.link("s1", (DAY,), NOW))
    answer = reader.get("/access")
    assert answer.json() == {"passes": True, "signed_in": True}
    assert answer.headers["cache-control"] == "no-store"
    assert site.client().get("/access").json() == {"passes": False, "signed_in": False}
    assert "not signed in" in site.client().get("/sign-out").text
