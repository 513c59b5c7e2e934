"""The paper's signature under a manifest: Ed25519 (RFC 8032), made with a key file that only the
paper has and checked with the public key that the print shop was given once.

Signed are the bytes of the manifest as JSON without its field `signature`: keys in order, no
white space, everything outside ASCII escaped.  Keys are PEM (PKCS 8) or OpenSSH files, so
`openssl genpkey -algorithm ed25519` and `ssh-keygen -t ed25519` make them as well as `new_key`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as files
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from epaper.errors import OutputError, UsageError
from epaper.sinks.press.key import KEY_PASSWORD, key_file

ALGORITHM = "ed25519"
SIGNATURE = "signature"  # the manifest's field
NO_KEY = (ValueError, TypeError, UnsupportedAlgorithm)


def new_key(file: Path) -> Path:
    """Make a key: the secret one in `file`, for nobody else to read, and FILE.pub, which is
    returned, for the print shop.  UsageError where either is there already.
    """
    public = file.with_name(file.name + ".pub")
    for path in (file, public):
        if path.exists():
            raise UsageError(f"{path} is there already; name another file, a key is never replaced")
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(files.Encoding.PEM, files.PrivateFormat.PKCS8, files.NoEncryption())
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secret)
        public.write_bytes(
            key.public_key().public_bytes(
                files.Encoding.PEM, files.PublicFormat.SubjectPublicKeyInfo
            )
        )
    except OSError as error:
        raise OutputError(
            f"{error.filename or file} cannot be written ({error.strerror})"
        ) from error
    return public


def secret_key(file: Path | None = None) -> Ed25519PrivateKey | None:
    """The paper's key from a file, else from the one that EPAPER_PRESS_KEY names, else None.

    UsageError for a file that holds none.
    """
    path = key_file(file)
    if path is None:
        return None
    password = os.environ[KEY_PASSWORD].encode() if os.environ.get(KEY_PASSWORD) else None
    data = _read(path)
    load = (
        files.load_ssh_private_key if b"OPENSSH PRIVATE KEY" in data else files.load_pem_private_key
    )
    try:
        key = load(data, password)
    except NO_KEY as error:
        raise UsageError(
            f"{path} holds no secret key that can be read; if it has a password, give it in "
            f"{KEY_PASSWORD}; --new-key makes a new key"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path} holds a key of another kind; Ed25519 is needed")
    return key


def public_key(file: Path) -> Ed25519PublicKey:
    """The key that the print shop was given.  UsageError for a file that holds none."""
    data = _read(file)
    if b"PRIVATE KEY" in data:
        raise UsageError(f"{file} is a secret key; the print shop has the public one, {file}.pub")
    load = files.load_ssh_public_key if data.startswith(b"ssh-") else files.load_pem_public_key
    try:
        key = load(data)
    except NO_KEY as error:
        raise UsageError(
            f"{file} holds no public key; take the paper's FILE.pub, which --new-key made"
        ) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{file} holds a key of another kind; Ed25519 is needed")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """16 hex digits to compare over the telephone."""
    raw = key.public_bytes(files.Encoding.Raw, files.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def sealed(manifest: Mapping[str, Any], key: Ed25519PrivateKey | None) -> dict[str, Any]:
    """The manifest with its signature; as it is where there is no key."""
    if key is None:
        return dict(manifest)
    value = base64.b64encode(key.sign(_bytes(manifest))).decode("ascii")
    by = fingerprint(key.public_key())
    return {**manifest, SIGNATURE: {"algorithm": ALGORITHM, "key": by, "value": value}}


def seal_fault(manifest: Mapping[str, Any], key: Ed25519PublicKey) -> str:
    """What is wrong with the signature; empty: the manifest is as the key's owner signed it."""
    signature = manifest.get(SIGNATURE)
    if not isinstance(signature, Mapping):
        return "is not signed"
    if signature.get("key") != fingerprint(key):
        return f"is signed with another key ({signature.get('key')}, {fingerprint(key)} wanted)"
    try:
        key.verify(base64.b64decode(str(signature.get("value")), validate=True), _bytes(manifest))
    except (InvalidSignature, binascii.Error, ValueError):
        return "was changed after it was signed"
    return ""


def _bytes(manifest: Mapping[str, Any]) -> bytes:
    facts = {name: value for name, value in manifest.items() if name != SIGNATURE}
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode("ascii")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); give the key's file"
        ) from error
