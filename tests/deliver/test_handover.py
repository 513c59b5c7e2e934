"""A package handed over to a hot folder, by SFTP and by FTP, whatever the server does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deliver.delivery_places import Place, make_package, page, place_of, whole

from epaper.deliver import sftp
from epaper.deliver.address import Address
from epaper.deliver.handover import SUMS
from epaper.errors import DeliveryError
from tools.loopback.ftp import make_certificate
from tools.loopback.lines import USER

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


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_a_full_disk_leaves_no_page_and_no_manifest(place: Place, package: Path) -> None:
    place.whims.room = 50_000
    with pytest.raises(DeliveryError, match=r"p001_v1\.pdf .*run again"):
        place.deliver(package)
    assert set(place.files()) <= {"p001_v1.pdf.part"}
    place.whims.room = None
    place.deliver(package)
    whole(place, package)


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


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_an_sftp_folder_that_is_not_there(place: Place) -> None:
    address = Address("sftp", USER, "127.0.0.1", place.port, folder="/out")
    with (
        pytest.raises(DeliveryError, match="no such folder"),
        sftp.connect(address, place.known_hosts),
    ):
        pass
