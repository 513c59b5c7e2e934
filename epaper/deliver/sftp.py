"""The SFTP side of the hand-over.  Secrets come from the environment or the system keyring, never
from a layout.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import keyring
import keyring.errors
import paramiko

from epaper.errors import DeliveryError, UsageError

PASSWORD, KEY, KEY_PASSWORD = "EPAPER_SFTP_PASSWORD", "EPAPER_SFTP_KEY", "EPAPER_SFTP_KEY_PASSWORD"
BLOCK = 1 << 15
TIMEOUT = 30  # seconds


@dataclass(frozen=True, slots=True)
class Address:
    user: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, text: str) -> Address:
        parts = urlsplit(text)
        if parts.scheme != "sftp" or not parts.hostname or not parts.username:
            raise UsageError(f"{text} is no address; write sftp://user@host/folder")
        if parts.password:
            raise UsageError(
                f"an address must not hold a password; put it in {PASSWORD} or the system keyring"
            )
        return cls(parts.username, parts.hostname, parts.port or 22, parts.path or ".")


class SftpTarget:
    def __init__(self, client: paramiko.SFTPClient, folder: str) -> None:
        self.client, self.folder = client, folder.rstrip("/") or "/"

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def size(self, name: str) -> int | None:
        try:
            size: int | None = self.client.stat(self._path(name)).st_size
            return size
        except FileNotFoundError:
            return None

    def read(self, name: str) -> BinaryIO:
        file = self.client.open(self._path(name), "rb")
        file.prefetch()
        return cast(BinaryIO, file)

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        with self.client.open(self._path(name), "r+b" if offset else "wb") as target:
            target.set_pipelined(True)
            target.seek(offset)
            while block := source.read(BLOCK):
                target.write(block)

    def rename(self, old: str, new: str) -> None:
        self.client.posix_rename(self._path(old), self._path(new))


@contextlib.contextmanager
def connect(address: Address, known_hosts: Path | None = None) -> Iterator[SftpTarget]:
    """A connection to a host whose key is known.  DeliveryError for a strange key, a wrong
    password, no answer.
    """
    ssh = paramiko.SSHClient()
    ssh.set_missing_host_key_policy(paramiko.RejectPolicy())
    where = f"{address.host}:{address.port}"
    try:
        if known_hosts is not None:
            ssh.load_host_keys(str(known_hosts))
        else:
            ssh.load_system_host_keys()
        key = os.environ.get(KEY)
        ssh.connect(
            address.host,
            address.port,
            address.user,
            password=None if key else _password(address),
            key_filename=key,
            passphrase=os.environ.get(KEY_PASSWORD),
            timeout=TIMEOUT,
            allow_agent=False,
            look_for_keys=False,
        )
        yield SftpTarget(ssh.open_sftp(), address.path)
    except paramiko.BadHostKeyException as error:
        raise DeliveryError(
            f"{where} shows another host key than it should; ask the print shop before sending"
        ) from error
    except paramiko.AuthenticationException as error:
        raise DeliveryError(
            f"{where} does not let {address.user} in; look at {KEY} or {PASSWORD}"
        ) from error
    except paramiko.SSHException as error:
        if "not found in known_hosts" in str(error):
            message = f"{where} is not in the known hosts; add its key after asking the print shop"
        else:
            message = f"the connection to {where} broke ({error}); run again, it goes on from there"
        raise DeliveryError(message) from error
    except OSError as error:
        raise DeliveryError(
            f"{where} does not answer ({error}); look at the address and the line"
        ) from error
    finally:
        ssh.close()


def _password(address: Address) -> str | None:
    found = os.environ.get(PASSWORD)
    if found:
        return found
    try:
        return keyring.get_password("epaper", f"{address.user}@{address.host}")
    except keyring.errors.KeyringError:
        return None
