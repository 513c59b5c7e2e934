"""Which way a language is written."""

from __future__ import annotations

_LEFTWARD = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_LEFTWARD_SCRIPTS = frozenset("adlm arab aran hebr mand nkoo rohg syrc thaa".split())


def direction_of(language: str) -> str:
    """ "rtl" or "ltr" of a BCP 47 tag; a script that it names counts for more than its language."""
    name, *others = language.lower().split("-")
    scripts = [tag for tag in others if len(tag) == 4 and tag.isalpha()]
    leftward = scripts[0] in _LEFTWARD_SCRIPTS if scripts else name in _LEFTWARD
    return "rtl" if leftward else "ltr"
