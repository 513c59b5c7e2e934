"""Readers whom the paper's own provider knows: the code flow, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from epaper.gate import access as settings
from epaper.gate.access import Access
from epaper.gate.places import local
from tests.gate.gates import DAY, OTHER, Site
from tests.gate.provider import Provider, served


@pytest.fixture
def provider() -> Iterator[Provider]:
    with served(Provider()) as one:
        yield one


def known(access: Access, provider: Provider, claim: str = "") -> Access:
    told = settings.Provider(provider.address, "paper", "not a secret", claim)
    return replace(access, provider=told)


def leave(reader: TestClient, to: str) -> dict[str, str]:
    """What the provider is asked."""
    answer = reader.get("/sign-in", params={"to": to}, follow_redirects=False)
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}


def test_a_reader_signs_in_and_comes_back_to_the_page(
    site: Site, access: Access, provider: Provider
) -> None:
    reader = site.client(known(access, provider))
    refused = reader.get(f"/{DAY}/page-2.html")
    assert f'href="/sign-in?to=%2F{DAY}%2Fpage-2.html"' in refused.text
    asked = leave(reader, f"/{DAY}/page-2.html")
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "https://paper.test/signed-in"
    back = reader.get(provider.leave(asked), follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, f"/{DAY}/page-2.html")
    assert reader.get(f"/{DAY}/page-2.html").status_code == 200
    assert "reader-1" not in str(dict(reader.cookies))


def test_the_provider_may_name_the_editions(site: Site, access: Access, provider: Provider) -> None:
    provider.claims = {"editions": [DAY]}
    reader = site.client(known(access, provider, "editions"))
    reader.get(provider.leave(leave(reader, "/")))
    assert reader.get(f"/{DAY}/page-2.html").status_code == 200
    assert reader.get(f"/{OTHER}/page-2.html").status_code == 403


@pytest.mark.parametrize(
    "claims", [{"nonce": "another"}, {"aud": "somebody"}, {"iss": "http://else"}, {"exp": 1}]
)
def test_a_token_for_somebody_else_is_refused(
    site: Site, access: Access, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = dict(claims)
    reader = site.client(known(access, provider))
    assert reader.get(provider.leave(leave(reader, "/"))).status_code == 403
    assert reader.get(f"/{DAY}/page-2.html").status_code == 403


def test_a_token_that_another_key_signed_is_refused(
    site: Site, access: Access, provider: Provider
) -> None:
    provider.published = RSAKey.generate_key(2048, {"kid": "1"})
    reader = site.client(known(access, provider))
    assert reader.get(provider.leave(leave(reader, "/"))).status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(
    site: Site, access: Access, provider: Provider
) -> None:
    gate = known(access, provider)
    victim, thief = site.client(gate), site.client(gate)
    planted = provider.leave(leave(thief, "/"))
    assert victim.get(planted).status_code == 403  # another browser's state
    asked = leave(thief, "/")
    once = provider.leave(asked)
    assert thief.get(once, follow_redirects=False).status_code == 303
    assert thief.get(once).status_code == 403  # the code and the state were used


@pytest.mark.parametrize(
    "place", ["https://else.test/", "//else.test/", "/\\else.test", "javascript:x", "", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(place: str) -> None:
    assert local(place) == "/"


def test_a_provider_that_does_not_answer_leaves_the_front_page(site: Site, access: Access) -> None:
    gone = Provider("http://127.0.0.1:9")
    reader = site.client(known(access, gone))
    answer = reader.get("/sign-in", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
