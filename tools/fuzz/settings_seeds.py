"""Small settings files and stories, as trees or text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from epaper.resources import shipped
from tools.fuzz import mutate, odd, words

KINDS = "news brief feature opinion editorial obituary agate sidebar factbox".split()
SECTIONS = ("City", "World", "Opinion", "Sport")
WORDS = Path(__file__).parents[2] / "epaper" / "words"
_FAST = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dumped(rng: Random, tree: Any) -> str:
    """The tree as YAML in one of its styles."""
    unicode, style, width = (
        rng.random() < 0.8,
        rng.choice((None, False, False, True)),
        rng.choice((80, 20, 10_000)),
    )
    for dumper in (_FAST, yaml.SafeDumper):  # the fast one takes no lone surrogates
        try:
            return yaml.dump(
                tree,
                Dumper=dumper,
                sort_keys=False,
                allow_unicode=unicode,
                default_flow_style=style,
                width=width,
            )
        except (yaml.YAMLError, RecursionError, UnicodeError):
            continue
    return str(tree)


def as_yaml(rng: Random, tree: Any) -> bytes:
    """A tree mutated, dumped, and mutated again as text and as bytes."""
    changed = dumped(rng, mutate.tree(rng, tree))
    changed = mutate.text(rng, changed, mutate.YAML_PIECES)
    return mutate.raw(rng, mutate.encoded(rng, changed), 0.05)


# -- stories ---------------------------------------------------------------------------------------


def front(rng: Random, language: str = "en") -> dict[str, Any]:
    """The fields of a story."""
    fields: dict[str, Any] = {
        "section": rng.choice(SECTIONS),
        "headline": words.some_words(rng, rng.randint(1, 12), language),
    }
    more: dict[str, Any] = {
        "urgency": rng.randint(1, 9),
        "kind": rng.choice(KINDS),
        "kicker": words.some_words(rng, 2, language),
        "short_headline": words.some_words(rng, 3, language),
        "deck": words.sentence(rng, language),
        "byline": "Ada Example",
        "byline_role": "Staff reporter",
        "dateline": "HARBOUR TOWN",
        "credit": "Wire One",
        "summary": words.sentence(rng, language),
        "pull_quote": rng.choice(("A word.", {"text": "A word.", "by": "The mayor"})),
        "tags": rng.choice(("bridge", ["bridge", "harbour"])),
        "related": ["other"],
        "with": "other",
        "hold": "no",
        "must_run": rng.choice(("yes", "no")),
        "language": rng.choice(words.LANGUAGES),
        "size": rng.choice(("2 x 120", "1x20 mm", "3 × 60.5", "20 x 1000", [2, 120])),
        "chart": chart(rng),
        "pictures": [picture(rng) for _ in range(rng.randint(0, 3))],
    }
    for name in rng.sample(list(more), rng.randint(0, 7)):
        fields[name] = more[name]
    return fields


def picture(rng: Random) -> Any:
    name = rng.choice(("pictures/a.png", "a.png", "b.jpg", "pictures/none.png"))
    entry: dict[str, Any] = {"file": name, "caption": words.sentence(rng), "credit": "A Camera"}
    if rng.random() < 0.3:
        entry["focus"] = rng.choice(("top left", "right", [0.2, 0.9], [0, 1]))
    if rng.random() < 0.3:
        entry["keep"] = rng.choice(([0.1, 0.1, 0.6, 0.9], [0, 0, 1, 1], [0.5, 0.5, 0.5001, 0.6]))
    return name if rng.random() < 0.2 else entry


def numbers(rng: Random, count: int) -> list[Any]:
    """Values of a chart: usual ones, equal ones, zeros, huge and tiny ones."""
    kind = rng.randrange(6)
    if kind == 0:
        return [rng.choice((0, 5, -3, 0.0))] * count
    if kind == 1:
        return [rng.choice((1e-12, 1e15, -1e15, 0, 1e308, 5e-324)) for _ in range(count)]
    return [rng.choice((rng.randint(-50, 900), round(rng.random() * 40, 2))) for _ in range(count)]


def chart(rng: Random) -> dict[str, Any]:
    count = rng.choice((1, 2, 3, 4, 8, 30, 0))
    made: dict[str, Any] = {
        "kind": rng.choice(("bar", "column", "line")),
        "title": words.some_words(rng, 4),
        "labels": [rng.choice((str(2000 + n), words.some_words(rng, 2))) for n in range(count)],
        "unit": "ships a day",
        "source": "Harbour office",
    }
    if rng.random() < 0.6:
        made["values"] = numbers(rng, count)
    else:
        made["series"] = [
            {"name": f"Line {n}", "values": numbers(rng, count)} for n in range(rng.randint(1, 5))
        ]
    return made


def story(rng: Random) -> bytes:
    """A story's file."""
    language = rng.choice(words.LANGUAGES)
    fields = front(rng, language)
    head = dumped(rng, mutate.tree(rng, fields))
    if rng.random() < 0.15:  # as people write it: no quotes
        name = rng.choice(("headline", "kicker", "byline", "summary"))
        head = f"{name}: {odd.text(rng)}\n" + head
    head = mutate.text(rng, head, mutate.YAML_PIECES)
    whole = f"---\n{head}---\n{mutate.text(rng, words.body(rng, rng.randint(0, 120), language))}"
    return mutate.raw(rng, mutate.encoded(rng, mutate.text(rng, whole, most=1)), 0.05)


# -- settings --------------------------------------------------------------------------------------


def advertisement(rng: Random, number: int = 1) -> dict[str, Any]:
    size = rng.choice(
        ("strip", "half page", "full page", "panorama", "quarter page", "eighth page", "")
    )
    entry: dict[str, Any] = {
        "booking": f"A{number}",
        "advertiser": f"Firm {number}",
        "file": rng.choice(("ads/a.pdf", "ads/b.png", "ads/none.pdf", "a.eps")),
        "size": size or f"{rng.randint(1, 6)} x {rng.choice((5, 20, 40.5, 120, 400, 1000))}",
    }
    more: dict[str, Any] = {
        "page": rng.randint(1, 9),
        "right_hand": rng.choice(("yes", "no")),
        "position": rng.choice(("foot", "outer", "solus")),
        "conflicts": ["Firm 2"],
        "avoid": ["bridge"],
        "section": rng.choice(SECTIONS),
        "colour": rng.choice(("black", "colour")),
        "house": "yes",
    }
    for name in rng.sample(list(more), rng.choice((0, 0, 1, 3))):
        entry[name] = more[name]
    return entry


def publication(rng: Random) -> dict[str, Any]:
    return {
        "name": "The Fuzz Courier",
        "code": "FUZ",
        "tagline": words.some_words(rng, 5),
        "language": rng.choice(words.LANGUAGES),
        "place": "Harbour Town",
        "publisher": "The Press",
        "website": "example.org",
        "layout": rng.choice(("tabloid", "berliner", "broadsheet")),
        "press": rng.choice(([], ["berliner-europe"], "indian-coldset-broadsheet")),
    }


def pages(rng: Random) -> Any:
    return rng.choice((1, 2, 4, {"least": 1, "most": 4, "multiple": 1}, {"most": 8, "multiple": 4}))


def sections(rng: Random) -> list[Any]:
    made: list[Any] = list(SECTIONS[: rng.randint(1, 4)])
    start = rng.choice(("new page", "right-hand page", "own page", "back", 3))
    made[-1] = {"name": made[-1], "kind": rng.choice(("news", "opinion", "sport")), "start": start}
    return made


def edition(rng: Random) -> dict[str, Any]:
    made = {
        "publication": publication(rng),
        "date": "2026-01-01",
        "number": "No. 1",
        "price": "1.50",
        "edition": "City edition",
        "zone": "North",
        "sections": sections(rng),
        "pages": pages(rng),
        "jumps": rng.choice(("yes", "no", "none")),
        "colour_pages": [1, 4],
        "ads": [advertisement(rng, n) for n in range(rng.randint(0, 3))],
    }
    for name in rng.sample(list(made), rng.randint(0, 5)):
        del made[name]
    return made


def plan(rng: Random) -> dict[str, Any]:
    wish = {
        "page": rng.randint(1, 6),
        "off": [1, 2],
        "columns": rng.randint(1, 6),
        "picture": rng.randint(1, 4),
        "headline": rng.choice((12, 40, 90)),
        "at": rng.choice(("top", "foot", "left", "right")),
    }
    names = rng.sample(list(wish), rng.randint(1, 3))
    return {
        "stories": {f"s{n}": {name: wish[name] for name in names} for n in range(3)},
        "pages": {1: {"lock": "yes"}, 2: {"runner_up": 1}},
    }


def wire(rng: Random) -> dict[str, Any]:
    return {
        "sections": [
            {"section": "Sport", "subjects": [15000000, "football"], "wanted": 2},
            {"section": "World", "sources": ["Wire One"], "words": ["ship"]},
        ],
        "default_section": "City",
        "urgency": {"default": 5, "rules": [{"words": ["flash"], "urgency": 1}]},
        "credits": {"Wire One Limited": "W1", "Nobody": ""},
        "disclaimers": "no",
        "never_cut": ["Wire One"],
        "prefer": ["Wire One"],
    }


@cache
def _loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def layout(rng: Random) -> Any:
    return _loaded(rng.choice(sorted(shipped("layouts").glob("*.yaml"))))


def press(rng: Random) -> Any:
    return _loaded(rng.choice(sorted((shipped("layouts") / "press").glob("*.yaml"))))


def sayings(rng: Random) -> Any:
    """A words file, whole or a part of one."""
    whole = dict(_loaded(rng.choice(sorted(WORDS.glob("*.yaml")))))
    if rng.random() < 0.4:
        for name in rng.sample(list(whole), rng.randint(0, len(whole) - 1)):
            del whole[name]
    return whole
