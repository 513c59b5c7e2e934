"""Small office files for the tests."""

from __future__ import annotations

import io
import zipfile

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def packed(**parts: str | bytes) -> bytes:
    """A ZIP package of parts; "__" in a name stands for "/"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def docx(body: str, document: str = "") -> bytes:
    """A Word file of paragraphs in its own XML."""
    text = document or f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return packed(
        **{"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": text}
    )


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(words: str, mark: str = "") -> str:
    properties = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def odt(body: str, styles: str = "", **parts: bytes) -> bytes:
    content = (
        f"<office:document-content {_OASIS}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed(**{"mimetype": kind, "content.xml": content, **parts})
