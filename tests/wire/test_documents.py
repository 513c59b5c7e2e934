"""Office files, mails, web archives and the messages of the telegraph's time."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from wire_documents import docx, odt, packed, para, run
from wire_reading import lines, one, refused, told

from epaper.model.text import Emphasis, Paragraph, Table, plain
from epaper.sources.wire import package
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import Refusal, WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.reader import read_items

Bring = Callable[..., list[Outcome]]

FERRY = docx(
    para(run("Ferry back on the lake"))
    + para(run("By Nila Sharma"))
    + para(
        run("It sailed over 9 km"),
        run("2", '<w:vertAlign w:val="superscript"/>'),
        run(" of water with "),
        run("ninety", "<w:b/>"),
        run(" people."),
        run(" Nobody sees this.", "<w:vanish/>"),
        "<w:del><w:r><w:delText>Old words</w:delText></w:r></w:del>",
    )
    + para(run("It costs "), run("40 ", "<w:strike/>"), run("50 rupees."))
)


@functools.cache
def noise() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 80).save(out, "JPEG")
    return out.getvalue()


def test_a_word_file() -> None:
    item = one(FERRY, "anything.bin")  # by its content, not by its name
    assert (item.format, item.headline, item.byline) == (
        "docx",
        "Ferry back on the lake",
        "Nila Sharma",
    )
    assert lines(item) == [
        "It sailed over 9 km² of water with ninety people.",
        "It costs 50 rupees.",
    ]
    first = item.body[0]
    assert isinstance(first, Paragraph)
    assert [span.text for span in first.text if span.emphasis is Emphasis.BOLD] == ["ninety"]
    withdrawn = told(item, "wire.withdrawn")
    assert "Old words" in withdrawn
    assert "40" in withdrawn
    assert "Nobody sees this" in told(item, "wire.hidden")


def test_an_opendocument_file() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T2"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    body = (
        "<text:h>Ferry back</text:h><text:p>It <text:span text:style-name='T1'>sailed</text:span>"
        "<text:s/>on 10<text:span text:style-name='T2'>3</text:span> days.</text:p>"
        "<text:list><text:list-item><text:p>Quay</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:image xmlns:x='http://www.w3.org/1999/xlink' "
        "x:href='Pictures/1.jpg'/></draw:frame></text:p>"
    )
    item = one(odt(body, styles, **{"Pictures/1.jpg": noise()}), "a.odt")
    assert item.headline == "Ferry back"
    assert lines(item) == ["It sailed on 10³ days.", "Quay", "a", "1"]
    assert isinstance(item.body[-1], Table)
    assert item.pictures[0].renditions[0].data == noise()


def test_an_office_file_is_no_archive(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "ferry.docx").write_bytes(FERRY)
    with zipfile.ZipFile(tmp_path / "night.zip", "w") as archive:
        archive.writestr("deep/lock.odt", odt("<text:h>Lock shut</text:h><text:p>It is.</text:p>"))
    assert [outcome.name for outcome in bring(tmp_path)] == ["Ferry back on the lake", "Lock shut"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (packed(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}), "spreadsheet"),
        (packed(mimetype="application/epub+zip", content=""), "e-book"),
        (docx("", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type"),
        (docx("", "<w:broken"), "not well-formed"),
        (FERRY[:300], "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Office document"),
    ],
)
def test_office_files_that_are_refused_by_name(raw: bytes, reason: str) -> None:
    assert reason in refused(raw, "a.docx").reason


def test_a_bomb_of_an_office_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted is what is unpacked."""
    monkeypatch.setattr(package, "MOST_OF_ONE", 100_000)
    bomb = docx(para(run("0" * 2_000_000)))
    assert len(bomb) < 20_000
    assert "unpacks to more" in refused(bomb, "a.docx").reason


def test_an_rtf_file() -> None:
    item = one(
        rb"{\rtf1\ansi\ansicpg1252 Pool opens in May\par It cost 10\super 6\nosupersub  "
        rb"rupees in the"
        rb" caf\'e9, not {\strike 4}{\b five}.\par It is old.\par}",
        "a.rtf",
    )
    assert item.headline == "Pool opens in May"
    assert lines(item) == ["It cost 10⁶ rupees in the café, not five.", "It is old."]
    assert "'4'" in told(item, "wire.withdrawn")


def mail(text: str, subject: str = "Fwd: Lights back on – board") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Press Office <press@board.example>"
    message["To"] = "desk@paper.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0530"
    message["Message-ID"] = "<1@board.example>"
    message.set_content(text, cte="quoted-printable")
    return message


def test_a_mail() -> None:
    item = one(
        mail("The lights came back at nine – at last.\n\nIt was dark.\n\n-- \nA. Rao\n").as_bytes()
    )
    assert (item.format, item.headline, item.id) == (
        "mail",
        "Lights back on – board",
        "1@board.example",
    )
    assert item.created == "2026-11-23T10:00:00+05:30"
    assert lines(item) == ["The lights came back at nine – at last.", "It was dark."]
    assert item.byline == item.credit == ""


def test_header_fields_without_end_cost_no_time() -> None:
    long = "x@" * 4_500
    addressed = mail("It was dark.").as_bytes().replace(b"desk@paper.example", long.encode())
    assert lines(one(addressed)) == ["It was dark."]
    typed = mail("It was dark.").as_bytes().replace(b'charset="utf-8"', f"boux@{long}".encode())
    assert "Content-Type has 9" in refused(typed).reason


def test_what_is_attached_to_a_mail(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    message = mail("It was <dark>.")
    message.add_alternative("<p>It was <b>dark</b> &amp; cold.</p>", subtype="html")
    message.add_attachment(noise(), maintype="image", subtype="jpeg", filename="lights.jpg")
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    message.add_attachment(FERRY, maintype="application", subtype=kind, filename="ferry.docx")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "night.eml").write_bytes(message.as_bytes())
    outcomes = bring(tmp_path / "night.eml")
    assert [outcome.result for outcome in outcomes] == [Result.NEW, Result.NEW, Result.REFUSED]
    assert outcomes[1].name == "Ferry back on the lake"
    assert "plan.pdf" in outcomes[2].file
    (picture,) = (settings.day / "pictures").iterdir()
    assert picture.read_bytes() == noise()


def test_a_web_archive() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://lake.example/ferry"
    message["MIME-Version"] = "1.0"
    message.set_content(
        "<html><head><title>Ferry "
        "back</title></head><body><nav>Menu</nav><article><h1>Ferry back</h1>"
        '<p>It sailed.</p><img src="https://lake.example/f.jpg"></article></body></html>',
        subtype="html",
    )
    message.add_related(noise(), maintype="image", subtype="jpeg")
    list(message.iter_parts())[1]["Content-Location"] = "https://lake.example/f.jpg"
    item = one(message.as_bytes(), "a.mhtml")
    assert (item.format, item.headline) == ("mhtml", "Ferry back")
    assert item.address == "https://lake.example/ferry"
    assert lines(item) == ["It sailed."]
    assert item.pictures[0].renditions[0].data == noise()


def test_a_letter_that_begins_like_a_mail_is_text() -> None:
    assert one("Subject: the old lock\n\nIt leaks, the board said.").format == "pasted text"


IPTC_7901 = (
    b"\x01UNA0045 2 POL 57 weir works\r\nWEIR-LOCK\r\n\x02Lock to be shut for nine days\r\n\r\n"
    b"    LOWTOWN, Nov 23 (UNA) - The lock at the lower weir will be shut for\r\n"
    b"nine days from Monday, the river board said on Tuesday, while its gates\r\n"
    b"are mended for the first time in forty years.\r\n"
    b"    Boats may wait at the quay, it said.\r\nUNA ab/cd\r\n\x03\r\n231840 NOV 26\r\n\x04"
)
TEXT = [
    "The lock at the lower weir will be shut for nine days from Monday, the river board said on "
    "Tuesday, while its gates are mended for the first time in forty years.",
    "Boats may wait at the quay, it said.",
]


def test_iptc_7901() -> None:
    item = one(IPTC_7901, "a.dat")
    assert (item.format, item.headline, item.urgency) == (
        "iptc7901",
        "Lock to be shut for nine days",
        2,
    )
    assert (item.slugline, item.created) == ("WEIR-LOCK", "2026-11-23T18:40:00+00:00")
    assert lines(item) == [f"LOWTOWN, Nov 23 (UNA) - {TEXT[0]}", TEXT[1]]
    assert item.unmapped["source"] == "UNA"
    assert (item.unmapped["category"], item.unmapped["keywords"]) == ("POL", ["weir works"])


def test_two_messages_in_a_file() -> None:
    found = list(read_items(IPTC_7901 + IPTC_7901.replace(b"0045", b"0046") + b"\x01odd", "a.dat"))
    assert [type(entry) for entry in found] == [WireItem, WireItem, Refusal]
    assert len({entry.id for entry in found}) == 3


def test_anpa() -> None:
    item = one(
        b"\x16\x16\x01a0123\x1fa-all\x1f\r\nr i\x13\x11 am-Weir-Lock 11-23 0057\r\n"
        b"\x02^Lock to be shut for nine days<\r\n^By NILA SHARMA=\r\n^Eds: Adds boats.\r\n"
        b"    LOWTOWN (UNA) -- The lock at the lower weir will be shut for nine\r\n"
        b"days from Monday, the river board said on Tuesday, while its gates are\r\n"
        b"mended for the first time in forty years.\r\n"
        b"    Boats may wait at the quay, it said.\r\nAP-NY-11-23-26 1340EST<\r\n\x03\r\n\x04",
        "a.anpa",
    )
    assert (item.format, item.headline, item.byline) == (
        "anpa",
        "Lock to be shut for nine days",
        "NILA SHARMA",
    )
    assert lines(item) == [f"LOWTOWN (UNA) -- {TEXT[0]}", TEXT[1]]
    assert (item.urgency, item.slugline, item.note) == (4, "am-Weir-Lock", "Eds: Adds boats.")
    assert item.unmapped["words"] == 57
    assert item.subjects[0].name == "World"
    assert plain(item.body[0].text)  # type: ignore[union-attr]
