"""The SFTP side of the hand-over.  Secrets come from the environment or the system keyring, never
from a layout.
"""

from __future__ import annotations

import contextlib
import errno
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import paramiko

from epaper.deliver.address import Address
from epaper.deliver.password import password_for
from epaper.deliver.target import Refused
from epaper.errors import DeliveryError, UsageError

PASSWORD, KEY, KEY_PASSWORD = "EPAPER_SFTP_PASSWORD", "EPAPER_SFTP_KEY", "EPAPER_SFTP_KEY_PASSWORD"
BLOCK = 1 << 15
TIMEOUT = 60  # seconds

# what the library notes of its threads is told as our own error, once
logging.getLogger("paramiko").addHandler(logging.NullHandler())


class SftpTarget:
    """Servers differ in what they allow; what one refuses is told from a line that broke."""

    def __init__(self, client: paramiko.SFTPClient, address: Address) -> None:
        self.client, self.label = client, str(address)
        self._folder = address.folder.rstrip("/") if address.folder != "/" else ""
        self._from_root = address.folder == "/"
        self._read_back = False  # so far; then lost blocks would be noticed

    def enter(self) -> None:
        """DeliveryError when the folder is known not to be there."""
        try:
            self.client.stat(self._folder or ("/" if self._from_root else "."))
        except FileNotFoundError as error:
            raise DeliveryError(
                f"{self.label} has no such folder; ask the print shop for its name"
            ) from error
        except OSError:
            if self._broken():
                raise

    def size(self, name: str) -> int | None:
        with self.refusals():
            try:
                size: int | None = self.client.stat(self._path(name)).st_size
            except FileNotFoundError:
                return None
            if size is None:
                raise Refused(errno.EACCES, "the server tells no sizes")
            return size

    def read(self, name: str) -> BinaryIO:
        with self.refusals():
            file = self.client.open(self._path(name), "rb")
            with contextlib.suppress(Refused), self.refusals():
                file.prefetch()  # asks for the size, which a server may refuse
        self._read_back = True
        return io.BufferedReader(_Incoming(self, file), BLOCK)

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        with self.refusals():
            target = self.client.open(self._path(name), "r+b" if offset else "wb")
        with self._line(), target:
            # the library does not look at the answers to blocks sent ahead
            target.set_pipelined(self._read_back)
            target.seek(offset)
            while block := source.read(BLOCK):
                target.write(block)

    def rename(self, old: str, new: str) -> None:
        """In one step where the server can; else `new` has to go first."""
        before, after = self._path(old), self._path(new)
        with self.refusals():
            try:
                self.client.posix_rename(before, after)
            except OSError:
                if self._broken():
                    raise
                self._rename_in_steps(before, after)

    def _rename_in_steps(self, before: str, after: str) -> None:
        """Some servers know the plain rename only, and it replaces nothing (draft-ietf-secsh-
        filexfer-02, 6.5)."""
        try:
            self.client.rename(before, after)
        except OSError:
            if self._broken():
                raise
            try:
                self.client.remove(after)
            except OSError:  # there was none: it renames nothing
                raise Refused(errno.EACCES, "no rename") from None
            self.client.rename(before, after)

    def remove(self, name: str) -> None:
        with self.refusals():
            self.client.remove(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}" if self._folder or self._from_root else name

    def _broken(self) -> bool:
        channel = self.client.get_channel()
        transport = channel.get_transport() if channel is not None else None
        return channel is None or channel.closed or transport is None or not transport.is_active()

    @contextlib.contextmanager
    def refusals(self) -> Iterator[None]:
        """SFTP has one word, Failure, for most of what a server will not do."""
        try:
            with self._line():
                yield
        except (FileNotFoundError, TimeoutError, Refused):
            raise
        except OSError as error:
            if self._broken():
                raise
            raise Refused(error.errno or errno.EACCES, error.strerror or str(error)) from error

    @contextlib.contextmanager
    def _line(self) -> Iterator[None]:
        try:
            yield
        except paramiko.SSHException as error:
            self.client.close()
            raise ConnectionAbortedError(errno.ECONNABORTED, str(error)) from error


class _Incoming(io.RawIOBase):
    def __init__(self, target: SftpTarget, file: paramiko.SFTPFile) -> None:
        self.target, self.file = target, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with self.target.refusals():
            data: bytes = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self.file.close()


@contextlib.contextmanager
def connect(address: Address, known_hosts: Path | None = None) -> Iterator[SftpTarget]:
    """A connection to a host whose key is known.  DeliveryError for a strange key, a wrong
    password, no folder, no answer.
    """
    ssh = paramiko.SSHClient()
    ssh.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        yield _entered(ssh, address, known_hosts)
    finally:
        ssh.close()


def _entered(ssh: paramiko.SSHClient, address: Address, known_hosts: Path | None) -> SftpTarget:
    where = address.place
    key, password = _secrets(address)
    try:
        if known_hosts is not None:
            ssh.load_host_keys(str(known_hosts))
        else:
            ssh.load_system_host_keys()
        ssh.connect(
            address.host,
            address.port,
            address.user,
            password=password,
            key_filename=key,
            passphrase=os.environ.get(KEY_PASSWORD),
            timeout=TIMEOUT,
            allow_agent=False,
            look_for_keys=False,
        )
        client = ssh.open_sftp()
        client.get_channel().settimeout(TIMEOUT)  # a server that falls silent ends the run
        target = SftpTarget(client, address)
        target.enter()
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
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DeliveryError(
            f"{where} does not answer ({said}); look at the address and the line"
        ) from error
    return target


def _secrets(address: Address) -> tuple[str | None, str | None]:
    """A file of a key, or a password."""
    key = os.environ.get(KEY)
    if key and not Path(key).is_file():
        raise UsageError(f"{KEY} names {key}, which is no file; name the file of the private key")
    password = None if key else password_for(address, PASSWORD)
    if not key and password is None:
        raise DeliveryError(
            f"there is neither key nor password for {address.user} at {address.place}; set {KEY} "
            f"(a file) or {PASSWORD}, or put the password into the system keyring"
        )
    return key, password
