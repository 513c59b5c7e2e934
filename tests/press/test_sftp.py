"""Against a real OpenSSH server on loopback; skips without Debian's openssh-server."""

from __future__ import annotations

import getpass
import resource
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import paramiko
import pytest

from epaper.deliver import sftp
from epaper.deliver.address import Address
from epaper.deliver.send import Checked, send
from epaper.deliver.sftp import connect
from epaper.errors import DeliveryError
from epaper.model.press import TEMPORARY_NAME

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
pytestmark = [
    pytest.mark.skipif(
        SSHD is None or shutil.which("ssh-keygen") is None, reason="needs Debian's openssh-server"
    ),
    pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass(frozen=True)
class Server:
    address: Address
    known_hosts: Path
    folder: Path


@pytest.fixture
def limit() -> int:
    return 0


@pytest.fixture
def denied() -> str:
    return ""


@pytest.fixture
def server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, denied: str
) -> Iterator[Server]:
    """`denied`: requests of the protocol that it does not answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True
        )
    (tmp_path / "authorized").write_text((tmp_path / "user.pub").read_text())
    (tmp_path / "authorized").chmod(0o600)
    (tmp_path / "in").mkdir()
    settings = tmp_path / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {tmp_path / 'authorized'}\nStrictModes no\nUsePAM no\n"
        f"PasswordAuthentication no\nSubsystem sftp internal-sftp {denied}\nPermitRootLogin yes\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)

    def small_disk() -> None:
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with (tmp_path / "log").open("w") as log:
        daemon = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(settings)],
            stderr=log,
            preexec_fn=small_disk,  # noqa: PLW1509 no threads run here
        )
        _wait(port)
        hosts = tmp_path / "known_hosts"
        kind, key, *_ = (tmp_path / "host.pub").read_text().split()
        hosts.write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
        monkeypatch.setenv(sftp.KEY, str(tmp_path / "user"))
        yield Server(
            Address("sftp", getpass.getuser(), "127.0.0.1", port, folder=str(tmp_path / "in")),
            hosts,
            tmp_path / "in",
        )
        daemon.terminate()
        daemon.wait(10)


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.skip("sshd does not start here")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    page, manifest = tmp_path / "p001.pdf", tmp_path / "manifest.json"
    page.write_bytes(bytes(range(256)) * 16000)
    manifest.write_text("{}")
    return [page, manifest]


def test_sends_and_a_second_run_sends_nothing(server: Server, files: list[Path]) -> None:
    for again in (False, True):
        with connect(server.address, server.known_hosts) as target:
            sent = send(files, target)
        assert [s.bytes_sent == 0 for s in sent] == [again, again]
    assert sorted(p.name for p in server.folder.iterdir()) == ["manifest.json", "p001.pdf"]
    assert (server.folder / "p001.pdf").read_bytes() == files[0].read_bytes()


@pytest.mark.parametrize(
    "denied",
    ["-P posix-rename", "-P posix-rename,rename,remove", "-P stat,lstat,fstat,opendir,read,rename"],
)
def test_requests_that_are_denied(server: Server, files: list[Path], denied: str) -> None:
    temporary = "" if "remove" in denied else TEMPORARY_NAME
    with connect(server.address, server.known_hosts) as target:
        files[0].write_bytes(bytes(100_000))
        send(files, target, temporary=temporary)
        files[1].write_bytes(b"2")
        sent = send(files, target, temporary=temporary)
        checked = Checked.NOTHING if "stat" in denied else Checked.CONTENT
        assert {one.checked for one in sent} == {checked}
        found = {path.name: path.read_bytes() for path in server.folder.iterdir()}
        assert found == {path.name: path.read_bytes() for path in files}


def test_a_killed_connection_is_resumed(
    server: Server, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = paramiko.SFTPFile.write
    count = 0

    def write(self: paramiko.SFTPFile, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == 60:
            self.sftp.get_channel().get_transport().close()  # type: ignore[union-attr]
        whole(self, data)

    monkeypatch.setattr(paramiko.SFTPFile, "write", write)
    with (
        pytest.raises(DeliveryError, match="run again"),
        connect(server.address, server.known_hosts) as target,
    ):
        send(files, target)
    assert [p.name for p in server.folder.iterdir()] == ["p001.pdf.part"]
    monkeypatch.setattr(paramiko.SFTPFile, "write", whole)
    with connect(server.address, server.known_hosts) as target:
        sent = send(files, target)
    assert sent[0].resumed_at > 0
    assert (server.folder / "p001.pdf").read_bytes() == files[0].read_bytes()


@pytest.mark.parametrize("limit", [1_000_000])
def test_a_full_disk_leaves_no_page_and_no_manifest(
    server: Server, files: list[Path], limit: int
) -> None:
    with (
        pytest.raises(DeliveryError, match=r"p001\.pdf"),
        connect(server.address, server.known_hosts) as target,
    ):
        send(files, target)
    assert {p.name for p in server.folder.iterdir()} <= {"p001.pdf.part"}


def test_a_wrong_or_unknown_host_key_stops_it(
    server: Server, files: list[Path], tmp_path: Path
) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "false")], check=True
    )
    kind, key, *_ = (tmp_path / "false.pub").read_text().split()
    server.known_hosts.write_text(f"[127.0.0.1]:{server.address.port} {kind} {key}\n")
    with (
        pytest.raises(DeliveryError, match="another host key"),
        connect(server.address, server.known_hosts),
    ):
        pass
    server.known_hosts.write_text("")
    with (
        pytest.raises(DeliveryError, match="not in the known hosts"),
        connect(server.address, server.known_hosts),
    ):
        pass
    assert not list(server.folder.iterdir())


def test_a_stranger_is_not_let_in(server: Server) -> None:
    wrong = replace(server.address, user="nobody-of-ours")
    with pytest.raises(DeliveryError, match="does not let"), connect(wrong, server.known_hosts):
        pass
