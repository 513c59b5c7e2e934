"""From the built issue to files that a print shop can plate."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from epaper.errors import PreflightError
from epaper.issue.issue import Issue
from epaper.issue.store import has_issue, read_issue
from epaper.make.inputs import InputChange
from epaper.make.request import Request
from epaper.make.since import changed_since, stopped_now
from epaper.model.finding import printable
from epaper.model.finding_data import finding_data
from epaper.model.press import PressSettings
from epaper.model.signoff import SignOff, unknown_key, unknown_keys
from epaper.paths import DayPaths
from epaper.sinks.press.key import key_file
from epaper.sinks.press.manifest import REPORT, read_manifest
from epaper.sinks.press.sink import PressSink
from epaper.sinks.press.verdicts import known_keys, waiting_text
from epaper.sinks.sink import Options
from epaper.sources.withdrawn import is_killed
from epaper.units import counted
from epaper.work.collector import collector_off, leave_alone
from epaper.work.kept import keeping
from epaper.work.lock import locked
from epaper.work.step import Progress
from epaper.work.store import Store

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from epaper.engine.client import BuiltBy


@dataclass(frozen=True, slots=True)
class Package:
    """What one shop gets."""

    folder: Path
    manifest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`changed`: what of the day is no longer as it was when the issue was built.  `unknown`: keys
    that were signed for and that no finding has."""

    packages: tuple[Package, ...]
    changed: tuple[InputChange, ...] = ()
    unknown: tuple[str, ...] = ()

    def refuse_waiting(self) -> None:
        """PreflightError with every page that waits, what is wrong with it and how to sign for it;
        the others are released by then."""
        waiting = [package for package in self.packages if package.manifest["waiting"]]
        if not waiting:
            return
        count = sum(len(one["pages"]) for p in waiting for one in p.manifest["waiting"])
        reports = ", ".join(str(package.folder / REPORT) for package in waiting)
        shops = ",".join(package.manifest["shop"] for package in waiting)
        more = ["--date", waiting[0].manifest["date"], "--shop", shops]
        out = waiting[0].folder.parents[2]
        more += ["--out", str(out)] if out != Path("dist") else []
        told = "\n".join(waiting_text(p.manifest["shop"], p.manifest) for p in waiting)
        again = printable(shlex.join(["epaper", "press", *more]))
        released = any(package.manifest["files"] for package in self.packages)
        others = "all others are released" if released else "none is released"
        remedy = "Mend what is named and press again"
        able = [
            one.get("signable", True)
            for package in waiting
            for entry in package.manifest["waiting"]
            for one in entry["findings"]
        ]
        if any(able):
            anyway = f'{again} --anyway "your name" "the reason" --finding KEY'
            without = "" if all(able) else "; what has no key here, nobody can sign for"
            remedy += f", or let somebody answer for it: {anyway}{without}"
        else:
            remedy += "; nobody can sign for this"
        raise PreflightError(
            f"{counted(count, 'page waits', 'pages wait')}, {others}; "
            f"{reports} shows where:\n{told}\n{remedy}"
        )


def press(
    request: Request,
    shop: str = "",
    pages: Sequence[int] = (),
    again: bool = False,
    *,
    signoffs: Sequence[SignOff] = (),
    key: Path | None = None,
    progress: Progress = lambda _stage, _done, _all: None,
) -> Pressed:
    """Print the built issue, which is what subscribers have, for a print shop or for all that the
    publication names.

    `again`, or a day that was never built: the day is built first.  `signoffs` answer for findings
    of pages that would wait; `key`: the file of the paper's secret key, with which manifests are
    signed, else the one that EPAPER_PRESS_KEY names.  Raises what building raises; pages that wait
    are in the manifests.
    """
    secret = _secret(key)  # before any work
    with collector_off(), keeping(Store(request.paths.store)):
        pressed = _pressed(
            request, shop, pages, again, signoffs=signoffs, secret=secret, progress=progress
        )
        leave_alone()
    return pressed


def _secret(file: Path | None = None) -> Ed25519PrivateKey | None:
    if not key_file(file):
        return None
    from epaper.sinks.press.seal import secret_key  # slow to load, and mostly nothing is signed

    return secret_key(file)


def _pressed(
    request: Request,
    shop: str,
    pages: Sequence[int],
    again: bool,
    *,
    signoffs: Sequence[SignOff],
    secret: Ed25519PrivateKey | None,
    progress: Progress,
) -> Pressed:
    if again or not has_issue(request.paths.issue):
        from epaper.build import build  # slow to load, and mostly there is an issue

        build(request, progress)
    printed = _printed(
        request, shop, pages, signoffs=signoffs, secret=secret, progress=progress, compared=True
    )
    issue, packages = printed
    unknown = unknown_keys(signoffs, known_keys([package.manifest for package in packages]))
    changed = (one for one in changed_since(issue, request) if not is_killed(one.path))
    return Pressed(packages, tuple(changed), tuple(unknown))


def _printed(
    request: Request,
    shop: str = "",
    pages: Sequence[int] = (),
    *,
    signoffs: Sequence[SignOff] = (),
    secret: Ed25519PrivateKey | None = None,
    progress: Progress = lambda _stage, _done, _all: None,
    compared: bool = False,
) -> tuple[Issue, tuple[Package, ...]]:
    """`compared` with the day as it is now: what was stopped since keeps its pages back."""
    paths = request.paths
    with locked(paths.target, request.waiting):  # no build may change the issue meanwhile
        issue = read_issue(paths.issue)
        if compared:
            stopped = stopped_now(issue, request)
            if stopped:  # what is made anew is read to its last mark
                issue = replace(issue, findings=(*issue.findings, *stopped))
        store = Store(paths.store)
        packages = []
        shops = shops_of(issue, shop, paths)
        for done, settings in enumerate(shops):
            progress("press", done, len(shops))
            folder = paths.press(settings.name)
            sink = PressSink(settings, store, tuple(pages), tuple(signoffs), key=secret)
            sink.print(issue, Options(request.jobs), folder)
            packages.append(Package(folder, read_manifest(folder)))
    return issue, tuple(packages)


def produce(
    request: Request,
    progress: Progress,
    say: Callable[[str], None] = lambda _: None,
    engine: Path | None = None,
) -> dict[str, Any]:
    """Build the day, by the engine that holds it open where there is one, and print it for the
    shops that the publication names; the build's report.

    say: is told why an engine is not used; engine: its socket, where it is not the usual one.
    PreflightError when pages wait: all else is released by then.
    """
    secret = _secret()
    from epaper.engine.client import build_by_engine  # what builds is slow to load, see `_pressed`

    built = build_by_engine(request, say, engine) or _built(request, progress)
    if built.shops:
        # who answers for the whole paper has not seen its plates: for those, finding by finding
        named = [one for one in request.signoffs if one.only]
        _, packages = _printed(request, signoffs=named, secret=secret, progress=progress)
        keys = {one["key"] for one in built.report["findings"]}
        keys |= known_keys([package.manifest for package in packages])
        unknown = [unknown_key(key) for key in unknown_keys(named, keys)]
        built.report["findings"] += map(finding_data, unknown)
        try:
            Pressed(packages).refuse_waiting()
        except PreflightError as error:
            error.report = built.report  # the edition is out
            raise
    return built.report


def _built(request: Request, progress: Progress) -> BuiltBy:
    with collector_off():  # what builds is slow to load
        from epaper.build import build
        from epaper.engine.client import BuiltBy

        built = build(request, progress)
        leave_alone()
    return BuiltBy(built.report, len(built.issue.shops))


def shops_of(issue: Issue, names: str, paths: DayPaths) -> list[PressSettings]:
    """Shops by their names, joined by commas, else those of the issue, else the usual one for its
    trim; with the settings that the issue was built with where it has them.
    """
    kept = {
        one.settings.name: replace(one.settings, profile=issue.shelf.path(one.profile))
        for one in issue.shops
    }
    wanted = [name for name in names.split(",") if name] or list(kept)
    if all(name in kept for name in wanted) and wanted:
        return [kept[name] for name in wanted]
    from epaper.sources.press import find_press, usual_press  # slow to load

    if not wanted:
        return [usual_press(issue.grid.trim, *paths.shops)]
    return [kept.get(name) or find_press(name, *paths.shops) for name in wanted]
