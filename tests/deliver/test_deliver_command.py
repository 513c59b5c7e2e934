"""`epaper deliver` as it is typed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from deliver.delivery_places import make_package, page

from epaper.cli.deliver import deliver_command
from epaper.deliver import ftp
from epaper.errors import DeliveryError, UsageError
from epaper.sources.press import temporary_pattern
from tools.loopback.ftp import FtpServer, ftp_server
from tools.loopback.lines import PASSWORD, USER


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return make_package(tmp_path / "package", {"p001_v1.pdf": page(1)}, shop="our-shop")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FtpServer]:
    monkeypatch.setenv(ftp.PASSWORD, PASSWORD)
    (tmp_path / "in").mkdir()
    with ftp_server(tmp_path / "in") as one:
        yield one


def deliver(*arguments: object) -> str:
    """What is printed; the error, where there is one, is raised."""
    result = CliRunner().invoke(
        deliver_command, [str(one) for one in arguments], catch_exceptions=False
    )
    return result.output


@pytest.mark.parametrize("target", ["ftp://user:pw@host/in", "SFTP:user@host/in", "s3://me@b/in"])
def test_what_looks_like_an_address_makes_no_folder(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UsageError) as refused:
        deliver(package, target)
    assert "pw@" not in str(refused.value)
    assert not list((tmp_path / "here").iterdir())
    (tmp_path / "here" / "ftp:").mkdir()
    assert "sent" in deliver(package, "./ftp:")


def test_plain_ftp_only_where_it_is_asked_for(
    package: Path, tmp_path: Path, server: FtpServer
) -> None:
    target = f"FTP://{USER}@127.0.0.1:{server.port}"
    with pytest.raises(UsageError, match=r"in the clear.*--insecure"):
        deliver(package, target)
    assert not list((tmp_path / "in").iterdir())
    assert "INSECURE" in deliver(package, target, "--insecure")
    assert (tmp_path / "in" / "p001_v1.pdf").read_bytes() == page(1)


def test_the_shops_settings_say_how(package: Path, tmp_path: Path, server: FtpServer) -> None:
    shops = tmp_path / "layouts" / "press"
    shops.mkdir(parents=True)
    for profile in (Path(__file__).parents[2] / "layouts" / "press").glob("*.icc"):
        (shops / profile.name).write_bytes(profile.read_bytes())
        (shops / "our-shop.yaml").write_text(
            f"title: Ours\nprofile: {profile.name}\ntrim_mm: [350, 546]\n"
            'plain_ftp: yes\ntemporary_name: "tmp-{name}"\n'
        )
    said = deliver(
        package, f"ftp://{USER}@127.0.0.1:{server.port}", "--editions", tmp_path / "editions"
    )
    assert "INSECURE" in said
    assert "STOR tmp-p001_v1.pdf" in server.whims.asked
    server.whims.asked.clear()
    (package / "p001_v1.pdf").unlink()
    make_package(package, {"p001_v2.pdf": page(2)}, shop="our-shop")
    deliver(
        package,
        f"ftp://{USER}@127.0.0.1:{server.port}",
        "--editions",
        tmp_path / "editions",
        "--temporary-name",
        "none",
    )
    assert "STOR p001_v2.pdf" in server.whims.asked


@pytest.mark.parametrize(
    ("word", "pattern"),
    [
        ("suffix", "{name}.part"),
        ("Prefix", ".{name}"),
        ("none", ""),
        ("tmp-{name}", "tmp-{name}"),
        ("{name}", None),
        ("a/{name}", None),
        ("{name}{name}", None),
        ("{page}-{name}", None),
        ("part", None),
    ],
)
def test_temporary_names(word: str, pattern: str | None) -> None:
    assert temporary_pattern(word) == pattern


def test_a_temporary_name_that_is_none(package: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--temporary-name part cannot be used; write suffix"):
        deliver(package, tmp_path, "--temporary-name", "part")


def test_options_of_another_way(package: Path, tmp_path: Path) -> None:
    for option, target in (("--ca", f"sftp://{USER}@host"), ("--known-hosts", tmp_path)):
        with pytest.raises(UsageError, match=f"{option} is for"):
            deliver(package, target, option, package / "manifest.json")


def test_nobody_is_called_for_a_package_that_is_not_whole(package: Path, server: FtpServer) -> None:
    (package / "p001_v1.pdf").write_bytes(b"")
    with pytest.raises(DeliveryError, match="not as its manifest says"):
        deliver(package, f"ftp://{USER}@127.0.0.1:{server.port}", "--insecure")
    assert not server.whims.asked


@pytest.mark.parametrize(
    ("number", "temporary"), [(signal.SIGINT, "suffix"), (signal.SIGTERM, "none")]
)
def test_a_signal_in_mid_file_leaves_no_half_page(
    package: Path, server: FtpServer, tmp_path: Path, number: signal.Signals, temporary: str
) -> None:
    target = f"ftp://{USER}@127.0.0.1:{server.port}"
    command = [str(package), target, "--insecure", "--temporary-name", temporary]
    server.whims.hold = threading.Event()
    run = subprocess.Popen(
        [sys.executable, "-m", "epaper", "deliver", *command], stderr=subprocess.PIPE, text=True
    )
    assert server.whims.held.wait(20)
    run.send_signal(number)
    time.sleep(0.1)
    server.whims.hold.set()
    _, said = run.communicate(timeout=20)
    assert run.returncode == 128 + number
    assert "Traceback" not in said
    found = {path.name for path in (tmp_path / "in").iterdir()}
    assert found == ({"p001_v1.pdf.part"} if temporary == "suffix" else set())
    assert "p001_v1.pdf: " in deliver(*command)
    assert (tmp_path / "in" / "p001_v1.pdf").read_bytes() == page(1)
