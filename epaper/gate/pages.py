"""Pages that the server itself shows: refusals, what is not there, search without a script.

They wear what the front of the house wears, and something plain where the site has no front.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from epaper.gate.faces import faces_of
from epaper.gate.folder import Folder
from epaper.gate.front import FALLBACK, Fronts
from epaper.page.direction import direction_of
from epaper.site.saying import served
from epaper.typeset.scripts import script_of_language

ROOM = Path(__file__).parent


class Pages:
    """In the paper's language.  `search`: whether there is an archive to be asked."""

    def __init__(self, folder: Folder, search: bool = False) -> None:
        self._folder, self._search = folder, search
        self.fronts = Fronts(folder.site)
        self._templates = Environment(
            loader=FileSystemLoader(ROOM / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def told(self, phrase: str, signed_in: bool = False, **more: str) -> str:
        """`sign_in`: an address, for a button; `token` and `path`: of a link, for a button that
        opens it; `there`: an address that another device has to open; `leave`: for a button that
        signs out."""
        usual = dict.fromkeys(("sign_in", "token", "path", "there", "leave"), "")
        return self._page("told.html", told=phrase, signed_in=signed_in, **{**usual, **more})

    def search(self, found: Mapping[str, Any], signed_in: bool = False) -> str:
        editions = list(dict.fromkeys(hit["edition"] for hit in found["hits"]))
        faces = faces_of(self._folder, editions)
        numbers = {edition: number for number, edition in enumerate(editions)}
        return self._page(
            "search.html", found=found, faces=faces, numbers=numbers, signed_in=signed_in
        )

    def _page(self, template: str, **more: Any) -> str:
        front, dress = self.fronts.front, self.fronts.dress
        voice = front.voice
        main = front.language.partition("-")[0].lower()
        says = {name: told.get(main, told[FALLBACK]) for name, told in served().items()}
        return self._templates.get_template(template).render(
            language=front.language,
            direction=voice.direction,
            dir_of=direction_of,
            title=front.title,
            years=front.years,
            number=voice.words.number,
            says={**voice.says, **says},
            dress=dress,
            searched=self._search,
            scripted=bool(script_of_language(front.language)),  # a device may lack its letters
            **more,
        )
