"""Pages that the server itself shows: refusals, what is not there, search without a script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOM = Path(__file__).parent
FALLBACK = "en"
RIGHT_TO_LEFT = ("ar", "fa", "ur")


def phrases() -> dict[str, dict[str, str]]:
    """By name and language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((ROOM / "phrases.yaml").read_text("utf-8"))
    return found


class Pages:
    """In the paper's language; `site`: where its index stands."""

    def __init__(self, site: Path) -> None:
        self._site, self._phrases = site, phrases()
        self._read: tuple[tuple[int, int], Mapping[str, Any]] = ((0, 0), {})
        self._templates = Environment(
            loader=FileSystemLoader(ROOM / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def told(self, phrase: str, sign_in: str = "", token: str = "", path: str = "") -> str:
        """`token`, `path`: of a link, for a button that opens it."""
        return self._page("told.html", told=phrase, sign_in=sign_in, token=token, path=path)

    def search(self, found: Mapping[str, Any]) -> str:
        return self._page("search.html", found=found)

    def _page(self, template: str, **more: Any) -> str:
        paper = self._paper()
        tag = str(paper.get("language", FALLBACK))
        language = tag.partition("-")[0].lower()
        says = {name: told.get(language, told[FALLBACK]) for name, told in self._phrases.items()}
        return self._templates.get_template(template).render(
            language=tag,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
            title=str(paper.get("title", "")),
            says=says,
            **more,
        )

    def _paper(self) -> Mapping[str, Any]:
        """Read anew where it was replaced: refusals must cost little."""
        file = self._site / "editions.json"
        try:
            found = file.stat()
            sign = (found.st_mtime_ns, found.st_ino)
            if sign != self._read[0]:
                told = json.loads(file.read_bytes()).get("paper", {})
                self._read = (sign, told if isinstance(told, dict) else {})
        except (OSError, ValueError, AttributeError):
            return {}
        return self._read[1]
