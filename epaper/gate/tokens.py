"""Signed, expiring passes.

    v1.<key id>.<payload>.<signature>

`payload` is base64url without padding of a JSON object; `signature` that of the HMAC-SHA256 (RFC
2104) of all before its point, with the key of that id.  docs/access.md has a worked example: a CDN
can check a pass without asking anybody.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VERSION = "v1"
EVERYTHING = "*"  # among the paths: every edition
LONGEST = 2048  # characters of a pass


class Use(StrEnum):
    """What a pass is good for; one for a link is no cookie, and the other way round."""

    LINK = "link"  # opens the door once, in an address
    DEVICE = "device"  # a cookie
    SHARE = "share"  # one article, in an address


class Fault(StrEnum):
    """Why a pass is refused; the names of phrases that tell it."""

    MISSING = "missing"
    FORGED = "forged"
    EXPIRED = "expired"
    USED = "used"
    SHARED = "shared"
    ELSEWHERE = "elsewhere"  # for other editions


class RefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Pass:
    """`sub`: the subscriber by an opaque name; `paths`: editions, or an article's path for a share;
    `expires`: seconds since 1970; `id`: this pass alone, or the device of a cookie."""

    use: Use
    sub: str
    paths: tuple[str, ...]
    expires: int
    id: str

    def opens(self, edition: str) -> bool:
        return EVERYTHING in self.paths or edition in self.paths


def signed(one: Pass, key_id: str, key: bytes) -> str:
    facts = {
        "exp": one.expires,
        "id": one.id,
        "paths": list(one.paths),
        "sub": one.sub,
        "use": one.use.value,
    }
    payload = _encoded(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode())
    told = f"{VERSION}.{key_id}.{payload}"
    return f"{told}.{_encoded(_mac(told, key))}"


def checked(token: str, keys: Mapping[str, bytes], use: Use, now: float) -> Pass:
    """What a token says.  RefusedError: FORGED where its signature, its form or its use is another,
    EXPIRED where its time is over."""
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 4 or parts[0] != VERSION or parts[1] not in keys:
        raise RefusedError(Fault.FORGED)
    told = ".".join(parts[:3])
    if not hmac.compare_digest(parts[3], _encoded(_mac(told, keys[parts[1]]))):
        raise RefusedError(Fault.FORGED)
    one = _read(parts[2])
    if one is None or one.use is not use:
        raise RefusedError(Fault.FORGED)
    if one.expires <= now:
        raise RefusedError(Fault.EXPIRED)
    return one


def _read(payload: str) -> Pass | None:
    try:
        facts = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return Pass(
            use=Use(facts["use"]),
            sub=str(facts["sub"]),
            paths=tuple(map(str, facts["paths"])),
            expires=int(facts["exp"]),
            id=str(facts["id"]),
        )
    except (ValueError, TypeError, KeyError, binascii.Error):
        return None


def _mac(told: str, key: bytes) -> bytes:
    return hmac.new(key, told.encode("ascii"), hashlib.sha256).digest()


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
