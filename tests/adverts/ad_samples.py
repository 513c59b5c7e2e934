"""Small advertisements made for one fault each."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

SIZE = (200, 120)


class Ad:
    """A page in the making; `data` is the file."""

    def __init__(self, content: bytes = b"", size: tuple[float, float] = SIZE) -> None:
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=size)
        self.page.obj.Resources = Dictionary()
        self.page.obj.Contents = self.pdf.make_stream(content)

    def named(self, kind: str, **things: Any) -> Ad:
        """Resources of a kind, by name."""
        self.page.obj.Resources[f"/{kind}"] = Dictionary(
            {f"/{name}": thing for name, thing in things.items()}
        )
        return self

    def form(self, content: bytes, **keys: Any) -> Any:
        keys.setdefault("BBox", Array([0, 0, *map(int, SIZE)]))
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, **keys)

    def layer(self, name: str = "Draft", on: bool = False, **usage: Any) -> Any:
        """A layer of the document, off unless said otherwise."""
        group = self.pdf.make_indirect(
            Dictionary(Type=Name.OCG, Name=pikepdf.String(name), Usage=Dictionary(**usage))
        )
        if "/OCProperties" not in self.pdf.Root:
            self.pdf.Root.OCProperties = Dictionary(
                OCGs=Array([]), D=Dictionary(OFF=Array([]), ON=Array([]))
            )
        self.pdf.Root.OCProperties.OCGs.append(group)
        self.pdf.Root.OCProperties.D["/ON" if on else "/OFF"].append(group)
        return group

    def picture(self, data: bytes, **keys: Any) -> Any:
        facts = {"Width": 40, "Height": 24, "BitsPerComponent": 8, **keys}
        return self.pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **facts)

    @property
    def data(self) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=True)
        return out.getvalue()


def cmyk_jpeg(inks: tuple[int, int, int, int], adobe: bool = True) -> bytes:
    """A JPEG in CMYK, 40 x 24, whose samples as PDF takes them are `inks` (255 is full).

    Pillow writes Adobe's marker and turns the samples round; `adobe`: the marker stays.
    """
    image = Image.new("CMYK", (40, 24), tuple(255 - ink for ink in inks))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    data = out.getvalue()
    if adobe:
        return data
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


def rendered(data: bytes) -> Image.Image:
    """The first page at a pixel a point, by the program that makes thumbnails."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
