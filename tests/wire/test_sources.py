"""Web addresses, pictures with words in them, and text pasted from a browser."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import http.server
import io
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from wire_samples import drop, ninjs

from epaper.errors import UsageError, WireError
from epaper.model.text import block_texts, plain
from epaper.settings.notes import Notes
from epaper.sources.wire import gather as gathering
from epaper.sources.wire.fetch import fetch, is_address
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.photo import photo_words
from epaper.sources.wire.reader import read_items

Bring = Callable[..., list[Outcome]]


def test_a_link_in_a_folder_that_leads_out_is_refused(bring: Bring, tmp_path: Path) -> None:
    secret = drop(tmp_path / "elsewhere", "a", ninjs())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").symlink_to(secret)
    (outcome,) = bring(tmp_path / "in")
    assert outcome.result is Result.REFUSED
    assert "outside" in outcome.reason


@dataclasses.dataclass
class Locked:
    """A link into a folder that may not be searched."""

    name: str

    def is_symlink(self) -> bool:
        return True

    def is_dir(self) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", self.name)


def test_a_link_that_cannot_be_followed_costs_nothing_but_itself(
    bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in"
    drop(source, "a", ninjs())
    drop(source, "d", ninjs("tag:d", body="Another text."))
    for name, target in (("b", "c"), ("c", "b"), (".h", ".h"), ("x.part", "x.part")):
        (source / name).symlink_to(target)  # rings
    (source / "locked").symlink_to("a.json")
    real = gathering.os.scandir

    @contextlib.contextmanager
    def scandir(folder: Path) -> Iterator[Iterator[object]]:
        with real(folder) as entries:
            yield (Locked(entry.name) if entry.name == "locked" else entry for entry in entries)

    monkeypatch.setattr(gathering.os, "scandir", scandir)
    told = {one.file: one for one in bring(source)}
    assert [told[name].result for name in ("a.json", "d.json")] == [Result.NEW] * 2
    assert set(told) == {"a.json", "b", "c", "d.json", "locked"}
    assert {told[name].result for name in ("b", "c", "locked")} == {Result.REFUSED}
    assert "Too many levels" in told["b"].reason
    assert told["locked"].reason == "cannot be read (Permission denied)"


def test_a_ring_of_links_in_the_day_stops_no_import(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    (settings.day / "ring").symlink_to("ring")
    assert [one.result for one in bring(drop(tmp_path / "in", "a", ninjs()))] == [Result.NEW]


def test_a_picture_outside_the_input_is_not_read(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    Image.new("RGB", (900, 600)).save(tmp_path / "secret.jpg")
    picture = {
        "type": "picture",
        "renditions": [{"href": "../secret.jpg"}],
        "headlines": [{"value": "x"}],
    }
    bring(drop(tmp_path / "in", "a", ninjs(associations=[picture])))
    assert not list(settings.day.rglob("*.jpg"))


class _Answers(http.server.BaseHTTPRequestHandler):
    place = ""

    def do_GET(self) -> None:
        if self.path in ("/away", "/odd"):
            self.send_response(302)
            self.send_header("Location", "/item" if self.path == "/away" else self.place)
            self.end_headers()
            return
        self.send_response(200 if self.path in ("/item", "/large") else 404)
        self.end_headers()
        self.wfile.write(b"x" * 50_000 if self.path == "/large" else b"hello")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as made:
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}"
        made.shutdown()


def test_fetching(server: str) -> None:
    assert fetch(f"{server}/item", private=True) == b"hello"
    assert fetch(f"{server}/away", private=True) == b"hello"
    with pytest.raises(WireError, match="answers 404"):
        fetch(f"{server}/nothing", private=True)
    with pytest.raises(WireError, match="larger"):
        fetch(f"{server}/large", private=True, most_bytes=1000)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
    ],
)
def test_private_addresses_are_not_fetched(host: str) -> None:
    with pytest.raises(WireError, match="private network"):
        fetch(f"http://{host}/")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "gopher://a.example/1",
        "ftp://a.example/",
        "http://user:s3cret@a.example/",
        "https://s3cret@a.example/",
        "http://user:s3cret/@a.example:x/",
        "http://",
        "http:///item",
        "http://:80/",
        "http://a.example:99999/",
        "http://a.example:0/",
        "http://a.example:x/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://a b.example/",
        "http://a.example\\@b/",
        "http://" + "a" * 70 + ".example/",
        "http://..example/",
        "http://a\x1b[31m.example/",
        "http:a.example",
        "https:/a.example",
        "data:text/plain,x",
    ],
)
def test_odd_addresses_are_not_fetched(address: str) -> None:
    assert is_address(address)
    with pytest.raises((UsageError, WireError)) as caught:
        fetch(address)
    assert "s3cret" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_an_address_with_other_characters_goes_over_the_line_in_ascii(server: str) -> None:
    with pytest.raises(WireError, match="answers 404"):
        fetch(f"{server}/straße und Øl?q=ä b#c", private=True)


@pytest.mark.parametrize("place", ["http://[::1", "http://a:s3cret@b.example/", "gopher://a/"])
def test_a_redirection_to_an_odd_address(server: str, place: str) -> None:
    _Answers.place = place
    with pytest.raises(WireError) as caught:
        fetch(f"{server}/odd", private=True)
    assert "s3cret" not in str(caught.value)


PASTED = """\
India News
Cabinet clears bill on data protection, to be tabled next week
By PTI | Published: December 08, 2021 11:16 PM
The Union Cabinet on Wednesday cleared the long-awaited bill on data protection, sources said.
Open in App
The Union Cabinet on Wednesday cleared the long-awaited bill on data protection, sources said. \
It will be tabled.
"We are confident," a minister told reporters outside Parliament House.
The bill has been with a joint committee for two years.
(PTI/ANI)
With inputs from agencies
Disclaimer: This story is auto-generated from a syndicated feed.
TAGS: Data ProtectionUnion CabinetPrivacy
Related Stories
WorldFlood waters rise in the north
"""


def test_text_pasted_from_a_browser() -> None:
    (item,) = read_items(PASTED.encode(), "pasted.txt")
    assert isinstance(item, WireItem)
    assert item.headline == "Cabinet clears bill on data protection, to be tabled next week"
    assert item.subjects[0].name == "India News"
    assert (item.byline, item.credit) == ("PTI", "PTI/ANI")
    assert item.created.startswith("2021-12-08T23:16")
    assert item.tags == ("Data Protection", "Union Cabinet", "Privacy")
    assert item.related == ("Flood waters rise in the north",)
    assert item.disclaimer.startswith("Disclaimer")
    assert [plain(block_texts(block)[0])[:10] for block in item.body] == [
        "The Union ",
        '"We are co',
        "The bill h",
    ]
    assert item.unmapped["buttons"] == ["Open in App"]


def test_plain_text_is_a_headline_and_its_body() -> None:
    (item,) = read_items(b"A headline\n\nFirst paragraph.\n\nSecond.", "note.txt")
    assert isinstance(item, WireItem)
    assert item.headline == "A headline"
    assert [plain(block_texts(block)[0]) for block in item.body] == ["First paragraph.", "Second."]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_captions_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    """IPTC-IIM in an APP13 segment: caption 2:120 and credit 2:110, without a word about the
    encoding.
    """

    def dataset(number: int, text: str) -> bytes:
        raw = text.encode(encoding)
        return bytes([0x1C, 2, number]) + len(raw).to_bytes(2, "big") + raw

    records = dataset(120, "Søren på kajen") + dataset(110, "Møller")
    block = (
        b"8BIM\x04\x04\x00\x00"
        + len(records).to_bytes(4, "big")
        + records
        + b"\x00" * (len(records) % 2)
    )
    segment = b"Photoshop 3.0\x00" + block
    plain_file = io.BytesIO()
    Image.new("RGB", (400, 300)).save(plain_file, "JPEG")
    raw = plain_file.getvalue()
    path = tmp_path / "quay.jpg"
    path.write_bytes(
        raw[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + raw[2:]
    )
    found = photo_words(path, Notes("quay.jpg"))
    assert (found.caption, found.credit) == ("Søren på kajen", "Møller")


def test_tricky_pictures_come_in_or_are_named(
    bring: Bring, corpus: Path, settings: Settings
) -> None:
    outcomes = {outcome.file: outcome for outcome in bring(corpus / "pictures-tricky")}
    entries = json.loads((corpus / "pictures-tricky" / "tricky.json").read_text(encoding="utf-8"))
    assert {entry["outcome"] for entry in entries} == {"ok", "refused", "refused or warned"}
    for entry in entries:
        outcome = outcomes[entry["file"]]
        if entry["outcome"] == "refused":
            assert outcome.result is Result.HELD, entry["file"]
        if entry["outcome"] == "refused or warned":
            assert any(finding.rule.startswith("picture.") for finding in outcome.findings), entry[
                "file"
            ]
        if entry["outcome"] == "ok" and max(entry["width"], entry["height"]) >= 300:
            assert outcome.result is Result.NEW, (entry["file"], outcome)
            assert (settings.day / outcome.reason.removeprefix("picture ")).is_file()


def test_a_source_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    with pytest.raises(WireError, match=r"wir is not there; did you mean .*/wire"):
        list(gather([tmp_path / "wir"]))
    with pytest.raises(WireError, match="check the name"):
        list(gather([tmp_path / "none" / "at-all"]))
