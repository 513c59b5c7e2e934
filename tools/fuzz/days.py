"""A random small day: stories of every kind, pictures, charts, advertisements, wishes, settings.

Most of a day is sound, so that it comes as far as pages; some of it is odd.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from reportlab.pdfgen.canvas import Canvas

from epaper.resources import shipped
from tools.fuzz import file_seeds, mutate, odd, settings_seeds, words

DAY = "2026-01-01"
EFFORT = 2  # orders tried for a page: little, the days are many
PRINTERS = ("indian-coldset-broadsheet", "berliner-europe", "digital-shortrun-tabloid")


def write_day(root: Path, rng: Random) -> Path:
    """A paper in `root`, with one day; returns the paper's folder."""
    paper = root / "paper"
    day = paper / "editions" / DAY
    (day / "pictures").mkdir(parents=True)
    (day / "ads").mkdir()
    layout = rng.choices(("tabloid", "berliner", "broadsheet", "small"), (5, 3, 1, 5))[0]
    _write_layout(paper, layout, rng)
    language = rng.choices(words.LANGUAGES, (8, 6, 1, 3, 2, 1, 1, 1, 1, 1, 1))[0]
    sections = settings_seeds.SECTIONS[: rng.randint(1, 4)]
    _write_pictures(day, rng)
    slugs = [f"s{number}" for number in range(rng.choice((1, 1, 2, 4, 6, 9, 14, 20)))]
    for slug in slugs:
        _write_story(day, slug, rng, slugs=slugs, sections=sections, language=language)
    settings = _settings(rng, layout, language, sections)
    settings["ads"] = _write_ads(day, rng)
    _write_settings(day / "edition.yaml", rng, settings)
    if rng.random() < 0.4:
        _write_settings(day / "plan.yaml", rng, _plan(rng, slugs))
    if rng.random() < 0.2:
        _write_foreign(day, rng)
    return paper


@cache
def _layouts() -> dict[str, str]:
    """The shipped layouts with little effort, and a small page with few columns."""
    found = {}
    for name in ("tabloid", "berliner", "broadsheet"):
        text = (shipped("layouts") / f"{name}.yaml").read_text(encoding="utf-8")
        found[name] = re.sub(r"(?m)^effort: \d+", f"effort: {EFFORT}", text)
    small = yaml.safe_load(found["tabloid"])
    small["page"] |= {
        "trim_mm": [170, 180],
        "type_area_mm": {"left": 10, "top": 20, "width": 150, "height": 145},
        "columns": 3,
        "contents_page": 0,
    }
    small["widths"] = {tier: [3, 2, 1] for tier in small["widths"]}
    small["headlines"] |= {"front": [16, 22, 28], "lead": [15, 20, 24]}
    small["styles"]["nameplate"] |= {"size": 30, "leading": 32}
    small |= {"section_head_lines": 3, "section_starts": {}}
    small["nameplate"]["depth_lines"] = 5
    found["small"] = yaml.safe_dump(small)
    return found


def _write_layout(paper: Path, name: str, rng: Random) -> None:
    """The layout, one in five with some of its numbers changed as a designer might."""
    text = _layouts()[name]
    if rng.random() < 0.2:
        tree = yaml.safe_load(text)
        for _ in range(rng.randint(1, 3)):
            _change_number(tree, rng)
        tree["effort"] = EFFORT
        text = yaml.safe_dump(tree)
    (paper / "layouts").mkdir()
    (paper / "layouts" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _change_number(tree: Any, rng: Random) -> None:
    """One of the numbers in a layout."""
    while isinstance(tree, dict | list) and tree:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = rng.choice(keys)
        value = tree[key]
        if isinstance(value, dict | list):
            tree = value
        elif isinstance(value, bool | str):
            return
        else:
            changed = rng.choice((0, 1, 2, value * 0.5, value * 2, value * 5, value + 1, value / 9))
            tree[key] = round(changed) if isinstance(value, int) else round(changed, 3)
            return


def _write_pictures(day: Path, rng: Random) -> None:
    for name in ("a.png", "b.jpg"):
        odd_one = rng.random() < 0.15
        data = file_seeds.picture(rng) if odd_one else sound_picture(rng)
        (day / "pictures" / name).write_bytes(data)


def sound_picture(rng: Random) -> bytes:
    return file_seeds.sound(
        *rng.choice(((600, 400), (300, 500), (900, 300), (64, 64), (3, 800), (800, 3)))
    )


# -- stories ---------------------------------------------------------------------------------------


def _write_story(
    day: Path, slug: str, rng: Random, *, slugs: list[str], sections: tuple[str, ...], language: str
) -> None:
    spoken = language if rng.random() < 0.85 else rng.choice(words.LANGUAGES)
    fields = settings_seeds.front(rng, spoken)
    fields["section"] = rng.choice(sections)
    if "language" in fields or spoken != language:
        fields["language"] = spoken
    for name in ("with", "related"):
        if name in fields:
            fields[name] = rng.choice(slugs)
    if "kind" in fields and fields["kind"] in ("sidebar", "factbox") and rng.random() < 0.7:
        fields["with"] = rng.choice(slugs)
    _make_sound(fields, rng)
    if rng.random() < 0.04:
        name = rng.choice(list(fields))
        fields[name] = odd.text(rng) if isinstance(fields[name], str) else odd.value(rng)
    if rng.random() < 0.05:
        fields["hold"] = "yes"
    length = rng.choice((1, 3, 20, 40, 90, 90, 150, 150, 300, 700, 2000))
    text = words.body(rng, length, spoken)
    if rng.random() < 0.05:
        text = mutate.text(rng, text)
    folder = day / rng.choice(("", "", "city", "world/north"))
    folder.mkdir(parents=True, exist_ok=True)
    whole = f"---\n{settings_seeds.dumped(rng, fields)}---\n{text}"
    coded = mutate.encoded(rng, whole) if rng.random() < 0.1 else whole.encode("utf-8", "replace")
    (folder / f"{slug}.md").write_bytes(coded)


def _make_sound(fields: dict[str, Any], rng: Random) -> None:
    """Leave out what `check` is known to refuse, which would hide the rest of the day."""
    if "size" in fields:
        fields["size"] = f"{rng.randint(1, 4)} x {rng.choice((20, 60, 110))}"
    chart = fields.get("chart") or {}
    if not chart.get("labels", True) or not fields.get("pictures", True):
        fields.pop("chart", None)
    if fields.get("language") == "x":
        fields["language"] = "en"


# -- settings --------------------------------------------------------------------------------------


def _settings(rng: Random, layout: str, language: str, sections: tuple[str, ...]) -> dict[str, Any]:
    language = "en" if language == "x" else language
    publication = {"name": "The Fuzz Courier", "code": "FUZ", "language": language}
    publication |= {"layout": layout, "tagline": "Odd every day", "place": "Harbour Town"}
    if rng.random() < 0.06:
        publication[rng.choice(("name", "tagline", "place", "code", "website"))] = odd.text(rng)
    pages = rng.choice((1, 2, 2, 4, 6, {"least": 1, "most": 6, "multiple": 1}, None))
    made: dict[str, Any] = {
        "publication": publication,
        "sections": _sections(rng, sections),
        "pages": pages or {"least": 2, "most": 8, "multiple": 2},
    }
    if rng.random() < 0.2:
        made["jumps"] = "no"
    if rng.random() < 0.2:
        made["colour_pages"] = rng.sample(range(1, 7), rng.randint(0, 3))
    if rng.random() < 0.3:
        made |= {"number": "No. 1", "price": "1.50", "edition": "City edition"}
    return made


def _sections(rng: Random, names: tuple[str, ...]) -> list[Any]:
    starts = ("", "", "new page", "right-hand page", "own page", "back", "2", "4")
    return [
        name
        if rng.random() < 0.6
        else {
            "name": name,
            "kind": rng.choice(("news", "opinion", "sport", "features", "briefs")),
            "start": rng.choice(starts),
        }
        for name in names
    ]


def _plan(rng: Random, slugs: list[str]) -> dict[str, Any]:
    wishes: dict[str, Any] = {
        "page": rng.randint(1, 7),
        "off": [rng.randint(1, 3)],
        "columns": rng.randint(1, 6),
        "picture": rng.randint(1, 5),
        "headline": rng.choice((10, 24, 60, 300)),
        "at": rng.choice(("top", "foot", "left", "right")),
    }
    stories = {}
    for slug in rng.sample(slugs, min(len(slugs), rng.randint(0, 4))):
        stories[slug] = {name: wishes[name] for name in rng.sample(list(wishes), rng.randint(1, 2))}
    pages = {
        number: rng.choice(({"lock": "yes"}, {"runner_up": rng.randint(0, 5)}))
        for number in rng.sample(range(1, 8), rng.randint(0, 2))
    }
    return {"stories": stories, "pages": pages}


def _write_settings(path: Path, rng: Random, tree: dict[str, Any]) -> None:
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
    if rng.random() < 0.03:
        text = settings_seeds.dumped(rng, mutate.tree(rng, tree, 1))
    path.write_bytes(text.encode("utf-8", "replace"))


def _write_ads(day: Path, rng: Random) -> list[dict[str, Any]]:
    """Some bookings and their files."""
    booked = []
    for number in range(rng.choice((0, 0, 1, 2, 4, 7))):
        booking = settings_seeds.advertisement(rng, number)
        chance = rng.random()
        path = day / "ads" / f"a{number}.pdf"
        if chance < 0.5:
            size = rng.choice(((128, 113), (268, 113), (546, 200), (546, 1000), (1200, 300)))
            canvas = Canvas(str(path), pagesize=size, invariant=True)
            canvas.setStrokeColorCMYK(0, 0, 0, 1)
            canvas.rect(4, 4, size[0] - 8, size[1] - 8)
            canvas.save()
        elif chance < 0.65:
            path.write_bytes(sound_picture(rng))
        elif chance < 0.9:
            path.write_bytes(file_seeds.advertisement(rng))
        booking["file"] = f"ads/{path.name}" if rng.random() < 0.95 else odd.text(rng)
        booked.append(booking)
    return booked


def _write_foreign(day: Path, rng: Random) -> None:
    """What else lies about in a day's folder."""
    for name in rng.sample(
        ("note.txt", "story.docx", "page.html", "a.md.txt", "x.rtf", ".hidden.md", "Thumbs.db"), 3
    ):
        (day / name).write_bytes(odd.text(rng).encode("utf-8", "replace"))
    if rng.random() < 0.3:
        (day / "link.md").symlink_to(rng.choice(("s0.md", "nowhere.md", "/etc/hostname", ".")))
    if rng.random() < 0.3:
        (day / "folder.md").mkdir()
