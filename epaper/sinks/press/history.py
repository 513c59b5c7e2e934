"""What a package has of the one before it: versions, what is kept and what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from epaper.errors import OutputError
from epaper.sinks.press.manifest import OLD, PROOF
from epaper.work.versions import carry


def names(manifest: Mapping[str, Any]) -> set[str]:
    """Every page file that a package has or had."""
    told = [entry["name"] for entry in (*manifest.get("files", ()), *old_versions(manifest))]
    return {*told, *manifest.get("withdrawn", ())}


def old_versions(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The last good versions of pages that wait."""
    return [entry["old"] for entry in manifest.get("waiting", ()) if "old" in entry]


def versions(before: Mapping[str, Any], numbers: Iterable[int]) -> list[Mapping[str, Any]]:
    """What was released of these pages, the newest first."""
    known = [*before.get("files", ()), *old_versions(before)]
    of_these = [entry for entry in known if set(entry["pages"]) & set(numbers)]
    return sorted(of_these, key=lambda entry: -int(entry["version"]))


def lost(before: Mapping[str, Any], folder: Path) -> set[int]:
    """Pages whose file somebody took away; they are made anew."""
    gone = [one for one in before.get("files", ()) if not (folder / one["name"]).is_file()]
    return {int(number) for one in gone for number in one["pages"]}


def bring_along(
    manifest: Mapping[str, Any], before: Mapping[str, Any], good: Path, making: Path
) -> None:
    """What the package keeps of the last good one stands in the new one as well, so that it can
    take its place at once."""
    for entry in manifest["files"]:
        if not (making / entry["name"]).exists():
            carry(good / entry["name"], making / entry["name"])
    released = {entry["name"] for entry in before.get("files", ())}
    for entry in old_versions(manifest):
        name = entry["name"]
        source = good / name if name in released else good / OLD / name
        if source.is_file():
            carry(source, making / OLD / name)


def withdraw(folder: Path, manifest: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Where a folder has no versions of its own (see work/versions), files that are no longer the
    page's leave it; a run that was killed before it came to this is made good by the next, which
    finds their names in its manifest."""
    kept = {entry["name"] for entry in old_versions(manifest)}
    gone = [folder / name for name in manifest["withdrawn"]]
    gone += [folder / OLD / name for name in sorted(names(before) - kept)]
    proofs = {one["name"] for one in manifest["proofs"]}
    gone += [folder / o["name"] for o in before.get("proofs", ()) if o["name"] not in proofs]
    gone += [folder / PROOF] if not manifest["files"] else []
    try:
        for path in gone:
            path.unlink(missing_ok=True)
        old = folder / OLD
        if old.is_dir() and not old.is_symlink() and not any(old.iterdir()):
            old.rmdir()
    except OSError as error:
        raise OutputError(
            f"{error.filename} is of an older version and cannot be removed ({error.strerror}); "
            "remove it by hand"
        ) from error
