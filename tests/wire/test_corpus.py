"""The corpus of feeds and hostile files, through the reader: what their index files expect."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

from epaper.model.text import block_texts, plain
from epaper.sources.wire.item import ItemKind, Refusal, WireItem
from epaper.sources.wire.reader import read_items


def read(path: Path) -> tuple[list[WireItem], list[Refusal]]:
    found = list(read_items(path.read_bytes(), path.name))
    return [f for f in found if isinstance(f, WireItem)], [
        f for f in found if isinstance(f, Refusal)
    ]


def text(item: WireItem) -> str:
    return " ".join(plain(piece) for block in item.body for piece in block_texts(block))


EXPECTED = [  # what feeds.json says, as: start of the expectation, test
    (
        "one article",
        lambda items, refused: (
            (len(items) == 1 and items[0].kind is ItemKind.TEXT)
            or "fragment" in str(refused)
            or "part of" in str(refused)
        ),
    ),
    ("one picture", lambda items, refused: len(items) == 1 and items[0].kind is ItemKind.PICTURE),
    ("rights link kept", lambda items, refused: "http" in items[0].pictures[0].rights),
    ("not for print", lambda items, refused: not items and "not for print" in refused[0].reason),
    ("not an article", lambda items, refused: not items and "not for print" in refused[0].reason),
    ("list read item by item", lambda items, refused: not items and len(refused) > 3),
    (
        "refused",
        lambda items, refused: not items and len(refused) == 1 and len(refused[0].reason) > 10,
    ),
    ("article with picture", lambda items, refused: items[0].body and items[0].pictures),
    (
        "package read",
        lambda items, refused: items[0].kind is ItemKind.PACKAGE and len(items[0].related) == 2,
    ),
    ("posts read", lambda items, refused: len(items) == 7),
    ("items read", lambda items, refused: items),
    ("item read", lambda items, refused: items and items[0].pictures),
    ("picture with credit", lambda items, refused: "Creator" in items[0].pictures[0].credit),
    ("description is U+B144", lambda items, refused: text(items[0]) == "\ub144"),
    ("text reads don’t", lambda items, refused: text(items[0]) == "don’t"),
    ("text is one ellipsis", lambda items, refused: text(items[0]) == "…"),
    ("Cyrillic text right", lambda items, refused: "русскими" in text(items[0])),
    ("title is Euro €", lambda items, refused: refused[0].name == "Euro €"),
    ("dc fields used", lambda items, refused: items[0].byline == "John Smith" and items[0].created),
]


def test_feeds_come_to_what_their_index_expects(corpus: Path) -> None:
    wrong = []
    for entry in json.loads((corpus / "feeds" / "feeds.json").read_text(encoding="utf-8")):
        items, refused = read(corpus / "feeds" / entry["file"])
        assert items or refused, entry["file"]
        for start, holds in EXPECTED:
            if entry["expected"].startswith(start) and not holds(items, refused):
                wrong.append(f"{entry['file']}: {entry['expected']}: {[r.reason for r in refused]}")
    assert not wrong


KEPT = {
    "html/script.xml": "safe description",
    "html/script-base64.xml": "safe description",
    "html/iframe.xml": "safe description",
    "html/object.xml": "safe description",
    "html/style-covers-page.xml": "never trust your upstream platypus",
}


def test_hostile_files_are_refused_or_cleaned(corpus: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for entry in json.loads((corpus / "hostile" / "hostile.json").read_text(encoding="utf-8")):
        if entry["file"].startswith("archives"):
            continue
        start = time.monotonic()
        items, refused = read(corpus / "hostile" / entry["file"])
        assert time.monotonic() - start < 30, entry[
            "file"
        ]  # against a hang, not a measure of speed
        assert items or refused, entry["file"]
        if entry["expected"] == "clear refusal":
            assert not items, entry["file"]
            assert all(len(refusal.reason) > 10 for refusal in refused), entry["file"]
        for item in items:
            shown = text(item) + item.headline
            assert "alert(" not in shown or entry["file"].startswith("text/"), entry["file"]
            assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown), entry["file"]
        if entry["file"] in KEPT:
            assert text(items[0]) == KEPT[entry["file"]]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kB


def test_mojibake_is_put_right_or_left_and_never_made_worse(corpus: Path) -> None:
    folder = corpus / "hostile" / "text"
    entries = json.loads((folder / "mojibake-negative.json").read_text(encoding="utf-8"))
    assert sum(entry.get("expect") == "pass" for entry in entries) > 10
    for entry in entries:
        record = {"title": "T", "id": "1", "body": entry["original"]}
        (item,) = read_items(json.dumps(record).encode(), "a.json")
        assert isinstance(item, WireItem)
        assert text(item).split() == entry["original"].split() or entry.get("expect") != "pass"


def test_languages_keep_every_character(corpus: Path) -> None:
    paths = sorted((corpus / "languages").glob("*.jsonl"))
    assert len(paths) > 5
    for path in paths:
        items, refused = read(path)
        assert len(items) == 60
        assert not refused
        for item, line in zip(items, path.read_text(encoding="utf-8").splitlines(), strict=True):
            record = json.loads(line)
            sent = [c for c in record["title"] + record["body"] if not c.isspace()]
            import unicodedata

            kept = [c for c in item.headline + text(item) if not c.isspace()]
            assert "".join(kept) == unicodedata.normalize("NFC", "".join(sent)), (
                path.name,
                record["id"],
            )
