"""Pages saved from sites, text pasted from them, and the feed that they write as JSON."""

from __future__ import annotations

import json
from random import Random

from tools.fuzz import mutate, odd, words
from tools.fuzz.wire_seeds import as_json, html_body, when


def page(rng: Random) -> bytes:
    """A page saved from a site."""
    headline = words.some_words(rng, 6)
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": when(rng),
        "author": [{"@type": "Person", "name": "Ada Example"}],
        "image": ["a.png"],
        "articleBody": words.paragraph(rng, 40),
    }
    linked = json.dumps(mutate.tree(rng, told), default=str)
    head = (
        f"<title>{headline} - The Site</title><meta charset='utf-8'>"
        f"<meta property='og:title' content='{headline}'>"
        f"<meta property='article:published_time' content='{when(rng)}'>"
        f"<script type='application/ld+json'>{linked}</script>"
    )
    menu = "<nav><ul>" + "<li><a href='/'>Menu</a></li>" * rng.randint(0, 20) + "</ul></nav>"
    body = (
        f"{menu}<main><article><h1>{headline}</h1><p class='byline'>By Ada Example</p>"
        f"<figure><img data-src='a.png' src='x.gif'><figcaption>A bridge.</figcaption></figure>"
        f"{html_body(rng)}{html_body(rng)}</article></main><footer>Copyright</footer>"
    )
    language = rng.choice(words.LANGUAGES)
    whole = f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"
    changed = mutate.text(rng, whole, mutate.XML_PIECES)
    return mutate.raw(rng, mutate.encoded(rng, changed), 0.05)


def pasted(rng: Random) -> bytes:
    lines = [
        rng.choice(("", "SPORT", "Home > News", "Advertisement")),
        words.some_words(rng, rng.randint(2, 12)),
        rng.choice(("", "By Ada Example", "By ADA EXAMPLE, Staff Reporter", "ada@example.org")),
        rng.choice(
            ("", "January 1, 2026 8:30 am", "EMBARGOED until Friday", "Updated 2 hours ago")
        ),
        "",
        f"HARBOUR TOWN, Jan 1 (Wire One) — {words.paragraph(rng, 30)}",
        "",
        words.body(rng, rng.randint(0, 200)),
        rng.choice(("", "(Wire One)", "-30-", "END", "Read more: another story")),
    ]
    if rng.random() < 0.3:  # wrapped at 60 characters
        at = rng.choice((20, 60, 76))
        lines[7] = "\n".join(lines[7][n : n + at] for n in range(0, len(lines[7]), at))
    whole = rng.choice(("\n", "\n", "\r\n", "\r")).join(lines)
    if rng.random() < 0.1:
        whole = odd.text(rng) + whole
    return mutate.raw(rng, mutate.encoded(rng, mutate.text(rng, whole)), 0.1)


def json_feed(rng: Random) -> bytes:
    return as_json(
        rng,
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "A feed",
            "language": "en",
            "items": [
                {
                    "id": str(n),
                    "url": "https://example.org/1",
                    "title": words.some_words(rng, 5),
                    "content_html": html_body(rng),
                    "content_text": words.paragraph(rng, 20),
                    "summary": "Short.",
                    "image": "a.png",
                    "date_published": when(rng),
                    "authors": [{"name": "Ada Example"}],
                    "tags": ["bridge"],
                    "attachments": [{"url": "a.png", "mime_type": "image/png"}],
                }
                for n in range(rng.randint(0, 3))
            ],
        },
    )
