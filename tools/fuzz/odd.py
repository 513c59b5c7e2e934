"""Odd values: text that breaks programs, and what stands where something else belongs."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from random import Random
from typing import Any

TEXTS = (
    "",
    " ",
    "\t",
    "~",
    "null",
    "yes",
    "No",
    "0",
    "-1",
    "007",
    "1e999",
    "nan",
    "-inf",
    "0x10",
    "1_000",
    "٣٤",  # Arabic digits: decimal, and not what a reader of "3" expects
    "²",  # isdigit, not isdecimal
    "½",
    "十",
    "2026-01-01",
    "2026-02-30",
    "2026-01-01T25:00:00+99:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "12:30:45",
    "a: b",
    "# not a comment",
    "The #MeToo march and C# class",
    "*alias",
    "&anchor",
    "!tag",
    "%directive",
    "@at",
    "`tick",
    "{{braces}}",
    "{0.__class__}",
    "{page!r:>99999999}",
    "%s%n%d",
    "<b>bold</b><script>alert(1)</script>",
    "&amp;lt;&#0;&#xD800;&bogus;",
    "]]>",
    "--><!--",
    "../../../../etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://[::1",
    "//host:port/",
    "con.png",
    "a" * 300 + ".png",
    "name\x00.png",
    "line\nbreak",
    "line\r\nbreak\u2028and\u2029more\x85",
    "\ud800",
    "\udfff lone",
    "\ufffc",
    "\ufffd",
    "\ufffe\uffff",
    "\ufeffmark",
    "\u200b\u200c\u200d\u2060",
    "\u00ad\u00ad\u00ad",
    "\u202eturned\u202c",
    "\u2066isolated\u2069",
    "\u0301\u0301\u0301",
    "e" + "\u0301" * 400,
    "Z̸̧̢̛͔̺̙͎̖̼̼̫̠̈́̋́͑̐̓͊̚a̵lgo",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f3fd",
    "\U0001d54f\U0001d556",
    "\U0010fffd",
    "\ue000private",
    "שלום עולם",
    "مرحبا بالعالم 123",
    "हिन्दी में समाचार",
    "क्ष्म्य्र",
    "日本語の見出し",
    "한국어",
    "ไทยไม่มีช่องว่าง",
    "မြန်မာ",
    "Straße GROẞ ﬃ ŉ ǰ",
    "İstanbul ı",
    "ß" * 40,
    "W" * 600,
    "-" * 200,
    "—" * 80,
    "http://example.org/" + "path/" * 60,
    "word " * 3000,
    "\x1b[31mred\x1b]0;title\x07",
    "\x00",
    "\x7f\x80\x9f",
    "'",
    '"',
    "''\"\"``’‘",
    "\\",
    "\\u0000",
    "$(reboot)`id`",
)

SCALARS: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2,
    999,
    2**31,
    2**63,
    10**40,
    0.0,
    -0.0,
    0.1,
    1e-300,
    1e300,
    float("nan"),
    float("inf"),
    float("-inf"),
    datetime.date(2026, 1, 1),
    datetime.datetime(2026, 1, 1, 12, 30, tzinfo=datetime.UTC),
)


def text(rng: Random) -> str:
    """An odd text, now and then two of them or one within words."""
    chosen = rng.choice(TEXTS)
    if rng.random() < 0.2:
        return f"Before {chosen} after"
    return chosen + rng.choice(TEXTS) if rng.random() < 0.15 else chosen


def characters(rng: Random, count: int = 12) -> str:
    """Characters from anywhere in Unicode, surrogates among them."""
    planes = ((0, 0x80), (0x80, 0x800), (0x800, 0x10000), (0x10000, 0x110000), (0x2000, 0x2070))
    return "".join(chr(rng.randrange(*rng.choice(planes))) for _ in range(rng.randint(1, count)))


def deep(rng: Random) -> Any:
    """Lists or mappings in one another, shallow, at the edge of the limits or far beyond them."""
    value: Any = "deep"
    for level in range(rng.choice((3, 19, 21, 60, 300))):
        value = [value] if rng.random() < 0.5 else {f"k{level}": value}
    return value


def value(rng: Random) -> Any:
    """Anything that may stand where a field's value stands."""
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: text(rng),
        lambda: text(rng),
        lambda: characters(rng),
        lambda: rng.choice(SCALARS),
        lambda: rng.choice(SCALARS),
        lambda: [],
        lambda: {},
        lambda: [text(rng), rng.choice(SCALARS)],
        lambda: {text(rng)[:40]: rng.choice(SCALARS)},
        lambda: [[]],
        lambda: [None] * rng.choice((1, 3, 2000)),
        lambda: deep(rng),
        lambda: "x" * rng.choice((10_000, 300_000)) if rng.random() < 0.1 else "x" * 500,
    )
    return rng.choice(kinds)()
