"""A small FTP server, one folder, one user; plain, or with TLS by AUTH or from the first byte."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tools.loopback.lines import PASSWORD, USER, listening
from tools.loopback.whims import Whims

BLOCK = 1 << 14


@dataclass
class FtpServer:
    """`tls`: "", "auth" or "implicit".  `certificate`: a file of certificate and key."""

    folder: Path
    whims: Whims = field(default_factory=Whims)
    tls: str = ""
    certificate: Path | None = None
    port: int = 0

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        assert self.certificate is not None
        context.load_cert_chain(self.certificate)
        return context


def make_certificate(file: Path, host: str = "127.0.0.1") -> Path:
    """A certificate that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "press.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


class _Cut(Exception):
    pass


class _Talk:
    """One control connection."""

    def __init__(self, line: socket.socket, server: FtpServer) -> None:
        self.server, self.whims = server, server.whims
        self.context = server.context() if server.tls else None
        if server.tls == "implicit":
            assert self.context is not None
            line = self.context.wrap_socket(line, server_side=True)
        self.line = line
        self.user, self.known, self.private = "", False, False
        self.passive: socket.socket | None = None
        self.rest, self.old = 0, ""
        self.folder = server.folder

    def say(self, text: str) -> None:
        self.line.sendall(f"{text}\r\n".encode())

    def run(self) -> None:
        try:
            self.line.sendall("220 Willkommen, für Gäste\r\n".encode("latin-1"))
            waiting = b""
            while True:
                while b"\r\n" not in waiting:
                    more = self.line.recv(4096)
                    if not more:
                        return
                    waiting += more
                word, _, waiting = waiting.partition(b"\r\n")
                verb, _, rest = word.decode().partition(" ")
                if not self.answer(verb.upper(), rest):
                    return
        except (OSError, _Cut, UnicodeDecodeError):
            pass
        finally:
            if self.passive is not None:
                self.passive.close()
            self.line.close()

    def answer(self, verb: str, rest: str) -> bool:
        if not self.known and verb not in ("USER", "PASS", "AUTH", "PBSZ", "PROT", "QUIT"):
            self.say("530 log in first")
            return True
        if verb in ("RETR", "STOR", "RNFR", "RNTO", "DELE"):
            self.whims.asked.append(f"{verb} {rest}")
        do = getattr(self, f"do_{verb.lower()}", None)
        if do is None:
            self.say("502 not here")
        else:
            do(rest)
        return verb != "QUIT"

    def do_quit(self, _rest: str) -> None:
        self.say("221 bye")

    def do_auth(self, _rest: str) -> None:
        if self.server.tls != "auth":
            self.say("502 no TLS here")
            return
        assert self.context is not None
        self.say("234 go on")
        self.line = self.context.wrap_socket(self.line, server_side=True)

    def do_pbsz(self, _rest: str) -> None:
        self.say("200 0")

    def do_prot(self, rest: str) -> None:
        self.private = rest == "P"
        self.say("200 so be it")

    def do_user(self, rest: str) -> None:
        self.user = rest
        self.say("331 and the password?")

    def do_pass(self, rest: str) -> None:
        self.known = (self.user, rest) == (USER, PASSWORD)
        self.say("230 in" if self.known else "530 no")

    def do_opts(self, _rest: str) -> None:
        self.say("200 always")

    def do_type(self, _rest: str) -> None:
        self.say("200 bytes are bytes")

    def do_cwd(self, rest: str) -> None:
        place = self.server.folder / rest.lstrip("/")
        if place.is_dir():
            self.folder = place
        self.say("250 there" if place.is_dir() else "550 no such folder")

    def do_size(self, rest: str) -> None:
        if not self.whims.tells:
            self.say("500 not here")
        elif (self.folder / rest).is_file():
            self.say(f"213 {(self.folder / rest).stat().st_size}")
        else:
            self.say("550 no such file")

    def do_rest(self, rest: str) -> None:
        if not self.whims.restarts:
            self.say("502 not here")
            return
        self.rest = int(rest)
        self.say("350 go on from there")

    def do_dele(self, rest: str) -> None:
        path = self.folder / rest
        if not self.whims.removes or not path.exists():
            self.say("550 no")
            return
        path.unlink()
        self.say("250 gone")

    def do_rnfr(self, rest: str) -> None:
        self.old = rest
        right = self.whims.renames and (self.folder / rest).exists()
        self.say("350 to what?" if right else "550 no")

    def do_rnto(self, rest: str) -> None:
        if (self.folder / rest).exists() and not self.whims.replaces:
            self.say("553 it is there")
            return
        os.replace(self.folder / self.old, self.folder / rest)
        self.say("250 done")

    def do_pasv(self, _rest: str) -> None:
        self._listen()
        assert self.passive is not None
        port = self.passive.getsockname()[1]
        self.say(f"227 here (127,0,0,1,{port >> 8},{port & 255})")

    def do_epsv(self, _rest: str) -> None:
        self._listen()
        assert self.passive is not None
        self.say(f"229 here (|||{self.passive.getsockname()[1]}|)")

    def _listen(self) -> None:
        if self.passive is not None:
            self.passive.close()
        self.passive = socket.create_server(("127.0.0.1", 0))

    def _data(self) -> socket.socket:
        assert self.passive is not None
        self.passive.settimeout(10)
        data, _ = self.passive.accept()
        if self.server.tls:
            if not self.private or self.context is None:
                raise _Cut
            data = self.context.wrap_socket(data, server_side=True)
            self.whims.asked.append("old session" if data.session_reused else "new session")
        return data

    def do_retr(self, rest: str) -> None:
        offset, self.rest = self.rest, 0
        if not self.whims.reads or not (self.folder / rest).is_file():
            self.say("550 no")
            return
        self.say("150 here it comes")
        with self._data() as data, (self.folder / rest).open("rb") as file:
            file.seek(offset)
            while block := file.read(BLOCK):
                data.sendall(block)
            if isinstance(data, ssl.SSLSocket):
                with contextlib.suppress(OSError):
                    data.unwrap()
        self.say("226 that was it")

    def do_stor(self, rest: str) -> None:
        offset, self.rest = self.rest, 0
        path = self.folder / rest
        refused = rest.endswith(self.whims.refused_ends or ("\0",)) or re.search(r"[/\\]", rest)
        if refused or (path.exists() and not self.whims.overwrites):
            self.say("553 not that name")
            return
        self.say("150 go on")
        with self._data() as data, path.open("r+b" if offset else "wb") as file:
            file.seek(offset)
            while block := data.recv(BLOCK):
                if self.whims.full(len(block)):
                    self.say("552 no room")
                    return
                file.write(block[:1])
                file.flush()
                taken = self.whims.take(len(block))
                file.write(block[1:taken])
                if taken < len(block):
                    raise _Cut
        self.say("226 got it")


@contextlib.contextmanager
def ftp_server(
    folder: Path, whims: Whims | None = None, tls: str = "", certificate: Path | None = None
) -> Iterator[FtpServer]:
    place = FtpServer(folder, whims or Whims(), tls, certificate)
    threads: list[threading.Thread] = []

    def take(line: socket.socket) -> None:
        threads.append(threading.Thread(target=_talk, args=(line, place), daemon=True))
        threads[-1].start()

    try:
        with listening(take) as place.port:
            yield place
    finally:
        for talk in threads:
            talk.join(5)


def _talk(line: socket.socket, place: FtpServer) -> None:
    try:
        talk = _Talk(line, place)
    except OSError:  # a client that does not trust us
        line.close()
        return
    talk.run()
