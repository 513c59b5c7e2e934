"""Small wire items for the tests."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

NOW = datetime.datetime(2026, 11, 23, 20, 0, tzinfo=datetime.UTC)
WORDS = (
    "The harbour board met on Monday and agreed to raise the quay by forty centimetres before the "
    "spring tides. "
    "Work starts in January and closes the northern basin for six weeks, the chairman said after "
    "a long debate. "
    "Fishing boats will land at the old pier, where two cranes are to be hired from the shipyard "
    "across the bay."
)


def ninjs(
    identity: str = "tag:a,1", version: str = "1", hour: int = 10, body: str = WORDS, **more: object
) -> dict[str, object]:
    return {
        "uri": identity,
        "type": "text",
        "version": version,
        "versionCreated": f"2026-11-23T{hour:02}:00:00Z",
        "pubStatus": "usable",
        "urgency": 4,
        "language": "en",
        "by": "Ann Reader",
        "headlines": [{"role": "main", "value": "Quay to be raised"}],
        "subjects": [{"name": "City", "rel": "section"}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "value": f"<p>{body}</p><p>It was the last item.</p>",
            }
        ],
        "infoSources": [{"name": "Bay Agency"}],
        **more,
    }


def drop(folder: Path, name: str, item: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    return path
