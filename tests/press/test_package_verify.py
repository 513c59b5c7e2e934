from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from press_samples import press_of, two_pages

from epaper.deliver.handover import package_files
from epaper.deliver.send import send
from epaper.deliver.target import HotFolder
from epaper.deliver.verify import verify
from epaper.errors import DeliveryError
from epaper.issue.issue import Issue
from epaper.page.marks import GlyphRun
from epaper.resources import shipped
from epaper.sinks.press.manifest import read_manifest
from epaper.sinks.press.package import Orders, make_package
from epaper.sinks.press.printing import PressPass
from epaper.sources.press import find_press
from epaper.work.kept import keeping
from epaper.work.step import Works
from epaper.work.store import Store
from tests.conftest import Once

# how large a picture runs is the layout's matter, not the press pass's
SHOP = replace(
    find_press("indian-coldset-broadsheet", shipped("layouts") / "press"), picture_ppi_error=50
)
DATE = "20261123"


def press_pass(
    sample: Issue, store: Store, code: str = "KBC", change: bool = False, **settings: object
) -> PressPass:
    issue = replace(sample, publication=replace(sample.publication, code=code))
    if change:  # the first black run of page 1 moves by a point
        first, *others = issue.pages
        at = next(
            n for n, m in enumerate(first.marks) if isinstance(m, GlyphRun) and m.colour == "black"
        )
        run = first.marks[at]
        assert isinstance(run, GlyphRun)
        marks = (*first.marks[:at], replace(run, y=run.y + 1), *first.marks[at + 1 :])
        issue = replace(issue, pages=(replace(first, marks=marks), *others))
    shop = replace(SHOP, **settings)  # type: ignore[arg-type]
    return PressPass(issue, shop, Works(store, 2))


@pytest.fixture(scope="session")
def package(sample: Issue, once: Once, store: Store) -> Path:
    """The store has its pages on their plates."""

    def make(place: Path) -> None:
        (place / "press").mkdir()
        with keeping(store):
            make_package(press_pass(sample, store), place / "press")

    return once("press", make) / "press"


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(package, tmp_path / "copy"))


def pages(folder: Path) -> list[Path]:
    return [folder / f["name"] for f in read_manifest(folder)["files"]]


def rules(folder: Path, files: list[Path] | None = None, date: str = DATE) -> set[str]:
    return {f.rule for f in verify(files or pages(folder), date, read_manifest(folder))}


def test_the_package_is_whole(package: Path) -> None:
    assert rules(package) == set()
    assert {"manifest.json", "manifest.html", "preflight.html", "proof.jpg"} <= {
        p.name for p in package.iterdir()
    }
    assert read_manifest(package)["files"][0]["version"] == 1


def test_verify_catches_the_wrong_page(copy: Path, sample: Issue, tmp_path: Path) -> None:
    files = pages(copy)
    assert "verify.date" in rules(copy, date="20261124")
    assert rules(copy, files[:-1]) >= {"verify.missing"}
    whole = files[0].read_bytes()
    files[0].write_bytes(files[1].read_bytes())
    files[1].write_bytes(whole)
    assert rules(copy) >= {"verify.swapped", "verify.changed"}
    files[1].write_bytes(whole[: len(whole) // 2])
    assert "verify.unreadable" in rules(copy)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(files[1])
    assert "verify.foreign" in rules(copy)


def test_verify_catches_another_city_and_a_stale_page(
    copy: Path, sample: Issue, store: Store
) -> None:
    page = sample.pages[0]
    other = press_pass(sample, store, "XYZ")
    other.write([page], pages(copy)[0])
    assert "verify.edition" in rules(copy)
    older = press_pass(sample, store, change=True)
    older.write([older.issue.pages[0]], pages(copy)[0])
    assert "verify.stale" in rules(copy)


def test_a_replaced_page_names_the_plates_to_remake(
    copy: Path, sample: Issue, store: Store
) -> None:
    with keeping(store):
        again = make_package(press_pass(sample, store), copy)
        assert again["remake"] == []
        changed = make_package(press_pass(sample, store, change=True), copy, Orders((1,)))
    assert [(r["page"], r["version"], r["change"]) for r in changed["remake"]] == [
        (1, 2, ["Black"])
    ]
    assert changed["remake"][0]["keep"] == ["Cyan", "Magenta", "Yellow"]
    assert rules(copy) == set()


def test_hot_folder_is_safe_to_run_again(package: Path, tmp_path: Path) -> None:
    files, target = package_files(package), HotFolder(tmp_path / "hot")
    half = files[0].read_bytes()
    (tmp_path / "hot").mkdir()
    (tmp_path / "hot" / f"{files[0].name}.part").write_bytes(half[: len(half) // 2])
    sent = send(files, target)
    assert sent[0].resumed_at == len(half) // 2
    assert sent[-1].name == "manifest.json"
    assert {p.name: p.read_bytes() for p in (tmp_path / "hot").iterdir()} == {
        p.name: p.read_bytes() for p in files
    }
    assert [s.bytes_sent for s in send(files, target)] == [0] * len(files)


def test_a_changed_file_is_not_sent(copy: Path) -> None:
    pages(copy)[0].write_bytes(b"%PDF")
    with pytest.raises(DeliveryError, match="not as its manifest says"):
        package_files(copy)


@pytest.mark.parametrize(
    ("code", "zone", "printed"),
    [("दस", "नगर", "das nagar"), ("Kö(1\\", "Süd Ost", "Kö(1\\ Süd_Ost"), (")>> A", "", ")>>_A -")],
)
def test_a_code_and_a_zone_in_any_letters(
    sample: Issue, tmp_path: Path, code: str, zone: str, printed: str
) -> None:
    issue = two_pages(sample)
    issue = replace(issue, publication=replace(issue.publication, code=code), zone=zone)
    for kind in ("datamatrix", "qr", "text"):
        folder = tmp_path / kind
        manifest = make_package(press_of(issue, tmp_path / "cache", folio_code=kind), folder)
        codes = [text for file in manifest["files"] for text in file["codes"].values()]
        assert [text.split(" ")[::2][:2] for text in codes] == [printed.split(" ")] * 2
        assert verify(pages(folder), DATE, manifest) == ()
