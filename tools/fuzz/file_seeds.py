"""Small pictures and advertisements, sound and damaged."""

from __future__ import annotations

import io
import warnings
import zlib
from functools import cache
from random import Random

from PIL import Image, TiffImagePlugin

from tools.fuzz import mutate, odd

_MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "TIFF": ("1", "L", "P", "RGB", "RGBA", "CMYK", "I;16", "F", "LAB", "YCbCr"),
    "GIF": ("L", "P"),
    "WEBP": ("RGB", "RGBA"),
    "BMP": ("1", "L", "RGB"),
    "JPEG2000": ("L", "RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
    "PPM": ("L", "RGB"),
    "ICO": ("RGBA",),
}


def _image(mode: str, size: tuple[int, int]) -> Image.Image:
    grey = Image.linear_gradient("L").resize(size)
    if mode == "I;16":
        return grey.convert("I").point(lambda value: value * 256).convert("I;16")
    if mode in ("LAB", "F"):
        return Image.new(mode, size, 7)
    return grey.convert(mode if mode in ("1", "L", "P") else "RGB").convert(mode)


@cache
def sound(width: int, height: int) -> bytes:
    """A picture with nothing odd in it, so many pixels large."""
    out = io.BytesIO()
    _image("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


def picture(rng: Random) -> bytes:
    """A picture file in one of the usual formats, mostly a small one."""
    kind = rng.choice(tuple(_MODES))
    side = rng.choice((1, 2, 16, 64, 64, 200))
    size = (side, rng.choice((1, side, 48, 600)))
    made, out = _image(rng.choice(_MODES[kind]), size), io.BytesIO()
    options: dict[str, object] = {}
    if rng.random() < 0.3:
        options["icc_profile"] = rng.choice((b"", b"x" * 30, _profile_head(rng)))
    if rng.random() < 0.3 and kind in ("JPEG", "PNG", "WEBP", "TIFF"):
        exif = Image.Exif()
        exif[274] = rng.randint(0, 9)
        exif[rng.choice((270, 315, 33432))] = odd.text(rng)[:200].encode("utf-8", "replace")
        options["exif"] = exif.tobytes()
    if kind == "TIFF":
        options["compression"] = rng.choice((None, "tiff_lzw", "tiff_adobe_deflate", "packbits"))
        if rng.random() < 0.3:
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            tags[274] = rng.randint(1, 8)
            tags[270] = "A bridge"
            options["tiffinfo"] = tags
    if kind in ("GIF", "TIFF", "WEBP", "PNG") and rng.random() < 0.2:
        options |= {"save_all": True, "append_images": [made.copy(), made.copy()]}
    if kind == "JPEG" and rng.random() < 0.3:
        options["progressive"] = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made.save(out, kind, **{name: one for name, one in options.items() if one})
        except Exception:  # the encoder does not take these options together
            out = io.BytesIO()
            made.convert("RGB").save(out, "PNG")
    data = out.getvalue()
    if kind == "JPEG" and rng.random() < 0.3:
        data = data[:2] + _segment(rng) + data[2:]
    if rng.random() < 0.03:
        return b"\x89PNG\r\n\x1a\n" + _huge_header(rng)
    return mutate.raw(rng, data, 0.6)


def _profile_head(rng: Random) -> bytes:
    space = rng.choice((b"RGB ", b"CMYK", b"GRAY", b"Lab "))
    return b"\0\0\1\0" + b"\0" * 12 + space + b"\0" * 16 + b"acsp" + b"\0" * 80


def _segment(rng: Random) -> bytes:
    """A marker segment of JPEG with words, an Adobe transform, or nonsense."""
    body = rng.choice(
        (
            b"Adobe\0\x64\0\0\0\0" + bytes([rng.randrange(4)]),
            b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><a></x:xmpmeta>",
            b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0bA bridge...",
            b"Photoshop 3.0\08BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x78\x80\x04",
            b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
            rng.randbytes(40),
        )
    )
    marker = rng.choice((0xE1, 0xED, 0xEE, 0xFE, 0xE2))
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _huge_header(rng: Random) -> bytes:
    wide, high = rng.choice(((2**31 - 1, 2**31 - 1), (60_000, 60_000), (0, 5), (100_001, 1000)))
    head = b"IHDR" + wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    data = b"IDAT" + zlib.compress(b"\0" * 100_000)
    return b"".join(
        (len(one) - 4).to_bytes(4, "big") + one + zlib.crc32(one).to_bytes(4, "big")
        for one in (head, data, b"IEND")
    )


# -- page-description files ------------------------------------------------------------------------

_CONTENT = (
    b"0 0 0 1 k 4 4 100 40 re f",
    b"1 0 0 rg 0 0 50 50 re f",
    b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f",
    b"BT /F1 12 Tf 10 10 Td (Offer) Tj ET",
    b"q 100 0 0 50 0 0 cm /Im1 Do Q",
    b"/Fm1 Do",
    b"/Sh1 sh",
    b"/Pattern cs /P1 scn 0 0 50 50 re f",
    b"/CS1 cs 1 scn 0 0 50 50 re f",
    b"/GS1 gs 0 0 50 50 re f",
    b"/OC /MC1 BDC 0 0 50 50 re f EMC",
    b"BI /W 2 /H 2 /BPC 8 /CS /RGB ID abcdefghijkl EI",
    b"q q q q Q",
    b"Q Q Q",
    b"1 0 0 1 1e9 -1e9 cm",
    b"0 0 0 0 0 0 cm 0 0 1 1 re f",
    b"3 Tr (x) Tj",
    b"/Nobody Do /Nobody gs /Nobody cs",
    b"( ( ( <<",
    b"q " * 300,
)


def _objects(rng: Random) -> dict[int, bytes]:
    """The objects of a one-page file by number."""
    sides = (rng.choice((1, 100, 200, 714, 57600)), rng.choice((0, 60, 205, 800)))
    box = rng.choice((f"[0 0 {sides[0]} {sides[1]}]", "[0 0 200 100]", "[200 100 0 0]"))
    boxes = f"/MediaBox {box}"
    if rng.random() < 0.4:
        boxes += rng.choice(
            (
                " /TrimBox [5 5 190 90]",
                " /TrimBox [5 5]",
                " /CropBox [-9 -9 900 900]",
                " /TrimBox 7",
            )
        )
    if rng.random() < 0.3:
        boxes += rng.choice((" /Rotate 90", " /Rotate 45", " /UserUnit 10", " /UserUnit 0"))
    if rng.random() < 0.2:
        boxes += rng.choice((" /Annots [8 0 R]", " /Annots 8 0 R", " /Group 7 0 R", " /AA << >>"))
    content = b"\n".join(rng.choice(_CONTENT) for _ in range(rng.randint(0, 6)))
    packed = zlib.compress(content)
    pixels = rng.randbytes(4 * 4 * 4)
    space = rng.choice(("/DeviceRGB", "/DeviceCMYK", "/DeviceGray", "[/ICCBased 5 0 R]", "/Odd"))
    filters = rng.choice(("", "/Filter /DCTDecode", "/Filter /JBIG2Decode", "/Filter /JPXDecode"))
    resources = (
        "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
        "/XObject << /Im1 6 0 R /Fm1 7 0 R >> "
        "/Shading << /Sh1 << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 1] "
        "/Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 0 0] /C1 [0 0 1] >> >> >> "
        "/ColorSpace << /CS1 [/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] "
        "/N 1 /C0 [0 0 0 0] /C1 [0 .2 .9 0] >>] >> "
        "/ExtGState << /GS1 << /ca 0.5 /BM /Multiply /SMask 7 0 R >> >> "
        "/Properties << /MC1 9 0 R >> "
        "/Pattern << /P1 << /PatternType 2 /Shading 7 0 R >> >> >>"
    )
    more = b"/Filter /FlateDecode " if rng.random() < 0.6 else b""
    body = packed if more else content
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] >> "
        b">> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R {boxes} /Contents 4 0 R "
        f"/Resources {resources} >>".encode(),
        4: b"<< " + more + b"/Length %d >>\nstream\n" % len(body) + body + b"\nendstream",
        5: b"<< /N 3 /Length 20 >>\nstream\n" + b"x" * 20 + b"\nendstream",
        6: f"<< /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace {space} "
        f"{filters} /Length {len(pixels)} >>\nstream\n".encode()
        + pixels
        + b"\nendstream",
        7: b"<< /Subtype /Form /BBox [0 0 50 50] /Group << /S /Transparency /CS /DeviceRGB >> "
        b"/Resources << /XObject << /Fm1 7 0 R >> >> /Length 28 >>\nstream\n"
        b"1 0 0 rg 0 0 9 9 re f /Fm1 Do\nendstream",
        8: b"<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /AP << /N 7 0 R >> >>",
        9: b"<< /Type /OCG /Name (Layer) >>",
    }


def pdf(rng: Random) -> bytes:
    """A one-page PDF file written by hand, its objects and its bytes changed."""
    objects = _objects(rng)
    if rng.random() < 0.4:
        number = rng.choice(list(objects))
        change = rng.randrange(5)
        if change == 0:
            del objects[number]
        elif change == 1:
            objects[number] = rng.choice((b"null", b"[]", b"<< >>", b"%d 0 R" % number, b"(x)"))
        elif change == 2:
            objects[number] = objects[number].replace(b"0 R", b"0 R " * rng.choice((1, 2)), 1)
        elif change == 3:
            other = rng.choice(list(objects))
            objects[number], objects[other] = objects[other], objects[number]
        else:
            objects[number] = mutate.digits(rng, objects[number], 1)
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 10\n0000000000 65535 f \n"
    for number in range(1, 10):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    trailer = b"/Root 1 0 R /Size 10"
    if rng.random() < 0.05:
        trailer += b" /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -1 >> /ID [(a) (a)]"
    out += b"trailer << " + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start
    return mutate.raw(rng, mutate.digits(rng, bytes(out), 0.2), 0.3)


def eps(rng: Random) -> bytes:
    box = rng.choice(("0 0 200 100", "(atend)", "0 0 0 0", "-1 -1 1e9 1e9", "a b c d", ""))
    text = f"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: {box}\n0 0 50 50 rectfill\n%%EOF\n"
    head = b"\xc5\xd0\xd3\xc6" + rng.randbytes(26) if rng.random() < 0.2 else b""
    return mutate.raw(rng, head + text.encode(), 0.3)


def advertisement(rng: Random) -> bytes:
    """What an advertiser sends: mostly PDF."""
    chance = rng.random()
    if chance < 0.65:
        return pdf(rng)
    return picture(rng) if chance < 0.92 else eps(rng)
