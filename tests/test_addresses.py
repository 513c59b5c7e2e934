"""Passwords in addresses, good and malformed, are hidden before anybody sees them."""

from __future__ import annotations

import pytest

from epaper.addresses import masked


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ftp://desk:s3cret@host.example/in", "ftp://desk:***@host.example/in"),
        ("SFTP://desk:s3cret@host.example:22/in", "SFTP://desk:***@host.example:22/in"),
        ("ftp://desk:s3cret/with@signs:and#all@host/in", "ftp://desk:***@host/in"),
        ("ftp://desk:s3cret", "ftp://desk:***"),
        ("ftp://desk:s3cret/in", "ftp://desk:***/in"),
        ("ftp:/desk:s3cret@host", "ftp:/desk:***@host"),
        ("ftp:\\\\desk:s3cret@host", "ftp:\\\\desk:***@host"),
        ("desk:s3cret@host:/in", "desk:***@host:/in"),
        ("ftp:desk:s3cret@host", "ftp:***@host"),
        ("http://http://desk:s3cret@host/", "http://http:***@host/"),
        ("ftp://:s3cret@host", "ftp://:***@host"),
        ("ftp://desk%3As3cret@host", "ftp://desk%3A***@host"),
        ("ftp://desk:s3cret＠host", "ftp://desk:***＠host"),
        ("ftp://desk:s3 cret\n@host", "ftp://desk:***@host"),
        ("https://s3cret@host.example/", "https://***@host.example/"),
        ("https://a.example/?q=1&api_key=s3cret&b=2", "https://a.example/?q=1&api_key=***&b=2"),
        ("//desk:s3cret@host/share", "//desk:***@host/share"),
    ],
)
def test_a_password_is_hidden(address: str, shown: str) -> None:
    assert masked(address) == shown
    assert "s3" not in masked(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sftp://desk@host.example:22/in",
        "desk@host:/in",
        "https://a.example:8080/b/c?d=e#f",
        "ftp://[::1]:21/in",
        "ftp://[::1",
        "/srv/in:box/a.pdf",
        "C:\\in",
        "in@home/a.pdf",
    ],
)
def test_what_holds_no_password_stays(address: str) -> None:
    assert masked(address) == address
