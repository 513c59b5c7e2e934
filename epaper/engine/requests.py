"""What an engine may be asked, and how: one JSON object a line.

    {"id": 7, "do": "page", "page": 4, "order": ["bridge", "harbour"]}

A request that is wrong is refused with the object, the fact and the remedy, and ends nothing.
docs/engine.md tells each request and its answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from epaper.errors import UsageError
from epaper.model.plan import PLACES, Wish
from epaper.settings.notes import nearest, shown

MOST_BYTES = 1_000_000  # of a line
MOST_PAGES, MOST_RUNNERS = 400, 8
WISHES = ("columns", "picture", "headline", "at")

Check = Callable[[str, Any], Any]  # the field's name, what was given; what is meant


@dataclass(frozen=True, slots=True)
class Asked:
    """A request.  `id`: what its answer carries again."""

    do: str
    id: str | int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


class RequestError(UsageError):
    """A request that cannot be understood; `asked` as far as it was."""

    def __init__(self, message: str, asked: Asked | None = None) -> None:
        super().__init__(message)
        self.asked = asked or Asked("")


def whole(most: int, least: int = 1) -> Check:
    def check(name: str, given: Any) -> int:
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise UsageError(f"{name} is {told(given)}; write a whole number, {least} to {most}")
        return given

    return check


def text(name: str, given: Any) -> str:
    if not isinstance(given, str) or len(given) > 4096:
        raise UsageError(f"{name} is {told(given)}; write a text in quotes")
    return given


def flag(name: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise UsageError(f"{name} is {told(given)}; write true or false")
    return given


def texts(name: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise UsageError(f'{name} is {told(given)}; write a list of texts, as ["bridge"]')
    return tuple(given)


def wishes(name: str, given: Any) -> tuple[Wish, ...]:
    """`{"bridge": {"columns": 3, "at": "top"}}`, as under `stories:` of plan.yaml."""
    if not isinstance(given, dict):
        raise UsageError(f'{name} is {told(given)}; write {{"bridge": {{"columns": 3}}}}')
    return tuple(_wish(slug, wish) for slug, wish in given.items())


def _wish(slug: str, given: Any) -> Wish:
    if not isinstance(given, dict) or not given:
        raise UsageError(f'the wish for {slug} is {told(given)}; write {{"columns": 3}}')
    for name in given:
        if name not in WISHES:
            raise UsageError(f"the wish for {slug} has {_unknown(name, WISHES)}")
    columns, picture = (whole(24, 0)(n, given.get(n, 0)) for n in ("columns", "picture"))
    size, at = given.get("headline", 0.0), given.get("at", "")
    if isinstance(size, bool) or not isinstance(size, int | float) or not 0 <= size <= 400:
        raise UsageError(f"headline is {told(size)}; write points, 0 to 400")
    if at and at not in PLACES:
        raise UsageError(f"at is {told(at)}; write one of {', '.join(PLACES)}")
    return Wish(slug, columns=columns, picture=picture, headline=float(size), at=at)


def signoffs(name: str, given: Any) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Name, reason and keys of each, as `build` is given them."""
    if not isinstance(given, list):
        raise UsageError(f"{name} is {told(given)}; write a list")
    found = []
    for one in given:
        if not isinstance(one, list) or len(one) != 3:
            raise UsageError(f"{name} has {told(one)}; write [name, reason, [keys]]")
        found.append((text(name, one[0]), text(name, one[1]), texts(name, one[2])))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that a request has; `needs`: those that it must have."""

    fields: Mapping[str, Check] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


PAGE = whole(MOST_PAGES)
FORMS: dict[str, Form] = {
    "status": Form(),
    "day": Form(),
    "lay": Form({"fresh": flag}),
    "page": Form({"page": PAGE, "order": texts, "wishes": wishes}, ("page",)),
    "explain": Form({"page": PAGE, "story": text}),
    "runners": Form({"page": PAGE, "most": whole(MOST_RUNNERS)}, ("page",)),
    "findings": Form({"page": PAGE, "story": text}),
    "story": Form({"story": text}, ("story",)),
    "build": Form(
        {
            "date": text,
            "folder": text,
            "editions": text,
            "out": text,
            "layout": text,
            "source": text,
            "jobs": whole(64),
            "fresh": flag,
            "signoffs": signoffs,
        },
        ("date", "folder", "editions", "out"),
    ),
    "stop": Form(),
}


def read_request(line: bytes) -> Asked:
    """The request in a line.  RequestError for one that cannot be understood."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        fact = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RequestError(
            f"the request is no JSON ({fact}); write one object a line, as "
            '{"id": 1, "do": "status"}'
        ) from error
    if not isinstance(given, dict):
        raise RequestError(
            f'the request is {told(given)}; write an object, as {{"id": 1, "do": "status"}}'
        )
    number = given.pop("id", None)
    if isinstance(number, bool) or not isinstance(number, str | int | None):
        raise RequestError(f"id is {told(number)}; write a number or a text")
    do = given.pop("do", None)
    if not isinstance(do, str) or do not in FORMS:
        what = "do is missing" if do is None else f"there is no request {told(do)}"
        raise RequestError(f"{what}; there are {', '.join(FORMS)}", Asked("", number))
    try:
        return Asked(do, number, _checked(do, FORMS[do], given))
    except UsageError as error:
        raise RequestError(f"{do}: {error}", Asked(do, number)) from error


def _checked(do: str, form: Form, given: Mapping[str, Any]) -> dict[str, Any]:
    for name in given:
        if name not in form.fields:
            raise UsageError(_unknown(name, tuple(form.fields)))
    for name in form.needs:
        if name not in given:
            raise UsageError(f"{name} is missing; say which")
    return {name: form.fields[name](name, value) for name, value in given.items()}


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    there = f"there are {', '.join(known)}" if known else "it takes none"
    return f"no field {shown(name)}; {f'did you mean {near}?' if near else there}"


def told(given: Any) -> str:
    """What was given, as a message shows it."""
    return shown(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False))
