"""Where files go is read strictly, and a password is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.deliver.address import Address, read_target
from epaper.errors import UsageError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sftp://me@press.example:2200/in", ("sftp", "me", "press.example", 2200, "/in")),
        ("SFTP://me@Press.Example/In/", ("sftp", "me", "press.example", 22, "/In")),
        ("sftp://me@press.example", ("sftp", "me", "press.example", 22, "")),
        ("sftp://me@press.example/", ("sftp", "me", "press.example", 22, "/")),
        ("sftp://me@press.example/~/in", ("sftp", "me", "press.example", 22, "in")),
        ("ftp://me@press.example/in", ("ftp", "me", "press.example", 21, "in")),
        ("Ftps://me@press.example:990/%2Fin", ("ftps", "me", "press.example", 990, "/in")),
        ("ftps://desk@paper.example@[::1]/a%20b", ("ftps", "desk@paper.example", "::1", 21, "a b")),
        ("ftp://me@drückerei.example/", ("ftp", "me", "xn--drckerei-75a.example", 21, "")),
    ],
)
def test_addresses(text: str, address: tuple[str, str, str, int, str]) -> None:
    read = read_target(text)
    assert isinstance(read, Address)
    assert (read.scheme, read.user, read.host, read.port, read.folder) == address


@pytest.mark.parametrize(
    "text",
    [
        "ftp://user:sesame@host/in",
        "sftp://user:sesame@host:22/in",
        "sftp://user:ses/ame@host/in",
        "sftp://user:ses@ame@host:what/in",
        "ftps://user:sesame@",
        "http://user:sesame@host/in",
        "s3://key:sesame@bucket/in",
        "smb://user:sesame@host/in",
        "sftp:/user:sesame@host/in",
        "sftp:user:sesame@host/in",
        "user:sesame@host:in",
        "//user:sesame@host/in",
        "sftp//user:sesame@host/in",
        " FTP://user:sesame@ho st/in",
        "sftp://user:sesame@host:99999/in",
        "sftp://user%3Asesame@host:port/in",
        "sftp://user:sesame@[::1/in",
        "sftp://user:sesame@host/in\x1b[2J",
    ],
)
def test_a_wrong_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_target(text)
    assert "ame@" not in str(refused.value)
    assert "sesame" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


SIGNS = st.sampled_from(
    ["sftp", "FTP", "ftps", "http", *":/@?#[]%. ~\\", "//", "://", "é", "h.x", "22"]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(SIGNS, max_size=6), st.lists(SIGNS, max_size=6))
def test_whatever_is_typed_is_read_or_refused(before: list[str], after: list[str]) -> None:
    text = "".join(before) + ":sesame@" + "".join(after)
    told = ""
    try:
        read = read_target(text)
    except UsageError as refused:
        told = str(refused)
    else:
        first = text.strip().split("/")[0]
        assert read == Path(text)
        assert "@" not in first or first.startswith((".", "~"))
    assert "sesame" not in told


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("sftp://host/in", "sftp://user@host/folder"),
        ("http://host/in", "known are sftp://"),
        ("gopher://me@host/in", "known are sftp://"),
        ("file:///mnt/in", "or a folder"),
        ("sftp:in", r"write \./ before it"),
        ("paper@press.example:in", r"write \./ before it"),
        ("paper@press.example/in", r"write \./ before it"),
        ("//press/share", "mount it"),
        ("sftp://me@host:0/in", "port"),
        ("sftp://me@host:/in", "port"),
        ("sftp://me@-host/in", "host"),
        ("sftp://me@/in", "host"),
        ("sftp://me@host/in?x", "%3F"),
        ("sftp://me@host/a b", "%20"),
        ("sftp://me@host/100%", "%25"),
        ("sftp://me@host/%FF", "UTF-8"),
        ("ftp://me@host/a%0D%0ADELE%20x", "control"),
        ("sftp://me%00@host/in", "control"),
        ("", "empty"),
        ("a\0b", "zero"),
    ],
)
def test_every_refusal_has_a_remedy(text: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=remedy):
        read_target(text)


@pytest.mark.parametrize(
    "text", ["/mnt/hot", "hot", "./sftp:in", "../a@b", "/mnt/a@b:c", "C:\\hot", "~/hot"]
)
def test_folders(text: str) -> None:
    assert read_target(text) == Path(text)
