"""Requests are read, or refused with what is wrong and what to write."""

from __future__ import annotations

import json

import pytest

from epaper.engine.requests import Asked, RequestError, read_request
from epaper.model.plan import Wish


def test_a_request() -> None:
    line = b'{"id": 7, "do": "page", "page": 4, "order": ["a", "b"]}'
    assert read_request(line) == Asked("page", 7, {"page": 4, "order": ("a", "b")})


def test_wishes_are_as_in_the_plan() -> None:
    asked = {"do": "page", "page": 2, "wishes": {"a": {"columns": 3, "headline": 30, "at": "top"}}}
    found = read_request(json.dumps(asked).encode())
    assert found.fields["wishes"] == (Wish("a", columns=3, headline=30.0, at="top"),)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{", "the request is no JSON"),
        ("\xff", "the request is no JSON"),
        ("[" * 100_000, "the request is no JSON"),
        ("[1]", "the request is '[1]'; write an object"),
        ('{"id": [1], "do": "status"}', "id is '[1]'; write a number or a text"),
        ('{"id": 1}', "do is missing; there are status, day, lay"),
        ('{"do": "pge"}', "there is no request 'pge'; there are status"),
        ('{"do": 3}', "there is no request '3'"),
        ('{"do": "page"}', "page: page is missing; say which"),
        ('{"do": "page", "page": 0}', "page: page is '0'; write a whole number, 1 to 400"),
        ('{"do": "page", "page": true}', "page is 'true'; write a whole number"),
        ('{"do": "page", "page": 1, "ordr": []}', "no field 'ordr'; did you mean order?"),
        ('{"do": "stop", "now": true}', "stop: no field 'now'; it takes none"),
        ('{"do": "page", "page": 1, "order": "a"}', "order is 'a'; write a list of texts"),
        ('{"do": "page", "page": 1, "wishes": [1]}', "wishes is '[1]'; write {"),
        ('{"do": "page", "page": 1, "wishes": {"a": {}}}', "the wish for a is '{}'; write"),
        (
            '{"do": "page", "page": 1, "wishes": {"a": {"colums": 1}}}',
            "the wish for a has no field 'colums'; did you mean columns?",
        ),
        ('{"do": "page", "page": 1, "wishes": {"a": {"at": "up"}}}', "at is 'up'; write one of"),
        (
            '{"do": "page", "page": 1, "wishes": {"a": {"headline": 1e9}}}',
            "headline is '1000000000.0'; write points, 0 to 400",
        ),
        ('{"do": "lay", "fresh": "yes"}', "fresh is 'yes'; write true or false"),
        ('{"do": "story", "story": 4}', "story is '4'; write a text in quotes"),
    ],
)
def test_a_wrong_request_is_told(given: str, told: str) -> None:
    with pytest.raises(RequestError) as error:
        read_request(given.encode("latin-1"))
    assert told in str(error.value)


def test_a_request_that_is_half_understood_keeps_its_id() -> None:
    with pytest.raises(RequestError) as error:
        read_request(b'{"id": "x", "do": "page", "page": -1}')
    assert (error.value.asked.id, error.value.asked.do) == ("x", "page")
