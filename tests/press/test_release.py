"""Good pages go out, bad ones wait by name, and what a person signed for is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Dictionary, Name
from press_samples import SHOP, near_trim, press_of, two_pages

from epaper.adverts.cleaned import clean_page
from epaper.errors import PictureError, PreflightError, UsageError
from epaper.geometry import Rect
from epaper.issue.issue import Booking, Issue
from epaper.issue.shelf import Shelf
from epaper.model.finding import Finding, Severity
from epaper.model.signoff import SignOff, unknown_keys
from epaper.page.asset import Asset, AssetKind
from epaper.page.marks import AdMark, Element, Origin
from epaper.press import Package, Pressed
from epaper.sinks.pdf.jobs import PDF
from epaper.sinks.press import package as packages
from epaper.sinks.press.history import withdraw
from epaper.sinks.press.manifest import read_manifest
from epaper.sinks.press.package import Orders, make_package
from epaper.sinks.press.verdicts import known_keys
from epaper.sinks.press.writing import Writer
from epaper.work import versions
from tests.adverts.ad_samples import SIZE, Ad


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def pressed(
    sample: Issue, cache: Path, folder: Path, spoilt: int = 0, orders: Orders | None = None
) -> dict[str, Any]:
    return make_package(press_of(two_pages(sample, spoilt), cache), folder, orders)


def released(folder: Path) -> list[str]:
    """Page files in the folder, old ones with their folder."""
    found = [*folder.glob("*_v*.pdf"), *(folder / "old").glob("*_v*.pdf")]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def test_a_bad_page_waits_and_the_good_ones_go_out(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    manifest = pressed(sample, cache, tmp_path, spoilt=2)
    assert [entry["pages"] for entry in manifest["files"]] == [[1]]
    (waits,) = manifest["waiting"]
    assert waits["pages"] == [2]
    (finding,) = waits["findings"]
    assert (finding["rule"], finding["page"], len(finding["key"])) == ("type.near-trim", 2, 6)
    assert "old" not in waits
    assert len(released(tmp_path)) == 1
    assert not list(tmp_path.glob("*.page"))
    for page in (tmp_path / "manifest.html", tmp_path / "preflight.html"):
        assert finding["key"] in page.read_text("utf-8")
    told = Pressed((Package(tmp_path, manifest),))
    with pytest.raises(PreflightError, match="1 page waits") as caught:
        told.refuse_waiting()
    for word in ("page 2", finding["key"], "type.near-trim", "--anyway", "preflight.html"):
        assert word in str(caught.value)


def test_the_last_good_version_is_set_aside_and_the_next_has_a_new_number(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    first = pressed(sample, cache, tmp_path)
    old = first["files"][1]
    manifest = pressed(sample, cache, tmp_path, spoilt=2)
    assert manifest["waiting"][0]["old"]["name"] == old["name"]
    assert manifest["withdrawn"] == [old["name"]]
    assert released(tmp_path) == [first["files"][0]["name"], f"old/{old['name']}"]
    assert manifest == pressed(sample, cache, tmp_path, spoilt=2)  # a second run changes nothing
    again = pressed(sample, cache, tmp_path)
    assert again["files"] == first["files"]  # as it was: the same plates are right again
    assert released(tmp_path) == sorted(entry["name"] for entry in first["files"])
    pressed(sample, cache, tmp_path, spoilt=2)
    signed = pressed(sample, cache, tmp_path, 2, Orders(signoffs=(SignOff("A. Rao", "in time"),)))
    assert signed["files"][1]["version"] == 2
    assert signed["withdrawn"] == [old["name"]]
    assert released(tmp_path) == sorted(entry["name"] for entry in signed["files"])


def test_what_a_killed_run_left_behind_is_withdrawn_by_the_next(
    sample: Issue, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "_has_links", lambda _: False)  # files are moved one by one
    first = pressed(sample, cache, tmp_path)
    monkeypatch.setattr(packages, "withdraw", lambda *_: None)  # killed after the manifest
    allowed = Orders(signoffs=(SignOff("A. Rao", "in time"),))
    pressed(sample, cache, tmp_path, 2, allowed)
    assert len(released(tmp_path)) == 3
    monkeypatch.setattr(packages, "withdraw", withdraw)
    second = pressed(sample, cache, tmp_path, 2, allowed)
    assert first["files"][1]["name"] in second["withdrawn"]
    assert released(tmp_path) == sorted(entry["name"] for entry in second["files"])


def test_a_signed_finding_goes_out_with_name_and_reason_as_long_as_the_page_stays(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    (waits,) = pressed(sample, cache, tmp_path, spoilt=2)["waiting"]
    key = waits["findings"][0]["key"]
    other = Orders((2,), (SignOff("A. Rao", "client insists", ("ffffff",)),))
    manifest = pressed(sample, cache, tmp_path, 2, other)
    assert [entry["pages"] for entry in manifest["waiting"]] == [[2]]
    assert unknown_keys(other.signoffs, known_keys([manifest])) == ["ffffff"]
    by = SignOff("A. Rao", "client insists", (key,))
    manifest = pressed(sample, cache, tmp_path, 2, Orders((2,), (by,)))
    assert manifest["waiting"] == []
    (one,) = manifest["signed"]
    assert (one["pages"], one["key"], one["rule"]) == ([2], key, "type.near-trim")
    assert (one["name"], one["reason"]) == ("A. Rao", "client insists")
    assert "A. Rao" in (tmp_path / "manifest.html").read_text("utf-8")
    assert pressed(sample, cache, tmp_path, spoilt=2)["signed"] == manifest["signed"]
    issue = two_pages(sample, 2)
    moved = replace(issue, pages=(issue.pages[0], near_trim(near_trim_again(issue.pages[1]))))
    changed = make_package(press_of(moved, cache), tmp_path)
    assert [entry["pages"] for entry in changed["waiting"]] == [[2]]
    assert changed["signed"] == []


def near_trim_again(page: Any) -> Any:
    first, second, *others = page.marks
    return replace(page, marks=(second, first, *others))


def test_one_advertisement_that_cannot_be_printed_holds_its_page_alone(
    sample: Issue, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Writer._page

    def page(self: Writer, pdf: Any, given: Any, *more: Any) -> Any:
        if given.number == 2:
            raise PictureError("advertisement B-7: tiles.pdf is not a usable PDF; send it again")
        if given.number == 1 and given.section == "broken":
            raise ZeroDivisionError("division by zero")
        return whole(self, pdf, given, *more)

    monkeypatch.setattr(Writer, "_page", page)
    anyway = Orders(signoffs=(SignOff("A. Rao", "whatever it is"),))
    manifest = pressed(sample, cache, tmp_path, orders=anyway)
    assert [entry["pages"] for entry in manifest["files"]] == [[1]]
    (finding,) = manifest["waiting"][0]["findings"]
    assert "advertisement B-7: tiles.pdf" in finding["found"]
    assert not finding["signable"]  # nobody can answer for a page that is not there
    issue = two_pages(sample)
    broken = replace(issue, pages=(replace(issue.pages[0], section="broken"), issue.pages[1]))
    none = make_package(press_of(broken, cache), tmp_path)
    assert none["files"] == []
    assert "ZeroDivisionError" in none["waiting"][0]["findings"][0]["found"]
    assert not (tmp_path / "proof.jpg").exists()


def test_a_section_file_names_the_page_that_cannot_be_printed(
    sample: Issue, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Writer._page

    def page(self: Writer, pdf: Any, given: Any, *more: Any) -> Any:
        if given.number == 2:
            raise PictureError("pictures/quay.jpg cannot be read; send it again")
        return whole(self, pdf, given, *more)

    monkeypatch.setattr(Writer, "_page", page)
    press = press_of(two_pages(sample), cache, one_file="section")
    manifest = make_package(press, tmp_path)
    (waits,) = manifest["waiting"]
    assert waits["pages"] == [1, 2]
    assert [finding["page"] for finding in waits["findings"]] == [2]


def test_what_the_build_found_wrong_holds_its_page(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    wrong = Finding(Severity.ERROR, "story.missing", "bridge does not appear", story="b", page=2)
    issue = replace(two_pages(sample), findings=(wrong,))
    manifest = make_package(press_of(issue, cache), tmp_path)
    assert manifest["waiting"][0]["findings"][0]["key"] == wrong.key
    by = Orders(signoffs=(SignOff("A. Rao", "tomorrow", (wrong.key,)),))
    assert make_package(press_of(issue, cache), tmp_path, by)["waiting"] == []


def test_a_paper_that_the_press_cannot_fold_waits_whole(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    press = press_of(two_pages(sample), cache, page_multiple=4)
    manifest = make_package(press, tmp_path)
    assert manifest["files"] == []
    keys = {f["key"] for entry in manifest["waiting"] for f in entry["findings"]}
    assert len(keys) == 1  # one matter, one signature
    by = Orders(signoffs=(SignOff("A. Rao", "two webs", tuple(keys)),))
    assert len(make_package(press, tmp_path, by)["files"]) == 2


def test_same_issue_same_package(sample: Issue, cache: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        pressed(sample, cache, tmp_path / name, spoilt=2)
    a, b = (
        {p.name: p.read_bytes() for p in (tmp_path / n).glob("[!.]*") if p.is_file()} for n in "ab"
    )
    assert a == b
    assert json.loads(a["manifest.json"]) == read_manifest(tmp_path / "a")


def test_the_command_signs_and_says_what_waits(
    sample: Issue, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from epaper import press as house
    from epaper.cli.press import press_command

    issue = two_pages(sample, 2)
    monkeypatch.setattr(house, "has_issue", lambda _: True)
    monkeypatch.setattr(house, "read_issue", lambda _: issue)
    monkeypatch.setattr(house, "changed_since", lambda *_: ())
    monkeypatch.setattr(house, "shops_of", lambda *_: [SHOP])
    command = ["--date", "2026-11-23", "--out", str(tmp_path), "--jobs", "1"]
    run = CliRunner().invoke
    waits = run(press_command, command)
    assert isinstance(waits.exception, PreflightError)
    assert waits.exception.exit_code == 11
    folder = tmp_path / "2026-11-23" / "press" / SHOP.name
    key = read_manifest(folder)["waiting"][0]["findings"][0]["key"]
    signed = ["--anyway", "A. Rao", "in time"]
    other = run(press_command, [*command, *signed, "--finding", "ffffff"])
    assert isinstance(other.exception, PreflightError)
    assert "no finding has the key ffffff" in other.stderr
    done = run(press_command, [*command, *signed, "--finding", key, "--pages", "2"])
    assert done.exit_code == 0, done.output
    assert f"page 2, {key}: A. Rao signed" in done.output
    nameless = run(press_command, [*command, "--finding", key])
    assert isinstance(nameless.exception, UsageError)
    made = run(press_command, ["--new-key", str(tmp_path / "paper.key")])
    assert made.exit_code == 0
    assert (tmp_path / "paper.key.pub").is_file()


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Debian's ghostscript")
def test_ink_of_an_advertisement_is_told_once_with_its_booking_and_other_ink_beside_it(
    sample: Issue, cache: Path, tmp_path: Path
) -> None:
    heavy = blended(b"20 20 100 80 re f 40 30 100 80 re f")
    light = blended(b"20 20 100 80 re f")
    over = [("A1", heavy, 120.0), ("A2", light, 250.0), ("A3", light, 250.0)]

    def told(*sold: tuple[str, bytes, float]) -> list[str]:
        issue = with_adverts(two_pages(sample), sold, tmp_path / "shelf")
        manifest = make_package(press_of(issue, cache), tmp_path / f"{len(sold)}", Orders((1,)))
        return [f["found"] for entry in manifest["waiting"] for f in entry["findings"]]

    (alone,) = told(over[0])
    assert alone.startswith("A1 (Firm): ads/A1.pdf adds up to ")
    both = told(*over)
    assert both[0] == alone
    assert [fact.partition(" (")[0] for fact in both[1:]] in (["A2"], ["A3"])
    assert "as it adds up" in both[1]


def blended(paint: bytes) -> bytes:
    multiply = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    return clean_page(Ad(b"/G gs .6 .5 .5 .4 k " + paint).named("ExtGState", G=multiply).data).data


def with_adverts(issue: Issue, sold: Sequence[tuple[str, bytes, float]], folder: Path) -> Issue:
    """Advertisements on page 1, each with its file and its distance from the top."""
    shelf, assets, marks = Shelf(folder, issue.shelf.folder), dict(issue.assets), []
    for digest in assets:
        shelf.put(issue.shelf.read(digest))
    for booking, data, y in sold:
        digest = shelf.put(data)
        kind, name = AssetKind.ADVERTISEMENT, f"ads/{booking}.pdf"
        assets[digest] = Asset(digest, kind, PDF, len(data), name=name, original=digest)
        marks.append(AdMark(Rect(50, y, *SIZE), digest, booking, Origin(Element.ADVERTISEMENT)))
    first = replace(issue.pages[0], marks=(*issue.pages[0].marks, *marks))
    bookings = tuple(Booking(booking, "Firm", (1,), "", file="") for booking, _, _ in sold)
    return replace(
        issue, pages=(first, *issue.pages[1:]), assets=assets, bookings=bookings, shelf=shelf
    )
