"""The FTP side of the hand-over: with TLS (RFC 4217, or from the first byte at port 990), or plain,
which sends password and pages in the clear.  Always passive; names in UTF-8 (RFC 2640).
"""

from __future__ import annotations

import contextlib
import errno
import ftplib
import io
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from epaper.deliver.address import IMPLICIT, Address
from epaper.deliver.password import password_for
from epaper.deliver.target import BLOCK, Refused
from epaper.errors import DeliveryError, UsageError

PASSWORD = "EPAPER_FTP_PASSWORD"
TIMEOUT = 60  # seconds
NO_ROOM = ("452", "552")  # RFC 959: insufficient storage, exceeded allocation


class Plain(ftplib.FTP):
    """Answers in whatever encoding; of them only the number counts."""

    def getline(self) -> str:
        if isinstance(self.file, io.TextIOWrapper) and self.file.errors != "replace":
            self.file.reconfigure(errors="replace")  # before anything is read of it
        return super().getline()


class Tls(Plain, ftplib.FTP_TLS):
    """Many servers want the data's TLS session to be the control's."""

    implicit = False

    def connect(self, host: str = "", port: int = 0, *args: Any, **named: Any) -> str:
        if not self.implicit:
            return super().connect(host, port, *args, **named)
        self.host, self.port = host, port
        plain = socket.create_connection((host, port), TIMEOUT)
        self.af = plain.family
        self.sock = self.context.wrap_socket(plain, server_hostname=host)
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()
        return self.welcome

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        data, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        session = cast(ssl.SSLSocket, self.sock).session
        try:
            wrapped = self.context.wrap_socket(data, server_hostname=self.host, session=session)
        except BaseException:
            data.close()
            raise
        return wrapped, size


class FtpTarget:
    """RFC 959 with SIZE and REST (RFC 3659)."""

    def __init__(self, ftp: ftplib.FTP, address: Address) -> None:
        self.ftp, self.label = ftp, str(address)
        self._written: set[str] = set()

    def size(self, name: str) -> int | None:
        """550 means that there is no such file, or, of one that we wrote, that it is not told."""
        try:
            with _answers():
                return self.ftp.size(name)
        except Refused as refused:
            if refused.errno == errno.ENOENT and name not in self._written:
                return None
            raise

    def read(self, name: str) -> BinaryIO:
        with _answers():
            data, _ = self.ftp.ntransfercmd(f"RETR {name}")
        return io.BufferedReader(_Incoming(self.ftp, data), BLOCK)

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        with _answers():
            data, _ = self.ftp.ntransfercmd(f"STOR {name}", offset or None)
        sending = True
        try:
            while block := source.read(BLOCK):
                data.sendall(block)
            _close(data)
            sending = False
            with _answers(begun=True):
                self.ftp.voidresp()
            self._written.add(name)
        except (OSError, EOFError):
            data.close()
            if sending:
                self._why_it_ended()
            raise
        except BaseException:  # stopped from outside: the connection must be fit to clear up
            data.close()
            with contextlib.suppress(OSError):
                self._why_it_ended()
            raise

    def _why_it_ended(self) -> None:
        """A server that takes no more says why; that is the better message.  Of one that says
        nothing, the line is the message."""
        if self.ftp.sock is None:
            return
        with contextlib.suppress(TimeoutError, EOFError, ConnectionError, ValueError):
            self.ftp.sock.settimeout(5)
            with _answers(begun=True):
                self.ftp.voidresp()

    def rename(self, old: str, new: str) -> None:
        """Most servers replace; else `new` has to go first."""
        with _answers():
            self.ftp.sendcmd(f"RNFR {old}")
            try:
                self.ftp.voidcmd(f"RNTO {new}")
            except ftplib.error_perm:
                self.ftp.delete(new)
                self.ftp.rename(old, new)
        self._written.discard(old)
        self._written.add(new)

    def remove(self, name: str) -> None:
        with _answers():
            self.ftp.delete(name)
        self._written.discard(name)


class _Incoming(io.RawIOBase):
    """A file as it comes in; its end is the server's word, not the connection's."""

    def __init__(self, ftp: ftplib.FTP, data: socket.socket) -> None:
        self.ftp, self.data = ftp, data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.data.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self.data.close()
            with _answers(begun=True):
                self.ftp.voidresp()


@contextlib.contextmanager
def connect(
    address: Address, *, ca: Path | None = None, implicit: bool | None = None
) -> Iterator[FtpTarget]:
    """A connection whose certificate is checked, against `ca` alone where it is given; or a plain
    one.  DeliveryError for a strange certificate, no TLS, a wrong password, no folder, no answer.

    `implicit`: TLS from the first byte; as a rule that is what port 990 means.
    """
    password = password_for(address, PASSWORD)
    if password is None:
        raise DeliveryError(
            f"there is no password for {address.user} at {address.place}; set {PASSWORD} or put it "
            "into the system keyring"
        )
    ftp = _client(address, ca, address.port == IMPLICIT if implicit is None else implicit)
    try:
        _log_in(ftp, address, password)
        yield FtpTarget(ftp, address)
        with contextlib.suppress(*ftplib.all_errors):
            ftp.quit()
    finally:
        ftp.close()


def _client(address: Address, ca: Path | None, implicit: bool) -> ftplib.FTP:
    if address.scheme == "ftp":
        return Plain(timeout=TIMEOUT, encoding="utf-8")
    try:
        context = ssl.create_default_context(cafile=ca)
    except (ssl.SSLError, OSError) as error:
        raise UsageError(f"{ca} is no file of certificates; ask the shop for it as PEM") from error
    client = Tls(context=context, timeout=TIMEOUT, encoding="utf-8")
    client.implicit = implicit
    return client


def _log_in(ftp: ftplib.FTP, address: Address, password: str) -> None:
    where, doing = address.place, "connect"
    try:
        ftp.connect(address.host, address.port)
        if isinstance(ftp, Tls):
            doing = "tls"
            if not ftp.implicit:
                ftp.auth()
        doing = "login"
        ftp.login(address.user, password)
        if isinstance(ftp, Tls):
            doing = "tls"
            ftp.prot_p()
        with contextlib.suppress(ftplib.Error):  # some want to be asked, some do not know it
            ftp.sendcmd("OPTS UTF8 ON")
        doing = "folder"
        if address.folder:
            ftp.cwd(address.folder)
        ftp.voidcmd("TYPE I")
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(
            f"the certificate of {where} cannot be trusted ({error.verify_message}); ask the print "
            "shop for its certificate and name it with --ca FILE"
        ) from error
    except ftplib.Error as error:
        raise DeliveryError(_refused(doing, address, str(error))) from error
    except (OSError, EOFError) as error:
        said = str(error) or type(error).__name__
        remedy = "look at address, port and line"
        if isinstance(error, ssl.SSLError):
            remedy = "see whether its port speaks TLS: ftps at 21 begins plain, at 990 with TLS"
        raise DeliveryError(f"{where} does not answer ({said}); {remedy}") from error


def _refused(doing: str, address: Address, answer: str) -> str:
    where = address.place
    match doing:
        case "login":
            return f"{where} does not let {address.user} in ({answer}); look at {PASSWORD}"
        case "folder":
            return f"{address} has no such folder ({answer}); ask the print shop for its name"
        case "tls":
            return (
                f"{where} offers no TLS ({answer}); ask the print shop for SFTP or FTP with TLS, "
                "or, as a last resort, send by ftp:// with --insecure"
            )
    return f"{where} does not want to talk ({answer}); ask the print shop"


def _close(data: socket.socket) -> None:
    """The end of TLS is told to the server, so that it can know a whole file from a cut one."""
    if isinstance(data, ssl.SSLSocket):
        data.settimeout(5)
        with contextlib.suppress(OSError, ValueError):  # some only hang up in answer, or do nothing
            data.unwrap()
    data.close()


@contextlib.contextmanager
def _answers(begun: bool = False) -> Iterator[None]:
    """The server's answers as errors of the system.  `begun`: bytes went over already."""
    try:
        yield
    except ftplib.Error as error:
        text = str(error)
        if text[:3] in NO_ROOM:
            raise OSError(errno.ENOSPC, text) from error
        if begun or not text.startswith("5"):  # not for good
            raise OSError(errno.EIO, text) from error
        raise Refused(errno.ENOENT if text[:3] == "550" else errno.EACCES, text) from error
