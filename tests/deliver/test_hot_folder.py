"""A package handed over to a hot folder, and what may happen to either meanwhile."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from deliver.delivery_places import make_package, page, place_of, whole

from epaper.deliver import target as targets
from epaper.deliver.handover import SUMS, Voice, hand_over
from epaper.deliver.target import HotFolder
from epaper.errors import BusyError, DeliveryError
from epaper.work.lock import locked
from epaper.work.versions import release_version

FIRST, SECOND = page(1), page(2)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    pages = {"p001_v1.pdf": FIRST, "p002_ñ_v1.pdf": SECOND}
    return make_package(tmp_path / "package", pages)


def test_a_cut_copy_to_a_hot_folder_is_gone_on_from(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(source: object, goal: object, block: int) -> None:
        goal.write(source.read(1000))  # type: ignore[attr-defined]
        raise OSError(5, "Input/output error")

    with place_of("folder", tmp_path / "in", monkeypatch) as place:
        with monkeypatch.context() as broken:
            broken.setattr(targets.shutil, "copyfileobj", cut)
            with pytest.raises(DeliveryError, match=r"Input/output error.*run again"):
                place.deliver(package)
        assert place.files() == {"p001_v1.pdf.part": FIRST[:1000]}
        place.deliver(package)
        whole(place, package)
        assert place.said[0] == "p001_v1.pdf: resumed at 1000"


def test_an_old_version_that_the_shop_took_in_is_named(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place_of("folder", tmp_path / "in", monkeypatch) as place:
        place.deliver(package)
        (place.folder / "p001_v1.pdf").unlink()
        make_package(package, {"p001_v2.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
        place.deliver(package)
        assert any("p001_v1.pdf" in line and "taken in" in line for line in place.warned)


def test_a_waiting_pages_last_version_stays_and_is_named(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place_of("folder", tmp_path / "in", monkeypatch) as place:
        place.deliver(package)
        waiting = [{"pages": [1], "old": {"name": "p001_v1.pdf"}}]
        make_package(package, {"p002_ñ_v1.pdf": SECOND}, waiting=waiting, withdrawn=["p001_v1.pdf"])
        place.deliver(package)
        assert "p001_v1.pdf" in place.files()
        assert any("page 1 waits" in line for line in place.warned)
        assert any(line.startswith("page 1 not sent") for line in place.warned)
        make_package(package, {}, waiting=waiting)
        with pytest.raises(DeliveryError, match=r"all pages of .* wait"):
            place.deliver(package)


def test_a_full_disk_of_a_hot_folder(package: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")

    class Full(HotFolder):
        def append(self, name: str, source: object, offset: int) -> None:
            with full.open("wb") as out:
                out.write(source.read())  # type: ignore[attr-defined]

    hot = package.parent / "hot"
    hot.mkdir()
    with pytest.raises(DeliveryError, match=r"p001_v1\.pdf .*make room on the target's disk"):
        hand_over(package, Full(hot))


def test_a_hot_folder_that_vanishes(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hot = tmp_path / "hot"
    with place_of("folder", hot, monkeypatch) as place:
        place.deliver(package)
        hot.rename(tmp_path / "unmounted")
        with pytest.raises(DeliveryError, match=f"{hot} which earlier files.*mount"):
            place.deliver(package)
        assert not hot.exists()

    class Vanishing(HotFolder):
        def rename(self, old: str, new: str) -> None:
            HotFolder.rename(self, old, new)
            self.path.rename(tmp_path / "gone")

    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(DeliveryError, match=r"p002_ñ_v1\.pdf .*mount or make it"):
        hand_over(package, Vanishing(other))
    assert not other.exists()


def test_a_hot_folder_that_is_not_there(tmp_path: Path, package: Path) -> None:
    with pytest.raises(DeliveryError, match="is not there; mount or make it"):
        hand_over(package, HotFolder(tmp_path / "a" / "b"))
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="is a file"):
        hand_over(package, HotFolder(tmp_path / "file"))
    with pytest.raises(DeliveryError, match="is the package itself"):
        hand_over(package, HotFolder(package / "." / ""))
    said: list[str] = []
    hand_over(package, HotFolder(tmp_path / "new"), Voice(warn=said.append))
    assert said == [
        f"{tmp_path / 'new'} was not there and is made; see that it is what the shop watches"
    ]


def test_a_file_that_changes_while_it_is_sent(tmp_path: Path, package: Path) -> None:
    class Changing(HotFolder):
        def append(self, name: str, source: object, offset: int) -> None:
            HotFolder.append(self, name, source, offset)  # type: ignore[arg-type]
            (package / "p001_v1.pdf").write_bytes(page(9))

    (tmp_path / "hot").mkdir()
    with pytest.raises(DeliveryError, match="changed while the package was sent"):
        hand_over(package, Changing(tmp_path / "hot"))
    assert {path.name for path in (tmp_path / "hot").iterdir()} == {"p001_v1.pdf.part"}


def test_a_package_that_is_made_anew_meanwhile(tmp_path: Path, package: Path) -> None:
    class Replaced(HotFolder):
        def rename(self, old: str, new: str) -> None:
            HotFolder.rename(self, old, new)
            (package / "p002_ñ_v1.pdf").unlink(missing_ok=True)

    (tmp_path / "hot").mkdir()
    with pytest.raises(DeliveryError, match="no longer in the package"):
        hand_over(package, Replaced(tmp_path / "hot"))


def test_a_manifest_that_changes_meanwhile_is_not_sent(tmp_path: Path, package: Path) -> None:
    """It would name pages that were not sent."""

    class Pressing(HotFolder):
        def rename(self, old: str, new: str) -> None:
            HotFolder.rename(self, old, new)
            make_package(package, {"p001_v2.pdf": page(9)})

    (tmp_path / "hot").mkdir()
    with pytest.raises(DeliveryError, match=r"manifest\.json changed while the package was sent"):
        hand_over(package, Pressing(tmp_path / "hot"))
    assert "manifest.json" not in {path.name for path in (tmp_path / "hot").iterdir()}


def test_a_package_with_versions_is_sent_of_one(tmp_path: Path, package: Path) -> None:
    released = tmp_path / "released"
    released.mkdir()
    package.rename(released / "making")
    release_version(released / "making", released)
    (tmp_path / "hot").mkdir()

    class Pressing(HotFolder):
        def rename(self, old: str, new: str) -> None:
            HotFolder.rename(self, old, new)
            if not (released / "making").exists() and new.startswith("p001"):
                make_package(released / "making", {"p001_v2.pdf": page(9)})
                release_version(released / "making", released)

    with pytest.raises(DeliveryError, match="no longer in the package"):
        hand_over(released, Pressing(tmp_path / "hot"))
    hand_over(released, HotFolder(tmp_path / "hot"))
    left = {path.name for path in (tmp_path / "hot").iterdir()}
    assert left == {"p001_v2.pdf", "manifest.json", SUMS}
    assert (released / "delivered.json").read_bytes() == (released / "manifest.json").read_bytes()


def test_two_deliveries_of_a_package_do_not_run_at_once(tmp_path: Path, package: Path) -> None:
    with locked(package / ".delivery"), pytest.raises(BusyError, match="another delivery"):
        hand_over(package, HotFolder(tmp_path / "hot"))


def test_sums_of_odd_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = make_package(tmp_path / "odd", {"a\\b.pdf": b"1", "c\nd.pdf": b"2", " e.pdf": b"3"})
    with place_of("folder", tmp_path / "in", monkeypatch) as place:
        place.deliver(odd)
        whole(place, odd)
    digest = hashlib.sha256(b"1").hexdigest()
    assert f"\\{digest}  a\\\\b.pdf" in (tmp_path / "in" / SUMS).read_text()


def test_a_package_that_cannot_be_written(tmp_path: Path, package: Path) -> None:
    (package / ".delivery").write_text("")
    (tmp_path / "hot").mkdir()
    with pytest.raises(DeliveryError, match="cannot be written, and what is sent"):
        hand_over(package, HotFolder(tmp_path / "hot"))
    assert not list((tmp_path / "hot").iterdir())
