"""From the built issue to files that a print shop can plate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.build import Request, build
from epaper.day import open_day
from epaper.errors import EpaperError
from epaper.issue.issue import Issue
from epaper.issue.store import has_issue, read_issue
from epaper.make.inputs import InputChange, changes_since, inputs_of
from epaper.model.press import PressSettings
from epaper.paths import DayPaths
from epaper.sinks.press.manifest import read_manifest
from epaper.sinks.press.sink import PressSink
from epaper.sinks.sink import Options
from epaper.sources.press import USUAL_SHOP, find_press
from epaper.work.lock import locked
from epaper.work.step import Progress
from epaper.work.store import Store


@dataclass(frozen=True, slots=True)
class Package:
    """What one shop gets."""

    folder: Path
    manifest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`changed`: what of the day is no longer as it was when the issue was built."""

    packages: tuple[Package, ...]
    changed: tuple[InputChange, ...] = ()


def press(
    request: Request, shop: str = "", pages: Sequence[int] = (), again: bool = False
) -> Pressed:
    """Print the built issue, which is what subscribers have, for a print shop or for all that the
    publication names.

    `again`, or a day that was never built: the day is built first.  Raises what building and
    preflight raise; a package that was there stays then as it was.
    """
    if again or not has_issue(request.paths.issue):
        build(request)
    issue, packages = _printed(request, shop, pages)
    return Pressed(packages, changed_since(issue, request))


def _printed(
    request: Request, shop: str = "", pages: Sequence[int] = ()
) -> tuple[Issue, tuple[Package, ...]]:
    paths = request.paths
    with locked(paths.target):  # no build may change the issue meanwhile
        issue = read_issue(paths.issue)
        store = Store(paths.store)
        packages = []
        for settings in shops_of(issue, shop, paths):
            folder = paths.press(settings.name)
            PressSink(settings, store, tuple(pages)).print(issue, Options(request.jobs), folder)
            packages.append(Package(folder, read_manifest(folder)))
    return issue, tuple(packages)


def produce(request: Request, progress: Progress) -> dict[str, Any]:
    """Build the day, and print it for the shops that the publication names; the build's report."""
    built = build(request, progress)
    if built.issue.shops:
        _printed(request)
    return built.report


def changed_since(issue: Issue, request: Request) -> tuple[InputChange, ...]:
    """What of the day's folder and its settings has changed since the issue was built."""
    try:
        settings = open_day(request.paths, request.layout, request.source).settings
    except EpaperError:  # a day with mistakes is compared by its files alone
        settings = (request.paths.layout(request.layout or issue.grid.name),)
    return tuple(changes_since(issue, inputs_of(request.paths, settings)))


def shops_of(issue: Issue, names: str, paths: DayPaths) -> list[PressSettings]:
    """Shops by their names, joined by commas, else those of the issue, else the usual one; with the
    settings that the issue was built with where it has them.
    """
    kept = {
        one.settings.name: replace(one.settings, profile=issue.shelf.path(one.profile))
        for one in issue.shops
    }
    wanted = [name for name in names.split(",") if name] or list(kept) or [USUAL_SHOP]
    return [kept.get(name) or find_press(name, *paths.shops) for name in wanted]
