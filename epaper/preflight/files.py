"""Preflight of whole files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from epaper.geometry import Rect
from epaper.model.finding import Finding, by_severity
from epaper.model.press import PressSettings
from epaper.preflight.blends import check_blends
from epaper.preflight.pages import PageCheck
from epaper.preflight.pdfx import check_document, check_objects
from epaper.preflight.plates import PlateDigests
from epaper.preflight.rules import finding


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings of a file, worst first; and of each page that could be read to its end, by its
    place, the digests of its plates."""

    findings: tuple[Finding, ...]
    plates: Mapping[int, Mapping[str, str]]


def check_file(
    path: Path,
    settings: PressSettings,
    labels: Sequence[int] = (),
    across: Sequence[Sequence[Rect]] = (),
    told: Sequence[Sequence[Rect]] = (),
) -> tuple[Finding, ...]:
    """All findings of a file, worst first.  `labels`: which pages of the paper its pages are;
    `across`: where each page's type may run into the fold; `told`: where each page's ink is known
    to be too much.
    """
    return _checked(path, settings, labels, across, told=told, plated=False).findings


def checked_file(
    path: Path,
    settings: PressSettings,
    labels: Sequence[int] = (),
    across: Sequence[Sequence[Rect]] = (),
    told: Sequence[Sequence[Rect]] = (),
) -> Checked:
    """The same, with the digests of the plates, which cost little where all is read anyhow."""
    return _checked(path, settings, labels, across, told=told, plated=True)


def _checked(
    path: Path,
    settings: PressSettings,
    labels: Sequence[int],
    across: Sequence[Sequence[Rect]],
    told: Sequence[Sequence[Rect]],
    plated: bool,
) -> Checked:
    found: list[Finding] = []
    plates: dict[int, Mapping[str, str]] = {}
    try:
        data = path.read_bytes()
        with pikepdf.open(io.BytesIO(data)) as pdf:  # a path that is no UTF-8 it would not take
            found += check_document(pdf, settings.standard, packed=b"/ObjStm" in data)
            found += check_objects(pdf, settings.standard)
            for at, page in enumerate(pdf.pages):
                label = labels[at] if at < len(labels) else at + 1
                folds = across[at] if at < len(across) else ()
                inks = PlateDigests() if plated else None
                check = PageCheck(page, at + 1, settings, label, across=folds, plates=inks)
                found += check.run()
                if inks is not None and check.whole:
                    plates[at] = inks.found()
            found += check_blends(pdf, data, settings, told)
            if not len(pdf.pages):
                found.append(finding("page.missing", "the file has no pages"))
    except pikepdf.PasswordError:
        found.append(finding("pdfx.encrypted", "the file is locked with a password"))
    except (
        pikepdf.PdfError,
        pikepdf.DependencyError,  # a picture inside the content that needs a program to be read
        OSError,
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        found.append(
            finding(
                "file.unreadable", f"the file cannot be read ({str(error).splitlines()[0][:120]})"
            )
        )
    return Checked(by_severity(replace(f, file=path.name) for f in found), plates)
