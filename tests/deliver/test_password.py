"""Where a password comes from, and in what order."""

from __future__ import annotations

import io
import sys

import keyring
import keyring.errors
import pytest

from epaper.deliver import password
from epaper.deliver.address import Address
from epaper.deliver.password import password_for

ADDRESS = Address("ftps", "paper", "press.example", 21)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_environment_then_keyring_then_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    kept = {("epaper", "paper@press.example"): "from the ring"}
    monkeypatch.setattr(keyring, "get_password", lambda *where: kept.get(where))
    monkeypatch.setattr(password.getpass, "getpass", lambda text: asked.append(text) or "typed")
    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setenv("A_PASSWORD", "from outside")
    assert password_for(ADDRESS, "A_PASSWORD") == "from outside"
    monkeypatch.delenv("A_PASSWORD")
    assert password_for(ADDRESS, "A_PASSWORD") == "from the ring"
    kept.clear()
    assert not asked
    assert password_for(ADDRESS, "A_PASSWORD") == "typed"
    assert asked == ["password of paper at press.example: "]


def test_nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: str) -> str:
        raise keyring.errors.NoKeyringError

    monkeypatch.setattr(keyring, "get_password", none)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("A_PASSWORD", raising=False)
    assert password_for(ADDRESS, "A_PASSWORD") is None
