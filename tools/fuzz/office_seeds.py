"""Mail, office files and telegraph formats: what else comes to a desk."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from random import Random
from xml.sax.saxutils import escape

from tools.fuzz import mutate, odd, words
from tools.fuzz.wire_seeds import html_body

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _packed(rng: Random, parts: dict[str, str]) -> bytes:
    """A ZIP file of XML parts, some of them changed, missing or doubled."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as file:
        for name, text in parts.items():
            if rng.random() < 0.03:
                continue
            if rng.random() < 0.02:
                name = odd.text(rng)[:60].replace("\x00", "").encode("utf-8", "replace").decode()
            changed = mutate.text(rng, text, mutate.XML_PIECES)
            entry = zipfile.ZipInfo(name or "x", (2026, 1, 1, 0, 0, 0))
            file.writestr(entry, changed.encode("utf-8", "replace"))
    return mutate.raw(rng, made.getvalue(), 0.15)


def docx(rng: Random) -> bytes:
    parts = []
    for number in range(rng.randint(1, 8)):
        line = escape(words.paragraph(rng, 15))
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if number == 0 else ""
        run = f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>'
        odd_run = rng.choice(
            (
                "",
                "<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>",
                '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>',
                '<w:ins w:id="2"><w:r><w:t>new</w:t></w:r></w:ins>',
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
                '<w:hyperlink r:id="rId9"><w:r><w:t>link</w:t></w:r></w:hyperlink>',
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                "<w:r><w:tab/><w:br/></w:r>",
            )
        )
        parts.append(f"<w:p>{style}{run}{odd_run}</w:p>")
    cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    parts.append(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
    document = f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A title</dc:title>'
        "<dc:creator>Ada</dc:creator></cp:coreProperties>"
    )
    return _packed(
        rng,
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS,
            "word/document.xml": document,
            "docProps/core.xml": core,
        },
    )


def odt(rng: Random) -> bytes:
    lines = "".join(
        f"<text:p>{escape(words.paragraph(rng, 15))}</text:p>" for _ in range(rng.randint(1, 6))
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f'<text:h text:outline-level="1">{words.some_words(rng, 5)}</text:h>{lines}'
        f"<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        '<text:p>a<text:s text:c="3"/>b<text:tab/><text:line-break/></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    return _packed(
        rng, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    )


def _part(rng: Random, kind: str, body: str) -> str:
    """A part of a message in one of the encodings of MIME."""
    charset = rng.choice(("utf-8", "utf-8", "iso-8859-1", "utf-7", "bogus", ""))
    raw = body.encode("utf-8", "replace")
    how = rng.choice(("7bit", "8bit", "base64", "quoted-printable", "x-bogus"))
    if how == "base64":
        body = base64.encodebytes(raw).decode()
    elif how == "quoted-printable":
        body = quopri.encodestring(raw).decode()
    named = f"; charset={charset}" if charset else ""
    return f"Content-Type: {kind}{named}\nContent-Transfer-Encoding: {how}\n\n{body}\n"


def _message(rng: Random, kind: str, parts: list[str]) -> bytes:
    subject = words.some_words(rng, 5)
    subject = rng.choice((subject, "=?utf-8?B?w7xiZXI=?=", "=?bogus?Q?=FF?=", odd.text(rng)))
    head = (
        f'From: "Ada Example" <ada@example.org>\nTo: desk@example.org\nSubject: {subject}\n'
        f"Date: Thu, 01 Jan 2026 08:30:00 +0000\nMessage-ID: <{rng.randrange(99)}@example.org>\n"
        f'MIME-Version: 1.0\nContent-Type: {kind}; boundary="b"\n\n'
    )
    whole = head + "".join(f"--b\n{part}" for part in parts) + "--b--\n"
    return mutate.raw(rng, mutate.encoded(rng, mutate.text(rng, whole)), 0.15)


def mail(rng: Random) -> bytes:
    parts = [
        _part(rng, "text/plain", words.body(rng, 60)),
        _part(rng, "text/html", f"<html><body>{html_body(rng)}</body></html>"),
        _part(rng, "image/png; name=a.png", "iVBORw0KGgo="),
        _part(rng, "message/rfc822", "Subject: inner\n\ninner text"),
    ]
    kind = rng.choice(("multipart/alternative", "multipart/mixed", "text/plain"))
    return _message(rng, kind, rng.sample(parts, rng.randint(0, len(parts))))


def mhtml(rng: Random) -> bytes:
    page = f"<html><body><article><h1>A title</h1>{html_body(rng)}</article></body></html>"
    parts = [
        _part(rng, "text/html", page).replace("\n\n", "\nContent-Location: https://x.org/\n\n", 1),
        _part(rng, "image/png", "iVBORw0KGgo="),
    ]
    return _message(rng, "multipart/related", parts)


def iptc_7901(rng: Random) -> bytes:
    """SOH header STX text ETX, as agencies' lines carried it."""
    head = f"\x16\x16\x01abc{rng.randrange(9999):04} {rng.randint(1, 9)} pol 120 Bridge/Repair\r\n"
    text = "\r\n".join(f"   {words.sentence(rng)}" for _ in range(rng.randint(1, 9)))
    title = words.some_words(rng, 5)
    end = "\x03\x0a010830 jan 26\x04"
    whole = f"{head}\x02{title} =\r\n{text}\r\n{end}"
    return mutate.raw(rng, mutate.encoded(rng, mutate.text(rng, whole)), 0.3)


def anpa(rng: Random) -> bytes:
    """ANPA 1312: a header of service level, number, selector, priority, category and keyword."""
    head = f"\x16\x16\x01a{rng.randrange(9999):04}\x1f{rng.choice('ruba')} a bc-\x13\x11"
    head += f"\x14Bridge-Repair 01-01 {rng.randrange(9999):04}\r\n\x02"
    text = "".join(f"\x0a\t{words.sentence(rng)}\r" for _ in range(rng.randint(1, 9)))
    whole = f"{head}^{words.some_words(rng, 5)}<\r\n{text}\x03 01-01-26 0830GMT\x04"
    return mutate.raw(rng, mutate.encoded(rng, mutate.text(rng, whole)), 0.3)
