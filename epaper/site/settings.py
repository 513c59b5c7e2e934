"""How a paper's site is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`address`: of the site's root, "https://epaper.example/", for links that leave it; empty:
    none are made.  `search`: a server answers /search over all editions."""

    address: str = ""
    search: bool = False
