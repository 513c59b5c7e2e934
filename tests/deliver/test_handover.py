"""A package handed over to a hot folder, by SFTP and by FTP, whatever the server does not allow."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from deliver.delivery_places import Place, make_package, page, place_of

from epaper.deliver import target as targets
from epaper.deliver.handover import SUMS, Voice, hand_over
from epaper.deliver.target import HotFolder
from epaper.errors import BusyError, DeliveryError
from epaper.work.workshop import locked
from tools.loopback.ftp import make_certificate

FIRST, SECOND = page(1), page(2)
KINDS = ("folder", "sftp", "ftp")
SERVERS = ("sftp", "ftp")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    certificate: Path,
) -> Iterator[Place]:
    tls = certificate if request.param in ("ftps", "implicit") else None
    with place_of(request.param, tmp_path / "in", monkeypatch, tls) as one:
        yield one


@pytest.fixture
def package(tmp_path: Path) -> Path:
    pages = {"p001_v1.pdf": FIRST, "p002_ñ_v1.pdf": SECOND}
    return make_package(tmp_path / "package", pages)


def whole(place: Place, package: Path) -> None:
    """The target is exactly the package, and sha256sum finds it so."""
    names = [
        entry["name"] for entry in json.loads((package / "manifest.json").read_text())["files"]
    ]
    expected = {name: (package / name).read_bytes() for name in (*names, "manifest.json")}
    found = place.files()
    sums = found.pop(SUMS)
    assert found == expected
    assert len(sums.splitlines()) == len(expected)
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", SUMS], cwd=place.folder, check=True)


@pytest.mark.parametrize("place", [*KINDS, "ftps", "implicit"], indirect=True)
def test_all_arrives_and_a_second_run_sends_nothing(place: Place, package: Path) -> None:
    place.deliver(package)
    whole(place, package)
    assert [line.split(": ")[1] for line in place.said] == ["sent"] * 4
    assert place.said[-2:] == ["manifest.json: sent", f"{SUMS}: sent"]
    assert not place.warned
    assert (package / "delivered.json").read_bytes() == (package / "manifest.json").read_bytes()
    place.deliver(package)
    assert [line.split(": ")[1] for line in place.said] == ["was there"] * 4
    assert "new session" not in place.whims.asked  # many servers want TLS so


@pytest.mark.parametrize("place", ["sftp", "ftp", "ftps"], indirect=True)
def test_a_cut_connection_is_gone_on_from_in_mid_file(place: Place, package: Path) -> None:
    place.whims.cut_after = len(FIRST) + 70_000
    with pytest.raises(DeliveryError, match=r"p002_ñ_v1\.pdf could not be sent .*run again"):
        place.deliver(package)
    found = place.files()
    assert set(found) == {"p001_v1.pdf", "p002_ñ_v1.pdf.part"}
    assert found["p002_ñ_v1.pdf.part"] == SECOND[: len(found["p002_ñ_v1.pdf.part"])]
    place.deliver(package)
    whole(place, package)
    assert place.said[0] == "p001_v1.pdf: was there"
    assert int(place.said[1].removeprefix("p002_ñ_v1.pdf: resumed at ")) > 0


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


@pytest.mark.parametrize("place", KINDS, indirect=True)
@pytest.mark.parametrize("temporary", ["{name}.part", ""])
def test_two_versions_are_never_spliced(place: Place, package: Path, temporary: str) -> None:
    """The beginning of another version, shorter or longer, is not gone on from."""
    name = "p001_v1.pdf"
    for old in (page(3, 50_000), page(3, 200_000), FIRST[:5000] + page(3, 50_000)):
        for path in place.folder.iterdir():
            path.unlink()
        (place.folder / (temporary or "{name}").format(name=name)).write_bytes(old)
        place.deliver(package, temporary)
        whole(place, package)


@pytest.mark.parametrize("place", SERVERS, indirect=True)
@pytest.mark.parametrize("temporary", ["{name}.part", ""])
def test_without_reading_a_half_file_is_sent_whole(
    place: Place, package: Path, temporary: str
) -> None:
    place.whims.reads = False
    place.whims.cut_after = 70_000
    with pytest.raises(DeliveryError, match="run again"):
        place.deliver(package, temporary)
    make_package(package, {"p001_v1.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
    place.deliver(package, temporary)
    whole(place, package)
    assert "size is right" in place.said[0]
    assert "sha256sum -c" in place.warned[-1]
    place.deliver(package, temporary)
    assert all("was there; its size" in line for line in place.said)


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_without_reading_the_same_size_is_not_the_same_file(place: Place, package: Path) -> None:
    place.whims.reads = False
    place.deliver(package)
    make_package(package, {"p001_v1.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
    place.deliver(package)
    whole(place, package)


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_a_server_that_tells_nothing_still_gets_all(place: Place, package: Path) -> None:
    place.whims.reads = place.whims.tells = False
    for _ in range(2):
        place.deliver(package)
        whole(place, package)
        assert all("could not be checked" in line for line in place.said)
        assert "4 of 4 files" in place.warned[-1]


@pytest.mark.parametrize("place", SERVERS, indirect=True)
@pytest.mark.parametrize(
    "whims",
    [
        {"posix_rename": False, "replaces": False},
        {"renames": False},
        {"renames": False, "removes": False},
        {"refused_ends": (".part",)},
        {"refused_ends": (".part",), "overwrites": False},
        {"renames": False, "reads": False, "tells": False},
        {"restarts": False},
    ],
)
def test_whims_of_servers(place: Place, package: Path, whims: dict[str, object]) -> None:
    for name, value in whims.items():
        setattr(place.whims, name, value)
    place.deliver(package)
    make_package(package, {"p001_v1.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
    leftover = place.folder / "p001_v1.pdf.part"
    if "restarts" in whims:
        leftover.write_bytes(page(9)[:1000])
    place.deliver(package)
    if whims.get("removes") is False:  # it is named, and no half page
        assert any("p001_v1.pdf.part" in line for line in place.warned)
        for path in place.folder.glob("*.part"):
            path.unlink()
    whole(place, package)


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_temporary_names_are_the_shops_choice(place: Place, package: Path) -> None:
    place.deliver(package, "part-{name}")
    whole(place, package)
    if place.kind != "folder":
        writes = [line for line in place.whims.asked if line.startswith(("write", "STOR"))]
        assert all(line.split()[1].startswith("part-") for line in writes)


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_the_old_version_is_withdrawn(place: Place, package: Path) -> None:
    place.deliver(package)
    (package / "p001_v1.pdf").unlink()
    make_package(package, {"p001_v2.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
    place.deliver(package)
    whole(place, package)
    assert "p001_v1.pdf: withdrawn, it is of an older version" in place.said
    assert place.said.index("p001_v1.pdf: withdrawn, it is of an older version") == 2


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_versions_between_are_withdrawn_too(place: Place, package: Path) -> None:
    """Of a delivery that never ended, and its half file as well."""
    place.deliver(package)
    for version, cut in ((2, 50_000), (3, None)):
        make_package(package, {f"p001_v{version}.pdf": page(version), "p002_ñ_v1.pdf": SECOND})
        place.whims.cut_after = cut
        if cut:
            with pytest.raises(DeliveryError):
                place.deliver(package)
    place.deliver(package)
    whole(place, package)


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_an_old_version_that_stays_is_named(place: Place, package: Path) -> None:
    place.deliver(package)
    place.whims.removes = False
    make_package(package, {"p001_v2.pdf": page(9), "p002_ñ_v1.pdf": SECOND})
    for _ in range(2):
        place.deliver(package)
        assert [line for line in place.warned if line.startswith("p001_v1.pdf is of an older")]


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


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_a_full_disk_leaves_no_page_and_no_manifest(place: Place, package: Path) -> None:
    place.whims.room = 50_000
    with pytest.raises(DeliveryError, match=r"p001_v1\.pdf .*run again"):
        place.deliver(package)
    assert set(place.files()) <= {"p001_v1.pdf.part"}
    place.whims.room = None
    place.deliver(package)
    whole(place, package)


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


@pytest.mark.parametrize("place", KINDS, indirect=True)
@pytest.mark.parametrize("temporary", ["{name}.part", ""])
def test_stopped_from_outside_no_half_file_has_a_final_name(
    place: Place, package: Path, temporary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop(BaseException):
        pass

    with place.open() as target:
        append = type(target).append

    def interrupted(self: object, name: str, source: object, offset: int) -> None:
        class Source:
            left = 4

            def read(self, size: int = -1) -> bytes:
                self.left -= 1
                if not self.left:
                    raise Stop
                return source.read(min(size, 30_000))  # type: ignore[attr-defined, no-any-return]

        append(self, name, Source(), offset)  # type: ignore[arg-type]

    with monkeypatch.context() as stopped:
        stopped.setattr(type(target), "append", interrupted)
        with pytest.raises(Stop):
            place.deliver(package, temporary)
    assert set(place.files()) <= ({"p001_v1.pdf.part"} if temporary else set())
    place.deliver(package, temporary)
    whole(place, package)


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_an_unwritable_target_is_refused_by_name(place: Place, package: Path) -> None:
    place.whims.refused_ends = (".part", ".pdf")
    with pytest.raises(DeliveryError, match=r"p001_v1\.pdf .*may write there"):
        place.deliver(package)


def test_a_file_that_changes_while_it_is_sent(tmp_path: Path, package: Path) -> None:
    class Changing(HotFolder):
        def append(self, name: str, source: object, offset: int) -> None:
            HotFolder.append(self, name, source, offset)  # type: ignore[arg-type]
            (package / "p001_v1.pdf").write_bytes(page(9))

    (tmp_path / "hot").mkdir()
    with pytest.raises(DeliveryError, match="changed while it was sent"):
        hand_over(package, Changing(tmp_path / "hot"))
    assert {path.name for path in (tmp_path / "hot").iterdir()} == {"p001_v1.pdf.part"}


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
