"""What a package has of the one before it: versions, what is kept and what is withdrawn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from epaper.errors import OutputError
from epaper.sinks.press.manifest import DELIVERED, OLD, PROOF


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
    manifest: Mapping[str, Any], before: Mapping[str, Any], folder: Path, making: Path
) -> None:
    """What the package keeps of the one before stands in the new one as well, so that it can take
    its place at once."""
    for entry in manifest["files"]:
        if not (making / entry["name"]).exists():
            _bring(folder / entry["name"], making / entry["name"])
    released = {entry["name"] for entry in before.get("files", ())}
    for entry in old_versions(manifest):
        name = entry["name"]
        _bring(folder / name if name in released else folder / OLD / name, making / OLD / name)
    _bring(folder / DELIVERED, making / DELIVERED)


def _bring(source: Path, target: Path) -> None:
    """A second name for the same bytes where the file system can, else a copy; of an old version
    that is gone there is nothing to bring."""
    if not source.is_file():
        return
    try:
        target.parent.mkdir(exist_ok=True)
        try:
            os.link(source.resolve(), target)
        except OSError:
            shutil.copyfile(source, target)
    except OSError as error:
        raise unwritable(target, error) from error


def withdraw(folder: Path, manifest: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Versions that are no longer the page's leave the folder; a run that was killed before it came
    to this is made good by the next, which finds their names in its manifest."""
    kept = {entry["name"] for entry in old_versions(manifest)}
    gone = [folder / name for name in manifest["withdrawn"]]
    gone += [folder / OLD / name for name in sorted(names(before) - kept)]
    gone += [folder / PROOF] if not manifest["files"] else []
    try:
        for path in gone:
            path.unlink(missing_ok=True)
        if (folder / OLD).is_dir() and not any((folder / OLD).iterdir()):
            (folder / OLD).rmdir()
    except OSError as error:
        raise OutputError(
            f"{error.filename} is of an older version and cannot be removed ({error.strerror}); "
            "remove it by hand"
        ) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path.name} cannot be written ({error.strerror}); free the folder and run again"
    )
