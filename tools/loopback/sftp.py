"""A small SFTP server by paramiko, one folder, one user; a thread a connection."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko

from tools.loopback.lines import PASSWORD, USER, listening
from tools.loopback.whims import Whims

logging.getLogger("paramiko").addHandler(logging.NullHandler())  # lines break here all the time


@dataclass
class SftpServer:
    folder: Path
    whims: Whims = field(default_factory=Whims)
    key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    port: int = 0

    def known_hosts(self) -> str:
        return f"[127.0.0.1]:{self.port} {self.key.get_name()} {self.key.get_base64()}\n"


class _Login(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Handle(paramiko.SFTPHandle):
    def __init__(self, flags: int, file: Any, whims: Whims, transport: Any) -> None:
        super().__init__(flags)
        self.file, self.whims, self.transport = file, whims, transport

    def read(self, offset: int, length: int) -> Any:
        return os.pread(self.file.fileno(), length, offset)

    def write(self, offset: int, data: bytes) -> int:
        if self.whims.full(len(data)) or not self.transport.is_active():
            return paramiko.SFTP_FAILURE
        taken = self.whims.take(len(data))
        os.pwrite(self.file.fileno(), data[:taken], offset)
        if taken < len(data):
            self.transport.close()
            return paramiko.SFTP_FAILURE
        return paramiko.SFTP_OK

    def stat(self) -> Any:
        if not self.whims.tells:
            return paramiko.SFTP_PERMISSION_DENIED
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.file.fileno()))

    def close(self) -> None:
        self.file.close()


class _Folder(paramiko.SFTPServerInterface):
    def __init__(self, server: Any, place: SftpServer, transport: Any) -> None:
        super().__init__(server)
        self.place, self.whims, self.transport = place, place.whims, transport

    def _path(self, name: str) -> Path:
        return self.place.folder / name.lstrip("/")

    def list_folder(self, path: str) -> Any:
        return paramiko.SFTP_PERMISSION_DENIED

    def stat(self, path: str) -> Any:
        if not self.whims.tells:
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> Any:
        writing = flags & (os.O_WRONLY | os.O_RDWR)
        name = self._path(path)
        self.whims.asked.append(f"{'write' if writing else 'read'} {name.name}")
        if writing and path.endswith(self.whims.refused_ends or ("\0",)):
            return paramiko.SFTP_PERMISSION_DENIED
        if writing and name.exists() and not self.whims.overwrites:
            return paramiko.SFTP_FAILURE
        if (flags & os.O_RDWR and not self.whims.reads) or (not writing and not self.whims.reads):
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            file = os.fdopen(os.open(name, flags, 0o644), "r+b" if writing else "rb", 0)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        except ValueError:
            return paramiko.SFTP_FAILURE
        return _Handle(flags, file, self.whims, self.transport)

    def remove(self, path: str) -> int:
        self.whims.asked.append(f"remove {self._path(path).name}")
        if not self.whims.removes:
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            self._path(path).unlink()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTP_OK

    def rename(self, old: str, new: str) -> int:
        if not self.whims.renames:
            return paramiko.SFTP_PERMISSION_DENIED
        if self._path(new).exists():
            return paramiko.SFTP_FAILURE
        return self._renamed(old, new)

    def posix_rename(self, old: str, new: str) -> int:
        if not self.whims.posix_rename or not self.whims.renames:
            return paramiko.SFTP_OP_UNSUPPORTED
        return self._renamed(old, new)

    def _renamed(self, old: str, new: str) -> int:
        try:
            os.replace(self._path(old), self._path(new))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTP_OK


@contextlib.contextmanager
def sftp_server(folder: Path, whims: Whims | None = None) -> Iterator[SftpServer]:
    place = SftpServer(folder, whims or Whims())
    open_ones: list[paramiko.Transport] = []

    def take(line: socket.socket) -> None:
        try:
            transport = paramiko.Transport(line)
            transport.add_server_key(place.key)
            transport.set_subsystem_handler(
                "sftp", paramiko.SFTPServer, _Folder, place=place, transport=transport
            )
            open_ones.append(transport)
            transport.start_server(event=threading.Event(), server=_Login())
        except (paramiko.SSHException, OSError, EOFError):
            line.close()

    try:
        with listening(take) as place.port:
            yield place
    finally:
        for transport in open_ones:
            transport.close()
        for transport in open_ones:
            transport.join(5)
