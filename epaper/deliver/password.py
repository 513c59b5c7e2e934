"""Passwords come from the environment, the system keyring or the person at the keyboard, never from
a command line, an address or a file of ours.
"""

from __future__ import annotations

import getpass
import os
import sys

import keyring
import keyring.errors

from epaper.deliver.address import Address


def password_for(address: Address, variable: str) -> str | None:
    """None when there is none and nobody to ask."""
    found = os.environ.get(variable)
    if found:
        return found
    try:
        found = keyring.get_password("epaper", f"{address.user}@{address.host}")
    except keyring.errors.KeyringError:
        found = None
    if found is None and sys.stdin is not None and sys.stdin.isatty():
        found = getpass.getpass(f"password of {address.user} at {address.host}: ")
    return found or None
