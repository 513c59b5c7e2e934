"""What an FTP server may be like at the door."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from epaper.deliver import ftp
from epaper.deliver.address import Address
from epaper.errors import DeliveryError, UsageError
from tools.loopback.ftp import FtpServer, ftp_server, make_certificate
from tools.loopback.lines import PASSWORD, USER


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def server(
    tmp_path: Path,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[FtpServer]:
    monkeypatch.setenv(ftp.PASSWORD, PASSWORD)
    (tmp_path / "seite ü").mkdir()
    with ftp_server(
        tmp_path, tls=getattr(request, "param", "auth"), certificate=certificate
    ) as one:
        yield one


def opened(server: FtpServer, **more: object) -> None:
    """Open and close again."""
    address = Address("ftps", USER, "127.0.0.1", server.port)
    values = {name: more.pop(name) for name in ("user", "host", "folder") if name in more}
    for name, value in values.items():
        object.__setattr__(address, name, value)
    with ftp.connect(address, **more):  # type: ignore[arg-type]
        pass


def test_a_strange_certificate_is_not_trusted(server: FtpServer, certificate: Path) -> None:
    with pytest.raises(DeliveryError, match=r"cannot be trusted \(self.signed.*--ca"):
        opened(server)
    opened(server, ca=certificate)
    with pytest.raises(DeliveryError, match=r"cannot be trusted.*(mismatch|match)"):
        opened(server, ca=certificate, host="localhost")


def test_a_file_that_is_no_certificate(server: FtpServer, tmp_path: Path) -> None:
    (tmp_path / "ca").write_text("no")
    with pytest.raises(UsageError, match="no file of certificates"):
        opened(server, ca=tmp_path / "ca")


@pytest.mark.parametrize("server", [""], indirect=True)
def test_a_server_without_tls_gets_no_password(server: FtpServer) -> None:
    with pytest.raises(DeliveryError, match="offers no TLS"):
        opened(server)
    with pytest.raises(DeliveryError, match=r"does not answer.*TLS"):
        opened(server, implicit=True)


def test_wrong_user_and_wrong_folder(server: FtpServer, certificate: Path) -> None:
    with pytest.raises(DeliveryError, match=f"does not let stranger in .*{ftp.PASSWORD}"):
        opened(server, ca=certificate, user="stranger")
    with pytest.raises(DeliveryError, match="no such folder"):
        opened(server, ca=certificate, folder="seite")
    opened(server, ca=certificate, folder="seite ü")


def test_no_password(server: FtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ftp, "password_for", lambda *_: None)
    with pytest.raises(DeliveryError, match=f"no password for .*{ftp.PASSWORD}"):
        opened(server)


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hanging_up = threading.Thread(target=_hang_up, args=(silent,))
        hanging_up.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(ftp.PASSWORD, "x")
            with pytest.raises(DeliveryError, match="does not answer"):
                opened(FtpServer(Path(), port=port))
            hanging_up.join()
    with pytest.raises(DeliveryError, match=r"does not answer|no password"):
        opened(FtpServer(Path(), port=port))


def _hang_up(listening: socket.socket) -> None:
    listening.accept()[0].close()
